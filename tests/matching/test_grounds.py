"""What leads one to a town for a need in words: something of its own, a network that is mainly about it, no list."""

from __future__ import annotations

import pytest

from graph.model import Batch
from matching.engine import Engine
from matching.types import TopicMatch
from tests import worlds
from tests.factory import member_of, municipality, network, relation, topic
from tests.matching.engine_world import ask, ids
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
    # In a project that is mainly about it are three more; who is in one that touches it, or on a list, is not led to.
    assert served(engine, "nearby") == {"gn:uses", "gn:mainly", "gn:small", "gn:leads", "gn:joins"}
    assert served(engine, "peers") == {"gn:uses", "gn:mainly", "gn:small", "gn:leads", "gn:joins"}


def test_a_topic_named_by_itself_brings_whom_is_only_listed_too(engine: Engine) -> None:
    found = ask(engine, ASKER, topics=(HEAT_PLANNING,), kinds=("partners",), purposes=("peers",), top=20)
    assert {"gn:listed", "gn:part", "gn:touches"} <= set(ids(found))


def test_experienced_is_who_led_small_towns_in_a_project_on_it_not_who_joined_one(engine: Engine) -> None:
    assert served(engine, "experienced") == {"gn:leads"}


def test_who_is_in_one_part_of_a_list_is_led_to_no_other_part(engine: Engine) -> None:
    parts = {"net:supported", "net:helped"}
    assert parts <= set(ids(ask(engine, ASKER, need=NEED, kinds=("networks",), top=20), "networks"))
    assert not parts & set(ids(ask(engine, "gn:part", need=NEED, kinds=("networks",), top=20), "networks"))
