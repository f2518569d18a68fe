"""Piecewise linear curves: what each value of a feature is worth, joined straight between a few knots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from matching.ties import Floats

if TYPE_CHECKING:
    import scipy.sparse as sp

Knots = npt.NDArray[np.float64]


def knots_at_quantiles(values: Floats, most: int) -> Knots:
    """At most `most` distinct knots, from the smallest to the largest value, with equally many values between them.

    Knots have six digits, so that they are the same in a file.
    """
    return np.unique([float(f"{knot:.6g}") for knot in np.quantile(values, np.linspace(0, 1, most))])


def hats(values: Floats, knots: Knots) -> tuple[npt.NDArray[np.int32], Floats, Floats]:
    """The two hat functions that each value lies under: the left knot's number, and the heights of left and right.

    Values outside of the knots count as the outermost. A feature with one knot says nothing: heights of 0.
    """
    if len(knots) < 2:
        none = np.zeros(len(values), dtype=np.float32)
        return none.astype(np.int32), none, none
    clipped = np.clip(values, knots[0], knots[-1])
    left = np.clip(np.searchsorted(knots, clipped, side="right") - 1, 0, len(knots) - 2).astype(np.int32)
    share = ((clipped - knots[left]) / (knots[left + 1] - knots[left])).astype(np.float32)
    return left, 1 - share, share


def hat_matrix(columns: Sequence[Floats], knots: Sequence[Knots]) -> sp.csr_matrix:
    """The heights of all hats of all features: a row a candidate, a column a knot, the features side by side."""
    import scipy.sparse as sp

    rows = len(columns[0])
    place = np.empty((rows, 2 * len(columns)), dtype=np.int32)
    height = np.empty((rows, 2 * len(columns)), dtype=np.float32)
    first = 0
    for at, (values, own) in enumerate(zip(columns, knots, strict=True)):
        left, height[:, 2 * at], height[:, 2 * at + 1] = hats(values, own)
        place[:, 2 * at] = first + left
        place[:, 2 * at + 1] = first + left + (len(own) > 1)
        first += len(own)
    starts = np.arange(0, place.size + 1, place.shape[1])
    return sp.csr_matrix((height.ravel(), place.ravel(), starts), shape=(rows, first))
