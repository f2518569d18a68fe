"""The metrics, each a pure function of the ranks of what is relevant: 0 is the first place, inf means never ranked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from matching.evaluation.types import Bools, Scores

#: From the ranks of the relevant answers (float64, at least one) to a value between 0 and 1.
Metric = Callable[[Scores], float]


def ranks(scores: Scores, relevant: Sequence[int], allowed: Bools) -> Scores:
    """The rank of each relevant answer among the allowed ones, shape (relevant,), float64.

    Higher scores come first, equal ones in the order of their indices. inf for an answer that is not allowed, or that
    the scores rule out (−inf).
    """
    ruled = np.where(allowed, scores, -np.inf)
    found = np.full(len(relevant), np.inf)
    for place, at in enumerate(relevant):
        if ruled[at] > -np.inf:
            found[place] = np.count_nonzero(ruled > ruled[at]) + np.count_nonzero(ruled[:at] == ruled[at])
    return found


def ndcg(found: Scores, depth: int) -> float:
    """Normalised discounted cumulative gain of the first `depth` places, all relevant answers alike.

    Each hit at rank r (from 0) gains 1/log₂(r + 2); the sum is divided by that of the best order there could be.
    Järvelin and Kekäläinen, ACM TOIS 20 (2002), 10.1145/582415.582418.
    """
    hits = found[found < depth]
    best = 1 / np.log2(np.arange(min(len(found), depth)) + 2)
    return float((1 / np.log2(hits + 2)).sum() / best.sum())


def recall(found: Scores, depth: int) -> float:
    """The share of what is relevant that stands among the first `depth` places."""
    return float(np.mean(found < depth))


def reciprocal_rank(found: Scores) -> float:
    """One over the place (from 1) of the first relevant answer, 0 where none is ranked."""
    return float(1 / (found.min() + 1))


def ndcg_10(found: Scores) -> float:
    """nDCG of the first ten places; see `ndcg`."""
    return ndcg(found, 10)


def recall_10(found: Scores) -> float:
    """Recall in the first ten places."""
    return recall(found, 10)


def recall_100(found: Scores) -> float:
    """Recall in the first hundred places."""
    return recall(found, 100)


#: The metrics of the report, by the names they have there.
METRICS: Mapping[str, Metric] = {
    "ndcg@10": ndcg_10,
    "recall@10": recall_10,
    "recall@100": recall_100,
    "mrr": reciprocal_rank,
}
