"""Piecewise linear curves: what each value of a feature is worth, or each two of two features, between a few knots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32

if TYPE_CHECKING:
    import scipy.sparse as sp

Knots = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Grid:
    """Where a curve has its heights: at the knots of one column, or of two, the second's side by side for each of the
    first's. `columns` are their places in a table."""

    columns: tuple[int, ...]
    knots: tuple[Knots, ...]

    @property
    def size(self) -> int:
        """How many heights the curve has."""
        return prod(len(knots) for knots in self.knots)

    @property
    def says_nothing(self) -> bool:
        """Whether one of its columns has a single value."""
        return min(len(knots) for knots in self.knots) < 2


def knots_at_quantiles(values: Floats32, most: int) -> Knots:
    """At most `most` distinct knots, from the smallest to the largest value, with equally many values between them.

    Knots have six digits, so that they are the same in a file.
    """
    return np.unique([float(f"{knot:.6g}") for knot in np.quantile(values, np.linspace(0, 1, most))])


def hats(values: Floats32, knots: Knots) -> tuple[npt.NDArray[np.int32], Floats32, Floats32]:
    """The two hat functions that each value lies under: the left knot's number, and the heights of left and right.

    Values outside of the knots count as the outermost. A feature with one knot says nothing: heights of 0.
    """
    if len(knots) < 2:
        none = np.zeros(len(values), dtype=np.float32)
        return none.astype(np.int32), none, none
    inside = np.minimum(np.maximum(values, knots[0]), knots[-1])  # `numpy.clip` takes longer for as few
    left = np.searchsorted(knots[1:-1], inside, side="right").astype(np.int32)
    share = ((inside - knots[left]) / np.diff(knots)[left]).astype(np.float32)
    return left, 1 - share, share


#: Of each point one corner of its place in a grid: the number of the height there, and how near it is.
Corner = tuple[npt.NDArray[np.int32], Floats32]


def corners(columns: Sequence[Floats32], knots: Sequence[Knots]) -> list[Corner]:
    """The 2 ** columns corners of a grid around each point.

    The nearnesses of a point add up to 1 (bilinear between the knots); they are 0 where a column has one knot.
    """
    found: list[Corner] = []
    for values, own in zip(columns, knots, strict=True):
        left, low, high = hats(values, own)
        sides = [(left, low), (np.minimum(left + 1, len(own) - 1), high)]
        wide = np.int32(len(own))
        found = [(number * wide + side, near * share) for side, share in sides for number, near in found] or sides
    return found


def hat_matrix(columns: Sequence[Floats32], grids: Sequence[Grid]) -> sp.csr_matrix:
    """How near each row is to each knot of each grid: a row a candidate, a column a height, the grids side by side."""
    import scipy.sparse as sp

    numbers, nearnesses, first = [], [], 0
    for grid in grids:
        for number, near in corners([columns[at] for at in grid.columns], grid.knots):
            numbers.append(number + np.int32(first))
            nearnesses.append(near)
        first += grid.size
    place, height = np.stack(numbers, axis=1), np.stack(nearnesses, axis=1)
    starts = np.arange(0, place.size + 1, place.shape[1])
    return sp.csr_matrix((height.ravel(), place.ravel(), starts), shape=(len(place), first))
