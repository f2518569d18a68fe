"""Introductions in the twelve-town world, whose needs, proofs and ties are known by heart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graph.errors import InvalidRecord
from graph.model import Batch, Solution
from matching.engine import Engine
from matching.introductions.introductions import Introductions, introductions
from matching.introductions.worth import own_proof, without_fields
from tests import worlds
from tests.factory import municipality, relation
from tests.matching.engine_world import TODAY
from tests.memory_store import snapshot_of


def asked(engine: Engine, *towns: str, needs: Any = None, **more: Any) -> Introductions:
    ids = engine.snapshot.municipalities.ids
    scope = np.zeros(len(ids), dtype=np.bool_)
    scope[[ids.index(town) for town in towns]] = True
    wanted = engine.ties.needs if needs is None else needs
    return introductions(engine.ties, engine.ways, scope=scope, needs=wanted, on=TODAY, **{"count": 10, **more})


def ids_of(engine: Engine, found: Introductions) -> list[tuple[str, str]]:
    ids = engine.snapshot.municipalities.ids
    return [(ids[one.one], ids[one.other]) for one in found.pairs]


def test_who_needs_something_is_paired_with_who_is_shown_to_know_it(engine: Engine) -> None:
    """Bad Belzig needs heat planning and energy communities: Potsdam and Manresa offer the one, Brück uses the atlas
    of it. Nobody is shown to know the other."""
    found = asked(engine, worlds.BAD_BELZIG)
    pairs = ids_of(engine, found)
    assert found.basis == "needs"
    assert {pair[1] for pair in pairs} <= {worlds.POTSDAM, worlds.MANRESA, worlds.BRUECK}
    assert len(pairs) == 2
    for one in found.pairs:
        (learning,) = one.learning
        assert learning.topics == (worlds.HEAT_PLANNING,)
        assert learning.evidence[0].source
        assert one.bridge == "apart"
        assert one.worth == pytest.approx(sum(one.parts.values()), abs=0.05)


def test_towns_that_work_together_already_are_not_introduced(engine: Engine) -> None:
    """Łomża needs heat planning, and is in a network with Manresa, and in another with Potsdam."""
    assert asked(engine, worlds.LOMZA).pairs == ()


def test_one_that_needs_what_the_other_knows_and_the_other_way_round_is_worth_more(engine: Engine) -> None:
    ids, topics = engine.snapshot.municipalities.ids, engine.snapshot.tables["Topic"].ids
    needs = np.zeros_like(engine.ties.needs)
    needs[ids.index(worlds.BAD_BELZIG), topics.index(worlds.HEAT_PLANNING)] = 1
    one_way = asked(engine, worlds.BAD_BELZIG, needs=needs).pairs[0]
    assert one_way.parts["other_way"] == 0
    needs[ids.index(worlds.POTSDAM), topics.index(worlds.OPEN_DATA)] = 1
    with_berlin = asked(engine, worlds.POTSDAM, needs=needs)
    assert (worlds.POTSDAM, worlds.BERLIN) not in ids_of(engine, with_berlin)  # they are in one association


def test_the_letter_says_what_is_looked_for_and_no_more_than_the_source(engine: Engine) -> None:
    (first, *_) = asked(engine, worlds.BAD_BELZIG, count=1).pairs
    (learning,) = first.learning
    assert learning.letter
    assert all(text for _, text in learning.letter)


def test_without_needs_proof_alone_pairs_who_knows_the_same_and_says_that_it_is_proof(engine: Engine) -> None:
    found = asked(engine, worlds.POTSDAM, needs=np.zeros_like(engine.ties.needs))
    assert found.basis == "proof"
    for one in found.pairs:
        assert all(not learning.letter for learning in one.learning)


def test_only_the_topics_that_were_named_count(engine: Engine) -> None:
    topic = engine.snapshot.tables["Topic"].ids.index(worlds.E_PARTICIPATION)
    ids = engine.snapshot.municipalities.ids
    everybody = [ids[at] for at in range(len(ids))]
    found = asked(engine, *everybody, topics=(topic,))
    assert {topics for one in found.pairs for learning in one.learning for topics in learning.topics} == {
        worlds.E_PARTICIPATION
    }
    assert all(set(pair) & {worlds.VASLUI} for pair in ids_of(engine, found))


def test_within_a_scope_both_towns_are_of_it(engine: Engine) -> None:
    assert ids_of(engine, asked(engine, worlds.BAD_BELZIG, worlds.POTSDAM, within=True)) == [
        (worlds.BAD_BELZIG, worlds.POTSDAM)
    ]
    assert asked(engine, worlds.BAD_BELZIG, worlds.ZAMBROW, within=True).pairs == ()


def test_to_know_one_topic_of_a_field_is_not_to_know_another(engine: Engine) -> None:
    topics = engine.snapshot.tables["Topic"].ids
    proof = own_proof(engine.ties)
    assert not proof[:, topics.index(worlds.CLIMATE_ENERGY)].any()
    named = np.zeros((len(proof), len(topics)), dtype=np.float32)
    named[0, topics.index(worlds.CLIMATE_ENERGY)] = 1
    whole = without_fields(engine.ties, named)
    assert set(np.flatnonzero(whole[0])) == {
        topics.index(worlds.HEAT_PLANNING),
        topics.index(worlds.ENERGY_COMMUNITIES),
    }


def test_more_pairs_than_can_be_weighed_are_refused(engine: Engine) -> None:
    with pytest.raises(InvalidRecord):
        asked(engine, worlds.BAD_BELZIG, count=1000)


def test_who_did_something_on_the_whole_field_is_told_by_that() -> None:
    """Horn uses a solution of which only the field is said, energy: so it is taken to know all topics of it, and the
    evidence is that solution."""
    small = "sol:energy-at-large"
    more = Batch(
        [Solution(id=small, name="Energy at large", kind="software", source="facts")],
        [
            relation("ADDRESSES", small, worlds.CLIMATE_ENERGY),
            relation("USES", "gn:horn", small, status="in-use"),
        ],
    )
    town = Batch([municipality("gn:horn", "Horn", country="AT", lat=48.7, lon=15.7, population=12_000)])
    engine = Engine(snapshot_of(worlds.twelve_towns(), town, more))
    found = asked(engine, worlds.BAD_BELZIG)
    (pair,) = [one for one, names in zip(found.pairs, ids_of(engine, found), strict=True) if "gn:horn" in names]
    (learning,) = pair.learning
    assert {*learning.topics} == {worlds.HEAT_PLANNING, worlds.ENERGY_COMMUNITIES}
    assert learning.evidence[0].path == ("gn:horn", small)


def _wanting(engine: Engine, *wants: tuple[str, str, float]) -> Any:
    ids, topics = engine.snapshot.municipalities.ids, engine.snapshot.tables["Topic"].ids
    needs = np.zeros_like(engine.ties.needs)
    for town, topic, strength in wants:
        needs[ids.index(town), topics.index(topic)] = strength
    return needs


def test_each_that_looks_for_something_is_introduced_once_before_any_is_twice(engine: Engine) -> None:
    """Bad Belzig is worth more with each of two teachers than Vaslui with any: of two pairs each gets one."""
    needs = _wanting(engine, (worlds.BAD_BELZIG, worlds.HEAT_PLANNING, 1), (worlds.VASLUI, worlds.HEAT_PLANNING, 1))
    for count, learners in ((1, 1), (2, 2), (3, 2)):
        found = asked(engine, worlds.BAD_BELZIG, worlds.VASLUI, needs=needs, count=count)
        assert len({one.one for one in found.pairs}) == learners
        assert len(found.pairs) == count


def test_one_need_that_is_met_is_not_made_small_by_another_that_nobody_meets(engine: Engine) -> None:
    alone = asked(engine, worlds.BAD_BELZIG, needs=_wanting(engine, (worlds.BAD_BELZIG, worlds.HEAT_PLANNING, 1)))
    both = _wanting(
        engine,
        (worlds.BAD_BELZIG, worlds.HEAT_PLANNING, 1),
        (worlds.BAD_BELZIG, worlds.ENERGY_COMMUNITIES, 1),  # nobody is shown to know it
    )
    beside = asked(engine, worlds.BAD_BELZIG, needs=both)
    assert beside.pairs[0].parts["learning"] == pytest.approx(0.9 * alone.pairs[0].parts["learning"], abs=0.05)


@pytest.mark.parametrize(("name", "introduced"), [("Heat plan", False), ("Another heat plan", True)])
def test_who_carried_out_the_same_practice_is_not_introduced(name: str, introduced: bool) -> None:
    """A project of several towns stands in a row for each: they know each other, or did just the same."""
    towns = [
        municipality(f"gn:{at}", at.title(), country="AT", lat=48.7, lon=15.7 + place, population=12_000)
        for place, at in enumerate(("one", "two"))
    ]
    practices = [
        Solution(id=f"prac:{at}", name=called, kind="practice", source="press")
        for at, called in (("one", "Heat plan"), ("two", name))
    ]
    relations = [
        *(relation("ADDRESSES", practice.id, worlds.HEAT_PLANNING) for practice in practices),
        *(relation("USES", f"gn:{at}", f"prac:{at}", status="in-use") for at in ("one", "two")),
    ]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch([*towns, *practices], relations)))
    found = asked(engine, "gn:one", needs=np.zeros_like(engine.ties.needs))
    assert (("gn:one", "gn:two") in ids_of(engine, found)) is introduced
