"""Which calls are suggested where: none of a programme that pays elsewhere only."""

from __future__ import annotations

import dataclasses

from graph.model import Batch, Fact, Programme
from matching.engine import Engine
from tests import worlds
from tests.matching.engine_world import ask, ids
from tests.memory_store import snapshot_of


def suggested(area: tuple[str, ...], town: str, *facts: Fact) -> bool:
    """Whether a call of programmes that pay in the area is suggested to the town for heat planning."""
    world = worlds.twelve_towns()
    nodes = [dataclasses.replace(n, area=area) if isinstance(n, Programme) else n for n in world.nodes]
    engine = Engine(snapshot_of(Batch(nodes, world.relations, [*world.facts, *facts])))
    answer = ask(engine, town=town, topics=(worlds.HEAT_PLANNING,), kinds=("calls",))
    return worlds.HEAT_TOGETHER in ids(answer, "calls")


def test_a_programme_of_one_country_is_no_matter_in_another() -> None:
    assert suggested((), worlds.LOMZA)
    assert suggested(("PL",), worlds.LOMZA)
    assert not suggested(("DE", "FR"), worlds.LOMZA)


def test_within_a_country_the_region_decides_where_it_is_known() -> None:
    region = Fact(subject=worlds.LOMZA, key="nuts3", value="PL842", source="test")
    assert suggested(("PL84",), worlds.LOMZA, region)
    assert not suggested(("PL43",), worlds.LOMZA, region)
    assert suggested(("PL43",), worlds.LOMZA)
