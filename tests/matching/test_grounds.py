"""What leads one to a town for a need in words: something of its own, a network that is mainly about it, no list."""

from __future__ import annotations

import pytest

from graph.model import Batch, Programme
from matching.engine import Engine
from matching.purposes.taken_along import TakenAlong
from matching.purposes.together import apart
from matching.ties import Ties
from matching.types import Query, TopicMatch
from tests import worlds
from tests.factory import member_of, municipality, network, relation, topic
from tests.matching.engine_world import TODAY, ask, ids
from tests.memory_store import snapshot_of
from tests.worlds import HEAT_ATLAS, HEAT_PLANNING

ASKER, BUDGETS, NEED = "gn:fragt", "topic:budgets", "Wärmeplanung"
#: Towns of nine thousand inhabitants around the asker, by what is known of each.
NEAR = ("uses", "mainly", "touches", "listed", "part", "small", "leads", "joins")


class _Reader:
    def read(self, text: str, language: str = "en") -> tuple[TopicMatch, ...]:
        return (TopicMatch(topic=HEAT_PLANNING, label="Heat planning", strength=0.9, words=("heat",), outright=1.0),)


def _world() -> Batch:
    towns = [
        municipality(f"gn:{name}", name.title(), country="DE", lat=50.5, lon=9.0 + at / 10, population=9_000)
        for at, name in enumerate(("fragt", *NEAR))
    ]
    heat = network("net:heat", "Heat", kind="network")
    touching = network("net:touching", "Touching", kind="network")
    pledge = network("net:pledge", "Pledge", kind="initiative", admission="listed")
    supported = network("net:supported", "Supported", kind="network", umbrella=pledge.id)
    helped = network("net:helped", "Helped", kind="network", umbrella=pledge.id)
    led = network("net:led", "Led", kind="project")
    nodes = [heat, touching, pledge, supported, helped, led]
    relations = [
        relation("USES", "gn:uses", HEAT_ATLAS),
        *(relation("ADDRESSES", node.id, HEAT_PLANNING) for node in nodes if node is not touching),
        relation("ADDRESSES", touching.id, HEAT_PLANNING, weight=0.5),
        relation("ADDRESSES", touching.id, BUDGETS),
        member_of("gn:mainly", heat.id),
        member_of("gn:touches", touching.id),
        member_of("gn:listed", pledge.id),
        member_of("gn:part", supported.id),
        *(member_of(f"gn:{name}", led.id) for name in ("small", "joins")),
        member_of("gn:leads", led.id, role="lead"),
    ]
    return Batch([topic(BUDGETS, "Budgets"), *towns, *nodes], relations)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(snapshot_of(worlds.twelve_towns(), _world()), reader=_Reader())


def served(engine: Engine, purpose: str) -> set[str]:
    found = ask(engine, ASKER, need=NEED, kinds=("partners",), purposes=(purpose,), top=10).suggestions["partners"]
    return {s.id for s in found} & {f"gn:{name}" for name in NEAR}


def test_near_you_are_those_that_do_it_or_meet_in_a_network_that_is_mainly_about_it(engine: Engine) -> None:
    # Of the three in the project that is mainly about it the one that leads it is named; who is in one that touches
    # it, or on a list, is not led to.
    assert served(engine, "nearby") == {"gn:uses", "gn:mainly", "gn:leads"}
    assert served(engine, "peers") == {"gn:uses", "gn:mainly", "gn:leads"}


def test_a_topic_named_by_itself_brings_whom_is_only_listed_too(engine: Engine) -> None:
    found = ask(engine, ASKER, topics=(HEAT_PLANNING,), kinds=("partners",), purposes=("peers",), top=20)
    assert {"gn:listed", "gn:part", "gn:touches"} <= set(ids(found))


def test_experienced_is_who_led_small_towns_in_a_project_on_it_not_who_joined_one(engine: Engine) -> None:
    assert served(engine, "experienced") == {"gn:leads"}


def test_who_is_in_one_part_of_a_list_is_led_to_no_other_part(engine: Engine) -> None:
    parts = {"net:supported", "net:helped"}
    assert parts <= set(ids(ask(engine, ASKER, need=NEED, kinds=("networks",), top=20), "networks"))
    assert not parts & set(ids(ask(engine, "gn:part", need=NEED, kinds=("networks",), top=20), "networks"))


def test_of_towns_of_which_one_network_is_all_that_is_known_one_is_named(engine: Engine) -> None:
    # "small" and "joins" are in the project alone, "leads" too; nothing else is known of them.
    rows = [
        int(engine.snapshot.municipalities.ids.index(f"gn:{name}")) for name in ("uses", "small", "joins", "mainly")
    ]
    asker = engine._asker(Query(town=ASKER, need=NEED, on=TODAY))
    assert apart(asker, rows) == [0, 1, 3]
    assert apart(asker, rows, shown=[rows[2]]) == [0, 3]


def test_neighbours_in_what_is_for_themselves_take_nobody_along() -> None:
    union = network("net:union", "Union", kind="initiative", takes=("next-door",))
    programme = Programme(id="prog:land", name="Land", source="press")
    relations = [
        *(member_of(f"gn:{name}", union.id) for name in NEAR),
        relation("FUNDED_BY", union.id, programme.id),
    ]
    snapshot = snapshot_of(worlds.twelve_towns(), _world(), Batch([union, programme], relations))
    along = TakenAlong(Ties(snapshot))
    networks = snapshot.tables["Network"].ids
    assert along.small_members[networks.index(union.id)] == 0
    assert along.small_members[networks.index("net:led")] == 3
