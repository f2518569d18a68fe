"""Of deeds that answer alike the near, the like and the new come first; and deeds before tools."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from graph.arrays import Floats32, Ints32
from graph.model import Batch, Node, Solution
from matching.asker import Asker
from matching.engine import Engine
from matching.kinds.alike_first import (
    asks_for_digital,
    behind_a_neighbour,
    merely_uses,
    only_related,
    under_other_conditions,
)
from matching.kinds.solutions import only_related as related_solution
from matching.types import Query
from tests.factory import municipality, relation, topic
from tests.matching.engine_world import TODAY
from tests.memory_store import snapshot_of

ASKER, POOL = "gn:asker", "topic:sports-and-pools"
NEED = "indoor pool"
#: Towns: country, kilometres east, and inhabitants. All did it themselves, but the user, which has a software.
TOWNS = {
    "near": ("DE", 70, 6_000),
    "far": ("FR", 900, 5_000),
    "hamlet": ("DE", 70, 300),
    "city": ("FR", 900, 400_000),
    "user": ("DE", 60, 5_000),
}
KM_A_DEGREE = 71.5  # of longitude, at 50° north


@pytest.fixture(scope="module")
def engine() -> Engine:
    nodes: list[Node] = [
        topic(POOL, "Pools"),
        municipality(ASKER, "Asker", country="DE", lat=50, lon=6, population=5_000),
    ]
    relations = []
    for name, (country, east, population) in TOWNS.items():
        lon = 6 + east / KM_A_DEGREE
        nodes.append(municipality(f"gn:{name}", name.title(), country=country, lat=50, lon=lon, population=population))
        thing = Solution(id=f"prac:{name}", name=f"Indoor pool of {name}", kind="practice", source=name)
        nodes.append(replace(thing, kind="software") if name == "user" else thing)
        relations.append(relation("USES", f"gn:{name}", f"prac:{name}", status="in-use"))
        relations.append(relation("ADDRESSES", f"prac:{name}", POOL))
    return Engine(snapshot_of(Batch(nodes, relations)))


def _values(engine: Engine, feature: Callable[[Asker, Ints32], Floats32], need: str = NEED) -> dict[str, float]:
    asker = engine._asker(Query(town=ASKER, need=need, on=TODAY))
    rows = engine.snapshot.municipalities.ids.indices([f"gn:{name}" for name in TOWNS])
    return dict(zip(TOWNS, feature(asker, rows).tolist(), strict=True))


def test_far_and_unlike_take_and_near_and_like_hardly(engine: Engine) -> None:
    taken = _values(engine, under_other_conditions)
    assert taken["city"] == min(taken.values())
    assert taken["near"] > taken["far"] > taken["city"]
    assert taken["near"] > taken["hamlet"]  # sixteen times smaller says as little as sixteen times larger


def test_others_stand_behind_a_neighbour_of_like_size_that_did_it(engine: Engine) -> None:
    behind = _values(engine, behind_a_neighbour)
    assert behind["near"] == 0
    assert behind["far"] == behind["hamlet"] == behind["city"] == behind["user"] == -1


def test_a_tool_that_a_town_uses_is_no_deed_unless_something_digital_is_sought(engine: Engine) -> None:
    assert _values(engine, merely_uses) == {"near": 0, "far": 0, "hamlet": 0, "city": 0, "user": -1}
    assert not any(_values(engine, merely_uses, "software for an indoor pool").values())
    assert asks_for_digital(engine._asker(Query(town=ASKER, need="App fürs Hallenbad", on=TODAY)))
    assert not asks_for_digital(engine._asker(Query(town=ASKER, need="Bürgerbad retten", on=TODAY)))


@pytest.mark.parametrize(("told", "taken"), [({"far"}, -1.0), (set(), 0.0)])
def test_what_is_only_related_stands_behind_what_may_be_told_to_answer(
    engine: Engine, told: set[str], taken: float
) -> None:
    asker = engine._asker(Query(town=ASKER, need=NEED, on=TODAY))
    assert asker.near is not None
    ids = engine.snapshot.tables["Solution"].ids
    says = np.array([ids[at].removeprefix("prac:") in told for at in range(len(ids))])
    asker = replace(asker, near=replace(asker.near, told={**asker.near.told, "Solution": says}))
    towns = engine.snapshot.municipalities.ids.indices(["gn:far", "gn:near"]).astype(np.int32)
    assert only_related(asker, towns).tolist() == [0.0, taken]
    solutions = ids.indices(["prac:far", "prac:near"]).astype(np.int32)
    assert related_solution(asker, solutions).tolist() == [0.0, taken]


def test_what_was_done_near_at_home_is_among_the_first_solutions(engine: Engine) -> None:
    query = Query(town=ASKER, need=NEED, on=TODAY, kinds=("solutions",), top=2)
    assert engine.suggest(query).suggestions["solutions"][0].id == "prac:near"


def test_without_a_need_a_peer_is_neither_three_times_as_large_nor_as_small(engine: Engine) -> None:
    query = Query(town=ASKER, on=TODAY, kinds=("partners",), top=10)
    found = {s.id for s in engine.suggest(query).suggestions["partners"] if s.purpose in ("peers", "nearby")}
    assert not found & {"gn:city"}
    assert "gn:hamlet" not in {s.id for s in engine.suggest(query).suggestions["partners"] if s.purpose == "peers"}


def test_without_a_need_no_more_than_two_solutions_are_about_one_topic(engine: Engine) -> None:
    query = Query(town=ASKER, on=TODAY, kinds=("solutions",), top=10)
    found = [s.id for s in engine.suggest(query).suggestions["solutions"]]
    assert len(found) == 2
    assert "prac:user" not in found  # a software comes behind what towns do
