"""The best pairs when nobody is in more than two, by integer programming over few partners of each town.

Of k pairs, k − 1 fill at most k − 1 towns. So whoever is paired with one beyond its k + 1 best partners could have one
of these instead, and lose nothing: no pair beyond both lists is needed for the best choice (`needed`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64

_Rows = npt.NDArray[np.intp]
#: In so many pairs a town may be.
MOST_OF_ONE = 2
#: So many cells for each pair are looked at first; more where they are not enough.
_FIRST = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pairs, as places in `one` and `other`, the best first, and what no choice exceeds."""

    pairs: tuple[int, ...]
    bound: float


def needed(worth: npt.NDArray[np.float32], count: int) -> tuple[_Rows, _Rows]:
    """The cells of the matrix (rows and columns are towns) that may be in the best choice of so many pairs.

    They are above 0, and among the count + 1 best of their row and of their column. Of all cells, the best first, only
    those are needed until 3·count − 2 of them have neither row nor column in common: the other pairs are at most
    count − 1 of them and fill at most count − 1 towns, each of which may be a row and a column, so that whoever is
    paired below could have one of these instead. Equal ones are ordered by their place: each such exchange goes up in
    one order, and so comes to an end.
    """
    looked_at = _FIRST * count
    while True:
        row, column = _best(worth, looked_at)
        inside = (_earlier(row) <= count) & (_earlier(column) <= count)
        row, column = row[inside], column[inside]
        end, found = _until_apart(row, column, 3 * count - 2)
        if found == 3 * count - 2 or looked_at >= worth.size:
            break
        looked_at *= 8
    row, column = row[:end], column[:end]
    order = np.lexsort((column, row))
    return row[order], column[order]


def _best(worth: npt.NDArray[np.float32], many: int) -> tuple[_Rows, _Rows]:
    """The cells above 0, the best first, equal ones by their place: at least so many, and all that equal the last."""
    kept = worth > 0
    if many < worth.size:
        kept &= worth >= np.partition(worth, worth.size - many, axis=None)[worth.size - many]
    row, column = np.nonzero(kept)
    order = np.argsort(-worth[row, column], kind="stable")
    return row[order], column[order]


def _earlier(towns: _Rows) -> npt.NDArray[np.intp]:
    """How many entries of the same town stand before each."""
    order = np.argsort(towns, kind="stable")
    first = np.searchsorted(towns[order], towns[order])
    earlier = np.empty(len(towns), dtype=np.intp)
    earlier[order] = np.arange(len(towns)) - first
    return earlier


def _until_apart(row: _Rows, column: _Rows, wanted: int) -> tuple[int, int]:
    """After how many cells so many of them, taken as they come, have neither row nor column in common; and how many."""
    rows: set[int] = set()
    columns: set[int] = set()
    for at, (one, other) in enumerate(zip(row.tolist(), column.tolist(), strict=True), start=1):
        if one not in rows and other not in columns:
            rows.add(one)
            columns.add(other)
            if len(rows) == wanted:
                return at, wanted
    return len(row), len(rows)


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
