"""Strategies that ask for what is wanted: of the asker's country and of Europe, and only where something is named."""

from __future__ import annotations

from typing import Any

from graph.model import Batch, Relation, Strategy
from matching.engine import Engine
from matching.need.topics import TopicReader
from tests import worlds
from tests.matching.engine_world import ask
from tests.memory_store import snapshot_of


def strategy(id: str, topic: str = worlds.HEAT_PLANNING, **kw: Any) -> tuple[Strategy, Relation]:
    node = Strategy(
        id="strat:" + id.lower().replace(" ", "-"),
        name=id,
        source="a page",
        **{"kind": "strategy", "countries": ("EU",), **kw},
    )
    return node, Relation(type="ADDRESSES", start=node.id, end=topic, weight=1.0, source="us")


def engine(*found: tuple[Strategy, Relation]) -> Engine:
    towns = worlds.twelve_towns()
    nodes, relations = (node for node, _ in found), (relation for _, relation in found)
    snapshot = snapshot_of(Batch((*towns.nodes, *nodes), (*towns.relations, *relations), towns.facts))
    return Engine(snapshot, TopicReader(snapshot))


def told(engine: Engine, **wanted: Any) -> list[str]:
    return [found.name for found in ask(engine, **wanted).strategies]


def test_they_are_told_where_a_need_or_a_topic_names_what_they_ask_for() -> None:
    world = engine(strategy("Heat law", kind="law"), strategy("Open data law", worlds.OPEN_DATA))
    assert told(world, topics=(worlds.HEAT_PLANNING,)) == ["Heat law"]
    assert told(world, need="heat planning") == ["Heat law"]
    # Bad Belzig has stated needs of its own; a question that names nothing asks for no strategy.
    assert told(world) == []


def test_those_of_other_countries_are_left_out_and_those_of_the_union_for_towns_outside_it() -> None:
    world = engine(
        strategy("German", countries=("DE",)),
        strategy("French and German", countries=("DE", "FR")),
        strategy("Union"),
        strategy("All Europe", countries=()),
    )
    topics = (worlds.HEAT_PLANNING,)
    assert set(told(world, town=worlds.LOMZA, topics=topics)) == {"Union", "All Europe"}
    assert set(told(world, town=worlds.BIEL, topics=topics)) == {"All Europe"}
    assert len(told(world, topics=topics)) == 3


def test_a_law_comes_first_and_a_publication_asks_for_nothing() -> None:
    world = engine(strategy("A strategy"), strategy("Law", kind="law"), strategy("Study", kind="publication"))
    assert told(world, topics=(worlds.HEAT_PLANNING,)) == ["Law", "A strategy"]


def test_they_are_told_in_the_language_of_the_question() -> None:
    world = engine(
        strategy("Heat law", labels=("Wärmegesetz@de",), issuer="Parliament", issuers=("Parlament@de",), issued="2024")
    )
    (found,) = ask(world, topics=(worlds.HEAT_PLANNING,), language="de").strategies
    assert (found.name, found.issuer, found.issued) == ("Wärmegesetz", "Parlament", "2024")


def test_they_are_no_partners_and_earn_no_town_a_point() -> None:
    with_one, without = engine(strategy("Heat law")), engine()
    topics = (worlds.HEAT_PLANNING,)
    assert ask(with_one, topics=topics).suggestions == ask(without, topics=topics).suggestions
