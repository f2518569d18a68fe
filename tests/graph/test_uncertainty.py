"""Values that are no more certain than what they rest on: sampled, drawn again, and compared with chance."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.arrays import Floats64
from graph.errors import InvalidRecord
from graph.measures.backbone import disparity
from graph.measures.beside import beside
from graph.measures.centrality import BIPARTITE, MEASURES, centrality, measured
from graph.measures.communities import communities
from graph.measures.community_chance import communities_by_chance, described, inside_of
from graph.measures.dependencies import LEVELS, dependencies
from graph.measures.null_models import tie_chances
from graph.measures.position import betweenness, graph_of
from graph.measures.projection import Weighting, project
from graph.measures.resampled import resampled
from graph.measures.sampled import sampled_betweenness
from graph.measures.whole import network_report
from tests.graph.test_published_graphs import davis
from tests.memory_store import snapshot_of
from tests.worlds import members_only, twelve_towns


def small_world(n: int, seed: int) -> csr_array:
    graph = nx.connected_watts_strogatz_graph(n, 4, 0.2, seed=seed)
    return csr_array(nx.to_scipy_sparse_array(graph, dtype=float))


@settings(max_examples=15, deadline=None)
@given(st.integers(10, 60), st.integers(1, 80), st.integers(0, 9))
def test_the_exact_betweenness_lies_within_the_bounds_of_the_sampled_one(n: int, pivots: int, seed: int) -> None:
    ties = small_world(n, seed)
    exact, found = betweenness(graph_of(ties)), sampled_betweenness(ties, pivots, seed=seed)
    assert ((found.low <= exact + 1e-12) & (exact <= found.high + 1e-12)).all()
    assert ((found.low <= found.value + 1e-12) & (found.value <= found.high + 1e-12)).all()
    if pivots >= n:
        assert found.value.tolist() == found.low.tolist() == found.high.tolist() == exact.tolist()
    assert sampled_betweenness(ties, pivots, seed=seed).value.tolist() == found.value.tolist()


def test_the_sampled_betweenness_of_all_pairs_of_starts_is_in_the_mean_the_exact_one() -> None:
    ties = small_world(12, 3)
    draws = [sampled_betweenness(ties, 4, seed=seed).value for seed in range(150)]
    assert np.mean(draws, axis=0) == pytest.approx(betweenness(graph_of(ties)), abs=0.03)
    # From networkx's own starts its formula says the same.
    path = nx.path_graph(3)
    assert sampled_betweenness(csr_array(nx.to_scipy_sparse_array(path, dtype=float)), 3).value.tolist() == [
        *(0.0, 1.0, 0.0)
    ]


@settings(max_examples=25, deadline=None)
@given(
    st.integers(5, 40), st.integers(0, 9), st.floats(0.02, 0.4), st.lists(st.integers(0, 4), min_size=1, unique=True)
)
def test_what_paths_from_some_towns_depend_on_is_what_igraph_says_whatever_falls_apart(
    n: int, seed: int, density: float, starts: set[int]
) -> None:
    ties = csr_array(nx.to_scipy_sparse_array(nx.gnp_random_graph(n, density, seed=seed), dtype=float))
    found = dependencies(ties, sorted(starts))
    assert found is not None
    assert found / 2 == pytest.approx(graph_of(ties).betweenness(sources=sorted(starts)), rel=1e-9, abs=1e-12)


def test_along_a_path_that_is_too_long_for_levels_the_estimate_is_the_same() -> None:
    long = csr_array(nx.to_scipy_sparse_array(nx.path_graph(LEVELS + 20), dtype=float))
    assert dependencies(long, [0]) is None
    assert dependencies(long, [LEVELS // 2]) is not None
    found = sampled_betweenness(long, LEVELS + 19, seed=1)
    assert ((found.low <= betweenness(graph_of(long))) & (betweenness(graph_of(long)) <= found.high)).all()


def test_more_starts_bring_the_bounds_together_and_a_town_in_a_small_part_has_narrow_ones() -> None:
    ties = csr_array(nx.to_scipy_sparse_array(nx.disjoint_union(nx.path_graph(60), nx.path_graph(4))))
    few, many = (sampled_betweenness(ties, k, seed=1) for k in (8, 48))
    assert (many.high - many.low).max() < (few.high - few.low).max()
    assert few.high[61] < 0.05 < few.high[30]
    with pytest.raises(InvalidRecord, match="at least one"):
        sampled_betweenness(ties, 0)


def test_only_betweenness_is_sampled_and_its_report_says_how_far_it_may_be_off() -> None:
    snapshot = snapshot_of(twelve_towns())
    found = centrality(snapshot, "betweenness", sampled=4, seed=2)
    exact = {row.id: row.value or 0.0 for row in centrality(snapshot, "betweenness").rows}
    assert all((row.low or 0) <= exact[row.id] <= (row.high or 0) for row in found.rows)
    assert any("probability of 95 %" in note and "4 of 7" in note for note in found.notes)
    for asked in ({"sampled": 4, "chance": 2}, {"sampled": 4, "bootstrap": 2}):
        with pytest.raises(InvalidRecord, match="Only betweenness"):
            centrality(snapshot, "betweenness", **asked)  # type: ignore[arg-type]  # options of it
    with pytest.raises(InvalidRecord, match="Only betweenness"):
        centrality(snapshot, "degree", sampled=4)


def test_every_measure_has_an_interval_that_holds_it_and_the_same_seed_the_same() -> None:
    ties = project(snapshot_of(twelve_towns()))
    for name in (*MEASURES, *BIPARTITE):
        found = beside(ties, lambda other, name=name: measured(other, name), bootstrap=9, seed=3)  # type: ignore[misc]  # a default is no argument
        again = beside(ties, lambda other, name=name: measured(other, name), bootstrap=9, seed=3)  # type: ignore[misc]  # as above
        value = measured(ties, name)
        assert found.low is not None
        assert found.high is not None
        assert again.low is not None
        assert np.array_equal(found.low, again.low, equal_nan=True)
        known = ~np.isnan(found.low)
        assert known.any(), name
        assert (found.low[known] <= found.high[known] + 1e-12).all()
        off = (value[known] < found.low[known] - 1e-9) | (value[known] > found.high[known] + 1e-9)
        assert off.mean() <= 0.5, name


def test_the_interval_of_a_count_is_that_of_its_distribution() -> None:
    # Twenty memberships drawn twenty times: how often those of one town of ten come is binomial (20, 1/2).
    incidence = csr_array(np.ones((2, 10)))

    def count(drawn: csr_array) -> Floats64:
        return np.asarray(drawn.sum(axis=1), dtype=float).ravel()

    found = resampled(incidence, count, draws=1_000, seed=1)
    assert found.bias == pytest.approx([0, 0], abs=0.2)
    assert found.low == pytest.approx([6, 6], abs=1.2)  # 2.5 % of the binomial
    assert found.high == pytest.approx([14, 14], abs=1.2)


def test_a_value_that_is_hardly_ever_defined_has_no_interval() -> None:
    ties = project(snapshot_of(members_only({"net:1": [0, 1], "net:2": [0, 1, 2]})))
    found = beside(ties, lambda other: np.full(len(other.nodes), np.nan), bootstrap=5)
    assert found.low is not None
    assert np.isnan(found.low).all()
    empty = project(snapshot_of())
    assert beside(empty, lambda other: measured(other, "degree"), bootstrap=5).low is not None


def test_figures_of_the_network_have_what_chance_gives_beside_them() -> None:
    found = {row.figure: row for row in network_report(snapshot_of(twelve_towns()), chance=30, bootstrap=30).rows}
    assert (found["memberships"].p, found["memberships"].z) == (1.0, None)
    assert found["memberships"].expected == found["memberships"].value
    assert 0 < (found["transitivity"].p or 0) <= 1
    low, high = found["ties"].low, found["ties"].high
    assert low is not None
    assert high is not None
    assert low <= (found["ties"].value or 0) <= high


def test_a_tie_is_as_many_deviations_above_chance_as_its_sum_of_chances_says() -> None:
    _, _, events = davis()
    found = tie_chances(events)
    shared = (events @ events.T).toarray()[found.row, found.column]
    assert (np.sign(found.z) == np.sign(shared - found.expected)).all()
    assert np.corrcoef(found.z, -np.log(found.p))[0, 1] > 0.9
    sure = tie_chances(csr_array(np.ones((2, 3))))  # who is in everything shares everything
    assert np.isnan(sure.z).all()
    assert sure.p.tolist() == [1.0]


def test_the_disparity_filter_keeps_what_stands_out_at_one_end_as_the_formula_says() -> None:
    rows = {f"net:{i}": [0, i] for i in range(1, 9)} | {f"net:strong-{i}": [0, 9] for i in range(40)}
    ties = project(snapshot_of(members_only(rows)), weighting="count")
    strength = 48.0
    assert (1 - 40 / strength) ** 8 < 0.001 < (1 - 1 / strength) ** 8
    kept = disparity(ties, 0.05)
    assert kept.matrix.nnz == 2
    assert kept.matrix.max() == 40
    assert len(kept.nodes) == 10
    matrix = ties.matrix.toarray()
    for level in (0.01, 0.3, 0.9):
        number = (matrix > 0).sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            chance = (1 - matrix / matrix.sum(axis=1, keepdims=True)) ** (number[:, None] - 1)
        out = (matrix > 0) & (chance < level) & (number[:, None] > 1)
        assert disparity(ties, level).matrix.nnz == int((out | out.T).sum())
    with pytest.raises(InvalidRecord, match="between 0 and 1"):
        disparity(ties, 0.0)


def test_communities_are_compared_with_those_that_the_same_search_finds_by_chance() -> None:
    blocks = {f"net:{b}-{i}": [5 * b + j for j in range(5) if j != i] for b in range(2) for i in range(5)}
    ties = project(snapshot_of(members_only(blocks)))
    found = communities(graph_of(ties.matrix), seeds=3)
    assert inside_of(graph_of(ties.matrix), found.of).tolist() == [1.0] * 2
    drawn = communities_by_chance(ties, found, draws=19, seed=1)
    assert drawn.modularity.max() < found.modularity
    assert drawn.inside.shape == (19, 2)
    report = described(snapshot_of(members_only(blocks)), chance=19, seed=1, seeds=3)
    assert [(row.size, row.p) for row in report.rows] == [(5, 0.05)] * 2
    assert any("p 0.05" in note for note in report.notes)
    again = described(snapshot_of(members_only(blocks)), chance=19, seed=1, seeds=3)
    assert again == report


def test_one_network_of_all_is_a_community_that_chance_gives_as_well() -> None:
    report = described(snapshot_of(members_only({"net:1": list(range(9))})), chance=9)
    assert [(row.size, row.inside, row.p, row.of_country) for row in report.rows] == [(9, 1.0, 1.0, 1.0)]
    assert described(snapshot_of()).rows == ()


def test_what_drawing_again_cannot_change_has_no_interval() -> None:
    """As many nodes and rows of members are in each draw: a range from 5 to 5 would pass for certainty."""
    rows = {row.figure: row for row in network_report(snapshot_of(twelve_towns()), bootstrap=20, seed=1).rows}
    assert (rows["nodes"].low, rows["nodes"].high) == (None, None)
    assert (rows["memberships"].low, rows["small_towns"].high) == (None, None)
    assert rows["ties"].low is not None


def test_what_chance_keeps_by_its_making_is_told() -> None:
    """Newman's strength of a town is the number of its networks, which the networks drawn by chance keep."""
    snapshot = snapshot_of(twelve_towns())
    asked: list[tuple[str, Weighting]] = [
        *(("memberships", "newman"), ("strength", "newman"), ("strength", "count"), ("degree", "newman"))
    ]
    reports = [centrality(snapshot, name, chance=3, weighting=weighting) for name, weighting in asked]
    told = [any("nothing can stand out" in note for note in report.notes) for report in reports]
    assert told == [True, True, False, False]
