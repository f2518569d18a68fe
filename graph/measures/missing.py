"""Who is missing in a network: countries and regions without a member, and whom to ask there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from graph.measures.gaps import tie_counts
from graph.measures.report import MEMBERS, PARTNERS, TIES, Report, index_of, report
from graph.said import counted, said, said_many
from graph.snapshot.frozen import Snapshot

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: Regions lie inside regions at most so deep (country parts, NUTS 1 to 3, districts); more would be a circle.
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class MissingPlace:
    """A country or region without a member in a network.

    `towns` counts the possible partners there, `alike` the other networks of the same kind that have a member there;
    `town` is the one with the most ties (of equal ones the largest), whom one could ask first.
    """

    place: Literal["country", "region"]
    id: str
    name: str
    country: str
    towns: int
    alike: int
    town: str | None
    town_name: str | None
    town_ties: int | None
    why: str


def missing_members(snapshot: Snapshot, network: str, *, level: int = 1) -> Report[MissingPlace]:
    """The countries of the graph, and the regions of `level` in the countries present, without a member in `network`.

    Countries come first, then regions; those first where other networks of the same kind find the most members.
    A region has the members of the regions inside it. Raises UnknownId for an unknown network.
    """
    at = index_of(snapshot, "Network", network)
    table, regions = snapshot.municipalities, snapshot.tables["Region"]
    members = snapshot.links("MEMBER_OF").starts(at)
    country = table.category("country")
    in_country = _incidence(np.arange(len(table)), country.codes, (len(table), len(country.values)))
    present = in_country[members].sum(axis=0) > 0
    missing = np.flatnonzero(~present)
    rows = _places(
        snapshot,
        at,
        "country",
        in_country,
        [(int(c), country.values[c], country.values[c], country.values[c]) for c in missing],
    )
    around = _towns_in_regions(snapshot)
    reached = around[members].sum(axis=0) > 0
    home = regions.category("country")
    looked_at = [
        r
        for r in range(len(regions))
        if regions.number("level")[r] == level and home[r] in country.values and present[country.code(home[r])]
    ]
    gaps = [(r, regions.ids[r], regions.named(r), home[r] or "") for r in looked_at if not reached[r]]
    rows += _places(snapshot, at, "region", around, gaps)
    name = snapshot.tables["Network"].named(at)
    if looked_at:
        of_regions = said_many(
            "in these countries {missing} of {count:,} region without a member.",
            "in these countries {missing} of {count:,} regions without a member.",
            count=len(looked_at),
            missing=len(gaps),
        )
    else:
        of_regions = said("we know no regions of level {level} there.", level=level)
    summary = said_many(
        "{network} has {members} in {present} of {count:,} country; {regions}",
        "{network} has {members} in {present} of {count:,} countries; {regions}",
        count=len(present),
        network=name,
        members=counted(len(members), MEMBERS),
        present=int(present.sum()),
        regions=of_regions,
    )
    if not len(members):
        summary = said("We know no member of {network}.", network=name)
    return report(
        snapshot, said("Who is missing in {network}", network=name), summary, tuple(rows), network=network, level=level
    )


def _incidence(rows: npt.NDArray[np.integer], columns: npt.NDArray[np.integer], shape: tuple[int, int]) -> csr_array:
    """A matrix of ones at the given places."""
    from scipy.sparse import coo_array, csr_array

    return csr_array(coo_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=shape))


def _towns_in_regions(snapshot: Snapshot) -> csr_array:
    """Towns × regions, above 0 where the town lies in the region or in a region inside it."""
    links, up = snapshot.links("IN"), snapshot.links("IN", "Region")
    n = len(snapshot.tables["Region"])
    inside = _incidence(*links.pairs, (len(snapshot.municipalities), n))
    above = _incidence(*up.pairs, (n, n))
    step = inside
    for _ in range(DEEPEST):
        step = step @ above
        if not step.nnz:
            break
        inside = inside + step
    return inside


def _places(
    snapshot: Snapshot,
    network: int,
    place: Literal["country", "region"],
    towns_in: csr_array,
    missing: Sequence[tuple[int, str, str, str]],
) -> list[MissingPlace]:
    """The rows of the `missing` places (column of `towns_in`, id, name, country), the most promising first."""
    table, networks, links = snapshot.municipalities, snapshot.tables["Network"], snapshot.links("MEMBER_OF")
    may, ties = snapshot.partners, tie_counts(snapshot)
    kind = networks.category("kind")
    same = kind.codes == kind.codes[network]  # the network itself has no member in what it misses
    town, joined = links.pairs
    joint = _incidence(town[same[joined]], joined[same[joined]], (len(table), len(networks)))
    alike = np.diff((towns_in.T.tocsr() @ joint).tocsr().indptr)
    row, col = towns_in.nonzero()
    row, col = row[may[row]], col[may[row]]
    towns = np.bincount(col, minlength=towns_in.shape[1])
    order = np.lexsort((row, -np.nan_to_num(snapshot.population[row]), -ties[row], col))
    column, first = np.unique(col[order], return_index=True)
    best = dict(zip(column.tolist(), row[order][first].tolist(), strict=True))
    rows = []
    for at, id, name, country in missing:
        ask = best.get(at)
        there = {"partners": counted(int(towns[at]), PARTNERS), "alike": int(alike[at])}
        if ask is None:
            why = said("{partners}; similar networks with a member there: {alike}.", **there)
        else:
            why = said(
                "{partners}; similar networks with a member there: {alike}. {town} has {ties}.",
                town=table.named(ask),
                ties=counted(int(ties[ask]), TIES),
                **there,
            )
        rows.append(
            MissingPlace(
                place,
                id,
                name,
                country,
                int(towns[at]),
                int(alike[at]),
                None if ask is None else table.ids[ask],
                None if ask is None else table.named(ask),
                None if ask is None else int(ties[ask]),
                why,
            )
        )
    return sorted(rows, key=lambda row: (-row.alike, -(row.town_ties or 0), -row.towns, row.id))
