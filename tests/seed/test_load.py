from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import DanglingRelation, RowError
from graph.model import Batch
from graph.store.protocol import Counts, Store
from graph.store.sqlite_store import SqliteStore
from seed.load import difference, load
from seed.reading import Reading
from tests.factory import fact, member_of, municipality, network

ERROR = RowError("towns.csv", 3, "population", "many", "is not a number")
TOWN, NETWORK = municipality("gn:1"), network()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = SqliteStore(tmp_path / "graph.db")
    yield store
    store.close()


def test_a_load_writes_all_readings_and_counts_them(store: Store) -> None:
    readings = [
        Reading("register", Batch([TOWN], (), [fact()])),
        Reading("networks", Batch([NETWORK], [member_of()]), (ERROR,), ("one town was merged",)),
    ]
    report = load(store, readings)
    assert store.counts() == Counts({"Municipality": 1, "Network": 1}, {"MEMBER_OF": 1}, 1)
    assert report.records == {"Fact": 1, "MEMBER_OF": 1, "Municipality": 1, "Network": 1}
    assert (report.changes.created, report.rejected) == (4, 1)
    assert report.errors == {"networks": (ERROR,)}
    assert report.notices == {"networks": ("one town was merged",)}


def test_errors_of_two_readings_of_one_name_are_both_told(store: Store) -> None:
    reading = Reading("towns.csv", Batch(), (ERROR,))
    assert load(store, [reading, reading]).rejected == 2


def test_loading_twice_changes_nothing(store: Store) -> None:
    readings = [Reading("all", Batch([TOWN, NETWORK], [member_of()], [fact()]))]
    load(store, readings)
    before = store.revision()
    assert not load(store, readings).changes
    assert store.revision() == before


def test_readings_may_refer_to_each_other_in_any_order(store: Store) -> None:
    readings = [Reading("memberships", Batch((), [member_of()])), Reading("nodes", Batch([TOWN, NETWORK]))]
    assert load(store, readings).changes.created == 3


def test_a_load_that_fails_leaves_the_store_as_it_was(store: Store) -> None:
    good, dangling = Reading("good", Batch([TOWN])), Reading("bad", Batch((), [member_of("gn:1", "net:nowhere")]))
    with pytest.raises(DanglingRelation, match="net:nowhere"):
        load(store, [good, dangling])
    assert store.counts() == Counts()


def test_a_reading_replaces_what_its_source_said_before(store: Store) -> None:
    nodes = Reading("nodes", Batch([TOWN, NETWORK]))
    old = Reading("file", Batch((), [member_of(source="file")], [fact(source="file")]), replaces=("file",))
    new = Reading("file", Batch((), (), [fact(value="12000", source="file")]), replaces=("file",))
    load(store, [nodes, old])
    assert load(store, [new]).changes.removed >= 1
    assert list(store.relations("MEMBER_OF")) == []
    assert [stated.value for stated in store.facts()] == ["12000"]


def test_progress_is_told_in_words(store: Store) -> None:
    told: list[str] = []
    load(store, [Reading("register", Batch([TOWN]))], progress=told.append)
    assert any("register" in line for line in told)


def test_the_difference_lists_what_is_new_changed_and_gone_and_writes_nothing(store: Store) -> None:
    stays, goes = member_of(source="file"), fact(key="pic", value="999999999", source="file")
    load(store, [Reading("before", Batch([TOWN, NETWORK], [stays], [fact(), goes]))])
    before = store.revision()
    new = municipality("gn:2", "Łomża", country="PL")
    batch = Batch([NETWORK, new, municipality("gn:1", population=11247)], [stays], [fact(value="11300")])
    found = difference(store, batch, remove_sources=["file"])
    assert found.created == (new,)
    assert {change.record: dict(change.fields) for change in found.changed} == {
        municipality("gn:1", population=11247): {"population": (None, 11247)},
        fact(value="11300"): {"value": ("11200", "11300")},
    }
    assert found.removed == (goes,)
    assert found.unchanged == 2
    assert store.revision() == before


def test_after_the_load_there_is_no_difference(store: Store) -> None:
    batch = Batch([TOWN, NETWORK], [member_of()], [fact()])
    assert difference(store, batch)
    load(store, [Reading("all", batch)])
    assert not difference(store, batch, remove_sources=["register"])
    assert difference(store, batch).unchanged == len(batch)
