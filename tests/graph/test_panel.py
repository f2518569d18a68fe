"""The network by year: on paper, a town arrives, stays and leaves as its dates say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.errors import InvalidRecord
from graph.measures.centrality import centrality
from graph.measures.panel import panel, years_report
from graph.snapshot.frozen import Snapshot
from graph.snapshot.past import as_of
from tests import worlds
from tests.factory import member_of, municipality, network
from tests.memory_store import snapshot_of


def four_towns() -> Snapshot:
    """Two small towns, a city, and one whose size nobody knows; the city leaves, a small town comes, one is undated."""
    towns = [
        municipality("gn:1", "Klein", population=3_000),
        municipality("gn:2", "Wenig", population=19_999),
        municipality("gn:3", "Stadt", population=20_000),
        municipality("gn:4", "Ohne", population=None),
    ]
    nets = [network("net:a", kind="network", start="2010"), network("net:b", kind="project", start="2012", end="2013")]
    members = [
        member_of("gn:3", "net:a", since="2010", until="2011"),
        member_of("gn:4", "net:a", since="2010"),
        member_of("gn:1", "net:a", since="2011"),
        member_of("gn:2", "net:b"),  # as long as the project
        member_of("gn:1", "net:b"),
    ]
    return snapshot_of(replace(worlds.twelve_towns(), nodes=(*towns, *nets), relations=members, facts=()))


def test_who_arrives_stays_and_leaves_is_counted_as_on_paper() -> None:
    found = years_report(four_towns(), range(2010, 2015))
    size = ("year", "towns", "networks", "memberships", "ties", "sized", "small")
    columns = (*size, "arrived", "stayed", "left", "small_arrived", "small_left")
    assert [tuple(getattr(row, name) for name in columns) for row in found.rows] == [
        (2010, 2, 1, 2, 1, 1, 0, None, None, None, None, None),
        (2011, 3, 1, 3, 3, 2, 1, 1, 2, 0, 1, 0),
        (2012, 3, 2, 4, 2, 2, 2, 1, 2, 1, 1, 0),
        (2013, 3, 2, 4, 2, 2, 2, 0, 3, 0, 0, 0),
        (2014, 2, 1, 2, 1, 1, 1, 0, 2, 1, 0, 1),
    ]
    assert [row.small_share for row in found.rows] == [0.0, 0.5, 1.0, 1.0, 1.0]
    for earlier, row in zip(found.rows, found.rows[1:], strict=False):
        assert (row.arrived or 0) + (row.stayed or 0) == row.towns
        assert (row.left or 0) + (row.stayed or 0) == earlier.towns
    assert any("an end is known of 3 of 5 rows" in note for note in found.notes)


def test_each_year_of_the_panel_is_the_measure_of_that_year() -> None:
    snapshot = four_towns()
    found = panel(snapshot, (2010, 2012, 2014), ("degree", "strength"))
    for year in (2010, 2012, 2014):
        there = as_of(snapshot, date(year, 12, 31))
        for measure in ("degree", "strength"):
            twin = {row.id: row.value for row in centrality(there, measure).rows}
            rows = [row for row in found.rows if (row.year, row.measure) == (year, measure)]
            assert {row.id: row.value for row in rows if row.status != "left"} == twin
    states = {(row.year, row.id): row.status for row in found.rows}
    assert states == {
        (2010, "gn:3"): None,
        (2010, "gn:4"): None,
        (2012, "gn:1"): "arrived",
        (2012, "gn:2"): "arrived",
        (2012, "gn:3"): "left",
        (2012, "gn:4"): "stayed",
        (2014, "gn:1"): "stayed",
        (2014, "gn:2"): "left",
        (2014, "gn:4"): "stayed",
    }


def test_networks_have_a_panel_too_and_what_counts_may_be_chosen() -> None:
    found = panel(four_towns(), (2012, 2014), ("memberships",), onto="networks", kinds=("project",))
    assert [(row.year, row.id, row.status, row.value) for row in found.rows] == [
        (2012, "net:b", None, 2.0),
        (2014, "net:b", "left", None),
    ]


def test_years_that_do_not_rise_are_refused_and_undated_rows_are_told() -> None:
    snapshot = four_towns()
    for years in ((), (2011, 2011), (2012, 2010), tuple(range(1700, 1900))):
        with pytest.raises(InvalidRecord, match="rising years"):
            years_report(snapshot, years)
    with pytest.raises(InvalidRecord, match="at least one measure"):
        panel(snapshot, (2010,), ())
    towns = [municipality(f"gn:{i}") for i in (1, 2)]
    rows = [member_of("gn:1", "net:a"), member_of("gn:2", "net:a")]
    nobody_says = replace(worlds.twelve_towns(), nodes=(*towns, network("net:a")), relations=rows, facts=())
    out, inside = (years_report(snapshot_of(nobody_says), (2010,), undated=there) for there in (False, True))
    assert (out.rows[0].towns, inside.rows[0].towns) == (0, 2)
    assert any("2 memberships are in no year" in note for note in out.notes)
    assert any("2 memberships of which nobody says" in note for note in inside.notes)
