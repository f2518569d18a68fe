"""Communities: those that everybody knows, the same in every run, and honest about how sure they are."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from graph.errors import InvalidRecord
from graph.measures.communities import communities, community_report
from graph.measures.position import graph_of
from tests import worlds
from tests.memory_store import snapshot_of
from tests.worlds import members_only, twelve_towns


def club() -> tuple[nx.Graph, csr_array]:
    graph = nx.karate_club_graph()
    nx.set_edge_attributes(graph, 1.0, "weight")
    return graph, csr_array(nx.to_scipy_sparse_array(graph, dtype=float))


def test_zacharys_club_falls_into_four_with_the_best_modularity_that_is_known() -> None:
    graph, matrix = club()
    found = communities(graph_of(matrix))
    # 0.4198 is the maximum (U. Brandes et al., On modularity clustering, IEEE TKDE 20, 2008).
    assert found.modularity == pytest.approx(0.4198, abs=5e-5)
    assert sorted(np.bincount(found.of).tolist()) == [5, 6, 11, 12]
    groups = [set(np.flatnonzero(found.of == number).tolist()) for number in range(4)]
    assert found.modularity == pytest.approx(nx.community.modularity(graph, groups, weight="weight"), abs=1e-12)
    assert found.stability is not None
    assert 0.8 < found.stability <= 1


def test_the_instructor_and_the_president_are_apart_at_every_resolution_that_parts_the_club() -> None:
    _, matrix = club()
    few, many = communities(graph_of(matrix), resolution=0.5), communities(graph_of(matrix), resolution=2.0)
    assert few.of.max() < many.of.max()
    assert few.of[0] != few.of[33]
    with pytest.raises(InvalidRecord, match="above 0"):
        communities(graph_of(matrix), resolution=0.0)


def test_the_same_seed_gives_the_same_communities_the_largest_first() -> None:
    _, matrix = club()
    first, again = communities(graph_of(matrix), seed=7), communities(graph_of(matrix), seed=7)
    assert first.of.tolist() == again.of.tolist()
    assert first.stability == again.stability
    sizes = np.bincount(first.of)
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)


def test_two_cliques_are_two_communities_without_doubt_and_who_is_alone_is_in_none() -> None:
    found = community_report(snapshot_of(members_only({"net:a": [0, 1, 2], "net:b": [3, 4, 5, 6], "net:c": [7]})))
    by_id = {row.id: (row.community, row.sureness) for row in found.rows}
    assert by_id == {
        **{f"gn:{i}": (1, 1.0) for i in (3, 4, 5, 6)},
        **{f"gn:{i}": (2, 1.0) for i in (0, 1, 2)},
        "gn:7": (None, None),
    }
    assert "2 communities of 7 towns" in found.summary
    assert "stability over 21 seeds 1.000" in found.summary


def test_a_report_says_with_what_it_was_made() -> None:
    found = community_report(snapshot_of(twelve_towns()), resolution=1.5, seed=3, seeds=4)
    assert [found.parameters[name] for name in ("resolution", "seed", "seeds")] == [1.5, 3, 4]
    assert {row.id for row in found.rows} >= {worlds.BERLIN, worlds.POTSDAM}
    assert community_report(snapshot_of()).rows == ()
