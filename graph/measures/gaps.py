"""Where the network has holes: towns without any tie, and the well-connected towns next to them.

A *tie* is a network the town is a member of, a solution it uses or a town it is twinned with, each counted once. Mere
lists are no ties. Nothing is said of what was not loaded: that no tie is known is no more than that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.measures.basis import lists_loaded, notes, reach, reach_notes
from graph.measures.chosen import memberships
from graph.measures.report import TIES, Report, report
from graph.said import counted, said, said_many
from graph.snapshot.frozen import EARTH_RADIUS_KM, Snapshot

#: How far away a town still counts as a neighbour, in kilometres: half an hour by car.
NEIGHBOURHOOD_KM = 30.0
#: Below this size the register holds many villages that the rule for settlements misses; lists begin here unless asked.
SMALLEST_TOLD = 5_000


@dataclass(frozen=True, slots=True)
class IsolatedTown:
    """A town without any tie. `ties_nearby` adds up the ties of the towns around it, None where its place is unknown.

    The `neighbour` is the town around it with the most ties (of equal ones the nearest), None where there is none.
    """

    id: str
    name: str
    country: str
    population: int | None
    ties_nearby: int | None
    neighbour: str | None
    neighbour_name: str | None
    neighbour_ties: int | None
    distance_km: float | None
    why: str


def tie_counts(snapshot: Snapshot) -> npt.NDArray[np.int64]:
    """How many ties each municipality has; a tandem that repeats its umbrella is not counted twice."""
    n = len(snapshot.municipalities)
    counts = np.bincount(memberships(snapshot)[0], minlength=n) + snapshot.links("USES").start_degrees
    first, second = snapshot.links("TWINNED_WITH").pairs
    low, high = np.minimum(first, second).astype(np.int64), np.maximum(first, second)
    pairs = np.unique(low * n + high)  # some say it from one side, some from the other
    both = np.concatenate((pairs // n, pairs % n)) if n else pairs
    ties: npt.NDArray[np.int64] = counts + np.bincount(both, minlength=n)
    return ties


def isolated_towns(
    snapshot: Snapshot,
    *,
    country: str | None = None,
    within_km: float = NEIGHBOURHOOD_KM,
    at_least: int = 0,
    top: int | None = None,
) -> Report[IsolatedTown]:
    """Towns without any tie, those first around which the towns within `within_km` have the most ties together.

    Towns whose place is unknown come last; equal ones stand by population, the largest first, then by id. Only kinds
    that can be partners are looked at, on either side; of those without a tie, only towns known to have `at_least` so
    many inhabitants (0: all, also those of unknown size).
    """
    from scipy.spatial import cKDTree

    table, ties = snapshot.municipalities, tie_counts(snapshot)
    may, placed = snapshot.partners, ~np.isnan(snapshot.unit_vectors[:, 0])
    asked = (
        may if country is None else may & (table.category("country").codes == table.category("country").code(country))
    )
    if at_least > 0:
        asked = asked & (snapshot.population >= at_least)  # NaN, unknown, is never at least anything
    alone, connected = np.flatnonzero(asked & (ties == 0)), np.flatnonzero(may & (ties > 0) & placed)
    here = alone[placed[alone]]
    chord = 2.0 * np.sin(within_km / (2.0 * EARTH_RADIUS_KM))
    if len(here) and len(connected):
        trees = (cKDTree(snapshot.unit_vectors[at].astype(np.float64)) for at in (here, connected))
        near = next(trees).sparse_distance_matrix(next(trees), chord, output_type="ndarray")
    else:
        near = np.empty(0, dtype=[("i", np.intp), ("j", np.intp), ("v", np.float64)])
    town, other = here[near["i"]], connected[near["j"]]
    nearby = np.bincount(town, weights=ties[other], minlength=len(table))
    order = np.lexsort((other, near["v"], -ties[other], town))
    best = order[np.unique(town[order], return_index=True)[1]]
    neighbour = dict(zip(town[best].tolist(), best.tolist(), strict=True))

    population = snapshot.population
    rank = np.lexsort((alone, -np.nan_to_num(population[alone]), -np.where(placed[alone], nearby[alone], -1.0)))
    rows = []
    for at in alone[rank][:top].tolist():
        pair = neighbour.get(at)
        known = None if np.isnan(population[at]) else int(population[at])
        beside = None if pair is None else int(other[pair])
        km = None if pair is None else float(2 * EARTH_RADIUS_KM * np.arcsin(near["v"][pair] / 2))
        around = int(nearby[at]) if placed[at] else None
        if beside is not None and km is not None:
            why = said(
                "{town}, {km:.0f} km away, has {ties}; the towns within {radius:g} km have {around} in all.",
                town=table.named(beside),
                km=km,
                ties=counted(int(ties[beside]), TIES),
                radius=within_km,
                around=around,
            )
        elif placed[at]:
            why = said("We know no tie of any town within {km:g} km.", km=within_km)
        else:
            why = said("Its place is not known, so no neighbour can be named.")
        rows.append(
            IsolatedTown(
                table.ids[at],
                table.named(at),
                table.category("country")[at] or "",
                known,
                around,
                None if beside is None else table.ids[beside],
                None if beside is None else table.named(beside),
                None if beside is None else int(ties[beside]),
                km,
                why,
            )
        )
    where, lists = _where(country, at_least), lists_loaded(snapshot)
    summary = said_many(
        "{alone:,} of {count:,} town{where} have no tie known to us (lists loaded: {lists}). "
        "{near:,} of them have a connected town within {km:g} km.",
        "{alone:,} of {count:,} towns{where} have no tie known to us (lists loaded: {lists}). "
        "{near:,} of them have a connected town within {km:g} km.",
        count=int(asked.sum()),
        where=where,
        alone=len(alone),
        near=len(neighbour),
        km=within_km,
        lists=lists,
    )
    if not asked.any():
        summary = said("We know no towns{where}.", where=where)
    parameters = {"country": country, "within_km": within_km, "at_least": at_least, "top": top}
    return report(
        snapshot,
        said("Towns of which we know no tie"),
        summary,
        tuple(rows),
        notes=(*notes(snapshot), *reach_notes(snapshot, country)),
        sources=reach(snapshot, country),
        **parameters,
    )


def _where(country: str | None, at_least: int) -> str:
    """Which towns were looked at, to be said after the word."""
    if country is None:
        return said(" with {least:,} inhabitants and more", least=at_least) if at_least > 0 else ""
    if at_least > 0:
        return said(" of {country} with {least:,} inhabitants and more", country=country, least=at_least)
    return said(" of {country}", country=country)
