"""The best pairs when nobody is in more than two, by integer programming over few partners of each town.

Of k pairs, k − 1 fill at most k − 1 towns. So whoever is paired with one beyond its k + 1 best partners could have one
of these instead, and lose nothing: no pair beyond both lists is needed for the best choice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64

_Rows = npt.NDArray[np.intp]
#: In so many pairs a town may be.
MOST_OF_ONE = 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pairs, as places in `one` and `other`, the best first, and what no choice exceeds."""

    pairs: tuple[int, ...]
    bound: float


def needed(worth: npt.NDArray[np.float32], count: int) -> tuple[_Rows, _Rows]:
    """The cells of the matrix (rows and columns are towns) that may be in the best choice of so many pairs: above 0,
    and among the count + 1 best of their row and of their column."""
    kept = worth > 0
    for axis in (0, 1):
        if worth.shape[axis] > count + 1:
            place = worth.shape[axis] - count - 1
            least = np.partition(worth, place, axis=axis).take([place], axis=axis)
            kept &= worth >= least
    row, column = np.nonzero(kept)
    return row, column


def choose(one: _Rows, other: _Rows, worth: Floats64, count: int) -> Chosen:
    """At most `count` of the pairs of towns (`one`, `other`) with the highest sum, each town in at most two."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    if not len(worth):
        return Chosen((), 0.0)
    towns, places = np.unique(np.concatenate([one, other]), return_inverse=True)
    columns = np.arange(len(worth))
    rows = np.concatenate([places, np.full(len(worth), len(towns))])
    matrix = csc_array((np.ones(len(rows)), (rows, np.tile(columns, 3))), shape=(len(towns) + 1, len(worth)))
    most = np.concatenate([np.full(len(towns), MOST_OF_ONE), [count]])
    # Of equal sums the one with the earlier pairs, whatever the solver: by less than any difference that is told.
    nudge = np.linspace(1e-6, 0, len(worth))
    answer = milp(
        c=-(worth + nudge),
        integrality=np.ones(len(worth)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, ub=most),
        options={"mip_rel_gap": 0.0, "node_limit": 2_000},
    )
    chosen = np.flatnonzero(answer.x > 0.5) if answer.x is not None else np.empty(0, dtype=np.intp)
    bound = -float(answer.mip_dual_bound) if answer.mip_dual_bound is not None else float(worth.sum())
    order = chosen[np.lexsort((chosen, -worth[chosen]))]
    return Chosen(tuple(order.tolist()), max(bound, float(worth[chosen].sum())))
