"""Betweenness estimated from some of the towns, for networks in which that of all takes too long, with its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph.arrays import Floats64
from graph.errors import InvalidRecord
from graph.measures.dependencies import dependencies
from graph.measures.position import betweenness, graph_of
from graph.said import said

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: With this probability at most, any of the bounds of a network does not hold.
LEVEL = 0.05
#: Halvings by which a bound is found: to 1e-9 of the range, and always outwards.
_HALVINGS = 32


@dataclass(frozen=True, eq=False)
class Sampled:
    """The estimate for each node, and between what the exact value lies: with probability 1 − LEVEL for all at once.

    `pivots` is from how many nodes shortest paths were followed: all of them give the exact value, and no interval.
    """

    value: Floats64
    low: Floats64
    high: Floats64
    pivots: int


def sampled_betweenness(ties: csr_array, pivots: int, *, seed: int = 0) -> Sampled:
    """`graph.measures.position.betweenness` estimated from the shortest paths that begin in some nodes, over the
    symmetric matrix of ties (shape (n, n)) of a projection.

    The nodes are drawn without replacement, each set as likely as any other (the same `seed`, the same nodes); the
    estimate is unbiased: U. Brandes and C. Pich, *Centrality estimation in large networks*, International Journal of
    Bifurcation and Chaos 17 (2007); `networkx.betweenness_centrality(k=…)`, which draws others.

    A start s adds to the node v a share of at most (c−2)/(n−2), c the size of its component. For the mean m of k shares
    of such a range, P(m ≥ μ + t) ≤ exp(−k·KL(μ + t ‖ μ)), and below likewise, also for draws without replacement:
    W. Hoeffding, *Probability inequalities for sums of bounded random variables*, Journal of the American Statistical
    Association 58 (1963), theorems 1 and 4. Solved for μ at LEVEL/(2n), which holds for both sides of all nodes. Wide
    where few starts are drawn: 256 of 20,000 tell a betweenness of 0 from one of 0.05, no less.

    Raises InvalidRecord where not one node is to be drawn.
    """
    from scipy.sparse.csgraph import connected_components

    if pivots < 1:
        raise InvalidRecord(said("Draw at least one town to begin in, not {wrong}.", wrong=pivots))
    n: int = ties.shape[0]
    if pivots >= n or n < 3:
        exact = betweenness(graph_of(ties))
        return Sampled(exact, exact, exact, n)
    starts = np.sort(np.random.default_rng(seed).choice(n, pivots, replace=False)).tolist()
    through = dependencies(ties, starts)
    if through is None:  # long paths; igraph counts each pair of ends once, from both of its sides by a half: so twice
        through = np.array(graph_of(ties).betweenness(sources=starts), dtype=np.float64) * 2
    mean = through / (n - 2) / pivots
    _, parts = connected_components(ties, directed=False)
    widest = np.maximum(np.bincount(parts).astype(np.float64)[parts] - 2, 0) / (n - 2)
    share = np.divide(mean, widest, out=np.zeros(n), where=widest > 0)
    low, high = _bounds(np.clip(share, 0.0, 1.0), np.log(2 * n / LEVEL) / pivots)
    scale = n / (n - 1)  # among the n starts is the node itself, which adds nothing
    return Sampled(mean * scale, low * widest * scale, high * widest * scale, pivots)


def _bounds(mean: Floats64, most: float) -> tuple[Floats64, Floats64]:
    """The least and the greatest μ in [0, 1] with KL(mean ‖ μ) ≤ `most`, for each mean."""
    found = []
    for end in (0.0, 1.0):
        inside, outside = mean.copy(), np.full(len(mean), end)
        for _ in range(_HALVINGS):
            middle = (inside + outside) / 2
            fits = _divergence(mean, middle) <= most
            inside, outside = np.where(fits, middle, inside), np.where(fits, outside, middle)
        found.append(outside)  # what is told holds the bound, rounded away from the mean
    return found[0], found[1]


def _divergence(p: Floats64, q: Floats64) -> Floats64:
    """KL(p ‖ q) of two Bernoulli distributions, infinite where q rules out what p holds possible."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one = np.where(p > 0, p * np.log(p / q), 0.0)
        other = np.where(p < 1, (1 - p) * np.log((1 - p) / (1 - q)), 0.0)
    return one + other
