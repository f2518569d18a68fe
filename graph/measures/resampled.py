"""How far a measure depends on the memberships that happen to be known: a bootstrap over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph.arrays import Floats64
from graph.steps import begin_step

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: The intervals leave out this share of the draws, half of it on each side.
LEVEL = 0.05
#: A value that is not defined in more than this share of the draws has no interval.
MOST_UNDEFINED = 0.5


@dataclass(frozen=True, eq=False)
class Resampled:
    """The interval of each value over `draws`, and by how much their mean differs from the value (`bias`).

    All are NaN where the measure is not defined for the node, or in too few of the draws, or the same in each of them:
    what drawing again cannot change (how many nodes there are), it says nothing of.
    """

    low: Floats64
    high: Floats64
    bias: Floats64
    draws: int


def resampled(
    incidence: csr_array, measure: Callable[[csr_array], Floats64], *, seed: int = 0, draws: int = 100
) -> Resampled:
    """Intervals for a measure of memberships, by as many draws of them with replacement (the same seed, the same).

    Each draw has as many memberships as were found, some of them more than once, which the numbers in its matrix say:
    measures with weights count them so, measures without take each once. So a draw holds some 63 % of the distinct
    memberships, and what only counts partners or paths is lower in it. This bias is told, and taken out: the interval
    is that of the draws (from 2.5 % to 97.5 % of them), moved by it, but not below 0 for what is never negative. B.
    Efron and R. J. Tibshirani, *An Introduction to the Bootstrap* (1993), chapters 10 and 13. It says how much hangs on
    single rows of the lists, and nothing of rows that no list has.
    """
    from scipy.sparse import csr_array

    value = measure(incidence)
    pairs, generator = incidence.tocoo(), np.random.default_rng(seed)
    n = len(pairs.data)
    drawn = np.full((draws, len(value)), np.nan)
    for at in range(draws if n else 0):
        begin_step()
        times = np.bincount(generator.integers(0, n, n), minlength=n).astype(np.float64)
        kept = times > 0
        ends = pairs.row[kept], pairs.col[kept]
        drawn[at] = measure(csr_array((times[kept], ends), shape=incidence.shape))
    defined = ~np.isnan(value) & (np.isnan(drawn).mean(axis=0) <= MOST_UNDEFINED)
    low, high, bias = (np.full(len(value), np.nan) for _ in range(3))
    if draws and defined.any():
        known, found = value[defined], drawn[:, defined]
        bias[defined] = np.nanmean(found, axis=0) - known
        ends_of = np.nanquantile(found, (LEVEL / 2, 1 - LEVEL / 2), axis=0)
        low[defined], high[defined] = ends_of - bias[defined]
        never_negative = defined & (value >= 0) & (np.where(np.isnan(drawn), 0.0, drawn) >= 0).all(axis=0)
        low[never_negative] = np.maximum(low[never_negative], 0.0)
        unmoved = np.flatnonzero(defined)[np.nanmax(found, axis=0) == np.nanmin(found, axis=0)]
        low[unmoved] = high[unmoved] = bias[unmoved] = np.nan
    return Resampled(low, high, bias, draws)
