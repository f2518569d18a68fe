"""Which needs ask for something to be built: for them money for meetings is no answer."""

from __future__ import annotations

import pytest

from matching.need.building import asks_to_build


@pytest.mark.parametrize(
    "need",
    [
        "Unsere Turnhalle ist 50 Jahre alt, Dach und Fenster müssen saniert werden",
        "Dachsanierung der Grundschule",
        "Unser Freibad ist marode",
        "Kita erweitern",
        "insulate the town hall",
        "extend the nursery",
        "Rénover la piscine municipale, trop chère à chauffer",
        "Rehabilitar viviendas vacías",
        "Remont zabytkowego dworca",
        "Chcemy zamontować inteligentne oświetlenie uliczne",
        "Nedostaje mjesta u vrtićima",
        "Oprava městského koupaliště",
        "ремонт на водопровода",
        "kerékpárút építése a szomszéd faluig",
        "lasteaiakohtade puudus",
        "Reabilitarea termică a școlii",
        "ανακαίνιση του σχολείου",
    ],
)
def test_to_renovate_extend_or_install_is_to_build(need: str) -> None:
    assert asks_to_build(need)


@pytest.mark.parametrize(
    "need",
    [
        "Jugendliche mitreden lassen, Jugendparlament",
        "build trust between neighbours",
        "we want to learn how others run a repair café with the town hall",
        "an empty building in the main street",
        "Bauernmarkt beleben",
        "Les personnes âgées vivent seules",
        "Opieka nad osobami starszymi w domu",
        "Öppna data och AI i kommunens förvaltning",
        "Meno rifiuti e più compostaggio",
        "Barrieren abbauen, Ehrenamt stärken",
    ],
)
def test_to_talk_care_or_learn_is_not(need: str) -> None:
    assert not asks_to_build(need)
