"""The graphs that everybody knows: the values that are published of them, and networkx as a twin."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from graph.measures.backbone import adjusted
from graph.measures.cohesion import bipartite_clustering, clustering, constraint, effective_size, memberships
from graph.measures.communities import communities
from graph.measures.null_models import bicm, tie_chances
from graph.measures.position import (
    betweenness,
    closeness,
    core,
    degree,
    eigenvector,
    graph_of,
    harmonic,
    katz,
    pagerank,
    strength,
)


def matrix_of(graph: Any) -> csr_array:
    return csr_array(nx.to_scipy_sparse_array(graph, dtype=float, weight="weight"))


def davis() -> tuple[Any, list[str], csr_array]:
    """The Southern Women: the bipartite graph, the eighteen women, and who went to which of the fourteen events."""
    graph = nx.davis_southern_women_graph()
    women: list[str] = graph.graph["top"]
    return graph, women, csr_array(nx.bipartite.biadjacency_matrix(graph, women, graph.graph["bottom"], dtype=float))


def test_zacharys_karate_club() -> None:
    club = nx.karate_club_graph()
    for a, b in club.edges:
        club[a][b]["weight"] = 1.0
    graph = graph_of(matrix_of(club))
    assert degree(graph)[[0, 33]].tolist() == [16, 17]
    # Published in igraph's and networkx's own documentation: the instructor's and the president's betweenness.
    assert betweenness(graph)[[0, 33]] == pytest.approx([0.437635, 0.304075], abs=1e-6)
    assert closeness(graph)[[0, 33]] == pytest.approx([0.568966, 0.550000], abs=1e-6)
    assert int(core(graph).max()) == 4
    assert int((core(graph) == 4).sum()) == 10
    assert constraint(graph) == pytest.approx(list(nx.constraint(club).values()), abs=1e-12)
    assert effective_size(graph) == pytest.approx(list(nx.effective_size(club).values()), abs=1e-12)


def test_les_miserables_with_its_weights() -> None:
    novel = nx.les_miserables_graph()
    graph, names = graph_of(matrix_of(novel)), list(novel)
    assert names[int(np.argmax(betweenness(graph)))] == "Valjean"
    assert betweenness(graph).max() == pytest.approx(0.569989, abs=1e-6)
    near = nx.harmonic_centrality(novel)
    assert harmonic(graph) == pytest.approx([near[name] / 76 for name in names], abs=1e-12)
    assert constraint(graph) == pytest.approx(list(nx.constraint(novel, weight="weight").values()), abs=1e-12)
    largest = np.linalg.eigvalsh(matrix_of(novel).toarray())[-1]
    twin = nx.katz_centrality_numpy(novel, alpha=0.85 / largest, weight="weight")
    assert katz(graph) == pytest.approx(list(twin.values()), abs=1e-9)


def test_the_southern_women_of_davis() -> None:
    graph, women, events = davis()
    attended = dict(zip(women, memberships(events).tolist(), strict=True))
    assert (attended["Evelyn Jefferson"], attended["Nora Fayette"], attended["Flora Price"]) == (8, 8, 2)
    assert memberships(events.T.tocsr()).max() == 14  # the ninth event, or the eighth: all but four of them
    twin = nx.bipartite.clustering(graph, women, mode="dot")
    assert bipartite_clustering(events) == pytest.approx([twin[woman] for woman in women], abs=1e-12)


def test_the_communities_of_the_karate_club_and_of_the_novel_are_the_proven_best() -> None:
    # Proven by integer programming: G. Agarwal and D. Kempe, European Physical Journal B 66 (2008), table 1, and
    # U. Brandes et al., IEEE Transactions on Knowledge and Data Engineering 20 (2008).
    for graph, best, number in ((nx.karate_club_graph(), 0.4198, 4), (nx.les_miserables_graph(), 0.5600, 6)):
        for a, b in graph.edges:
            graph[a][b]["weight"] = 1.0
        found = communities(graph_of(matrix_of(graph)))
        assert found.modularity == pytest.approx(best, abs=5e-5)
        assert len(set(found.of.tolist())) == number


def test_the_club_s_values_are_those_of_the_documentation_of_networkx() -> None:
    club = nx.karate_club_graph()
    for a, b in club.edges:
        club[a][b]["weight"] = 1.0
    graph = graph_of(matrix_of(club))
    # The examples of networkx's documentation, and of M. Newman, Networks (2018), of the instructor and the president.
    assert eigenvector(graph)[[0, 33]] == pytest.approx([0.355491, 0.373363], abs=1e-6)
    assert pagerank(graph)[[0, 33]] == pytest.approx([0.096997, 0.100919], abs=1e-5)
    assert clustering(graph)[[0, 33]] == pytest.approx([0.15, 0.110294], abs=1e-6)
    assert np.nan_to_num(clustering(graph)).mean() == pytest.approx(0.570638, abs=1e-6)
    novel = nx.les_miserables_graph()
    valjean = list(novel).index("Valjean")
    assert strength(graph_of(matrix_of(novel)))[valjean] == 158
    assert degree(graph_of(matrix_of(novel)))[valjean] == 36


def test_the_southern_women_by_chance_are_those_of_a_solver_of_another_kind() -> None:
    """The model is the one of greatest likelihood: here found by Newton's steps on all 32 parameters, not by ours."""
    _, women, events = davis()
    table = events.toarray()
    rows, columns = np.zeros(18), np.zeros(14)
    for _ in range(60):
        chances = 1 / (1 + np.exp(-(rows[:, None] + columns)))
        spread = chances * (1 - chances)
        slope = np.block([[np.diag(spread.sum(1)), spread], [spread.T, np.diag(spread.sum(0))]])
        off = np.concatenate([(table - chances).sum(1), (table - chances).sum(0)])
        step = np.linalg.lstsq(slope, off, rcond=None)[0]
        rows, columns = rows + step[:18], columns + step[18:]
    assert bicm(events) == pytest.approx(chances, abs=1e-9)
    # Only of few pairs is it no chance that they went to so many together, and none of them is of both groups that
    # A. Davis, B. and M. Gardner saw (Deep South, 1941).
    found = tie_chances(events)
    sure = adjusted(found.p, 18 * 17 // 2) <= 0.05
    first = {"Evelyn Jefferson", "Laura Mandeville", "Theresa Anderson", "Brenda Rogers", "Charlotte McDowd"}
    first |= {"Frances Anderson", "Eleanor Nye", "Pearl Oglethorpe", "Ruth DeSand"}
    for one, other in zip(found.row[sure].tolist(), found.column[sure].tolist(), strict=True):
        assert (women[one] in first) == (women[other] in first)
