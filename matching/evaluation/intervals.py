"""Means with intervals: bootstrapped by cluster, for the questions of one network are not independent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from matching.evaluation.types import Scores

RESAMPLES = 1000
#: The 95 % interval: these percentiles of the resampled means.
PERCENTILES = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over `n` questions of `clusters` networks, with its bootstrapped 95 % interval; None where n is 0."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    clusters: int


def estimate(values: Scores, weights: Scores, clusters: Sequence[str], seed: int) -> Estimate:
    """The weighted mean of `values` with its interval; values of weight 0 are left out.

    Clusters, not questions, are drawn with replacement, RESAMPLES times (the cluster bootstrap of Field and Welsh,
    JRSS B 69 (2007), 10.1111/j.1467-9868.2007.00593.x). The same seed draws the same clusters for every method.
    """
    counted = weights > 0
    values, weights = values[counted], weights[counted]
    names, at = np.unique(np.array(clusters, dtype=str)[counted], return_inverse=True)
    if not len(values):
        return Estimate(None, None, None, 0, 0)
    sums = np.bincount(at, values * weights)
    totals = np.bincount(at, weights)
    draws = _draws(len(names), seed)
    means = (draws @ sums) / (draws @ totals)
    low, high = np.percentile(means, PERCENTILES)
    return Estimate(float(sums.sum() / totals.sum()), float(low), float(high), len(values), len(names))


@lru_cache(maxsize=64)
def _draws(clusters: int, seed: int) -> npt.NDArray[np.float64]:
    """How often each cluster is drawn in each resample, shape (RESAMPLES, clusters)."""
    random = np.random.default_rng(seed)
    return random.multinomial(clusters, np.full(clusters, 1 / clusters), size=RESAMPLES).astype(np.float64)
