"""What counts as a tie, and how far the lists of ties reach."""

from __future__ import annotations

from graph.measures.basis import notes, reach, reach_notes
from graph.measures.ties import tie_counts
from graph.model import Batch, Municipality, Network, Relation
from tests import worlds
from tests.memory_store import snapshot_of
from tests.worlds import twelve_towns


def test_ties_are_networks_solutions_and_twin_towns_each_counted_once() -> None:
    snapshot = snapshot_of(twelve_towns())
    ties = tie_counts(snapshot)
    expected = {
        worlds.BERLIN: 2 + 2,
        worlds.POTSDAM: 2 + 1,
        worlds.MANRESA: 3 + 1,
        worlds.TARTU: 3 + 1,
        worlds.LOMZA: 2,
        worlds.BRUECK: 2 + 1,
        worlds.BIEL: 1,
        worlds.VASLUI: 1,
    }
    assert {snapshot.municipalities.ids[i]: int(n) for i, n in enumerate(ties) if n} == expected


def test_a_twinning_told_from_both_sides_is_one_tie() -> None:
    towns = [Municipality(id=f"gn:{i}", name="Aa", country="DE", source="x") for i in range(2)]
    told = [Relation(type="TWINNED_WITH", start=f"gn:{i}", end=f"gn:{1 - i}", source="x") for i in range(2)]
    assert tie_counts(snapshot_of(Batch(towns, told))).tolist() == [1, 1]


def _towns(*relations: Relation, networks: tuple[Network, ...] = ()) -> Batch:
    towns = [Municipality(id=f"gn:{name}", name=name, country="DE", source="x") for name in "ab"]
    return Batch((*towns, *networks), relations)


def test_nothing_is_said_of_lists_that_were_not_loaded() -> None:
    net = Network(id="net:n", name="N", kind="network", source="x")
    member = Relation(type="MEMBER_OF", start="gn:a", end="net:n", source="list of n")
    told = reach_notes(snapshot_of(_towns(member, networks=(net,))))
    assert "Of twin towns nothing is loaded." in told
    assert "Loaded on networks and projects: 1 source; the largest: list of n (1 town)." in told
    twins = Relation(type="TWINNED_WITH", start="gn:a", end="gn:b", source="twins")
    found = reach(snapshot_of(_towns(twins)))
    assert [(r.type, r.source, r.country, r.towns) for r in found] == [("TWINNED_WITH", "twins", "DE", 2)]


def test_the_reach_of_a_source_is_told_per_country() -> None:
    found = reach(snapshot_of(twelve_towns()), "PL")
    assert {(r.type, r.source): r.towns for r in found} == {("MEMBER_OF", worlds.RECORDS): 1}  # Łomża
    assert {r.country for r in found} == {"PL"}
    everywhere = reach(snapshot_of(twelve_towns()))
    assert {(r.country, r.towns) for r in everywhere if r.type == "TWINNED_WITH"} == {("ES", 1), ("RO", 1)}


def test_who_only_stands_on_a_list_has_no_tie_by_it() -> None:
    lists = Network(id="net:v", name="Vouchers", kind="initiative", admission="listed", source="x")
    stand = [Relation(type="MEMBER_OF", start=f"gn:{t}", end="net:v", source="x") for t in "ab"]
    snapshot = snapshot_of(_towns(*stand, networks=(lists,)))
    assert not tie_counts(snapshot).any()
    assert any("1 list on which towns only stand" in note for note in notes(snapshot))
