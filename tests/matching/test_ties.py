"""The highest rows and the sums over towns, as one would find them by sorting and by looping."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.arrays import Floats32
from graph.model import Batch, Solution
from matching.pairs import Bipartite, common, highest, in_order, lowest
from matching.ties import MANY_USERS, Ties
from tests import worlds
from tests.factory import municipality, network, relation, topic
from tests.memory_store import snapshot_of


@pytest.mark.parametrize("rows", [0, 1, 7, 300, 40_000])
@pytest.mark.parametrize("most", [1, 40, 1_000])
@pytest.mark.parametrize("shape", ["smooth", "steps", "rare", "sorted", "level"])
def test_the_highest_are_those_that_sorting_puts_first(rows: int, most: int, shape: str) -> None:
    draw = np.random.default_rng(rows + most)
    strength = draw.random(rows) ** 8
    if shape == "steps":
        strength = np.round(strength, 1)
    elif shape == "rare":
        strength *= draw.random(rows) < 0.01
    elif shape == "sorted":
        strength = np.sort(strength)[::-1]
    elif shape == "level":
        strength = np.ones(rows)
    single: Floats32 = strength.astype(np.float32)
    by_sorting = [i for i in np.argsort(-single, kind="stable")[:most] if single[i] > 0]
    assert sorted(highest(single, most)) == sorted(by_sorting)


@pytest.mark.parametrize("rows", [1, 7, 300, 40_000])
@pytest.mark.parametrize("most", [1, 40, 1_000])
@pytest.mark.parametrize("marked", [0.0, 0.01, 0.9])
@pytest.mark.parametrize("steps", [1, 6])
def test_the_lowest_are_those_of_the_marked_that_sorting_puts_first(
    rows: int, most: int, marked: float, steps: int
) -> None:
    draw = np.random.default_rng(rows + most)
    values = np.round(draw.random(rows), steps).astype(np.float32)
    among = draw.random(rows) < marked
    by_sorting = [i for i in np.argsort(values, kind="stable").tolist() if among[i]][:most]
    assert sorted(lowest(values, among, most).tolist()) == sorted(by_sorting)


def test_sums_over_towns_are_those_of_a_loop_and_of_nobody_zero() -> None:
    empty = [network(f"net:{letter}", "Nobody") for letter in "amz"]  # first, between and last
    ties = Ties(snapshot_of(worlds.twelve_towns(), Batch(empty)))
    pairs: Bipartite = ties.memberships
    values = np.arange(len(ties.snapshot.municipalities), dtype=np.float32)
    assert (pairs.sizes == 0).sum() == 3
    assert pairs.sums(values).tolist() == [float(values[pairs.towns_of(n)].sum()) for n in range(len(pairs.sizes))]


def test_the_least_over_towns_is_that_of_a_loop_and_of_nobody_infinite() -> None:
    empty = [network(f"net:{letter}", "Nobody") for letter in "amz"]  # first, between and last
    ties = Ties(snapshot_of(worlds.twelve_towns(), Batch(empty)))
    pairs: Bipartite = ties.memberships
    values = -np.arange(len(ties.snapshot.municipalities), dtype=np.float32)
    towns = [pairs.towns_of(n) for n in range(len(pairs.sizes))]
    assert pairs.least(values).tolist() == [float(values[t].min()) if len(t) else float("inf") for t in towns]


@given(st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)))
def test_what_two_lists_have_in_common_is_what_two_sets_have(ones: set[int], others: set[int]) -> None:
    first, second = (np.array(sorted(some), dtype=np.int32) for some in (ones, others))
    assert common(first, second).tolist() == sorted(ones & others)


def test_what_is_known_of_towns_is_kept_for_those_alone_that_do_or_offer_anything() -> None:
    ties = Ties(snapshot_of(worlds.twelve_towns()))
    towns, known = ties.known_doings
    whole = ties.activity + ties.offers
    assert towns.tolist() == np.flatnonzero(whole.any(axis=1)).tolist()
    assert np.array_equal(known, whole[towns])
    assert 0 < len(towns) < len(whole)


def test_what_very_many_are_listed_for_is_activity_and_no_choice() -> None:
    towns = [municipality(f"gn:{at}", f"Town {at}", country="DE", lat=50, lon=10 + at) for at in range(MANY_USERS + 1)]
    topics = [topic("topic:data", "Data"), topic("topic:pools", "Pools")]
    portal, pool = (Solution(id=id, name=id, kind="software", source="list") for id in ("sol:portal", "sol:pool"))
    relations = [
        *(relation("USES", town.id, portal.id) for town in towns),
        relation("USES", "gn:0", pool.id),
        relation("ADDRESSES", portal.id, "topic:data"),
        relation("ADDRESSES", pool.id, "topic:pools"),
    ]
    ties = Ties(snapshot_of(Batch([*towns, *topics, portal, pool], relations)))
    at = ties.snapshot.municipalities.ids.index("gn:0")
    data, pools = (ties.snapshot.tables["Topic"].ids.index(id) for id in ("topic:data", "topic:pools"))
    assert ties.activity[at, data] > 0
    chosen = ties.chosen(np.array([at, at + 1], dtype=np.int32))
    assert chosen[0].tolist() == [0 if t == data else float(ties.activity[at, t]) for t in range(len(chosen[0]))]
    assert chosen[0, pools] > 0
    assert not chosen[1].any()
    assert ties.telling.tolist() == [at]


def test_without_crowds_all_that_a_town_does_is_its_choice() -> None:
    ties = Ties(snapshot_of(worlds.twelve_towns()))
    every = np.arange(len(ties.activity), dtype=np.int32)
    assert np.array_equal(ties.chosen(every), ties.activity)
    assert np.array_equal(ties.choices_of(every[::-1]), ties.chosen(every[::-1]))
    assert ties.telling.tolist() == ties.tied.tolist()


@given(st.lists(st.floats(0, 1e6, width=32), max_size=30), st.randoms())
def test_rows_are_ordered_by_their_values_and_equal_ones_by_row(values: list[float], chance: Random) -> None:
    rows = chance.sample(range(len(values)), len(values) // 2)
    ordered = in_order(np.array(values, dtype=np.float32), np.array(rows, dtype=np.int32))
    assert ordered.tolist() == sorted(rows, key=lambda row: (values[row], row))
