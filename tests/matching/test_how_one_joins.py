"""A network is told with a next step: how one joins, or whom to ask."""

from __future__ import annotations

from graph.model import Batch, Network, Relation
from matching.engine import Engine
from matching.types import Suggestion
from tests import worlds
from tests.factory import member_of, network
from tests.matching.engine_world import ask
from tests.memory_store import snapshot_of


def _suggested(net: Network, *members: Relation, town: str = worlds.BAD_BELZIG) -> Suggestion:
    about = Relation(type="ADDRESSES", start=net.id, end=worlds.HEAT_PLANNING, source="test")
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch([net], [*members, about])))
    answer = ask(engine, town=town, topics=(worlds.HEAT_PLANNING,), kinds=("networks",), top=50)
    (found,) = [s for s in answer.suggestions["networks"] if s.id == net.id]
    return found


def test_how_one_joins_is_told_with_its_source() -> None:
    league = network("net:league", "League", joining=("Apply.@en",), joining_source="https://league.example/join")
    (how,) = _suggested(league).joining
    assert how == "How one joins: Apply. (Source: https://league.example/join)"


def test_the_nearest_member_is_whom_to_ask_with_its_distance() -> None:
    far, near = member_of(worlds.LOMZA, "net:league"), member_of(worlds.POTSDAM, "net:league")
    (asked,) = _suggested(network("net:league", "League"), far, near).to_ask
    assert asked.id == worlds.POTSDAM
    assert asked.distance_km is not None
    assert asked.distance_km < 60


def test_who_is_a_member_no_longer_is_not_asked() -> None:
    left, present = member_of(worlds.POTSDAM, "net:league", until="2020"), member_of(worlds.LOMZA, "net:league")
    (asked,) = _suggested(network("net:league", "League"), left, present).to_ask
    assert asked.id == worlds.LOMZA


def test_where_nobody_tells_how_one_joins_a_member_is_named_or_who_runs_it() -> None:
    league = network("net:league", "League")
    assert _suggested(league, member_of(worlds.POTSDAM, "net:league")).joining == (
        "How one joins is not known to us: ask who runs it, or a member.",
    )
    alone = _suggested(league)
    assert alone.joining == ("How one joins is not known to us; who runs it can say.",)
    assert alone.to_ask == ()
