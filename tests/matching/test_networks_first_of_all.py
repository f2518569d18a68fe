"""Which networks are about a need in words: those whose main purpose comes first in it, or whose text comes near."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from graph.model import Batch
from matching.asker import Asker
from matching.engine import Engine
from matching.kinds.networks import NEAR_FROM, NETWORK, ON_PURPOSE
from matching.types import Query
from tests import worlds
from tests.factory import member_of, municipality, network, relation, topic
from tests.matching.engine_world import TODAY
from tests.memory_store import snapshot_of

TOURISM, CYCLING, WATER = "topic:tourism", "topic:cycling", "topic:water"
#: What each network addresses, and with which weight; and for which sort of town it is.
CLUBS = {
    "net:tour": {TOURISM: 1.0},
    "net:umbrella": {TOURISM: 0.5, CYCLING: 0.5, WATER: 0.5},
    "net:bikes": {CYCLING: 1.0},
    "net:water": {WATER: 1.0},
    "net:spas": {TOURISM: 1.0},
    "net:wine": {TOURISM: 1.0},
    "net:walls": {TOURISM: 1.0},
}
TAKES = {"net:spas": ("spa",), "net:wine": ("wine",), "net:walls": ("walls",)}


@pytest.fixture(scope="module")
def engine() -> Engine:
    asks = municipality("gn:fragt", "Fragt", country="AT", lat=47.5, lon=14, population=9_000)
    there = municipality("gn:dort", "Dort", country="AT", lat=47.6, lon=14, population=9_000)
    clubs = [network(id, id[4:].title(), kind="association", takes=TAKES.get(id, ())) for id in CLUBS]
    relations = [
        *(relation("ADDRESSES", id, at, weight=weight) for id, of in CLUBS.items() for at, weight in of.items()),
        *(member_of(there.id, id) for id in CLUBS),
    ]
    topics = [topic(id, id[6:].title()) for id in (TOURISM, CYCLING, WATER)]
    return Engine(snapshot_of(worlds.twelve_towns(), Batch([*topics, asks, there, *clubs], relations)))


def _asker(engine: Engine, cycling: float = 0.5, told: str | None = None) -> Asker:
    """Who asks in words that lead to tourism, and to cycling with that share; a network's text may come near to it."""
    asker = engine._asker(Query(town="gn:fragt", need="Gäste", on=TODAY))
    near, tables = asker.near, engine.snapshot.tables
    assert near is not None
    wanted = np.zeros(len(tables["Topic"]), dtype=np.float32)
    wanted[tables["Topic"].ids.index(TOURISM)], wanted[tables["Topic"].ids.index(CYCLING)] = 0.8, 0.8 * cycling
    texts = np.zeros(len(tables["Network"]), dtype=np.bool_)
    if told:
        texts[tables["Network"].ids.index(told)] = True
    near = replace(near, told={**near.told, "Network": texts})
    return replace(asker, wanted=wanted, confidence=0.95, near=near)


def _about(engine: Engine, asker: Asker) -> set[str]:
    assert NETWORK.subject is not None
    ids = engine.snapshot.tables["Network"].ids
    rows = np.array([ids.index(id) for id in CLUBS], dtype=np.int32)
    return {ids[int(row)] for row in rows[NETWORK.subject.about(asker, rows)]}


def test_an_umbrella_that_touches_the_topic_is_near_and_not_about_it(engine: Engine) -> None:
    about = _about(engine, _asker(engine))
    assert "net:tour" in about
    assert not about & {"net:umbrella", "net:water"}
    assert NETWORK.subject is not None
    at = np.array([engine.snapshot.tables["Network"].ids.index("net:umbrella")], dtype=np.int32)
    assert NETWORK.subject.nearness(_asker(engine), at)[0] > 0


@pytest.mark.parametrize(("cycling", "told"), [(0.5, False), (0.9, True)])
def test_what_comes_close_behind_the_first_topic_comes_first_too(engine: Engine, cycling: float, told: bool) -> None:
    assert ("net:bikes" in _about(engine, _asker(engine, cycling))) == told


def test_a_text_that_comes_near_makes_an_umbrella_one_to_tell(engine: Engine) -> None:
    assert "net:umbrella" in _about(engine, _asker(engine, told="net:umbrella"))
    assert "net:water" not in _about(engine, _asker(engine, told="net:water"))  # it is about another field


@pytest.mark.parametrize(("cosine", "on_purpose"), [(ON_PURPOSE - 0.01, False), (ON_PURPOSE, True)])
def test_a_main_purpose_says_no_more_where_the_text_lies_far_from_the_need(
    engine: Engine, cosine: float, on_purpose: bool
) -> None:
    texts = np.full(len(engine.snapshot.tables["Network"]), cosine, dtype=np.float32)
    about = _about(engine, replace(_asker(engine), likeness={"Network": texts}))
    assert ("net:tour" in about) == on_purpose


def test_what_lies_far_from_the_need_is_not_named_as_near(engine: Engine) -> None:
    subject, ids = NETWORK.subject, engine.snapshot.tables["Network"].ids
    assert subject is not None
    at = np.array([ids.index("net:umbrella")], dtype=np.int32)

    def nearness(cosine: float) -> float:
        texts = np.full(len(ids), cosine, dtype=np.float32)
        return float(subject.nearness(replace(_asker(engine), likeness={"Network": texts}), at)[0])

    assert nearness(NEAR_FROM - 0.01) == 0 < nearness(NEAR_FROM)


def test_one_for_a_special_sort_of_town_is_told_by_its_text_alone(engine: Engine) -> None:
    assert not _about(engine, _asker(engine)) & TAKES.keys()
    assert _about(engine, _asker(engine, told="net:walls")) & TAKES.keys() == {"net:walls"}
    asker = _asker(engine)
    (feature,) = [f for f in NETWORK.recipe(asker) if f.name == "for_a_special_sort"]
    rows = np.array([engine.snapshot.tables["Network"].ids.index(id) for id in CLUBS], dtype=np.int32)
    assert feature.value(asker, rows).tolist() == [-1.0 if id in TAKES else 0.0 for id in CLUBS]
