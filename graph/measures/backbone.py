"""The ties of a projection that matter: those that chance does not explain, or those that stand out at their ends.

The two ask for different things. `backbone` asks whether two towns share more networks than chance would have it, from
the memberships themselves. `disparity` asks which ties carry most of a node's weight, and knows nothing of where they
come from: a tandem stands out beside an association of hundreds also where chance explains it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isnan

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from graph.errors import InvalidRecord
from graph.measures.null_models import tie_chances
from graph.measures.projection import Projection
from graph.said import said
from graph.snapshot.vocabulary import frozen


def chances_of(ties: Projection) -> Mapping[tuple[int, int], tuple[float, float | None, float]]:
    """For each tie (row < column): how many shared ones chance expects, z (None where chance leaves no choice) and p,
    how likely as many as found are (`graph.measures.null_models.TieChances`)."""
    found = tie_chances(ties.affiliations)
    columns = (column.tolist() for column in (found.row, found.column, found.expected, found.z, found.p))
    return {(i, j): (e, None if isnan(z) else z, p) for i, j, e, z, p in zip(*columns, strict=True)}


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
    found, n = tie_chances(ties.affiliations), len(ties.nodes)
    return _left(ties, found.row, found.column, adjusted(found.p, n * (n - 1) // 2) <= share)


def disparity(ties: Projection, level: float) -> Projection:
    """The projection with the ties alone that stand out at one of their ends, at this `level` of significance.

    Of a node with k ties that share its strength at random, one has a part of at least x with a probability of
    (1 − x)^(k−1). A tie stays where that is below the level at either end; who has one tie only tells nothing by it.
    No correction for the number of tests is made, as in the original: M. Á. Serrano, M. Boguñá and A. Vespignani,
    *Extracting the multiscale backbone of complex weighted networks*, PNAS 106 (2009). Who keeps no tie stays. Raises
    InvalidRecord where the level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise InvalidRecord(
            said("The level of significance has to lie between 0 and 1, not at {wrong:g}.", wrong=level)
        )
    pairs = ties.matrix.tocoo()
    strength = np.asarray(ties.matrix.sum(axis=1)).ravel()
    number = np.diff(ties.matrix.indptr)
    chance = (1 - pairs.data / strength[pairs.row]) ** (number[pairs.row] - 1)
    out = (chance < level) & (number[pairs.row] > 1)
    first, second = np.minimum(pairs.row, pairs.col)[out], np.maximum(pairs.row, pairs.col)[out]
    ends = np.unique(np.stack([first, second]).astype(np.int64), axis=1)
    return _left(ties, ends[0], ends[1], np.ones(ends.shape[1], dtype=np.bool_))


def _left(
    ties: Projection, row: npt.NDArray[np.int64], column: npt.NDArray[np.int64], kept: npt.NDArray[np.bool_]
) -> Projection:
    """The projection with those of the ties (row, column) alone that are kept."""
    from scipy.sparse import csr_array

    n = len(ties.nodes)
    ends = np.concatenate([row[kept], column[kept]]), np.concatenate([column[kept], row[kept]])
    matrix = csr_array(csr_array((np.ones(len(ends[0])), ends), shape=(n, n)).multiply(ties.matrix))
    matrix.sum_duplicates()
    for array in (matrix.data, matrix.indices, matrix.indptr):
        frozen(array)
    return replace(ties, matrix=matrix)
