"""The best pairs when nobody is in more than two, proven over all pairs, though few of them are ever looked at.

The linear programme over some pairs gives each town a price, and each pair a price of its own. Who of all pairs is
worth more than its prices is added, until there is none: then the programme holds for all of them, and what it is worth
bounds every choice. A pair whose prices exceed its worth by more than what that bound is above the best choice found is
in no better choice; so the integer programme at the end is over the few others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64, Ints32

_Places = npt.NDArray[np.int64]
#: In so many pairs a town may be.
MOST_OF_ONE = 2
#: Pairs that are added in a round of prices; rounds until the bound is told as it is; pairs of the integer programme.
_ADDED, _ROUNDS, _LAST = 2_000, 60, 6_000
_TINY = 1e-7


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pairs, as (row, column) of the matrix, the best first, and what no choice exceeds."""

    pairs: tuple[tuple[int, int], ...]
    bound: float


@dataclass(frozen=True, slots=True)
class _Prices:
    """The worth of the linear programme, the price of a place in each town, and that of a pair."""

    value: float
    towns: Floats64
    pair: float


def choose(
    rows: Ints32, columns: Ints32, worth: npt.NDArray[np.float32], count: int, free: npt.NDArray[np.int64] | None = None
) -> Chosen:
    """At most `count` pairs of towns (`rows` × `columns`) with the highest sum of `worth`, shape (rows, columns), each
    town in at most MOST_OF_ONE of them, or in so many as it has `free` places (by town); pairs of no worth above 0 are
    none."""
    towns, places = np.unique(np.concatenate([rows, columns]), return_inverse=True)
    one, other = places[: len(rows)], places[len(rows) :]
    free = np.full(len(towns), MOST_OF_ONE) if free is None else free[towns]
    flat = worth.ravel()
    worthy = int((flat > 0).sum())
    if not worthy:
        return Chosen((), 0.0)
    first = min(max(4 * count, 200), worthy)
    pool = np.sort(np.argpartition(-flat, first - 1)[:first]).astype(np.int64)
    width, bound = worth.shape[1], np.inf
    for _ in range(_ROUNDS):
        prices = _priced(one[pool // width], other[pool % width], flat[pool].astype(np.float64), free, count)
        above = worth - prices.towns[one][:, None] - prices.towns[other][None, :] - prices.pair
        above[worth <= 0] = -np.inf
        beside = above.ravel().copy()
        beside[pool] = -np.inf
        # What no choice exceeds at any prices: that of the programme, and what the pairs beside it could add.
        missed = beside[beside > _TINY]
        bound = min(bound, prices.value + float(np.sort(missed)[-count:].sum()))
        if not len(missed):
            break
        new = np.flatnonzero(beside > _TINY)
        if len(new) > _ADDED:
            new = new[np.argpartition(-beside[new], _ADDED - 1)[:_ADDED]]
        pool = np.union1d(pool, new)
    reduced = above.ravel()
    found = _greedy(one, other, flat, width, pool[np.argsort(-flat[pool], kind="stable")], free, count)
    least = float(flat[found].sum()) - bound - _TINY
    left = np.flatnonzero(reduced >= least)
    if len(left) > _LAST:  # many pairs of equal worth: the best by price, and then the bound tells what may be missed
        left = np.union1d(left[np.argsort(-reduced[left], kind="stable")[:_LAST]], found)
    values = flat[left].astype(np.float64)
    whole = _integer(one[left // width], other[left % width], values, free, count)
    if whole is not None and values[whole].sum() > flat[found].sum() - _TINY:
        found = left[whole]
    order = found[np.lexsort((found, -flat[found]))]
    have = float(flat[found].astype(np.float64).sum())
    return Chosen(tuple((int(at) // width, int(at) % width) for at in order), max(bound, have))


def _matrix(one: _Places, other: _Places, towns: int) -> npt.NDArray[np.int64]:
    """The places of the ones in the constraints: a row for each town, and one for the number of pairs."""
    columns = np.arange(len(one))
    rows = np.concatenate([one, other, np.full(len(one), towns)])
    return np.stack([rows, np.tile(columns, 3)])


def _most(free: npt.NDArray[np.int64], count: int) -> Floats64:
    return np.concatenate([free, [count]]).astype(np.float64)


def _priced(one: _Places, other: _Places, worth: Floats64, free: npt.NDArray[np.int64], count: int) -> _Prices:
    from scipy.optimize import linprog
    from scipy.sparse import csc_array

    towns = len(free)
    ends = _matrix(one, other, towns)
    matrix = csc_array((np.ones(ends.shape[1]), (ends[0], ends[1])), shape=(towns + 1, len(worth)))
    answer = linprog(-worth, A_ub=matrix, b_ub=_most(free, count), bounds=(0, 1), method="highs")
    marginals = -np.asarray(answer.ineqlin.marginals)
    return _Prices(-float(answer.fun), marginals[:towns], float(marginals[towns]))


def _greedy(
    one: _Places,
    other: _Places,
    flat: npt.NDArray[np.float32],
    width: int,
    order: _Places,
    places: npt.NDArray[np.int64],
    count: int,
) -> _Places:
    """The pairs in their order, as long as both towns have a place: some choice, for the bound to be compared with."""
    free = places.copy()
    taken: list[int] = []
    for at in order.tolist():
        ends = int(one[at // width]), int(other[at % width])
        if flat[at] > 0 and free[ends[0]] and free[ends[1]]:
            taken.append(at)
            for end in ends:
                free[end] -= 1
            if len(taken) == count:
                break
    return np.array(taken, dtype=np.int64)


def _integer(one: _Places, other: _Places, worth: Floats64, free: npt.NDArray[np.int64], count: int) -> _Places | None:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    towns = len(free)
    ends = _matrix(one, other, towns)
    matrix = csc_array((np.ones(ends.shape[1]), (ends[0], ends[1])), shape=(towns + 1, len(worth)))
    # Of equal sums the one with the earlier pairs, whatever the solver: by less than any difference that is told.
    nudge = np.linspace(1e-6, 0, len(worth))
    answer = milp(
        c=-(worth + nudge),
        integrality=np.ones(len(worth)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, ub=_most(free, count)),
        options={"mip_rel_gap": 0.0, "node_limit": 2_000},
    )
    return None if answer.x is None else np.flatnonzero(answer.x > 0.5)
