"""The network as a whole, in figures: how large, how dense, in how many parts, and whether like is tied to like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Unpack

import numpy as np

from graph.arrays import Floats64
from graph.measures.basis import notes, reach
from graph.measures.beside import beside, beside_told
from graph.measures.chosen import Which, stated
from graph.measures.counts import counts_told
from graph.measures.position import graph_of
from graph.measures.projection import Onto, Projection, Weighting, project
from graph.measures.report import NETWORKS, TIES, TOWNS, Report, report
from graph.model import SMALL_TOWN
from graph.said import Said, counted, said, said_as
from graph.snapshot.frozen import Snapshot


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the network, and over how many of its nodes it was taken (the others' size or country is not
    known). `value` is None where it is not defined. `expected`, `z` and `p` are what chance gives, `low`, `high` and
    `bias` the interval over draws of the memberships, where they were asked for (`graph.measures.beside`)."""

    figure: str
    value: float | None
    nodes: int
    expected: float | None = None
    z: float | None = None
    p: float | None = None
    low: float | None = None
    high: float | None = None
    bias: float | None = None


#: What each figure is, as people read it.
FIGURES: Mapping[str, Said] = MappingProxyType(
    {
        "nodes": said_as("figure", "nodes"),
        "ties": said_as("figure", "ties"),
        "memberships": said_as("figure", "memberships"),
        "isolates": said_as("figure", "nodes without a tie"),
        "density": said_as("figure", "density: ties of all possible pairs"),
        "components": said_as("figure", "components, those of one node included"),
        "largest_component": said_as("figure", "nodes in the largest component"),
        "transitivity": said_as("figure", "transitivity: closed of all connected triples"),
        "degree_assortativity": said_as("figure", "assortativity by degree"),
        "size_assortativity": said_as("figure", "assortativity by size (logarithm of inhabitants)"),
        "country_assortativity": said_as("figure", "assortativity by country"),
        "small_towns": said_as("figure", "share of towns under 20,000 inhabitants"),
    }
)


def figures(snapshot: Snapshot, ties: Projection) -> tuple[Figure, ...]:
    """The figures of a projection, in the order of FIGURES.

    Transitivity is three times the triangles to the connected triples (`networkx.transitivity`). Assortativity is
    Pearson's correlation over the ties (degree, logarithm of inhabitants) or, by country, Newman's coefficient: 1 where
    like is tied to like only, 0 where by chance; weights do not count, and neither do nodes whose size or country is
    not known. M. E. J. Newman, *Mixing patterns in networks*, Physical Review E 67, 026126 (2003);
    `networkx.degree_assortativity_coefficient`, `numeric_…`, `attribute_…`. Onto networks, those by size and country
    are left out.
    """
    graph = graph_of(ties.matrix)
    n = graph.vcount()
    parts = graph.connected_components()
    found: dict[str, tuple[float | None, int]] = {
        "nodes": (n, n),
        "ties": (graph.ecount(), n),
        "memberships": (int(ties.incidence.sum()), n),
        "isolates": (int((np.array(graph.degree()) == 0).sum()), n),
        "density": (graph.density() if n > 1 else None, n),
        "components": (len(parts), n),
        "largest_component": (max(parts.sizes(), default=0), n),
        "transitivity": (graph.transitivity_undirected(mode="nan") if n else None, n),
        "degree_assortativity": (graph.assortativity_degree(directed=False) if graph.ecount() else None, n),
    }
    if ties.onto == "towns":
        people = snapshot.population[ties.towns]
        sized = np.flatnonzero(people > 0)
        there = graph.induced_subgraph(sized.tolist())
        by_size = there.assortativity(np.log(people[sized]).tolist(), directed=False) if there.ecount() else None
        found["size_assortativity"] = by_size, len(sized)
        codes = snapshot.municipalities.category("country").codes[ties.towns].astype(np.int64)
        known = np.flatnonzero(codes >= 0)
        there = graph.induced_subgraph(known.tolist())
        _, kinds = np.unique(codes[known], return_inverse=True)
        by_country = there.assortativity_nominal(kinds.tolist(), directed=False) if there.ecount() else None
        found["country_assortativity"] = by_country, len(known)
        found["small_towns"] = (float((people[sized] < SMALL_TOWN).mean()) if len(sized) else None), len(sized)
    return tuple(Figure(name, _defined(value), nodes) for name, (value, nodes) in found.items())


def network_report(
    snapshot: Snapshot,
    *,
    onto: Onto = "towns",
    weighting: Weighting = "newman",
    isolates: bool = False,
    chance: int = 0,
    bootstrap: int = 0,
    seed: int = 0,
    **which: Unpack[Which],
) -> Report[Figure]:
    """The figures of the network of `graph.measures.projection.project(...)`, with what chance gives, and intervals,
    where so many draws of them are asked for (`graph.measures.beside`)."""
    ties = project(snapshot, onto=onto, weighting=weighting, isolates=isolates, **which)
    summary = said(
        "The network has {towns}, {networks} and {ties}.",
        towns=counted(len(ties.towns), TOWNS),
        networks=counted(len(ties.networks), NETWORKS),
        ties=counted(ties.matrix.nnz // 2, TIES),
    )
    return report(
        snapshot,
        said("The co-membership network in figures"),
        summary,
        compared_figures(snapshot, ties, chance=chance, bootstrap=bootstrap, seed=seed),
        notes=(
            *beside_told(chance, bootstrap),
            *counts_told(snapshot, **which),
            *notes(snapshot, listed=bool(which.get("listed"))),
        ),
        sources=tuple(row for row in reach(snapshot) if row.type == "MEMBER_OF"),
        onto=onto,
        weighting=weighting,
        isolates=isolates,
        chance=chance,
        bootstrap=bootstrap,
        seed=seed,
        **stated(which),
    )


def compared_figures(
    snapshot: Snapshot, ties: Projection, *, chance: int = 0, bootstrap: int = 0, seed: int = 0
) -> tuple[Figure, ...]:
    """The figures with what stands beside them (`graph.measures.beside`)."""

    def values(other: Projection) -> Floats64:
        found = (row.value for row in figures(snapshot, other))
        return np.array([np.nan if value is None else value for value in found], dtype=np.float64)

    compared = beside(ties, values, chance=chance, bootstrap=bootstrap, seed=seed)
    found = enumerate(figures(snapshot, ties))
    return tuple(Figure(row.figure, row.value, row.nodes, **compared.at(at)) for at, row in found)


def _defined(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else float(value)
