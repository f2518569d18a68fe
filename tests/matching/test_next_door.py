"""Whom a border joins with the asker, and nothing else, has no seat where a need is told: the programme has a line."""

from __future__ import annotations

import pytest

from graph.model import Batch, Solution
from matching.engine import Engine
from matching.types import Answer
from tests.factory import member_of, municipality, network, relation
from tests.matching.engine_world import ask
from tests.matching.test_purposes import ASKER, PARTNERS, _engine

#: The asker lies on the border; of its neighbours Drüben is in the area of one programme with it, and Hinterland is in
#: a country where another pays. Neither does anything.
NEED = "Wärmeplanung"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return _engine()


def _neighbours(answer: Answer) -> list[str]:
    return [s.name for s in answer.suggestions["partners"] if s.purpose == "neighbours"]


def _next_door(answer: Answer) -> dict[str, tuple[str, ...]]:
    return {programme.name: tuple(town.name for town in programme.towns) for programme in answer.next_door}


def test_without_a_cause_a_neighbour_has_no_seat_and_the_programme_is_told_once(engine: Engine) -> None:
    answer = ask(engine, ASKER, kinds=PARTNERS, need=NEED)
    assert _neighbours(answer) == []
    assert _next_door(answer) == {"Interreg Across": ("Drüben",), "Saxony–Bohemia": ("Hinterland",)}
    across, bohemia = answer.next_door
    assert (across.why, across.source) == ("Interreg Across pays across your border.", "register")
    assert bohemia.why == "Saxony–Bohemia pays across your border; whether it covers you, ask who runs it."
    assert across.towns[0].distance_km == pytest.approx(20, abs=5)


def test_a_neighbour_that_did_it_has_its_seat() -> None:
    lamps = Solution(id="prac:lamps", name="Lamps", kind="practice", labels=("Sparlampen@de",), source="press")
    does = Batch([lamps], [relation("USES", "gn:drueben", lamps.id, status="in-use")])
    answer = ask(_engine(does), ASKER, kinds=PARTNERS, need="Sparlampen")
    assert "Drüben" in [s.name for s in answer.suggestions["partners"]]
    assert "Drüben" not in {town for towns in _next_door(answer).values() for town in towns}


def test_a_neighbour_in_a_common_network_has_its_seat() -> None:
    many = [municipality(f"gn:m{at}", f"M{at}", country="FI", lat=65, lon=25) for at in range(40)]
    club = network("net:club", "Club", kind="association")
    members = [member_of(town, club.id) for town in (ASKER, "gn:hinterland", *(town.id for town in many))]
    answer = ask(_engine(Batch([club, *many], members)), ASKER, kinds=PARTNERS, need=NEED)
    assert _neighbours(answer) == ["Hinterland"]
    assert _next_door(answer) == {"Interreg Across": ("Drüben",)}


def test_who_asks_for_neighbours_alone_or_without_a_need_sees_them(engine: Engine) -> None:
    for wanted in ({"need": NEED, "purposes": ("neighbours",)}, {}):
        answer = ask(engine, ASKER, kinds=PARTNERS, **wanted)
        assert {"Drüben", "Hinterland"} <= set(_neighbours(answer))
        assert answer.next_door == ()
