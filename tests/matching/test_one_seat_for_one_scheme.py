"""Of towns that answer a need by one scheme the first gets a seat, and the others are named beside it."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model import Batch, Solution
from matching.engine import Engine
from matching.types import Suggestion
from matching.words.to_ask import the_same
from tests import worlds
from tests.factory import member_of, municipality, network, relation, topic
from tests.matching.engine_world import ask
from tests.memory_store import snapshot_of

ASKER, MOBILITY = "gn:fragt", "topic:mobility"
#: What each town did, and the source that tells of it: the northern three had one bus on call, told by one page; the
#: southern two have a bus of their own that is called the same. Each lies a hundred kilometres from the next.
BUSES = {"Nord": "page", "Norden": "page", "Nordost": "page", "Sued": "one", "Sueden": "other"}
#: Who holds the label, by two sources, and who is in the network.
HOLDERS, MEMBERS = {"Siegel": "list", "Siegelin": "press"}, ("Netz", "Netzen")


def _world() -> Batch:
    names = ("Fragt", *BUSES, *HOLDERS, *MEMBERS)
    towns = [
        municipality(f"gn:{name.casefold()}", name, country="AT" if name == "Fragt" else "DE", lat=45 + at, lon=10)
        for at, name in enumerate(names)
    ]
    practices = [
        Solution(id=f"prac:{name.casefold()}", name=called, kind="practice", labels=(f"{word}@de",), source=source)
        for called, word, of in (("Bus on call", "Rufbus", BUSES), ("Bus label", "Rufbussiegel", HOLDERS))
        for name, source in of.items()
    ]
    together = network("net:rufbus", "Bus towns", kind="network", labels=("Rufbusnetz@de",))
    relations = [
        *(
            relation("USES", f"gn:{name.casefold()}", f"prac:{name.casefold()}", status=status, source=source)
            for of, status in ((BUSES, "in-use"), (HOLDERS, "label"))
            for name, source in of.items()
        ),
        *(member_of(f"gn:{name.casefold()}", together.id) for name in MEMBERS),
        *(relation("ADDRESSES", thing.id, MOBILITY) for thing in (*practices, together)),
    ]
    return Batch([topic(MOBILITY, "Mobility"), *towns, *practices, together], relations)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(snapshot_of(worlds.twelve_towns(), _world()))


def _found(engine: Engine, **wanted: Any) -> dict[str, Suggestion]:
    asked = {"need": "Rufbus", "topics": (MOBILITY,), "purposes": ("peers",), "top": 10, **wanted}
    return {s.name: s for s in ask(engine, ASKER, kinds=("partners",), **asked).suggestions["partners"]}


def test_of_one_scheme_one_town_has_a_seat_and_names_the_others(engine: Engine) -> None:
    found = _found(engine)
    (north,) = [s for name, s in found.items() if BUSES.get(name) == "page"]
    assert {north.name, *(town.name for town in north.also)} == {"Nord", "Norden", "Nordost"}
    distances = [town.distance_km or 0 for town in north.also]
    assert distances == sorted(distances)
    # What is called the same, and told by a source of its own, is another undertaking.
    assert {"Sued", "Sueden"} <= found.keys()
    assert not found["Sued"].also


def test_a_label_and_a_network_are_one_whoever_tells_of_them(engine: Engine) -> None:
    found = _found(engine)
    for scheme in (HOLDERS, MEMBERS):
        (seated,) = found.keys() & set(scheme)
        assert {seated, *(town.name for town in found[seated].also)} == set(scheme)


def test_what_has_a_seat_for_one_purpose_has_none_for_the_next() -> None:
    along = network("net:along", "Along", kind="project", start="2024", labels=("Rufbus für kleine Orte@de",))
    led = Batch(
        [along, municipality("gn:klein", "Klein", country="DE", lat=60, lon=10, population=3_000)],
        [
            member_of("gn:nordost", along.id, role="lead"),
            member_of("gn:klein", along.id),
            relation("ADDRESSES", along.id, MOBILITY),
        ],
    )
    engine = Engine(snapshot_of(worlds.twelve_towns(), _world(), led))
    alone = ask(engine, ASKER, kinds=("partners",), need="Rufbus", purposes=("experienced",)).suggestions["partners"]
    assert "Nordost" in [s.name for s in alone]
    found = ask(engine, ASKER, kinds=("partners",), need="Rufbus").suggestions["partners"]
    schemes = [s.name for s in found if BUSES.get(s.name) == "page"]
    assert len(schemes) == 1


def test_without_a_need_each_town_has_its_seat(engine: Engine) -> None:
    found = _found(engine, need=None)
    assert set(BUSES) <= found.keys()
    assert not any(suggestion.also for suggestion in found.values())


def test_the_others_are_told_in_one_line(engine: Engine) -> None:
    (holder,) = _found(engine).keys() & set(HOLDERS)
    suggestion = _found(engine)[holder]
    (other,) = suggestion.also
    assert the_same(suggestion.also, "de").startswith(f"Dasselbe ist bekannt von: {other.name} (Deutschland, ")
