"""Communities one a row: how large, where, how sure, and whether networks drawn by chance have any like them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from graph.measures.basis import notes, reach
from graph.measures.chosen import Which, stated
from graph.measures.communities import SEEDS, Communities, communities, found_once, in_short
from graph.measures.counts import counts_told
from graph.measures.null_models import curveball
from graph.measures.position import graph_of
from graph.measures.projection import Onto, Projection, Weighting, project
from graph.measures.report import Report, report
from graph.said import Said, said, said_many
from graph.snapshot.frozen import Snapshot

if TYPE_CHECKING:
    from igraph import Graph

#: So many of a community's networks are named: those in which most of its towns are.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Described:
    """A community (1 is the largest): how many nodes it has (`size`), the country of most of them, and what share of
    those with a known country lie there, the networks in which most of them are; the mean `sureness` of its nodes
    (`graph.measures.communities.Membership`), and `inside`, the share of the weight of their ties that stays within.

    `expected` is the largest such share of a community of at least as many nodes in a network drawn by chance (0 where
    it has none), in the mean over the draws; `p` the share of draws, this network counted as one, in which it is at
    least that found here. Both are None without draws.
    """

    community: int
    size: int
    country: str | None
    of_country: float | None
    networks: tuple[str, ...]
    sureness: float | None
    inside: float
    expected: float | None
    p: float | None


@dataclass(frozen=True, eq=False)
class ByChance:
    """What networks drawn by chance give when communities are sought in them in the same way: the modularity of each,
    shape (draws,), and for each community found here the largest `inside` of one as large, (draws, communities)."""

    modularity: Floats64
    inside: Floats64


def communities_by_chance(
    ties: Projection, found: Communities, *, draws: int, resolution: float = 1.0, seed: int = 0
) -> ByChance:
    """Communities sought anew in each of so many networks drawn by chance (`graph.measures.null_models.curveball`).

    Any search finds communities, also where there are none; so those found are compared with those that the same
    search finds by chance, and not with the same towns in a network by chance, which would always be less. R. Guimerà,
    M. Sales-Pardo and L. A. N. Amaral, *Modularity from fluctuations in random graphs and complex networks*, Physical
    Review E 70, 025101 (2004).
    """
    sizes = np.bincount(found.of[found.of >= 0])
    modularity, largest = np.zeros(draws), np.zeros((draws, len(sizes)))
    for at, incidence in enumerate(curveball(ties.incidence, seed=seed, draws=draws)):
        graph = graph_of(ties.of(incidence).matrix)
        of, modularity[at] = found_once(graph, resolution=resolution, seed=seed)
        nodes, inside = np.bincount(of[of >= 0]), inside_of(graph, of)
        # The communities are in the order of their sizes: the first ones are those that are large enough.
        best = np.concatenate([[0.0], np.maximum.accumulate(inside)])
        largest[at] = best[np.searchsorted(-nodes, -sizes, side="right")]
    return ByChance(modularity, largest)


def inside_of(graph: Graph, of: npt.NDArray[np.int64]) -> Floats64:
    """For each community, the share of the weight of its nodes' ties (each tie at both of its ends) that is within."""
    if not graph.ecount():
        return np.zeros(0)
    ends = of[np.array(graph.get_edgelist(), dtype=np.int64)]
    weights = np.array(graph.es["weight"], dtype=np.float64)
    n = int(of.max()) + 1
    same = ends[:, 0] == ends[:, 1]
    within = 2 * np.bincount(ends[same, 0], weights=weights[same], minlength=n)
    return np.asarray(within / np.bincount(ends.ravel(), weights=np.repeat(weights, 2), minlength=n))


def described(
    snapshot: Snapshot,
    *,
    resolution: float = 1.0,
    seed: int = 0,
    seeds: int = SEEDS,
    chance: int = 0,
    onto: Onto = "towns",
    weighting: Weighting = "newman",
    isolates: bool = False,
    **which: Unpack[Which],
) -> Report[Described]:
    """The communities of `graph.measures.communities.community_report(...)` one a row, the largest first, compared with
    those of so many networks drawn by `chance`."""
    ties = project(snapshot, onto=onto, weighting=weighting, isolates=isolates, **which)
    graph = graph_of(ties.matrix)
    found = communities(graph, resolution=resolution, seed=seed, seeds=seeds)
    drawn = communities_by_chance(ties, found, draws=chance, resolution=resolution, seed=seed) if chance else None
    inside = inside_of(graph, found.of)
    rows = tuple(_row(snapshot, ties, found, at, float(share), drawn) for at, share in enumerate(inside.tolist()))
    told: tuple[Said, ...] = ()
    if drawn is not None:
        told = (
            said_many(
                "In {count:,} network drawn by chance, with as many memberships of each town and network as here, the "
                "same search finds a modularity of {expected:.3f} (p {p:.3g}). By chance and p of a community: the "
                "largest share of ties within, of one at least as large.",
                "In {count:,} networks drawn by chance, with as many memberships of each town and network as here, the "
                "same search finds a modularity of {expected:.3f} (p {p:.3g}). By chance and p of a community: the "
                "largest share of ties within, of one at least as large.",
                count=chance,
                expected=float(drawn.modularity.mean()),
                p=_p(drawn.modularity, found.modularity),
            ),
        )
    return report(
        snapshot,
        said("Communities in the co-membership network"),
        in_short(found, seeds, onto),
        rows,
        notes=(*told, *counts_told(snapshot, **which), *notes(snapshot, listed=bool(which.get("listed")))),
        sources=tuple(row for row in reach(snapshot) if row.type == "MEMBER_OF"),
        resolution=resolution,
        seed=seed,
        seeds=seeds,
        chance=chance,
        onto=onto,
        weighting=weighting,
        isolates=isolates,
        **stated(which),
    )


def _row(
    snapshot: Snapshot, ties: Projection, found: Communities, at: int, inside: float, drawn: ByChance | None
) -> Described:
    inner = np.flatnonzero(found.of == at)
    country, of_country = None, None
    if ties.onto == "towns":
        countries = snapshot.municipalities.category("country")
        codes = countries.codes[ties.towns[inner]]
        numbers = np.bincount(codes[codes >= 0].astype(np.int64))
        if len(numbers):
            country, of_country = countries.values[int(numbers.argmax())], float(numbers.max() / numbers.sum())
    joined = np.asarray(ties.affiliations[inner].sum(axis=0)).ravel()
    first = np.lexsort((np.arange(len(joined)), -joined))[:NAMED]
    others = snapshot.tables["Network"] if ties.onto == "towns" else snapshot.municipalities
    indices = ties.networks if ties.onto == "towns" else ties.towns
    sure = found.sureness[inner]
    return Described(
        community=at + 1,
        size=len(inner),
        country=country,
        of_country=of_country,
        networks=tuple(others.named(int(indices[one])) for one in first.tolist() if joined[one]),
        sureness=None if np.isnan(sure).all() else float(np.nanmean(sure)),
        inside=inside,
        expected=None if drawn is None else float(drawn.inside[:, at].mean()),
        p=None if drawn is None else _p(drawn.inside[:, at], inside),
    )


def _p(drawn: Floats64, value: float) -> float:
    """The share of the draws, the value found counted as one, that are at least as large (one-sided, never 0)."""
    return float(((drawn >= value - 1e-12).sum() + 1) / (len(drawn) + 1))
