"""The choice of pairs is the best of all choices written out, and no pair that is not looked at would be in it."""

from __future__ import annotations

import time
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from matching.introductions.choosing import MOST_OF_ONE, Chosen, choose


def best_by_trying_all(worth: np.ndarray, count: int) -> float:
    """The highest sum of at most `count` cells above 0, no row or column (different towns) in more than two."""
    cells = [(r, c) for r, c in np.ndindex(*worth.shape) if worth[r, c] > 0]
    best = 0.0
    for size in range(1, count + 1):
        for chosen in combinations(cells, size):
            rows, columns = np.array(chosen).T
            if max(np.bincount(rows)) <= MOST_OF_ONE and max(np.bincount(columns)) <= MOST_OF_ONE:
                best = max(best, float(sum(worth[cell] for cell in chosen)))
    return best


def chosen(worth: np.ndarray, count: int) -> Chosen:
    """Rows and columns are different towns."""
    rows, columns = (np.arange(n, dtype=np.int32) for n in worth.shape)
    return choose(rows, (columns + worth.shape[0]).astype(np.int32), worth, count)


@settings(max_examples=25, deadline=None)
@given(
    cells=st.lists(st.integers(0, 9), min_size=15, max_size=15),
    count=st.integers(1, 3),
)
def test_the_best_pairs_are_those_of_trying_all(cells: list[int], count: int) -> None:
    worth = np.array(cells, dtype=np.float32).reshape(3, 5)
    found = chosen(worth, count)
    assert len(found.pairs) <= count
    have = sum(float(worth[pair]) for pair in found.pairs)
    assert have == pytest.approx(best_by_trying_all(worth, count))
    assert found.bound >= have - 1e-6


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(1, 60))
def test_what_prices_leave_out_is_in_no_better_choice(seed: int, count: int) -> None:
    # Towns of both sides, as where proof alone pairs them, against the programme over all pairs at once.
    rng = np.random.default_rng(seed)
    towns = np.arange(30, dtype=np.int32)
    worth = np.triu(np.round(rng.random((30, 30)) * 40 + 60 * (rng.random((30, 30)) > 0.8)), 1).astype(np.float32)
    found = choose(towns, towns, worth, count)
    row, column = np.nonzero(worth)
    matrix = np.zeros((31, len(row)))
    matrix[row, np.arange(len(row))] = matrix[column, np.arange(len(row))] = matrix[30] = 1
    most = np.append(np.full(30, MOST_OF_ONE), count)
    limits = LinearConstraint(matrix, ub=most)
    twin = milp(
        -worth[row, column].astype(float), constraints=limits, integrality=np.ones(len(row)), bounds=Bounds(0, 1)
    )
    have = sum(float(worth[pair]) for pair in found.pairs)
    assert have == pytest.approx(-twin.fun)
    assert have <= found.bound + 1e-6 <= have * 1.05 + 60
    assert np.bincount(np.array(found.pairs).ravel()).max() <= MOST_OF_ONE


def test_a_thousand_towns_and_a_hundred_pairs_are_a_matter_of_a_second() -> None:
    rng = np.random.default_rng(1)
    worth = (rng.random((700, 900)) * 90).astype(np.float32)
    begun = time.process_time()
    found = chosen(worth, 100)
    assert len(found.pairs) == 100
    assert found.bound <= sum(float(worth[pair]) for pair in found.pairs) * (1 + 1e-6)
    assert time.process_time() - begun < 5


def test_nobody_is_in_more_than_two_pairs_however_well_it_fits() -> None:
    found = chosen(np.array([[9, 8, 7, 6], [1, 1, 1, 1]], dtype=np.float32), 4)
    assert sorted(row for row, _ in found.pairs) == [0, 0, 1, 1]


def test_where_no_pair_is_worth_anything_there_is_none() -> None:
    assert chosen(np.zeros((2, 2), dtype=np.float32), 3).pairs == ()
