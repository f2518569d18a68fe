"""Centralities: the textbook's small graphs, networkx as a twin, and the twelve towns of 2015."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import InvalidRecord
from graph.measures.centrality import BIPARTITE, MEASURES, centrality, ranking
from graph.measures.position import graph_of
from graph.measures.projection import project
from graph.model import Batch, Municipality, Network, Relation
from tests import worlds
from tests.factory import member_of, municipality, network
from tests.memory_store import snapshot_of
from tests.worlds import twelve_towns

PATH = csr_array(np.array([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]]))
TRIANGLE = csr_array(np.array([[0.0, 1, 1], [1, 0, 1], [1, 1, 0]]))
TAILED = csr_array(np.array([[0.0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 1], [0, 0, 1, 0]]))
PAIR = csr_array(np.array([[0.0, 2], [2, 0]]))


def values(name: str, matrix: csr_array) -> list[float]:
    """The measure of a graph that is given as its matrix."""
    return [float(value) for value in MEASURES[name](graph_of(matrix))]


def test_the_examples_of_the_docstrings_are_true() -> None:
    assert values("degree", PATH) == [1, 2, 1]
    assert values("strength", PAIR) == [2, 2]
    assert values("betweenness", PATH) == [0, 1, 0]
    assert values("eigenvector", TRIANGLE) == pytest.approx([1 / math.sqrt(3)] * 3)
    assert values("pagerank", PAIR) == pytest.approx([0.5, 0.5])
    assert values("closeness", PATH) == pytest.approx([2 / 3, 1, 2 / 3])
    assert values("harmonic", PATH) == pytest.approx([3 / 4, 1, 3 / 4])
    end, middle, _ = values("katz", PATH)
    assert end / middle == pytest.approx(0.727, abs=5e-4)
    assert values("core", TAILED) == [2, 2, 2, 1]
    assert values("clustering", TAILED) == pytest.approx([1, 1, 1 / 3, math.nan], nan_ok=True)
    assert values("constraint", PATH) == pytest.approx([1, 0.5, 1])
    assert values("effective_size", PATH) == [1, 2, 1]
    assert values("effective_size", TRIANGLE) == [1, 1, 1]
    assert BIPARTITE["memberships"](csr_array(np.ones((2, 2)))).tolist() == [2, 2]
    third = csr_array(np.array([[1.0, 1, 0], [1, 1, 1]]))
    assert BIPARTITE["bipartite_clustering"](third).tolist() == pytest.approx([2 / 3, 2 / 3])
    assert BIPARTITE["bipartite_clustering"](csr_array(np.ones((2, 2)))).tolist() == [1, 1]


def test_betweenness_of_the_centre_of_a_star_is_one_and_that_of_a_ring_is_shared() -> None:
    star = csr_array(nx.to_scipy_sparse_array(nx.star_graph(5), dtype=float))
    assert values("betweenness", star) == [1, 0, 0, 0, 0, 0]
    ring = csr_array(nx.to_scipy_sparse_array(nx.cycle_graph(5), dtype=float))
    assert values("betweenness", ring) == pytest.approx([1 / 6] * 5)


def twin(name: str, graph: Any) -> list[float]:
    """What networkx says of the weighted graph with the nodes 0 … n−1."""
    nodes = range(len(graph))
    if name == "degree":
        found = dict(graph.degree())
    elif name == "strength":
        found = dict(graph.degree(weight="weight"))
    elif name == "betweenness":
        found = nx.betweenness_centrality(graph)
    elif name == "pagerank":
        found = nx.pagerank(graph, alpha=0.85, weight="weight", tol=1e-13, max_iter=10_000)
    elif name == "closeness":
        found = nx.closeness_centrality(graph)
    elif name == "harmonic":
        found = {node: value / (len(graph) - 1) for node, value in nx.harmonic_centrality(graph).items()}
    elif name == "katz":
        matrix = nx.to_numpy_array(graph, nodelist=nodes)
        largest = np.linalg.eigvalsh(matrix)[-1]
        found = nx.katz_centrality_numpy(graph, alpha=0.85 / largest if largest > 0 else 0.1, weight="weight")
    elif name == "core":
        found = nx.core_number(graph)
    elif name == "clustering":
        found = {v: value if graph.degree(v) > 1 else math.nan for v, value in nx.clustering(graph).items()}
    elif name == "constraint":
        found = nx.constraint(graph, weight="weight")
    elif name == "effective_size":
        found = nx.effective_size(graph)
    else:
        parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
        part = graph.subgraph(sorted(parts[0]))
        inside = nx.eigenvector_centrality_numpy(part, weight="weight") if len(part) > 2 else {}
        if len(part) == 2:  # both ends of one tie
            inside = dict.fromkeys(part, 1 / math.sqrt(2))
        found = {node: abs(inside.get(node, 0.0)) for node in nodes}
    return [float(found.get(node, 0.0)) for node in nodes]


EDGES = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.25, 1 / 3, 0.5, 1.0, 2.0]),
    max_size=25,
)


@pytest.mark.parametrize("name", list(MEASURES))
@settings(max_examples=50, deadline=None)  # the first call imports igraph and networkx's solvers
@given(EDGES)
def test_every_measure_agrees_with_networkx_also_where_the_network_falls_apart(
    name: str, edges: dict[tuple[int, int], float]
) -> None:
    graph = nx.empty_graph(12)
    graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in edges.items())
    matrix = csr_array(nx.to_scipy_sparse_array(graph, nodelist=range(12), dtype=float))
    assert values(name, matrix) == pytest.approx(twin(name, graph), abs=1e-6, nan_ok=True)


@pytest.mark.parametrize("isolates", [False, True])
@pytest.mark.parametrize("name", list(MEASURES))
def test_every_measure_agrees_with_networkx_on_the_twelve_towns(name: str, isolates: bool) -> None:
    snapshot = snapshot_of(twelve_towns())
    ties = project(snapshot, isolates=isolates)
    expected = twin(name, nx.from_scipy_sparse_array(ties.matrix))
    rows = centrality(snapshot, name, isolates=isolates).rows
    found = {row.id: math.nan if row.value is None else row.value for row in rows}
    ids = [snapshot.municipalities.ids[int(town)] for town in ties.towns]
    assert [found[id] for id in ids] == pytest.approx(expected, abs=1e-6, nan_ok=True)


def test_tartu_has_most_partners_and_manresa_and_tartu_share_most_networks() -> None:
    snapshot = snapshot_of(twelve_towns())
    partners = centrality(snapshot, "degree").rows
    assert [(row.name, row.value) for row in partners[:1]] == [("Tartu", 6.0)]
    assert [row.rank for row in partners] == [1, 2, 2, 2, 2, 6, 7]
    shared = {row.id: row.value for row in centrality(snapshot, "strength").rows}
    assert shared[worlds.MANRESA] == pytest.approx(3)
    assert shared[worlds.TARTU] == pytest.approx(3)
    assert shared[worlds.BIEL] == pytest.approx(1)


def test_nobody_stood_between_the_four_members_of_2015() -> None:
    then = snapshot_of(twelve_towns(), as_of=date(2015, 12, 31))
    found = centrality(then, "betweenness")
    assert {row.id for row in found.rows} == {worlds.BERLIN, worlds.POTSDAM, worlds.MANRESA, worlds.TARTU}
    assert {(row.rank, row.value) for row in found.rows} == {(1, 0.0)}
    assert found.as_of == "2015-12-31"


def test_without_the_climate_league_potsdam_and_berlin_no_longer_meet() -> None:
    found = centrality(snapshot_of(twelve_towns()), "degree", leave_out=[worlds.CLIMATE_LEAGUE])
    values = {row.id: row.value for row in found.rows}
    assert values[worlds.BERLIN] == 2
    assert values[worlds.POTSDAM] == 2
    assert found.parameters["leave_out"] == (worlds.CLIMATE_LEAGUE,)


@pytest.mark.parametrize(
    "name", ["degree", "strength", "betweenness", "closeness", "harmonic", "eigenvector", "core", "memberships"]
)
def test_a_town_without_ties_has_the_value_zero(name: str) -> None:
    rows = {row.id: row for row in centrality(snapshot_of(twelve_towns()), name, isolates=True).rows}
    assert len(rows) == 10
    assert rows[worlds.BAD_BELZIG].value == 0.0


@pytest.mark.parametrize("name", ["clustering", "constraint", "effective_size", "bipartite_clustering"])
def test_what_is_not_defined_for_a_town_without_ties_is_no_number_and_has_no_rank(name: str) -> None:
    rows = centrality(snapshot_of(twelve_towns()), name, isolates=True).rows
    alone = [(row.rank, row.value) for row in rows if row.id in (worlds.BAD_BELZIG, worlds.VASLUI)]
    assert alone == [(None, None), (None, None)]
    assert {row.value is None for row in rows[:7]} == {False}


def test_a_row_says_where_the_town_is_and_how_large_also_where_it_is_not_known() -> None:
    rows = {row.id: row for row in centrality(snapshot_of(twelve_towns()), "degree", isolates=True).rows}
    assert (rows[worlds.LOMZA].country, rows[worlds.LOMZA].population) == ("PL", 60_000)
    assert rows[worlds.LOMZA].lat == pytest.approx(53.2, abs=0.1)
    assert rows[worlds.VASLUI].population is None


def test_networks_are_measured_as_towns_are_and_lie_in_no_country() -> None:
    snapshot = snapshot_of(twelve_towns())
    rows = centrality(snapshot, "memberships", onto="networks").rows
    assert (rows[0].id, rows[0].value, rows[0].country) == (worlds.CLIMATE_LEAGUE, 5.0, None)
    with pytest.raises(InvalidRecord, match="Networks lie in no country"):
        centrality(snapshot, "degree", onto="networks", country="DE")


def test_pagerank_sums_to_one_and_gives_a_town_without_ties_the_least() -> None:
    rows = centrality(snapshot_of(twelve_towns()), "pagerank", isolates=True).rows
    shares = [row.value or 0.0 for row in rows]
    assert sum(shares) == pytest.approx(1.0)
    assert shares[-1] == min(shares) > 0.0


def test_a_country_or_the_first_few_are_a_cut_of_the_whole_list() -> None:
    snapshot = snapshot_of(twelve_towns())
    whole = centrality(snapshot, "pagerank").rows
    assert centrality(snapshot, "pagerank", country="DE").rows == tuple(r for r in whole if r.country == "DE")
    assert centrality(snapshot, "pagerank", top=3).rows == whole[:3]
    assert (
        centrality(snapshot, "pagerank", country="DE", top=1).rows == tuple(r for r in whole if r.country == "DE")[:1]
    )
    assert centrality(snapshot, "pagerank", country="XX").rows == ()


@pytest.mark.parametrize("name", list(MEASURES))
def test_the_same_network_gives_the_same_values_to_the_last_bit(name: str) -> None:
    ties = nx.gnm_random_graph(1_200, 2_400, seed=1)  # large enough for solvers that sum in threads
    matrix = csr_array(nx.to_scipy_sparse_array(ties, dtype=float) / 3.0)
    first = values(name, matrix)
    assert np.array_equal(first, values(name, matrix), equal_nan=True)
    assert np.array_equal(first, values(name, matrix), equal_nan=True)
    assert centrality(snapshot_of(twelve_towns()), name) == centrality(snapshot_of(twelve_towns()), name)


@pytest.mark.parametrize("name", list(MEASURES))
def test_a_graph_without_memberships_says_so(name: str) -> None:
    found = centrality(snapshot_of(), name)
    assert found.rows == ()
    assert "none is known" in found.summary


def test_equal_values_share_a_rank_and_the_last_bits_do_not_decide() -> None:
    order, ranks = ranking(np.array([0.1 + 0.2, 0.5, 0.3, 0.1]))
    assert order.tolist() == [1, 0, 2, 3]
    assert ranks.tolist() == [1, 2, 2, 4]


def test_a_measure_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(InvalidRecord, match="degree, strength, betweenness, closeness"):
        centrality(snapshot_of(twelve_towns()), "fame")


def test_a_membership_without_a_date_is_in_no_year_unless_asked_for_and_both_are_counted() -> None:
    towns = [Municipality(id=f"gn:{i}", name=f"T{i}", country="DE", source="x") for i in range(4)]
    nets = [
        Network(id="net:dated", name="Dated", kind="project", start="1985", source="x"),
        Network(id="net:undated", name="Undated", kind="project", source="x"),
    ]
    members = [
        *(Relation(type="MEMBER_OF", start=f"gn:{i}", end="net:dated", source="x") for i in (0, 1)),
        *(Relation(type="MEMBER_OF", start=f"gn:{i}", end="net:undated", source="x") for i in (1, 2, 3)),
    ]
    world, day = Batch((*towns, *nets), members), date(1990, 12, 31)
    out = centrality(snapshot_of(world, as_of=day), "degree")
    assert [row.id for row in out.rows] == ["gn:0", "gn:1"]
    assert out.parameters["undated"] == "out"
    assert any(note.startswith("Counted: 2 statements") and "Left out: 3 " in note for note in out.notes)
    within = centrality(snapshot_of(world, as_of=day, undated=True), "degree")
    assert [row.id for row in within.rows] == ["gn:1", "gn:2", "gn:3", "gn:0"]
    assert within.parameters["undated"] == "in"
    assert any("3 have no date" in note for note in within.notes)
    # Of all that is known, nothing is left out, and no year is spoken of.
    assert len(centrality(snapshot_of(world), "degree").rows) == 4
    assert "undated" not in centrality(snapshot_of(world), "degree").parameters


def test_a_mere_list_ties_nobody_unless_asked_for() -> None:
    towns = [Municipality(id=f"gn:{i}", name=f"T{i}", country="DE", source="x") for i in range(3)]
    nets = [
        Network(id="net:vouchers", name="Vouchers", kind="initiative", admission="listed", source="x"),
        Network(id="net:real", name="Real", kind="project", source="x"),
    ]
    members = [Relation(type="MEMBER_OF", start=f"gn:{i}", end="net:vouchers", source="x") for i in range(3)]
    members += [Relation(type="MEMBER_OF", start=f"gn:{i}", end="net:real", source="x") for i in (0, 1)]
    snapshot = snapshot_of(Batch((*towns, *nets), members))
    found = centrality(snapshot, "degree")
    assert [(row.id, row.value) for row in found.rows] == [("gn:0", 1), ("gn:1", 1)]
    assert any("Not counted: 1 list" in note for note in found.notes)
    listed = centrality(snapshot, "degree", listed=True)
    assert [row.value for row in listed.rows] == [2, 2, 2]
    assert not any("Not counted" in note for note in listed.notes)


def test_without_a_day_what_has_ended_and_what_has_no_date_count_too_and_that_is_told() -> None:
    towns = [municipality(id=f"gn:{n}") for n in (1, 2, 3)]
    networks = [network(id="net:over", start="2010", end="2014"), network(id="net:open")]
    members = [
        *(member_of("gn:1", "net:over"), member_of("gn:2", "net:over")),
        *(member_of("gn:2", "net:open", since="2012"), member_of("gn:3", "net:open")),
    ]
    records = Batch((*towns, *networks), members)
    told = [note for note in centrality(snapshot_of(records), "degree").notes if "whenever it held" in note]
    assert len(told) == 1
    assert "Of 4 rows of members an end is known of 2, no beginning of 1." in told[0]
    dated = centrality(snapshot_of(records, as_of=date(2020, 1, 1)), "degree").notes
    assert not any("whenever it held" in note for note in dated)
