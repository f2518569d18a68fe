"""The choice of pairs is the best of all choices written out, and no pair that is not looked at would be in it."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.introductions.choosing import MOST_OF_ONE, choose, needed


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


@settings(max_examples=25)
@given(
    cells=st.lists(st.integers(0, 9), min_size=15, max_size=15),
    count=st.integers(1, 3),
)
def test_the_best_pairs_are_those_of_trying_all(cells: list[int], count: int) -> None:
    worth = np.array(cells, dtype=np.float32).reshape(3, 5)
    row, column = needed(worth, count)
    values = worth[row, column].astype(np.float64)
    found = choose(row, column + 3, values, count)
    assert len(found.pairs) <= count
    assert values[list(found.pairs)].sum() == pytest.approx(best_by_trying_all(worth, count))
    assert found.bound >= values[list(found.pairs)].sum() - 1e-6


def test_nobody_is_in_more_than_two_pairs_however_well_it_fits() -> None:
    worth = np.array([[9, 8, 7, 6], [1, 1, 1, 1]], dtype=np.float32)
    row, column = needed(worth, 4)
    found = choose(row, column + 2, worth[row, column].astype(np.float64), 4)
    assert sorted(row[list(found.pairs)].tolist()) == [0, 0, 1, 1]


def test_where_no_pair_is_worth_anything_there_is_none() -> None:
    row, column = needed(np.zeros((2, 2), dtype=np.float32), 3)
    assert choose(row, column, np.zeros(0), 3).pairs == ()


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1_000), count=st.integers(1, 4), levels=st.sampled_from([3, 50]))
def test_no_cell_that_is_left_out_would_make_the_choice_better(seed: int, count: int, levels: int) -> None:
    """Towns that are rows and columns at once, many of them equal in worth: few cells do as all of them do."""
    worth = np.triu(np.random.default_rng(seed).integers(0, levels, (30, 30)), 1).astype(np.float32)
    row, column = needed(worth, count)
    all_row, all_column = np.nonzero(worth)
    assert len(row) < len(all_row)
    best, of_all = (
        sum(worth[r[at], c[at]] for at in choose(r, c, worth[r, c].astype(np.float64), count).pairs)
        for r, c in ((row, column), (all_row, all_column))
    )
    assert best == of_all
