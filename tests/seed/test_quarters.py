from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quarters import facts_marked, is_municipality, measure, participants_marked
from graph.model import PARTNER_KINDS, Municipality
from seed.register.geonames import Register
from seed.register.quarter_evidence import GRADES, gather
from seed.register.quarters import kinds, points
from tests.factory import municipality

SHARED = Path(__file__).parents[2] / ".." / "shared"
needs_data = pytest.mark.skipif(
    not (SHARED / "data" / "lau").is_dir(), reason="needs the official list of municipalities in ../shared/data"
)


@pytest.fixture(scope="module")
def by_name(register: Register) -> dict[tuple[str, str], list[Municipality]]:
    found: dict[tuple[str, str], list[Municipality]] = {}
    for town in register.towns:
        found.setdefault((town.country, town.name), []).append(town)
    return found


def largest(by_name: dict[tuple[str, str], list[Municipality]], country: str, name: str) -> Municipality:
    return max(by_name[country, name], key=lambda town: town.population or 0)


@pytest.mark.parametrize(
    ("country", "name"),
    [
        *[("DE", name) for name in ("Kreuzberg", "Neukölln", "Prenzlauer Berg", "Pankow", "Altona", "Bogenhausen")],
        *[("FR", name) for name in ("Lyon 04", "Paris 13 Gobelins", "Marseille 05")],
        *[("AT", "Favoriten"), ("AT", "Donaustadt"), ("PL", "Ołbin"), ("ES", "Sagrada Família"), ("FI", "Kallio")],
    ],
)
def test_well_known_quarters_are_marked(
    by_name: dict[tuple[str, str], list[Municipality]], country: str, name: str
) -> None:
    assert largest(by_name, country, name).kind == "quarter"


@pytest.mark.parametrize(
    ("country", "name"),
    [
        *[("DE", name) for name in ("Berlin", "Potsdam", "Bad Belzig", "Herrenberg", "Neu-Ulm", "Fürth", "Oberhausen")],
        *[("ES", "L'Hospitalet de Llobregat"), ("ES", "Badalona"), ("FR", "Neuilly-sur-Seine"), ("FR", "Montreuil")],
        *[("BE", "Anderlecht"), ("BE", "Ixelles"), ("IT", "Sesto San Giovanni"), ("PL", "Łomża"), ("PL", "Sopot")],
        *[("DK", "Frederiksberg"), ("GR", "Kallithéa"), ("CH", "Carouge"), ("FI", "Kauniainen"), ("TR", "Üsküdar")],
    ],
)
def test_towns_are_not_marked_even_beside_a_larger_one(
    by_name: dict[tuple[str, str], list[Municipality]], country: str, name: str
) -> None:
    assert largest(by_name, country, name).kind == "municipality"


@pytest.mark.parametrize(
    ("country", "name"), [("RO", "Sector 6"), ("HU", "Budapest XVIII. kerület"), ("GB", "Islington")]
)
def test_boroughs_with_a_council_of_their_own_may_act(
    by_name: dict[tuple[str, str], list[Municipality]], country: str, name: str
) -> None:
    assert largest(by_name, country, name).kind == "borough"


def test_the_larger_of_two_places_of_one_name_within_eight_kilometres_is_the_town() -> None:
    towns = [
        municipality("gn:1", "Sachsenheim", lat=48.96, lon=9.06, population=18_000),
        municipality("gn:2", "Sachsenheim", lat=48.97, lon=9.08, population=1_000),
        municipality("gn:3", "Sachsenheim", lat=51.0, lon=9.0, population=1_000),
    ]
    assert [kind in PARTNER_KINDS for kind in kinds(towns, [[], [], []])] == [True, False, True]


def test_a_place_called_after_its_city_is_its_quarter_but_not_one_that_only_names_its_region() -> None:
    city = municipality("gn:1", "Berlin", lat=52.52, lon=13.41, population=3_400_000)
    part = municipality("gn:2", "Rudow", lat=52.42, lon=13.49, population=41_000, names=("Berlin-Rudow",))
    town = municipality("gn:3", "Teltow", lat=52.40, lon=13.27, population=27_000, names=("Teltow (Berlin)",))
    evidence = gather([city, part, town], [[], part.names, town.names])
    assert evidence.after_city.tolist() == [False, True, False]
    assert kinds([city, part, town], [[], part.names, town.names])[1] == "quarter"


def test_no_places_have_no_kinds() -> None:
    assert kinds([], []) == ()


def test_the_points_fit_the_grades() -> None:
    for by_kind in points().values():
        assert by_kind.keys() == {"start", *GRADES}
        assert all(len(by_kind[kind]) == len(limits) + 1 for kind, limits in GRADES.items())


@pytest.mark.real
@needs_data
def test_on_the_half_it_was_not_made_on_the_rule_is_right_as_often_as_said(register: Register) -> None:
    figures = measure(register.towns, is_municipality(register.towns, SHARED / "data"))
    every, middle, large = (figures["all", least] for least in (0, 5_000, 20_000))
    assert every.precision > 0.965
    assert every.recall > 0.51
    assert middle.precision > 0.97
    assert middle.recall > 0.54
    assert large.precision > 0.97
    assert large.recall > 0.75


@needs_data
def test_hardly_any_town_of_the_facts_or_of_the_networks_is_marked(register: Register) -> None:
    found, lost, names = facts_marked(register.towns, SHARED / "facts")
    assert found > 1_700
    assert lost <= 4, names
    everyone, marked, _, _ = participants_marked(register.towns, SHARED / "data")
    assert marked / everyone < 0.01


def test_marked_places_are_no_partners(register: Register) -> None:
    kinds_there = {town.kind for town in register.towns}
    assert kinds_there == {"municipality", "borough", "quarter", "settlement"}
    assert kinds_there - PARTNER_KINDS == {"quarter", "settlement"}
