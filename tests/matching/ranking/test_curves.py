"""Hats: between two knots a value is shared, outside it counts as the outermost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.ranking.curves import Grid, hat_matrix, hats, knots_at_quantiles


def test_a_value_in_the_middle_is_half_of_each_neighbour() -> None:
    left, low, high = hats(np.array([2.0, 0.5], dtype=np.float32), np.array([0.0, 1.0, 3.0]))
    assert left.tolist() == [1, 0]
    assert low.tolist() == pytest.approx([0.5, 0.5])
    assert high.tolist() == pytest.approx([0.5, 0.5])


def test_values_outside_of_the_knots_count_as_the_outermost() -> None:
    left, low, high = hats(np.array([-9, 9], dtype=np.float32), np.array([0.0, 1.0, 3.0]))
    assert (left[0], low[0]) == (0, 1)
    assert (left[1], high[1]) == (1, 1)


def test_a_feature_with_one_value_says_nothing() -> None:
    matrix = hat_matrix([np.array([1, 1, 1], dtype=np.float32)], [Grid((0,), (np.array([1.0]),))])
    assert matrix.shape == (3, 1)
    assert matrix.sum() == 0


@given(
    st.lists(st.floats(-1e3, 1e3, width=32), min_size=1, max_size=40),
    st.lists(st.integers(-500, 500), min_size=2, max_size=8, unique=True),
)
def test_a_straight_line_through_the_knots_is_drawn_exactly(values: list[float], knots: list[int]) -> None:
    places = np.array(sorted(knots), dtype=np.float64)
    matrix = hat_matrix([np.array(values, dtype=np.float32)], [Grid((0,), (places,))])
    assert np.allclose(matrix.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(matrix @ places, np.clip(values, places[0], places[-1]), atol=1e-2)


def test_over_two_features_a_product_of_lines_is_drawn_exactly() -> None:
    first, second = np.array([0.0, 1.0, 4.0]), np.array([-2.0, 2.0])
    draw = np.random.default_rng(0)
    x, y = draw.uniform(0, 4, 50).astype(np.float32), draw.uniform(-2, 2, 50).astype(np.float32)
    matrix = hat_matrix([x, y], [Grid((0, 1), (first, second))])
    heights = np.multiply.outer(first, second).ravel()
    assert matrix.shape == (50, 6)
    assert np.allclose(matrix.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(matrix @ heights, x * y, atol=1e-4)


def test_grids_stand_side_by_side() -> None:
    line = np.array([0.0, 1.0])
    column = np.array([0.0, 1.0], dtype=np.float32)
    matrix = hat_matrix([column, 1 - column], [Grid((0,), (line,)), Grid((1,), (line,)), Grid((0, 1), (line, line))])
    assert matrix.toarray().tolist() == [[1, 0, 0, 1, 0, 1, 0, 0], [0, 1, 1, 0, 0, 0, 1, 0]]


def test_knots_are_spread_as_the_values_are() -> None:
    assert knots_at_quantiles(np.arange(101, dtype=np.float32), 5).tolist() == [0, 25, 50, 75, 100]
    assert knots_at_quantiles(np.zeros(5, dtype=np.float32), 5).tolist() == [0]
