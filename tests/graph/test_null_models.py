"""What chance would give: the published model, draws that keep every number, and p-values that mean what they say."""

from __future__ import annotations

from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control

from graph.errors import InvalidRecord
from graph.measures.backbone import adjusted, backbone, chances_of
from graph.measures.centrality import centrality
from graph.measures.drawn import Drawn
from graph.measures.null_models import at_least, bicm, by_chance, curveball, tie_chances
from graph.measures.projection import project
from tests.memory_store import snapshot_of
from tests.worlds import members_only, twelve_towns


def davis() -> csr_array:
    graph = nx.davis_southern_women_graph()
    return csr_array(
        nx.bipartite.biadjacency_matrix(graph, graph.graph["top"], graph.graph["bottom"], dtype=float).toarray()
    )


TABLES = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=n, max_size=n)
)


def test_the_model_keeps_the_numbers_of_the_southern_women() -> None:
    incidence = davis()
    chances = bicm(incidence)
    assert chances.sum(axis=1) == pytest.approx(incidence.sum(axis=1), abs=1e-8)
    assert chances.sum(axis=0) == pytest.approx(incidence.sum(axis=0), abs=1e-8)
    # Every log-odds is a number of the woman plus one of the event: that is what the model says.
    odds = np.log(chances / (1 - chances))
    assert odds[:, :1] + odds[:1, :] - odds[0, 0] == pytest.approx(odds, abs=1e-7)


@settings(max_examples=80, deadline=None)
@given(TABLES)
def test_also_where_somebody_is_in_everything_or_in_nothing(table: list[list[bool]]) -> None:
    incidence = csr_array(np.array(table, dtype=float))
    chances = bicm(incidence)
    assert ((chances >= 0) & (chances <= 1)).all()
    assert chances.sum(axis=1) == pytest.approx(np.asarray(incidence.sum(axis=1)).ravel(), abs=1e-6)
    assert chances.sum(axis=0) == pytest.approx(np.asarray(incidence.sum(axis=0)).ravel(), abs=1e-6)


def test_how_likely_a_number_is_is_the_sum_over_all_cases() -> None:
    chances = [0.1, 0.5, 0.9, 0.3]
    for number in range(6):
        cases = [case for case in product((0, 1), repeat=4) if sum(case) >= number]
        odds = [np.prod([c if x else 1 - c for x, c in zip(case, chances, strict=True)]) for case in cases]
        assert at_least(np.array(chances), number) == pytest.approx(float(np.sum(odds)), abs=1e-12)


def test_what_is_very_unlikely_is_not_impossible() -> None:
    assert at_least(np.full(40, 1e-3), 12) == pytest.approx(5.4e-27, rel=0.05)  # C(40, 12) · 10^-36, nearly
    assert at_least(np.full(3, 0.5), 4) == 0.0
    assert at_least(np.ones(3), 3) == 1.0


def shared_by_chance(incidence: csr_array, first: int, second: int) -> tuple[float, float]:
    """How many networks two towns (rows) share by chance, and how likely at least as many as they do share are: a sum
    of independent chances p(i,k)·p(j,k)."""
    chances = bicm(incidence)
    shared = int((incidence[[first], :].multiply(incidence[[second], :])).sum())
    return float((chances[first] * chances[second]).sum()), at_least(chances[first] * chances[second], shared)


def test_every_tie_has_what_chance_expects_and_how_likely_it_is() -> None:
    incidence = davis()
    found = tie_chances(incidence)
    row, column, expected, p = found.row, found.column, found.expected, found.p
    assert len(row) == int(np.triu((incidence @ incidence.T).toarray(), 1).astype(bool).sum())
    for at in range(0, len(row), 17):
        assert shared_by_chance(incidence, int(row[at]), int(column[at])) == pytest.approx((expected[at], p[at]))
    shared = (incidence @ incidence.T).toarray()[row, column]
    assert p[shared > 2 * expected].max() < p[shared < expected].min()


@settings(max_examples=40, deadline=None)
@given(TABLES, st.integers(0, 5))
def test_draws_keep_the_number_of_every_town_and_network(table: list[list[bool]], seed: int) -> None:
    incidence = csr_array(np.array(table, dtype=float))
    for drawn in curveball(incidence, seed=seed, draws=3):
        assert drawn.shape == incidence.shape
        assert np.asarray(drawn.sum(axis=0)).tolist() == np.asarray(incidence.sum(axis=0)).tolist()
        assert np.asarray(drawn.sum(axis=1)).tolist() == np.asarray(incidence.sum(axis=1)).tolist()
        assert set(drawn.data.tolist()) <= {1.0}


def test_all_tables_with_the_same_numbers_are_drawn_equally_often() -> None:
    incidence = csr_array(np.array([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]))  # six permutations
    found = [str(drawn.toarray().tolist()) for drawn in curveball(incidence, seed=1, draws=1_200)]
    counts = [found.count(table) for table in set(found)]
    assert len(counts) == 6
    assert min(counts) > 150


def test_the_same_seed_gives_the_same_draws() -> None:
    first, again, other = (
        [drawn.toarray().tolist() for drawn in curveball(davis(), seed=seed, draws=3)] for seed in (4, 4, 5)
    )
    assert first == again != other


def test_what_the_draws_say_agrees_with_what_the_model_says() -> None:
    incidence = davis()
    shared = by_chance(incidence, lambda m: np.asarray((m @ m.T).toarray()[0]), seed=0, draws=600)
    chances = bicm(incidence)
    assert shared.expected[1:] == pytest.approx((chances @ chances.T)[0][1:], abs=0.35)
    alike = by_chance(incidence, lambda m: np.asarray(m.sum(axis=1), dtype=float).ravel(), draws=20)
    assert alike.p.tolist() == [1.0] * 18  # numbers that chance keeps are never surprising
    assert np.isnan(alike.z).all()
    assert ((shared.p > 0) & (shared.p <= 1)).all()


def test_false_discoveries_are_counted_over_all_pairs_as_scipy_counts_them() -> None:
    p = np.array([0.001, 0.2, 0.01, 0.04])
    twin = false_discovery_control(np.concatenate([p, np.ones(6)]))[:4]
    assert adjusted(p, 10) == pytest.approx(twin)


def test_who_shares_all_of_many_networks_stays_in_the_backbone_and_who_shares_the_big_one_does_not() -> None:
    pairs = {f"net:{first}-{i}": [first, first + 1] for first in (0, 2, 4, 6, 8) for i in range(15)}
    rows = {"net:all": list(range(10)), **pairs}
    snapshot = snapshot_of(members_only(rows))
    ties = project(snapshot)
    kept = backbone(ties, 0.05)
    assert kept.matrix.toarray()[0, 1] == ties.matrix.toarray()[0, 1] > 15
    assert kept.matrix.nnz == 2 * 5
    assert len(kept.towns) == 10
    drawn = {(t.source, t.target): t for t in Drawn(snapshot, ties, chance=chances_of(ties)).ties()}
    assert (drawn["gn:0", "gn:1"].p or 1) < 1e-4
    assert (drawn["gn:0", "gn:9"].p or 0) > 0.5
    with pytest.raises(InvalidRecord, match="between 0 and 1"):
        backbone(ties, 5.0)


def test_a_measure_has_its_expected_value_beside_it_and_the_same_seed_the_same() -> None:
    snapshot = snapshot_of(twelve_towns())
    found = centrality(snapshot, "betweenness", chance=50, seed=2)
    assert found == centrality(snapshot, "betweenness", chance=50, seed=2)
    assert all(row.p is not None and 0 < row.p <= 1 for row in found.rows)
    assert (found.parameters["chance"], found.parameters["seed"]) == (50, 2)
    plain = centrality(snapshot, "betweenness")
    assert [row.value for row in plain.rows] == [row.value for row in found.rows]
    assert {row.expected for row in plain.rows} == {None}
