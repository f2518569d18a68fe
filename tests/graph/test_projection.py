"""Ties between towns: as drawn by hand for the twelve towns, and as counted by brute force for random memberships."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidRecord, PeerpolisError, UnknownId
from graph.measures import projection
from graph.measures.chosen import memberships
from graph.measures.projection import Projection, project
from graph.model import NETWORK_KINDS, Batch, Municipality, Network, Relation
from graph.snapshot.frozen import Snapshot
from tests import worlds
from tests.memory_store import snapshot_of
from tests.worlds import BERLIN, BIEL, BRUECK, LOMZA, MANRESA, POTSDAM, TARTU, members_only, twelve_towns

Ties = dict[frozenset[str], float]
#: Drawn by hand from the table in `tests.worlds`: the league 1/4, the alliance and the project 1/2, the tandems 1/3.
DRAWN: Ties = {
    frozenset({BERLIN, POTSDAM}): 1 / 4,
    frozenset({BERLIN, MANRESA}): 1 / 4,
    frozenset({BERLIN, TARTU}): 1 / 4 + 1 / 2,
    frozenset({BERLIN, LOMZA}): 1 / 4,
    frozenset({BERLIN, BIEL}): 1 / 2,
    frozenset({TARTU, BIEL}): 1 / 2,
    frozenset({POTSDAM, MANRESA}): 1 / 4 + 1 / 2,
    frozenset({POTSDAM, TARTU}): 1 / 4,
    frozenset({POTSDAM, LOMZA}): 1 / 4,
    frozenset({POTSDAM, BRUECK}): 1 / 2,
    frozenset({MANRESA, TARTU}): 1 / 4 + 1 / 3,
    frozenset({MANRESA, LOMZA}): 1 / 4 + 1 / 3,
    frozenset({MANRESA, BRUECK}): 1 / 2 + 1 / 3,
    frozenset({TARTU, LOMZA}): 1 / 4 + 1 / 3,
    frozenset({TARTU, BRUECK}): 1 / 3,
    frozenset({LOMZA, BRUECK}): 1 / 3,
}


def ties_of(snapshot: Snapshot, found: Projection) -> Ties:
    ids = [snapshot.municipalities.ids[int(town)] for town in found.towns]
    matrix = found.matrix.tocoo()
    return {
        frozenset({ids[row], ids[column]}): float(value)
        for row, column, value in zip(matrix.row, matrix.col, matrix.data, strict=True)
    }


def test_the_ties_of_the_twelve_towns_are_those_drawn_by_hand() -> None:
    snapshot = snapshot_of(twelve_towns())
    assert ties_of(snapshot, project(snapshot)) == pytest.approx(DRAWN)


def test_with_count_each_shared_network_counts_one() -> None:
    snapshot = snapshot_of(twelve_towns())
    twice = {frozenset({BERLIN, TARTU}), frozenset({POTSDAM, MANRESA}), frozenset({MANRESA, BRUECK})}
    twice |= {frozenset(pair) for pair in combinations((MANRESA, TARTU, LOMZA), 2)}
    assert ties_of(snapshot, project(snapshot, weighting="count")) == {
        pair: 2.0 if pair in twice else 1.0 for pair in DRAWN
    }


def test_in_2015_two_associations_tie_four_towns() -> None:
    snapshot = snapshot_of(twelve_towns(), as_of=date(2015, 12, 31))
    expected = {frozenset(pair): 1 / 3 for pair in combinations((BERLIN, POTSDAM, MANRESA, TARTU), 2)}
    expected[frozenset({BERLIN, TARTU})] = 1 / 3 + 1
    assert ties_of(snapshot, project(snapshot)) == pytest.approx(expected)


def test_a_tandem_that_repeats_its_umbrella_does_not_count_unless_the_umbrella_is_left_out() -> None:
    snapshot = snapshot_of(twelve_towns())
    pair = frozenset({LOMZA, BRUECK})
    assert ties_of(snapshot, project(snapshot))[pair] == pytest.approx(1 / 3)
    assert ties_of(snapshot, project(snapshot, leave_out=[worlds.TOWN_TANDEMS]))[pair] == 1.0
    assert ties_of(snapshot, project(snapshot, kinds=["tandem"])) == {pair: 1.0}


def test_a_part_with_a_member_outside_its_umbrella_says_something_of_its_own_and_counts() -> None:
    world = members_only({"net:whole": [0, 1, 2], "net:part": [0, 3]}, umbrella={"net:part": "net:whole"})
    found = ties_of(snapshot_of(world), project(snapshot_of(world)))
    assert found[frozenset({"gn:0", "gn:3"})] == 1.0


def test_an_umbrella_that_is_not_known_or_is_the_network_itself_hides_nothing() -> None:
    world = members_only({"net:a": [0, 1], "net:b": [0, 1]}, umbrella={"net:a": "net:a", "net:b": "net:gone"})
    assert ties_of(snapshot_of(world), project(snapshot_of(world))) == {frozenset({"gn:0", "gn:1"}): 2.0}


def test_two_sources_for_one_membership_count_once() -> None:
    snapshot = snapshot_of(twelve_towns())
    town, network = memberships(snapshot)
    assert len({*zip(town.tolist(), network.tolist(), strict=True)}) == len(town) == 15


def test_big_associations_can_be_left_out_by_size_by_kind_and_by_name() -> None:
    snapshot = snapshot_of(twelve_towns())
    without = ties_of(snapshot, project(snapshot, leave_out=[worlds.CLIMATE_LEAGUE]))
    assert frozenset({BERLIN, POTSDAM}) not in without
    assert without[frozenset({BERLIN, TARTU})] == 1 / 2
    assert ties_of(snapshot, project(snapshot, largest=4)) == without
    assert set(ties_of(snapshot, project(snapshot, kinds=["project"]))) == {
        frozenset(pair) for pair in combinations((POTSDAM, BRUECK, MANRESA), 2)
    }
    assert ties_of(snapshot, project(snapshot, largest=2)) == {frozenset({LOMZA, BRUECK}): 1.0}


def test_to_stand_in_a_list_ties_nobody_unless_lists_are_asked_for() -> None:
    world = twelve_towns()
    listed = replace(
        next(n for n in world.nodes if isinstance(n, Network) and n.kind == "association"), admission="listed"
    )
    nodes = tuple(listed if node.id == listed.id else node for node in world.nodes)
    snapshot = snapshot_of(replace(world, nodes=nodes))
    without = ties_of(snapshot, project(snapshot))
    assert without == ties_of(snapshot, project(snapshot, leave_out=(listed.id,), listed=True))
    assert ties_of(snapshot, project(snapshot, listed=True)) != without


def test_isolates_are_the_other_towns_that_can_be_partners() -> None:
    snapshot = snapshot_of(twelve_towns())
    assert len(project(snapshot).towns) == 7
    everybody = {snapshot.municipalities.ids[int(town)] for town in project(snapshot, isolates=True).towns}
    assert len(everybody) == 10
    assert worlds.KREUZBERG not in everybody
    assert ties_of(snapshot, project(snapshot, isolates=True)) == pytest.approx(DRAWN)


def test_the_only_member_of_a_network_is_part_of_the_projection_without_a_tie() -> None:
    snapshot = snapshot_of(members_only({"net:a": [3]}))
    found = project(snapshot)
    assert found.towns.tolist() == [3]
    assert found.matrix.nnz == 0


def test_a_graph_without_memberships_has_an_empty_projection() -> None:
    assert project(snapshot_of()).matrix.shape == (0, 0)
    assert project(snapshot_of(members_only({}))).matrix.shape == (0, 0)


MEMBERSHIPS = st.dictionaries(
    st.sampled_from([f"net:{letter}" for letter in "abcdef"]), st.lists(st.integers(0, 9), unique=True, max_size=6)
)


@given(MEMBERSHIPS)
def test_weights_are_newmans_whatever_the_memberships(rows: dict[str, list[int]]) -> None:
    expected: Ties = {}
    for members in rows.values():
        for pair in combinations(sorted(members), 2):
            key = frozenset(f"gn:{i}" for i in pair)
            expected[key] = expected.get(key, 0.0) + 1 / (len(members) - 1)
    snapshot = snapshot_of(members_only(rows))
    found = project(snapshot)
    assert ties_of(snapshot, found) == pytest.approx(expected)
    assert (found.matrix != found.matrix.T).nnz == 0
    assert not found.matrix.diagonal().any()


@given(MEMBERSHIPS)
def test_a_towns_row_sums_to_the_networks_it_shares_with_somebody(rows: dict[str, list[int]]) -> None:
    found = project(snapshot_of(members_only(rows)))
    shared = [sum(int(town) in m and len(m) > 1 for m in rows.values()) for town in found.towns]
    assert np.asarray(found.matrix.sum(axis=1)).ravel().tolist() == pytest.approx(shared)


def test_wrong_questions_get_an_answer_that_helps() -> None:
    snapshot = snapshot_of(twelve_towns())
    with pytest.raises(UnknownId, match="Did you mean net:climate-league"):
        project(snapshot, leave_out=["net:climate-leage"])
    with pytest.raises(InvalidRecord, match="'club' is not a kind of network"):
        project(snapshot, kinds=["club"])
    with pytest.raises(InvalidRecord, match="known are newman, count"):
        project(snapshot, weighting="jaccard")  # type: ignore[arg-type]  # a wrong one


def test_networks_too_large_to_be_drawn_are_refused_before_the_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    # Five in the league, three each in the alliance and the project, four in the tandems: 10 + 3 + 3 + 6 pairs.
    snapshot = snapshot_of(twelve_towns())
    monkeypatch.setattr(projection, "MOST_PAIRS", 22)
    assert project(snapshot).matrix.nnz == 2 * len(DRAWN)
    monkeypatch.setattr(projection, "MOST_PAIRS", 21)
    with pytest.raises(PeerpolisError, match=r"22 pairs of members, more than the 21 .* largest has 5 members"):
        project(snapshot)
    assert project(snapshot, largest=4).matrix.nnz


def test_a_network_of_ten_thousand_is_refused_and_can_be_left_out() -> None:
    towns = [Municipality(id=f"gn:{i}", name="Aa", country="DE", source="x") for i in range(10_000)]
    networks = [Network(id=f"net:{name}", name=name, kind="association", source="x") for name in ("big", "small")]
    joined = [(town.id, "net:big") for town in towns] + [(town.id, "net:small") for town in towns[:3]]
    relations = [Relation(type="MEMBER_OF", start=town, end=network, source="x") for town, network in joined]
    snapshot = snapshot_of(Batch([*towns, *networks], relations))
    with pytest.raises(PeerpolisError, match=r"49,995,003 pairs .* 10,000 members"):
        project(snapshot)
    ids = snapshot.municipalities.ids
    assert [ids[town] for town in project(snapshot, largest=1_000).towns.tolist()] == ["gn:0", "gn:1", "gn:2"]


def test_every_kind_of_network_can_be_asked_for() -> None:
    snapshot = snapshot_of(twelve_towns())
    towns = {kind: len(project(snapshot, kinds=[kind]).towns) for kind in NETWORK_KINDS}
    assert towns == {"association": 6, "initiative": 0, "network": 4, "project": 3, "tandem": 2}
