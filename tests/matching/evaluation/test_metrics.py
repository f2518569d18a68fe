"""The metrics against values reasoned on paper, and what must hold of any ranking."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.evaluation.intervals import estimate
from matching.evaluation.metrics import METRICS, ndcg, ranks, recall, reciprocal_rank

ALL = np.ones(5, dtype=np.bool_)


def test_ranks_count_what_scores_higher_and_equal_ones_by_index() -> None:
    scores = np.array([1.0, 3.0, 2.0, 3.0, 1.0])
    assert ranks(scores, [0, 1, 2, 3, 4], ALL).tolist() == [3, 0, 2, 1, 4]


def test_what_is_not_allowed_takes_no_place_and_gets_none() -> None:
    scores = np.array([1.0, 3.0, -np.inf, 2.0, 2.0])
    may = np.array([True, False, True, True, True])
    assert ranks(scores, [0, 1, 2, 3], may).tolist() == [2, math.inf, math.inf, 0]


def test_ndcg_by_hand() -> None:
    # Two of three relevant towns at the first and third place of ten: (1 + 1/log2(4)) / (1 + 1/log2(3) + 1/log2(4)).
    found = np.array([0.0, 2.0, 10.0])
    assert ndcg(found, 10) == pytest.approx((1 + 0.5) / (1 + 1 / math.log2(3) + 0.5))
    assert ndcg(np.array([0.0]), 10) == 1
    assert ndcg(np.array([10.0, math.inf]), 10) == 0
    assert ndcg(np.arange(12.0), 10) == pytest.approx(1)  # twelve relevant, ten places: it cannot be better


def test_recall_and_reciprocal_rank_by_hand() -> None:
    found = np.array([3.0, 9.0, 10.0, math.inf])
    assert recall(found, 10) == 0.5
    assert recall(found, 100) == 0.75
    assert reciprocal_rank(found) == 0.25
    assert reciprocal_rank(np.array([math.inf])) == 0


@given(st.lists(st.integers(0, 300), min_size=1, max_size=40, unique=True))
def test_every_metric_lies_between_nothing_and_all_and_grows_when_a_town_moves_up(found: list[int]) -> None:
    before = np.array(sorted(found), dtype=np.float64)
    free = [rank for rank in range(int(before[-1])) if rank not in found]
    after = np.append(before[:-1], free[0]) if free else before
    for metric in METRICS.values():
        assert 0 <= metric(before) <= metric(after) <= 1


@given(st.lists(st.floats(-5, 5), min_size=5, max_size=5), st.floats(0.5, 3), st.permutations(range(5)))
def test_ranks_know_order_only(scores: list[float], factor: float, relevant: list[int]) -> None:
    values = np.round(np.array(scores), 3)
    found = ranks(values, relevant, ALL)
    assert sorted(found) == [0, 1, 2, 3, 4]
    assert ranks(np.exp(values), relevant, ALL).tolist() == found.tolist()
    assert dict(zip(relevant, found, strict=True)) == dict(enumerate(ranks(values, range(5), ALL)))


def test_an_estimate_is_the_weighted_mean_with_an_interval_around_it() -> None:
    values, weights = np.array([1.0, 0.0, 0.5, 9.0]), np.array([1.0, 1.0, 2.0, 0.0])
    found = estimate(values, weights, ["a", "b", "c", "d"], seed=1)
    assert found.value == 0.5
    assert found.n == 3
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= 0.5 <= found.high <= 1
    assert estimate(values, weights, ["a", "b", "c", "d"], seed=1) == found


def test_one_cluster_has_no_spread_and_many_questions_of_one_network_count_once() -> None:
    ones = np.ones(40)
    alike = estimate(np.tile([0.0, 1.0], 20), ones, ["net"] * 40, seed=3)
    assert (alike.low, alike.value, alike.high) == (0.5, 0.5, 0.5)
    values = np.repeat([0.0, 1.0], 20)
    apart = estimate(values, ones, [str(i) for i in range(40)], seed=3)
    together = estimate(values, ones, [str(i // 10) for i in range(40)], seed=3)
    assert _width(together) > _width(apart) * 2


def _width(found: object) -> float:
    return float(found.high - found.low)  # type: ignore[attr-defined]  # an interval


def test_nothing_to_average_is_unknown_not_zero() -> None:
    found = estimate(np.array([1.0]), np.array([0.0]), ["a"], seed=0)
    assert (found.value, found.low, found.high, found.n) == (None, None, None, 0)
