"""Who stands where in the co-membership network: all measures by name, and the ranked list of one of them.

The measures are in `graph.measures.position` and `graph.measures.cohesion`, each with its definition, its reference,
what it says of towns without ties, and whether weights count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Unpack

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from graph.errors import InvalidRecord
from graph.measures import cohesion, position
from graph.measures.basis import notes, reach
from graph.measures.beside import Beside, beside, beside_told
from graph.measures.chosen import Which, stated
from graph.measures.counts import counts_told
from graph.measures.position import graph_of
from graph.measures.projection import Onto, Projection, Weighting, project
from graph.measures.report import NETWORKS, TIES, TOWNS, Report, report
from graph.measures.sampled import sampled_betweenness
from graph.said import Said, counted, said, said_as
from graph.snapshot.frozen import Snapshot

if TYPE_CHECKING:
    from igraph import Graph
    from scipy.sparse import csr_array

#: Values that agree to so many decimals have the same rank: the last bits of a sum say nothing about a town.
RANK_DECIMALS = 12


@dataclass(frozen=True, slots=True)
class Central:
    """One town or network: its `value`, and its `rank` in the whole network (1 is the highest; equal values, equal
    ranks). Both are None where the measure is not defined for it; so is what is not known of the place, and what a
    network has not (a country, a place, inhabitants). `expected`, `z` and `p` are what chance gives, `low`, `high` and
    `bias` the interval over draws of the memberships, where they were asked for (`graph.measures.beside`); of a sampled
    measure, `low` and `high` hold the exact value (`graph.measures.sampled`)."""

    rank: int | None
    id: str
    name: str
    country: str | None
    region: str | None
    population: int | None
    lat: float | None
    lon: float | None
    value: float | None
    expected: float | None = None
    z: float | None = None
    p: float | None = None
    low: float | None = None
    high: float | None = None
    bias: float | None = None


#: The measures on the ties between nodes.
MEASURES: Mapping[str, Callable[[Graph], Floats64]] = MappingProxyType(
    {
        f.__name__: f
        for f in (
            position.degree,
            position.strength,
            position.betweenness,
            position.closeness,
            position.harmonic,
            position.eigenvector,
            position.katz,
            position.pagerank,
            position.core,
            cohesion.clustering,
            cohesion.constraint,
            cohesion.effective_size,
        )
    }
)
#: The measures on the memberships themselves.
BIPARTITE: Mapping[str, Callable[[csr_array], Floats64]] = MappingProxyType(
    {f.__name__: f for f in (cohesion.memberships, cohesion.bipartite_clustering)}
)
#: What the measures are called at the beginning of a sentence.
CALLED: Mapping[str, Said] = MappingProxyType(
    {
        "degree": said_as("measure", "Degree"),
        "strength": said_as("measure", "Strength"),
        "betweenness": said_as("measure", "Betweenness"),
        "closeness": said_as("measure", "Closeness"),
        "harmonic": said_as("measure", "Harmonic centrality"),
        "eigenvector": said_as("measure", "Eigenvector"),
        "katz": said_as("measure", "Katz centrality"),
        "pagerank": said_as("measure", "PageRank"),
        "core": said_as("measure", "Core number"),
        "clustering": said_as("measure", "Clustering coefficient"),
        "constraint": said_as("measure", "Constraint"),
        "effective_size": said_as("measure", "Effective size"),
        "memberships": said_as("measure", "Memberships"),
        "bipartite_clustering": said_as("measure", "Bipartite clustering coefficient"),
    }
)


#: What a comparison with chance cannot tell of, whatever it gives.
_KEPT_BY_CHANCE = said(
    "The networks drawn by chance keep this measure, for it counts memberships: nothing can stand out here. Compare "
    "clustering, constraint or betweenness."
)


def measured(ties: Projection, measure: str) -> Floats64:
    """The measure (a key of MEASURES or BIPARTITE) of each node of the projection, NaN where it is not defined.

    Raises InvalidRecord for an unknown measure.
    """
    if measure in MEASURES:
        return MEASURES[measure](graph_of(ties.matrix))
    if measure in BIPARTITE:
        return BIPARTITE[measure](ties.affiliations)
    known = (*MEASURES, *BIPARTITE)
    raise InvalidRecord(said("{wrong!r} is not a centrality; known are {known}", wrong=measure, known=known))


def centrality(
    snapshot: Snapshot,
    measure: str,
    *,
    onto: Onto = "towns",
    weighting: Weighting = "newman",
    isolates: bool = False,
    country: str | None = None,
    top: int | None = None,
    chance: int = 0,
    bootstrap: int = 0,
    sampled: int = 0,
    seed: int = 0,
    **which: Unpack[Which],
) -> Report[Central]:
    """The towns, or networks, by `measure` (a key of MEASURES or BIPARTITE), highest first, equal ones by id.

    The network is that of `graph.measures.projection.project(...)`: the same options leave out big associations, or add
    mere lists and the register's other towns. `country` and `top` cut the list only: values and ranks are those in the
    whole network. With `chance` draws, each value is compared with that in as many networks drawn by chance, in which
    all towns and networks have as many memberships as here; with `bootstrap` draws, it gets an interval over draws of
    the memberships. Betweenness may be `sampled`: estimated from so many towns, with bounds (`seed`: the same seed, the
    same draws).
    For a year, measure the snapshot of its last day: `build_snapshot(store, as_of=date(2015, 12, 31))`.

    Raises InvalidRecord for an unknown measure, kind or weighting, and for another measure than betweenness, or a
    comparison, where it is `sampled`; UnknownId for an unknown network, PeerpolisError
    where the networks are too large to be drawn.
    """
    if country is not None and onto == "networks":
        raise InvalidRecord(said("Networks lie in no country: cut the list of towns, or choose places."))
    ties = project(snapshot, onto=onto, weighting=weighting, isolates=isolates, **which)
    told: tuple[Said, ...]
    if sampled:
        if measure != "betweenness" or chance or bootstrap:
            raise InvalidRecord(said("Only betweenness is sampled, and then without chance and bootstrap."))
        values, compared, told = _estimated(ties, sampled, seed)
    else:
        values, told = measured(ties, measure), beside_told(chance, bootstrap)
        compared = beside(ties, lambda other: measured(other, measure), chance=chance, bootstrap=bootstrap, seed=seed)
        if chance and (measure == "memberships" or (measure == "strength" and weighting == "newman")):
            told += (_KEPT_BY_CHANCE,)
    order, ranks = ranking(values)
    if country is not None:
        countries = snapshot.municipalities.category("country")
        there = countries.codes[ties.towns[order]] == countries.code(country)
        order, ranks = order[there], ranks[there]
    rows = tuple(
        _row(snapshot, ties, int(at), int(rank), float(values[at]), compared)
        for at, rank in zip(order[:top], ranks[:top], strict=True)
    )
    return report(
        snapshot,
        said("{measure} in the co-membership network", measure=CALLED[measure]),
        _summary(ties, counted(len(rows), TOWNS if onto == "towns" else NETWORKS), country),
        rows,
        notes=(*told, *counts_told(snapshot, **which), *notes(snapshot, listed=bool(which.get("listed")))),
        sources=tuple(row for row in reach(snapshot) if row.type == "MEMBER_OF"),
        measure=measure,
        onto=onto,
        weighting=weighting,
        isolates=isolates,
        country=country,
        top=top,
        chance=chance,
        bootstrap=bootstrap,
        sampled=sampled,
        seed=seed,
        **stated(which),
    )


def _estimated(ties: Projection, sampled: int, seed: int) -> tuple[Floats64, Beside, tuple[Said, ...]]:
    """Betweenness from so many towns, its bounds, and what is told of both."""
    estimate = sampled_betweenness(ties.matrix, sampled, seed=seed)
    told = said(
        "Estimated from the shortest paths that begin in {count:,} of {all:,}, drawn with seed {seed}. With a "
        "probability of 95 %, all exact values lie between from and to (Hoeffding 1963).",
        count=estimate.pivots,
        all=len(ties.nodes),
        seed=seed,
    )
    return estimate.value, Beside(low=estimate.low, high=estimate.high), (told,)


def _summary(ties: Projection, listed: Said, country: str | None) -> Said:
    if not len(ties.networks):
        return said("No network counts: none is known on that day, or all are left out.")
    found = {
        "towns": counted(len(ties.towns), TOWNS),
        "networks": counted(len(ties.networks), NETWORKS),
        "ties": counted(ties.matrix.nnz // 2, TIES),
        "listed": listed,
    }
    if country is None:
        return said("The network has {towns}, {networks} and {ties}; listed: {listed}.", **found)
    return said(
        "The network has {towns}, {networks} and {ties}; listed: {listed} of {country}.", country=country, **found
    )


def ranking(values: Floats64) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The positions from the highest value to the lowest, and the rank at each: 1, 2, 2, 4; NaN comes last."""
    rounded = np.round(values, RANK_DECIMALS)
    order = np.lexsort((np.arange(len(values)), -rounded))
    falling = rounded[order]
    ranks = np.searchsorted(-falling, -falling, side="left") + 1
    return order, ranks


def _row(snapshot: Snapshot, ties: Projection, at: int, rank: int, value: float, compared: Beside) -> Central:
    node, table = int(ties.nodes[at]), ties.table(snapshot)
    known = None if np.isnan(value) else value
    place = node if ties.onto == "towns" else None
    people = _known(snapshot.population, place)
    return Central(
        rank=None if known is None else rank,
        id=table.ids[node],
        name=table.named(node),
        country=None if place is None else table.category("country")[place],
        region=None if place is None else _region(snapshot, place),
        population=None if people is None else int(people),
        lat=_known(snapshot.municipalities.number("lat"), place),
        lon=_known(snapshot.municipalities.number("lon"), place),
        value=known,
        **compared.at(at),
    )


def _region(snapshot: Snapshot, place: int) -> str | None:
    regions = snapshot.links("IN", "Municipality").ends(place)
    return snapshot.tables["Region"].named(int(regions[0])) if len(regions) else None


def _known(column: Floats64, place: int | None) -> float | None:
    return None if place is None or np.isnan(column[place]) else float(column[place])
