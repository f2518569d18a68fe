"""What a part of a municipality is said to do counts for the municipality."""

from __future__ import annotations

from pathlib import Path

from graph.model import Batch
from graph.said import said
from graph.store.sqlite_store import SqliteStore
from seed.bodies.counting import counted_for, notices
from seed.importers.frame import placed
from seed.reading import Reading
from tests.factory import fact, member_of, municipality, network, relation

IN_POTSDAM = {"gn:babelsberg": "gn:potsdam", "gn:golm": "gn:potsdam"}


def test_a_membership_of_a_quarter_is_one_of_its_town_and_is_told() -> None:
    counted = counted_for([member_of("gn:babelsberg"), member_of("gn:berlin")], IN_POTSDAM)
    assert {relation.start for relation in counted.relations} == {"gn:potsdam", "gn:berlin"}
    assert [str(notice) for notice in notices(counted)] == [
        "1 statement about a part of a municipality counts for the municipality"
    ]


def test_what_the_town_itself_is_said_to_do_goes_before_what_its_quarters_do_and_nothing_stands_twice() -> None:
    said = [member_of("gn:babelsberg"), member_of("gn:potsdam", role="lead"), member_of("gn:golm")]
    (only,) = counted_for(said, IN_POTSDAM).relations
    assert (only.start, only.role) == ("gn:potsdam", "lead")


def test_twins_within_one_town_are_none_and_a_pair_keeps_the_order_of_its_ids() -> None:
    pairs = [
        relation("TWINNED_WITH", "gn:babelsberg", "gn:golm"),
        relation("TWINNED_WITH", "gn:babelsberg", "gn:bonn"),
        relation("TWINNED_WITH", "gn:babelsberg", "gn:zagreb"),
    ]
    twins = [(r.start, r.end) for r in counted_for(pairs, IN_POTSDAM).relations]
    assert twins == [("gn:bonn", "gn:potsdam"), ("gn:potsdam", "gn:zagreb")]


def test_what_is_said_of_a_part_whose_town_is_not_known_stays_with_it_and_is_told() -> None:
    counted = counted_for([member_of("gn:nowhere")], IN_POTSDAM, {"gn:nowhere", "gn:babelsberg"})
    assert [relation.start for relation in counted.relations] == ["gn:nowhere"]
    assert dict(counted.left) == {"gn:nowhere": 1}
    assert "counts for nobody" in notices(counted)[0]


def test_needs_and_places_are_those_of_the_part_itself() -> None:
    own = [relation("NEEDS", "gn:babelsberg", "topic:heat-planning"), relation("IN", "gn:babelsberg", "region:DE4")]
    assert list(counted_for(own, IN_POTSDAM).relations) == own


def test_what_users_import_about_a_part_counts_for_its_municipality_and_they_are_told(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "graph.sqlite")
    towns = (municipality("gn:1", "Potsdam"), municipality("gn:2", "Babelsberg", kind="quarter"))
    store.write([Batch((*towns, network()), (), (fact("gn:2", "part_of", "gn:1"),))])
    reading = placed(store, Reading(said("a list"), Batch((), (member_of("gn:2"),))), "table:list")
    assert [r.start for r in reading.batch.relations] == ["gn:1"]
    assert any("part of a municipality" in notice for notice in reading.notices)
    store.close()
