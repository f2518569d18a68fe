"""The ties of a projection that are no chance: which of them remain when false discoveries are kept few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from graph.arrays import Floats64
from graph.errors import InvalidRecord
from graph.measures.null_models import tie_chances
from graph.measures.projection import Projection
from graph.said import said
from graph.snapshot.vocabulary import frozen


def chances_of(ties: Projection) -> Mapping[tuple[int, int], tuple[float, float]]:
    """For each tie (row < column): how many shared ones chance expects, and how likely as many as found are."""
    found = tie_chances(ties.affiliations)
    return {(i, j): (e, p) for i, j, e, p in zip(*(column.tolist() for column in found), strict=True)}


def adjusted(p: Floats64, tests: int) -> Floats64:
    """The p-values for the share of false discoveries among all that are no larger, over so many `tests`.

    The tests that are not given have p = 1. Y. Benjamini and Y. Hochberg, *Controlling the false discovery rate*,
    Journal of the Royal Statistical Society B 57 (1995). `scipy.stats.false_discovery_control`.
    """
    order = np.argsort(p)
    raised = p[order] * tests / np.arange(1, len(p) + 1)
    found = np.empty(len(p))
    found[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return found


def backbone(ties: Projection, share: float) -> Projection:
    """The projection with the ties alone that chance does not explain: at most this `share` of them false discoveries.

    Each pair of nodes is a test, also those that share nothing; who keeps no tie stays. The model is the bipartite
    configuration model. Raises InvalidRecord where the share is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise InvalidRecord(
            said("The share of false discoveries has to lie between 0 and 1, not at {wrong:g}.", wrong=share)
        )
    from scipy.sparse import csr_array

    row, column, _, p = tie_chances(ties.affiliations)
    n = len(ties.nodes)
    kept = adjusted(p, n * (n - 1) // 2) <= share
    ends = np.concatenate([row[kept], column[kept]]), np.concatenate([column[kept], row[kept]])
    matrix = csr_array(csr_array((np.ones(len(ends[0])), ends), shape=(n, n)).multiply(ties.matrix))
    matrix.sort_indices()
    for array in (matrix.data, matrix.indices, matrix.indptr):
        frozen(array)
    return replace(ties, matrix=matrix)
