"""The measures of a node's surroundings: whether its partners are each other's partners too.

As `graph.measures.position`, on the graph of a projection; those at the end are of the bipartite network itself, and
take the memberships (`Projection.affiliations`: a row for each node). NaN where a measure is not defined for a node:
a town with one partner has no two that could know each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph.arrays import Floats64

if TYPE_CHECKING:
    from igraph import Graph
    from scipy.sparse import csr_array


def clustering(graph: Graph) -> Floats64:
    """The share of pairs of a town's partners that are partners of each other; not defined below two partners.

    Weights do not count. Every network is a clique here, so high values are no finding by themselves: compare with
    a null model, or use `bipartite_clustering`. D. J. Watts and S. H. Strogatz, *Collective dynamics of "small-world"
    networks*, Nature 393 (1998). `networkx.clustering`, which says 0 where nothing is defined. Example: a triangle
    with a tail a–b–c–a, c–d: 1, 1, 1/3, not defined.
    """
    return np.array(graph.transitivity_local_undirected(mode="nan"), dtype=np.float64)


def constraint(graph: Graph) -> Floats64:
    """How far a town's ties lead to the same few: high for one whose partners all know each other, low for a broker.

    The sum over its partners j of (p(i,j) + Σ p(i,q)·p(q,j))², p(i,j) the share of i's ties, by weight, that goes to j.
    Not defined without ties. R. S. Burt, *Structural holes and good ideas*, American Journal of Sociology 110 (2004).
    `networkx.constraint(weight="weight")`. Example: in a path a–b–c: 1, 1/2, 1.
    """
    values = np.array(graph.constraint(weights="weight"), dtype=np.float64)
    values[np.array(graph.degree()) == 0] = np.nan
    return values


def effective_size(graph: Graph) -> Floats64:
    """How many partners a town has that are not reached through its others: their number less their mean ties.

    With d partners and t ties among them: d − 2t/d; weights do not count; not defined without ties. R. S. Burt,
    *Structural Holes* (1992), in S. P. Borgatti's form (*Structural holes: unpacking Burt's redundancy measures*,
    Connections 20, 1997). `networkx.effective_size`. Example: in a path a–b–c: 1, 2, 1; in a triangle: 1, 1, 1.
    """
    degrees = np.array(graph.degree(), dtype=np.float64)
    clustered = np.nan_to_num(np.array(graph.transitivity_local_undirected(mode="zero"), dtype=np.float64))
    among = clustered * degrees * (degrees - 1) / 2  # ties among its partners: its triangles
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(degrees > 0, degrees - 2 * among / degrees, np.nan)


def memberships(affiliations: csr_array) -> Floats64:
    """The number of networks that a town is a member of (onto networks: of a network's members): the bipartite degree.

    0 for a town without any. `networkx.bipartite.degrees`. Example: two towns that share two tandems: 2, 2.
    """
    return np.asarray(affiliations.sum(axis=1), dtype=np.float64).ravel()


def bipartite_clustering(affiliations: csr_array) -> Floats64:
    """How alike the memberships of towns are that share one: the mean, over a town's partners, of shared to all.

    For each partner the networks of both, divided by the networks of either. It does not rise because networks have
    many members, as `clustering` does. Not defined without partners. M. Latapy, C. Magnien and N. Del Vecchio, *Basic
    notions for the analysis of large two-mode networks*, Social Networks 30 (2008).
    `networkx.bipartite.clustering(mode="dot")`, which says 0 where nothing is defined. Example: two towns that share
    two tandems: 1, 1; if one of them is in a third network as well: 2/3, 2/3.
    """
    from scipy.sparse import csr_array

    affiliations = affiliations.sign()  # who is a member twice, in a draw, is a member
    shared = csr_array(affiliations @ affiliations.T)
    shared.setdiag(0.0)
    shared.eliminate_zeros()
    pairs, own = shared.tocoo(), memberships(affiliations)
    alike = pairs.data / (own[pairs.row] + own[pairs.col] - pairs.data)
    n = affiliations.shape[0]
    partners = np.bincount(pairs.row, minlength=n)
    with np.errstate(invalid="ignore"):
        return np.bincount(pairs.row, weights=alike, minlength=n) / partners
