"""Memberships projected onto towns, who sit together in networks, or onto networks, which share towns: how closely.

Two towns are tied if they are members of one network; two networks, if one town is a member of both.

References: M. E. J. Newman, *Scientific collaboration networks. II. Shortest paths, weighted networks, and centrality*,
Physical Review E 64, 016132 (2001); T. Zhou, J. Ren, M. Medo and Y.-C. Zhang, *Bipartite network projection and
personal recommendation*, Physical Review E 76, 046115 (2007).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Unpack, get_args

import numpy as np

from graph.arrays import Floats64, Ints32
from graph.errors import InvalidRecord, PeerpolisError
from graph.measures.chosen import Which, memberships, towns_chosen
from graph.said import said
from graph.snapshot.frozen import Snapshot, Table
from graph.snapshot.vocabulary import frozen

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Weighting = Literal["newman", "count", "simple", "hyperbolic", "allocation"]
Onto = Literal["towns", "networks"]
#: More pairs than this are not drawn: this many need more than a gigabyte, and betweenness about a minute.
MOST_PAIRS = 5_000_000


@dataclass(frozen=True, eq=False)
class Projection:
    """Ties between towns, or between networks. Row i of `matrix` is the node `nodes[i]`, an index into its table.

    `matrix` is symmetric, float64, with a diagonal of zeros. `towns` and `networks` are those that were counted,
    ascending; `incidence`, shape (towns, networks), is 1 where the town is a member of the network.
    """

    towns: Ints32
    matrix: csr_array
    networks: Ints32
    incidence: csr_array
    onto: Onto = "towns"
    weighting: Weighting = "newman"

    @property
    def nodes(self) -> Ints32:
        """The towns or networks that the rows stand for."""
        return self.towns if self.onto == "towns" else self.networks

    def table(self, snapshot: Snapshot) -> Table:
        """The table that `nodes` are indices into."""
        return snapshot.municipalities if self.onto == "towns" else snapshot.tables["Network"]

    @property
    def affiliations(self) -> csr_array:
        """`incidence` with a row for each node: what each is affiliated with."""
        return self.incidence if self.onto == "towns" else self.incidence.T.tocsr()

    def of(self, incidence: csr_array) -> Projection:
        """The same nodes tied by other memberships, shape (towns, networks), weighted as these: drawn by chance, or
        drawn again with some counted more than once, where the numbers in `incidence` say how often."""
        rows = incidence if self.onto == "towns" else incidence.T.tocsr()
        shared = np.asarray(rows.sum(axis=0), dtype=np.float64).ravel()
        return replace(self, incidence=incidence, matrix=ties_between(rows, shared, self.weighting))


def project(
    snapshot: Snapshot,
    *,
    onto: Onto = "towns",
    weighting: Weighting = "newman",
    isolates: bool = False,
    **which: Unpack[Which],
) -> Projection:
    """The ties that come from the memberships of `graph.measures.chosen.memberships(...)`.

    What each network of n members (onto networks: each town in n networks) adds to each of its pairs, by `weighting`:

    * "newman": 1/(n−1), so that a node's ties sum to the number of networks it shares with somebody: a tandem binds
      closely, an association of hundreds hardly at all (Newman 2001);
    * "hyperbolic": 1/n, the same idea without the node itself taken out;
    * "count": 1, so that a tie is the number of shared networks;
    * "simple": each tie is 1, however many are shared;
    * "allocation": 1/n times the mean of 1/d over both ends, d the number of networks of each: what of a resource that
      each node divides among its networks, and these among their members, flows along the tie. It flows differently in
      both directions (Zhou et al. 2007); the tie is the mean of them.

    The towns are those with a membership, also where they are the network's only member; `isolates` adds all other
    municipalities of the chosen places and sizes that can be partners.

    Raises InvalidRecord for an unknown weighting, and PeerpolisError, before anything is drawn, where the networks
    are too large to be drawn pair by pair: more than MOST_PAIRS, a pair that shares two networks counted twice.
    """
    from scipy.sparse import csr_array

    if weighting not in get_args(Weighting):
        raise InvalidRecord(
            said("{wrong!r} is not a weighting; known are {known}", wrong=weighting, known=get_args(Weighting))
        )
    member, network = memberships(snapshot, **which)
    networks = np.unique(network)
    towns = np.unique(member)
    if isolates:
        towns = np.union1d(towns, np.flatnonzero(snapshot.partners & towns_chosen(snapshot, **which)))
    at = np.searchsorted(towns, member), np.searchsorted(networks, network)
    incidence = csr_array((np.ones(len(member)), at), shape=(len(towns), len(networks)))
    shared = np.asarray(incidence.sum(axis=0 if onto == "towns" else 1)).ravel()
    _drawable(shared)
    matrix = ties_between(incidence if onto == "towns" else incidence.T.tocsr(), shared, weighting)
    for drawn in (matrix, incidence):
        drawn.sum_duplicates()  # sorts, and marks it, as what is frozen can no more be
        for array in (drawn.data, drawn.indices, drawn.indptr):
            frozen(array)
    return Projection(frozen(towns.astype(np.int32)), matrix, frozen(networks), incidence, onto, weighting)


def ties_between(incidence: csr_array, shared: Floats64, weighting: Weighting) -> csr_array:
    """The weighted ties between the rows of `incidence`, whose columns have `shared` rows each."""
    from scipy.sparse import csr_array, diags_array

    if weighting == "newman":
        share = 1.0 / np.maximum(shared - 1, 1)
    elif weighting in ("hyperbolic", "allocation"):
        share = 1.0 / np.maximum(shared, 1)
    else:
        share = np.ones(len(shared))
    matrix = csr_array(incidence @ diags_array(share) @ incidence.T)
    matrix.setdiag(0.0)  # nobody is a partner of its own
    matrix.eliminate_zeros()
    if weighting == "simple":
        matrix.data[:] = 1.0
    elif weighting == "allocation":
        given = diags_array(0.5 / np.maximum(np.asarray(incidence.sum(axis=1)).ravel(), 1))
        matrix = csr_array(given @ matrix + matrix @ given)
    return matrix


def _drawable(shared: Floats64) -> None:
    if (pairs := int(shared @ (shared - 1)) // 2) > MOST_PAIRS:
        raise PeerpolisError(
            said(
                "The networks have {pairs:,} pairs of members, more than the {most:,} that can be drawn. "
                "The largest has {members:,} members: leave out networks above a size of your choice (largest).",
                pairs=pairs,
                most=MOST_PAIRS,
                members=int(shared.max()),
            )
        )
