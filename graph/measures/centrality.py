"""Who stands where in the co-membership network: degree, strength, betweenness, eigenvector centrality, PageRank.

Each measure is igraph's, on the weighted graph of `graph.measures.projection.project`, and gives one value for each
town of it. Each agrees with the function of networkx that its docstring names. Towns without a tie are part of the
network.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from graph.errors import InvalidRecord
from graph.measures.basis import notes
from graph.measures.projection import Weighting, project
from graph.measures.report import NETWORKS, TIES, TOWNS, Report, report
from graph.said import Said, counted, said, said_as
from graph.snapshot.frozen import Snapshot

if TYPE_CHECKING:
    from igraph import Graph
    from scipy.sparse import csr_array

#: PageRank follows a tie with this probability and jumps to any town otherwise (Brin and Page's value).
DAMPING = 0.85
#: Values that agree to so many decimals have the same rank: the last bits of a sum say nothing about a town.
RANK_DECIMALS = 12


@dataclass(frozen=True, slots=True)
class Central:
    """One town: its `value`, and its `rank` in the whole network (1 is the highest; equal values, equal ranks)."""

    rank: int
    id: str
    name: str
    country: str
    value: float


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


MEASURES: Mapping[str, Callable[[Graph], Floats64]] = MappingProxyType(
    {f.__name__: f for f in (degree, strength, betweenness, eigenvector, pagerank)}
)
#: What the measures are called at the beginning of a sentence.
_CALLED: Mapping[str, Said] = MappingProxyType(
    {
        "degree": said_as("measure", "Degree"),
        "strength": said_as("measure", "Strength"),
        "betweenness": said_as("measure", "Betweenness"),
        "eigenvector": said_as("measure", "Eigenvector"),
        "pagerank": said_as("measure", "PageRank"),
    }
)


def centrality(
    snapshot: Snapshot,
    measure: str,
    *,
    kinds: Collection[str] | None = None,
    leave_out: Collection[str] = (),
    largest: int | None = None,
    weighting: Weighting = "newman",
    isolates: bool = False,
    listed: bool = False,
    country: str | None = None,
    top: int | None = None,
) -> Report[Central]:
    """The towns by `measure` (a key of MEASURES), highest first, equal ones by id.

    The network is that of `graph.measures.projection.project(...)`: the same options leave out big associations, or add
    mere lists and the register's other towns. `country` and `top` cut the list only: values and ranks are those in the
    whole network.
    For a year, measure the snapshot of its last day: `build_snapshot(store, as_of=date(2015, 12, 31))`.

    Raises InvalidRecord for an unknown measure, kind or weighting, UnknownId for an unknown network, PeerpolisError
    where the networks are too large to be drawn.
    """
    if measure not in MEASURES:
        raise InvalidRecord(
            said("{wrong!r} is not a centrality; known are {known}", wrong=measure, known=tuple(MEASURES))
        )
    ties = project(
        snapshot,
        kinds=kinds,
        leave_out=leave_out,
        largest=largest,
        weighting=weighting,
        isolates=isolates,
        listed=listed,
    )
    graph = graph_of(ties.matrix)
    values = MEASURES[measure](graph)
    order, ranks = ranking(values)
    table = snapshot.municipalities
    countries = table.category("country")
    if country is not None:
        there = countries.codes[ties.towns[order]] == countries.code(country)
        order, ranks = order[there], ranks[there]
    rows = tuple(
        Central(int(rank), table.ids[town], table.named(town), countries[town] or "", float(values[at]))
        for at, rank, town in zip(order[:top], ranks[:top], ties.towns[order[:top]], strict=True)
    )
    found = {
        "towns": counted(len(ties.towns), TOWNS),
        "networks": counted(len(ties.networks), NETWORKS),
        "ties": counted(graph.ecount(), TIES),
        "listed": counted(len(rows), TOWNS),
    }
    if not len(ties.networks):
        summary = said("No network counts: none is known on that day, or all are left out.")
    elif country is None:
        summary = said("The network has {towns}, {networks} and {ties}; listed: {listed}.", **found)
    else:
        summary = said(
            "The network has {towns}, {networks} and {ties}; listed: {listed} of {country}.", country=country, **found
        )
    return report(
        snapshot,
        said("{measure} in the co-membership network", measure=_CALLED[measure]),
        summary,
        rows,
        notes=notes(snapshot, listed=listed),
        measure=measure,
        kinds=None if kinds is None else tuple(sorted(kinds)),
        leave_out=tuple(sorted(leave_out)),
        largest=largest,
        weighting=weighting,
        isolates=isolates,
        listed=listed,
        country=country,
        top=top,
    )


def ranking(values: Floats64) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The positions from the highest value to the lowest, and the rank at each: 1, 2, 2, 4."""
    rounded = np.round(values, RANK_DECIMALS)
    order = np.lexsort((np.arange(len(values)), -rounded))
    falling = rounded[order]
    ranks = np.searchsorted(-falling, -falling, side="left") + 1
    return order, ranks
