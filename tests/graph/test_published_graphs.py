"""The graphs that everybody knows: the values that are published of them, and networkx as a twin."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from graph.measures.cohesion import bipartite_clustering, constraint, effective_size, memberships
from graph.measures.position import betweenness, closeness, core, degree, graph_of, harmonic, katz


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
