"""Groups of towns that are tied among themselves more than chance would have it, and how sure the groups are."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

import numpy as np
import numpy.typing as npt

from graph.errors import InvalidRecord
from graph.measures.basis import notes, reach
from graph.measures.chosen import Which, stated
from graph.measures.counts import counts_told
from graph.measures.position import graph_of
from graph.measures.projection import Onto, Weighting, project
from graph.measures.report import NETWORKS, TOWNS, Report, report
from graph.said import Noun, Said, counted, said, said_many
from graph.snapshot.frozen import Snapshot
from graph.steps import begin_step

if TYPE_CHECKING:
    from igraph import Graph

#: With how many seeds more the communities are looked for, to see whether they are the same.
SEEDS = 20
COMMUNITIES = Noun(said("no communities"), said_many("{count:,} community", "{count:,} communities"))


@dataclass(frozen=True, slots=True)
class Membership:
    """A node and the `community` it is in: 1 is the largest; None where it has no tie, and so no community.

    `sureness` is how often those who are with it here are with it under other seeds too: 1 means always; None without
    others or other seeds.
    """

    community: int | None
    id: str
    name: str
    country: str | None
    sureness: float | None


@dataclass(frozen=True, eq=False)
class Communities:
    """The community of each node (0 is the largest; −1 without a tie), the modularity, and the stability over seeds.

    `stability` is the mean normalised mutual information of all pairs of runs (1: always the same); `sureness` as in
    `Membership`, NaN where there is none.
    """

    of: npt.NDArray[np.int64]
    modularity: float
    stability: float | None
    sureness: npt.NDArray[np.float64]


def communities(graph: Graph, *, resolution: float = 1.0, seed: int = 0, seeds: int = SEEDS) -> Communities:
    """The communities of a weighted graph, by the Leiden algorithm on modularity, until nothing moves any more.

    A higher `resolution` gives more and smaller ones (γ of Reichardt and Bornholdt's modularity). Nodes without a tie
    are in none. The same seed gives the same communities. They are sought with `seeds` more seeds (seed + 1 …), by
    which the stability is told. V. A. Traag, L. Waltman and N. J. van Eck, *From Louvain to Leiden: guaranteeing
    well-connected communities*, Scientific Reports 9, 5233 (2019). `networkx.community.modularity(weight="weight")`.
    """
    from igraph import compare_communities

    if not resolution > 0:
        raise InvalidRecord(said("The resolution has to be above 0, not {wrong:g}.", wrong=resolution))
    tied = np.flatnonzero(np.array(graph.degree(), dtype=np.int64) > 0)
    of, sureness = np.full(graph.vcount(), -1, dtype=np.int64), np.full(graph.vcount(), np.nan)
    if not len(tied):
        return Communities(of, 0.0, None, sureness)
    part = graph.induced_subgraph(tied.tolist())
    runs = [_leiden(part, resolution, seed + more) for more in range(seeds + 1)]
    first = runs[0]
    of[tied] = first
    pairs = [(a, b) for a in range(len(runs)) for b in range(a)]
    alike = [compare_communities(runs[a].tolist(), runs[b].tolist(), method="nmi") for a, b in pairs]
    if seeds:
        sureness[tied] = np.mean([_kept_together(first, other) for other in runs[1:]], axis=0)
    modularity = part.modularity(first.tolist(), weights="weight", resolution=resolution)
    return Communities(of, float(modularity), float(np.mean(alike)) if alike else None, sureness)


def community_report(
    snapshot: Snapshot,
    *,
    resolution: float = 1.0,
    seed: int = 0,
    seeds: int = SEEDS,
    onto: Onto = "towns",
    weighting: Weighting = "newman",
    isolates: bool = False,
    **which: Unpack[Which],
) -> Report[Membership]:
    """The communities of the network of `graph.measures.projection.project(...)`, the largest first, each by id."""
    ties = project(snapshot, onto=onto, weighting=weighting, isolates=isolates, **which)
    found = communities(graph_of(ties.matrix), resolution=resolution, seed=seed, seeds=seeds)
    table = ties.table(snapshot)
    order = sorted(range(len(ties.nodes)), key=lambda at: (found.of[at] < 0, found.of[at], at))
    rows = tuple(
        Membership(
            community=None if found.of[at] < 0 else int(found.of[at]) + 1,
            id=table.ids[int(ties.nodes[at])],
            name=table.named(int(ties.nodes[at])),
            country=table.category("country")[int(ties.nodes[at])] if onto == "towns" else None,
            sureness=None if np.isnan(found.sureness[at]) else float(found.sureness[at]),
        )
        for at in order
    )
    return report(
        snapshot,
        said("Communities in the co-membership network"),
        in_short(found, seeds, onto),
        rows,
        notes=(*counts_told(snapshot, **which), *notes(snapshot, listed=bool(which.get("listed")))),
        sources=tuple(row for row in reach(snapshot) if row.type == "MEMBER_OF"),
        resolution=resolution,
        seed=seed,
        seeds=seeds,
        onto=onto,
        weighting=weighting,
        isolates=isolates,
        **stated(which),
    )


def in_short(found: Communities, seeds: int, onto: Onto) -> Said:
    """In a sentence, how many communities of how many nodes there are, and how clear and how stable they are."""
    return said(
        "{communities} of {nodes}; modularity {modularity:.3f}, {stability}.",
        communities=counted(int(found.of.max(initial=-1)) + 1, COMMUNITIES),
        nodes=counted(int((found.of >= 0).sum()), TOWNS if onto == "towns" else NETWORKS),
        modularity=found.modularity,
        stability=_stability(found, seeds),
    )


def _stability(found: Communities, seeds: int) -> Said:
    if found.stability is None:
        return said("stability not measured")
    return said("stability over {seeds:,} seeds {nmi:.3f} (1: always the same)", seeds=seeds + 1, nmi=found.stability)


def found_once(graph: Graph, *, resolution: float = 1.0, seed: int = 0) -> tuple[npt.NDArray[np.int64], float]:
    """The communities by one seed alone, as in `communities`, and their modularity; 0 where there is no tie."""
    found = communities(graph, resolution=resolution, seed=seed, seeds=0)
    return found.of, found.modularity


def _leiden(graph: Graph, resolution: float, seed: int) -> npt.NDArray[np.int64]:
    """The community of each node, the largest numbered 0, of equal ones that with the first node."""
    from igraph import set_random_number_generator

    begin_step()
    set_random_number_generator(random.Random(seed))
    try:
        found = graph.community_leiden("modularity", weights="weight", resolution=resolution, n_iterations=-1)
    finally:
        set_random_number_generator(random)
    numbers = np.array(found.membership, dtype=np.int64)
    _, first, sizes = np.unique(numbers, return_index=True, return_counts=True)
    place = np.empty(len(sizes), dtype=np.int64)
    place[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return place[numbers]


def _kept_together(first: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """For each node, the share of its fellows in `first` that are its fellows in `other` too; NaN without fellows."""
    sizes = np.bincount(first) - 1
    both = first * (int(other.max()) + 1) + other
    _, at, shared = np.unique(both, return_inverse=True, return_counts=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        kept: npt.NDArray[np.float64] = (shared[at] - 1) / sizes[first]
    return kept
