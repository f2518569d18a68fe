"""Memberships projected onto towns: who sits together in networks, and how closely.

Two towns are tied if they are members of one network. Reference for the weights: M. E. J. Newman, *Scientific
collaboration networks. II. Shortest paths, weighted networks, and centrality*, Physical Review E 64, 016132 (2001).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.errors import InvalidRecord, PeerpolisError
from graph.measures.report import index_of
from graph.said import said
from graph.snapshot.frozen import Snapshot
from graph.snapshot.vocabulary import frozen

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Weighting = Literal["newman", "count"]
NETWORK_KINDS: tuple[str, ...] = ("association", "initiative", "network", "project", "tandem")
#: More pairs of towns than this are not drawn: this many need more than a gigabyte, and betweenness about a minute.
MOST_PAIRS = 5_000_000


@dataclass(frozen=True, eq=False)
class Projection:
    """Ties between towns. Row i of `matrix` is the municipality `towns[i]` (ascending indices into the snapshot).

    `matrix` is symmetric, float64, shape (n, n), with a diagonal of zeros; `networks` are the networks that were
    counted, ascending.
    """

    towns: Ints32
    matrix: csr_array
    networks: Ints32


def memberships(
    snapshot: Snapshot,
    *,
    kinds: Collection[str] | None = None,
    leave_out: Collection[str] = (),
    largest: int | None = None,
    listed: bool = False,
) -> tuple[Ints32, Ints32]:
    """The (town, network) pairs that count, ordered by town, then network: each pair once, whatever the sources.

    `kinds` keeps networks of these kinds, `leave_out` are ids of networks that do not count, and networks with more
    than `largest` members do not count either, nor, unless `listed`, mere lists of their publishers (vouchers,
    signatures, directories): who stands on one has met nobody there. Of the rest, a part that only repeats its umbrella
    is not counted: a tandem or project whose members all stand in its umbrella as well, where the umbrella counts. So
    no tie is lost, and none counts twice. To count the parts instead, leave the umbrella out.

    Raises UnknownId for an id in `leave_out` that is no network, InvalidRecord for an unknown kind.
    """
    links, table = snapshot.links("MEMBER_OF"), snapshot.tables["Network"]
    counts = np.ones(len(table), dtype=np.bool_)
    if kinds is not None:
        if unknown := sorted(set(kinds) - set(NETWORK_KINDS)):
            raise InvalidRecord(
                said("{wrong!r} is not a kind of network; known are {known}", wrong=unknown[0], known=NETWORK_KINDS)
            )
        column = table.category("kind")
        counts &= np.isin(column.codes, [column.code(kind) for kind in kinds])
    counts[[index_of(snapshot, "Network", id) for id in leave_out]] = False
    if not listed:
        admission = table.category("admission")
        counts &= admission.codes != admission.code("listed")
    if largest is not None:
        counts &= links.end_degrees <= largest
    towns, networks = links.pairs
    towns, networks = towns[counts[networks]], networks[counts[networks]]
    kept = ~_repeats(snapshot, towns, networks)[networks]
    return towns[kept], networks[kept]


def project(
    snapshot: Snapshot,
    *,
    kinds: Collection[str] | None = None,
    leave_out: Collection[str] = (),
    largest: int | None = None,
    weighting: Weighting = "newman",
    isolates: bool = False,
    listed: bool = False,
) -> Projection:
    """The ties between towns that come from the memberships of `memberships(...)`.

    With `weighting="newman"` a network of n members adds 1/(n−1) to each of its pairs, so that a town's ties sum to
    the number of networks it shares with somebody: a tandem binds closely, an association of hundreds hardly at all.
    With "count" each shared network adds 1. The towns are those with a membership, also where they are the network's
    only member; `isolates` adds all other municipalities that can be partners.

    Raises InvalidRecord for an unknown weighting, and PeerpolisError, before anything is drawn, where the networks
    are too large to be drawn pair by pair: more than MOST_PAIRS, a pair that shares two networks counted twice.
    """
    from scipy.sparse import csr_array, diags_array

    if weighting not in get_args(Weighting):
        raise InvalidRecord(
            said("{wrong!r} is not a weighting; known are {known}", wrong=weighting, known=get_args(Weighting))
        )
    member, network = memberships(snapshot, kinds=kinds, leave_out=leave_out, largest=largest, listed=listed)
    members = np.bincount(network, minlength=len(snapshot.tables["Network"]))
    if (pairs := int(members @ (members - 1)) // 2) > MOST_PAIRS:
        raise PeerpolisError(
            said(
                "The networks have {pairs:,} pairs of members, more than the {most:,} that can be drawn. "
                "The largest has {members:,} members: leave out networks above a size of your choice (largest).",
                pairs=pairs,
                most=MOST_PAIRS,
                members=int(members.max()),
            )
        )
    towns = np.unique(member)
    if isolates:
        towns = np.union1d(towns, np.flatnonzero(snapshot.partners))
    row = np.searchsorted(towns, member)
    incidence = csr_array((np.ones(len(member)), (row, network)), shape=(len(towns), len(members)))
    share = np.ones(len(members)) if weighting == "count" else 1.0 / np.maximum(members - 1, 1)
    matrix = csr_array(incidence @ diags_array(share) @ incidence.T)
    matrix.setdiag(0.0)  # a town is no partner of its own
    matrix.eliminate_zeros()
    matrix.sort_indices()
    for array in (matrix.data, matrix.indices, matrix.indptr):
        frozen(array)
    return Projection(frozen(towns.astype(np.int32)), matrix, frozen(np.unique(network)))


def _repeats(snapshot: Snapshot, towns: Ints32, networks: Ints32) -> npt.NDArray[np.bool_]:
    """For each network, whether it has an umbrella in which all of its members stand as well."""
    table = snapshot.tables["Network"]
    umbrella = np.full(len(table), -1, dtype=np.int64)
    for at in range(len(table)):
        id = table.text("umbrella")[at]
        found = None if id is None else table.ids.find(id)
        if found is not None and found != at:
            umbrella[at] = found
    pair = towns.astype(np.int64) * len(table) + networks
    above = umbrella[networks]
    there = (above >= 0) & np.isin(towns.astype(np.int64) * len(table) + above, pair)
    members = np.bincount(networks, minlength=len(table))
    repeated: npt.NDArray[np.bool_] = (members > 0) & (np.bincount(networks[there], minlength=len(table)) == members)
    return repeated
