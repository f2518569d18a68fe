"""What chance alone would give: random memberships in which every town and network keeps its number of them.

Two ways. The *bipartite configuration model* (BiCM) gives each membership a probability such that all numbers hold on
average; so the expected number of networks that two towns share, and how likely more is, are known without a draw. The
*curveball* draws memberships in which all numbers hold exactly, for any measure.

References: F. Saracco, R. Di Clemente, A. Gabrielli and T. Squartini, *Randomizing bipartite networks: the case of the
World Trade Web*, Scientific Reports 5, 10595 (2015), and *Inferring monopartite projections of bipartite networks*, New
Journal of Physics 19, 053022 (2017); G. Strona, D. Nappo, F. Boccacci, S. Fattorini and J. San-Miguel-Ayanz, *A fast
and unbiased procedure to randomize ecological binary matrices with fixed row and column totals*, Nature Communications
5, 4114 (2014).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from graph.errors import PeerpolisError
from graph.said import said
from graph.steps import begin_step

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: The numbers of memberships hold to this, or the model is not found.
TOLERANCE = 1e-9
_MOST_STEPS = 20_000
#: Trades of a draw, for each row of the shorter side (Strona et al. mix well from five on).
TRADES = 5


@dataclass(frozen=True, eq=False)
class Chance:
    """What chance gives for each node: the mean and standard deviation over draws, and how the value found compares.

    `z` is (value − expected)/deviation; `p` the share of draws, the value itself counted as one, that are at least as
    far from the expected value, on either side (two-sided, so never 0). All are NaN where the measure is not defined.
    """

    expected: Floats64
    deviation: Floats64
    z: Floats64
    p: Floats64
    draws: int


def bicm(incidence: csr_array) -> Floats64:
    """The probability of each membership in the bipartite configuration model, shape (rows, columns).

    p = xy/(1+xy), with an x for each row and a y for each column such that the expected numbers are those found; who is
    a member of everything, or of nothing, has 1 or 0. Found by fixed-point steps over the distinct numbers. Raises
    PeerpolisError where they do not settle.
    """
    rows = np.asarray(incidence.sum(axis=1), dtype=np.float64).ravel()
    columns = np.asarray(incidence.sum(axis=0), dtype=np.float64).ravel()
    found = np.zeros((len(rows), len(columns)))
    free_rows, free_columns = np.arange(len(rows)), np.arange(len(columns))
    while True:  # who is in everything, or in nothing, leaves fewer to the others, until nobody is
        full_rows, full_columns = rows >= len(free_columns), columns >= len(free_rows)
        empty_rows, empty_columns = rows <= 0, columns <= 0
        if not (full_rows | empty_rows).any() and not (full_columns | empty_columns).any():
            break
        if not len(free_rows) or not len(free_columns):
            return found
        sure_rows, sure_columns = full_rows & ~empty_rows, full_columns & ~empty_columns
        if sure_rows.any():
            found[np.ix_(free_rows[sure_rows], free_columns)] = 1.0
            columns = columns - sure_rows.sum()
            keep = ~sure_rows
            free_rows, rows = free_rows[keep], rows[keep]
            continue
        if sure_columns.any():
            found[np.ix_(free_rows, free_columns[sure_columns])] = 1.0
            rows = rows - sure_columns.sum()
            keep = ~sure_columns
            free_columns, columns = free_columns[keep], columns[keep]
            continue
        free_rows, rows = free_rows[~empty_rows], rows[~empty_rows]
        free_columns, columns = free_columns[~empty_columns], columns[~empty_columns]
    if not len(free_rows) or not len(free_columns):
        return found
    k, of_row, many_rows = np.unique(rows, return_inverse=True, return_counts=True)
    d, of_column, many_columns = np.unique(columns, return_inverse=True, return_counts=True)
    total = np.sqrt(rows.sum())
    x, y = k / total, d / total
    for _ in range(_MOST_STEPS):
        x = k / (many_columns * y / (1 + np.outer(x, y))).sum(axis=1)
        y = d / (many_rows[:, None] * x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
        product = np.outer(x, y)
        share = product / (1 + product)
        off_rows = np.abs((share * many_columns).sum(axis=1) - k).max()
        if max(off_rows, np.abs((share * many_rows[:, None]).sum(axis=0) - d).max()) < TOLERANCE:
            found[np.ix_(free_rows, free_columns)] = share[np.ix_(of_row, of_column)]
            return found
    raise PeerpolisError(said("The null model does not settle on these memberships."))


def at_least(chances: Floats64, number: int) -> float:
    """How likely `number` or more of independent events come true, given the chance of each (Poisson-binomial)."""
    if number <= 0:
        return 1.0
    reached = np.zeros(number + 1)  # the last place holds all from `number` on: sums of parts, so that none cancel
    reached[0] = 1.0
    for chance in chances[chances > 0].tolist():
        reached[-1] += reached[-2] * chance
        reached[1:-1] = reached[1:-1] * (1 - chance) + reached[:-2] * chance
        reached[0] *= 1 - chance
    return float(min(reached[-1], 1.0))


@dataclass(frozen=True, eq=False)
class TieChances:
    """For every tie (`row` < `column`) of a projection: how many shared ones chance expects, how many standard
    deviations above that as many as found are (`z`, NaN where chance leaves no choice), and how likely so many, or
    more, are (`p`, one-sided)."""

    row: npt.NDArray[np.int64]
    column: npt.NDArray[np.int64]
    expected: Floats64
    z: Floats64
    p: Floats64


def tie_chances(incidence: csr_array) -> TieChances:
    """What chance gives for every tie of the projection onto the rows, exact under the BiCM.

    Towns with equal numbers of memberships have equal chances, so each pair of numbers is worked out once.
    """
    from scipy.sparse import triu

    chances = bicm(incidence)
    shared = triu(incidence @ incidence.T, k=1).tocoo()
    _, kind = np.unique(np.asarray(incidence.sum(axis=1)).ravel(), return_inverse=True)
    known: dict[tuple[int, int, int], tuple[float, float, float]] = {}
    found = np.empty((shared.nnz, 3))
    for at, (i, j, number) in enumerate(zip(shared.row.tolist(), shared.col.tolist(), shared.data, strict=True)):
        key = min(kind[i], kind[j]), max(kind[i], kind[j]), int(number)
        if key not in known:
            both = chances[i] * chances[j]
            mean, deviation = float(both.sum()), float(np.sqrt((both * (1 - both)).sum()))
            z = (number - mean) / deviation if deviation > 1e-9 else float("nan")
            known[key] = mean, z, at_least(both, int(number))
        found[at] = known[key]
    return TieChances(shared.row.astype(np.int64), shared.col.astype(np.int64), *found.T)


def curveball(incidence: csr_array, *, seed: int, draws: int, trades: int = TRADES) -> Iterator[csr_array]:
    """Memberships by chance: each row and column has as many as before; each draw goes on from the one before it.

    In a trade, two rows of the shorter side divide anew, by chance, what only one of them has. The same seed gives the
    same draws.
    """
    from scipy.sparse import csr_array

    generator = np.random.default_rng(seed)
    turned = incidence.shape[0] > incidence.shape[1]
    matrix = csr_array(incidence.T if turned else incidence)
    sets = [set(matrix.indices[a:b].tolist()) for a, b in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)]
    n = len(sets)
    for _ in range(draws):
        begin_step()
        if n > 1:
            pairs = generator.integers(0, n, size=(trades * n, 2))
            for a, b in pairs[pairs[:, 0] != pairs[:, 1]].tolist():
                both = sets[a] & sets[b]
                mine, yours = sets[a] - both, sets[b] - both
                if mine and yours:
                    pool = np.array(sorted(mine | yours))
                    generator.shuffle(pool)
                    sets[a] = both | set(pool[: len(mine)].tolist())
                    sets[b] = both | set(pool[len(mine) :].tolist())
        ends = np.concatenate([np.sort(np.fromiter(s, np.int64, len(s))) for s in sets]) if n else np.empty(0, np.int64)
        starts = np.concatenate([[0], np.cumsum([len(s) for s in sets])])
        drawn = csr_array((np.ones(len(ends)), ends, starts), shape=matrix.shape)
        yield csr_array(drawn.T) if turned else drawn


def by_chance(
    incidence: csr_array, measure: Callable[[csr_array], Floats64], *, seed: int = 0, draws: int = 100
) -> Chance:
    """What chance gives for a measure of memberships (one value for each row or column), over curveball draws."""
    value = measure(incidence)
    drawn = [measure(one) for one in curveball(incidence, seed=seed, draws=draws)]
    total = np.mean(drawn, axis=0)
    squares = np.std(drawn, axis=0, ddof=1) if draws > 1 else np.full(len(value), np.nan)
    far = np.abs(np.array(drawn) - total) >= np.abs(value - total) - 1e-12
    defined = ~np.isnan(value) & ~np.isnan(total)
    p = np.where(defined, (far.sum(axis=0) + 1) / (draws + 1), np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(squares > 1e-12, (value - total) / squares, np.nan)
    return Chance(total, squares, z, p, draws)
