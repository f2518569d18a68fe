"""The measures of a node's position in a network of weighted ties: who has many partners, who stands between.

Each is computed on the igraph graph of a projection (`graph_of`) and gives one value for each node of it, in its order;
NaN where the measure is not defined for the node. Each agrees with the function of networkx that its docstring names.
Nodes without a tie are part of the network. What concerns a node's surroundings is in `graph.measures.cohesion`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from graph.arrays import Floats64

if TYPE_CHECKING:
    from igraph import Graph
    from scipy.sparse import csr_array

#: PageRank follows a tie with this probability and jumps to any town otherwise (Brin and Page's value).
DAMPING = 0.85
#: Katz's measure counts a walk of k ties with (this share of 1/λ) to the power of k, λ the largest eigenvalue: below 1
#: the sum is finite, and near 1 the measure becomes the eigenvector.
KATZ_SHARE = 0.85


def graph_of(matrix: csr_array) -> Graph:
    """The undirected igraph graph of a symmetric matrix of ties, shape (n, n), with the attribute `weight`."""
    from igraph import Graph
    from scipy.sparse import triu

    ties = triu(matrix, k=1).tocoo()
    graph = Graph(matrix.shape[0], np.column_stack((ties.row, ties.col)))
    graph.es["weight"] = ties.data.tolist()
    return graph


@contextmanager
def same_start() -> Iterator[None]:
    """Within, igraph's solver ARPACK, which begins at a random vector, begins at the same one in every run.

    The last bits of its values depend on where it begins; so the same graph gives the same values to the last bit.
    """
    from igraph import set_random_number_generator

    set_random_number_generator(random.Random(0))
    try:
        yield
    finally:
        set_random_number_generator(random)


def degree(graph: Graph) -> Floats64:
    """The number of distinct partners; 0 for a town without any.

    `networkx.Graph.degree` (not divided by n−1). Example: in a path a–b–c, the values are 1, 2, 1.
    """
    return np.array(graph.degree(), dtype=np.float64)


def strength(graph: Graph) -> Floats64:
    """The sum of the weights of a town's ties; 0 for a town without any.

    With Newman's weights it is the number of networks that the town shares with somebody (Newman 2001, see
    `graph.measures.projection`). `networkx.Graph.degree(weight="weight")`. Example: two towns that share two tandems:
    2, 2.
    """
    return np.array(graph.strength(weights="weight"), dtype=np.float64)


def betweenness(graph: Graph) -> Floats64:
    """The share of shortest paths between other towns that lead through the town; 0 for a town without ties.

    Sum over all pairs (s, t) of σ(s,t|v)/σ(s,t), divided by the number of pairs (n−1)(n−2)/2; a path is as long as it
    has ties, whatever their weights; pairs without a path count 0. L. C. Freeman, *A set of measures of centrality
    based on betweenness*, Sociometry 40 (1977). `networkx.betweenness_centrality`. Example: in a path a–b–c: 0, 1, 0.
    """
    n: int = graph.vcount()
    through: Floats64 = np.array(graph.betweenness(), dtype=np.float64)
    return through / max((n - 1) * (n - 2) // 2, 1)


def eigenvector(graph: Graph) -> Floats64:
    """How well connected a town's partners are: x = Ax/λ with the largest λ, over weighted ties, of length |x| = 1.

    On a network that falls apart no single such vector is meant; this is the one of the component with the most towns
    (of equal ones, that with the first id), and 0 for all towns outside it. P. Bonacich, *Factoring and weighting
    approaches to status scores and clique identification*, Journal of Mathematical Sociology 2 (1972).
    `networkx.eigenvector_centrality_numpy(G.subgraph(component), weight="weight")`, which refuses a network that falls
    apart. Example: in a triangle all values are 1/√3.
    """
    values = np.zeros(graph.vcount())
    inside: list[int] = max(
        graph.connected_components(), key=len, default=[]
    )  # they come in the order of their first towns
    if len(inside) > 1:
        part = graph.induced_subgraph(inside)
        with same_start():
            vector = np.array(part.eigenvector_centrality(weights="weight"), dtype=np.float64)
        values[inside] = vector / np.linalg.norm(vector)
    return values


def pagerank(graph: Graph) -> Floats64:
    """The share of time that a walker spends in the town who follows a tie, by weight, with probability 0.85.

    Otherwise, and from a town without ties, the walker jumps to any town; the values sum to 1, none is 0. S. Brin and
    L. Page, *The anatomy of a large-scale hypertextual Web search engine*, Computer Networks 30 (1998).
    `networkx.pagerank(alpha=0.85, weight="weight")`. Example: two towns tied to each other: 0.5, 0.5.
    """
    with same_start():  # PRPACK, igraph's other solver, sums in threads and so never twice in the same order
        values = graph.pagerank(damping=DAMPING, weights="weight", implementation="arpack")
    return np.array(values, dtype=np.float64)


def closeness(graph: Graph) -> Floats64:
    """How near a town is to all that it reaches: the inverse of its mean distance, times the share that it reaches.

    With r towns reached (itself not counted) and s the sum of the distances to them: (r/s)·(r/(n−1)); a path is as long
    as it has ties, whatever their weights; 0 for a town without ties. L. C. Freeman, *Centrality in social networks*,
    Social Networks 1 (1979), with S. Wasserman and K. Faust's factor for networks that fall apart (1994, p. 201).
    `networkx.closeness_centrality`. Example: in a path a–b–c: 2/3, 1, 2/3.
    """
    n = graph.vcount()
    if n < 2:
        return np.zeros(n)
    parts = graph.connected_components()
    reached = np.array(parts.sizes(), dtype=np.float64)[parts.membership] - 1
    inverse = np.nan_to_num(np.array(graph.closeness(normalized=True), dtype=np.float64))
    found: Floats64 = inverse * reached / (n - 1)
    return found


def harmonic(graph: Graph) -> Floats64:
    """The mean of the inverse distances to all other towns; one that is not reached adds 0.

    A path is as long as it has ties, whatever their weights; 0 for a town without ties. M. Marchiori and V. Latora,
    *Harmony in the small-world*, Physica A 285 (2000). `networkx.harmonic_centrality`, divided by n−1. Example: in a
    path a–b–c: 3/4, 1, 3/4.
    """
    if graph.vcount() < 2:
        return np.zeros(graph.vcount())
    return np.nan_to_num(np.array(graph.harmonic_centrality(normalized=True), dtype=np.float64))


def katz(graph: Graph) -> Floats64:
    """How many walks lead to a town, longer ones counting less: x = αAx + 1, scaled to |x| = 1.

    A is the weighted matrix of the whole network, α = 0.85/λ with its largest eigenvalue λ; a town without ties has the
    least value, which is not 0; without any tie all are equal. L. Katz, *A new status index derived from sociometric
    analysis*, Psychometrika 18 (1953). `networkx.katz_centrality_numpy(alpha=0.85/λ, weight="weight")`. Example: in a
    path a–b–c with α = 0.85/√2, a : b = 0.727 : 1.
    """
    from scipy.sparse import csr_array, identity
    from scipy.sparse.linalg import cg

    n = graph.vcount()
    if not graph.ecount():
        return np.full(n, 1 / np.sqrt(max(n, 1)))
    first, second = np.array(graph.get_edgelist()).T
    weights = np.array(graph.es["weight"], dtype=np.float64)
    ends = np.concatenate([first, second]), np.concatenate([second, first])
    matrix = csr_array((np.concatenate([weights, weights]), ends), shape=(n, n))
    system = identity(n, format="csr") - (KATZ_SHARE / _largest_eigenvalue(matrix)) * matrix
    values, _ = cg(system, np.ones(n), rtol=1e-13, maxiter=10_000)  # positive definite, as α is below 1/λ
    return np.array(values / np.linalg.norm(values), dtype=np.float64)


def core(graph: Graph) -> Floats64:
    """The largest k for which the town is in the k-core: among towns each of which has k partners within it.

    0 for a town without ties; weights do not count. S. B. Seidman, *Network structure and minimum degree*, Social
    Networks 5 (1983). `networkx.core_number`. Example: a triangle with a tail a–b–c–a, c–d: 2, 2, 2, 1.
    """
    return np.array(graph.coreness(), dtype=np.float64)


def _largest_eigenvalue(matrix: csr_array) -> float:
    """Of a symmetric matrix without negative entries, by Lanczos' method from the same start in every run."""
    from scipy.sparse.linalg import eigsh

    n = matrix.shape[0]
    if n < 4:
        return float(np.linalg.eigvalsh(matrix.toarray())[-1])
    return float(eigsh(matrix, k=1, which="LA", v0=np.ones(n), return_eigenvectors=False)[0])
