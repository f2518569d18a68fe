"""The next snapshot is the same, to the byte, whether continued from the last one or built anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Batch, Fact, Node, Relation
from graph.snapshot.build import build_snapshot, named_arrays
from graph.snapshot.cache import cached_snapshot
from graph.snapshot.frozen import Snapshot
from graph.snapshot.past import as_of
from graph.snapshot.successor import successor
from graph.store.sqlite_store import SqliteStore
from graph.store.written import Since
from tests.factory import fact, member_of, municipality, network, relation, small_world, topic
from tests.memory_store import snapshot_of
from tests.worlds import twelve_towns

RecordT = TypeVar("RecordT", bound=Node | Relation | Fact)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([small_world()])
    yield store
    store.close()


def continued(store: SqliteStore, last: Snapshot, revision: int) -> Snapshot:
    since = store.since(revision)
    assert since is not None
    return successor(last, since)


def same(one: Snapshot, other: Snapshot) -> None:
    """Byte by byte, with what is not in the digest."""
    for (name, ours), (other_name, theirs) in zip(named_arrays(one), named_arrays(other), strict=True):
        assert name == other_name
        assert (ours.dtype, ours.shape, ours.tobytes()) == (theirs.dtype, theirs.shape, theirs.tobytes()), name
        assert not ours.flags.writeable or not ours.size, name
    assert (one.digest, one.undated, one.undated_in) == (other.digest, other.undated, other.undated_in)


TOWNS = [f"gn:{n}" for n in (1, 2, 3, 4, 55, 600)]
NETWORKS = ["net:a", "net:climate-league", "net:z-with-a-longer-id"]
SOURCES = ["other list", "register", "ähnliche Liste", "zz"]
sources = st.sampled_from(SOURCES)
days = st.sampled_from([None, "2010", "2011-03", "2024-05-31"])
towns = st.builds(
    municipality,
    st.sampled_from(TOWNS),
    st.sampled_from(["Belzig", "Łomża", "Ort"]),
    country=st.sampled_from(["DE", "PL", "AT"]),
    names=st.sampled_from([(), ("Бельциг", "Beltz")]),
    population=st.sampled_from([None, 11247]),
    lat=st.just(52.1),
    lon=st.sampled_from([9.5, 12.5]),
    source=sources,
    as_of=days,
)
networks = st.builds(
    network,
    st.sampled_from(NETWORKS),
    kind=st.sampled_from(["association", "project"]),
    start=days,
    summary=st.sampled_from([None, "Für das Klima", ""]),
    source=sources,
)
members = st.builds(
    member_of,
    st.sampled_from(TOWNS),
    st.sampled_from(NETWORKS),
    role=st.sampled_from([None, "lead", "member"]),
    since=days,
    source=sources,
)
needs = st.builds(
    relation,
    st.just("OFFERS"),
    st.just("gn:1"),
    st.just("topic:x"),
    source=sources,
    evidence=st.sampled_from([None, "Plan – 2024"]),
)
twins = st.builds(
    relation,
    st.just("TWINNED_WITH"),
    st.just("gn:1"),
    st.sampled_from(TOWNS[1:]),
    source=sources,
    since=days,
)
facts = st.builds(
    fact,
    st.sampled_from(TOWNS),
    st.sampled_from(["population", "climate_plan"]),
    st.sampled_from(["100", "20000"]),
    source=sources,
    as_of=days,
)


def whole(nodes: list[Node], relations: list[Relation], stated: list[Fact]) -> Batch:
    """A batch in which nothing dangles."""
    have = {n.id for n in nodes}
    made: dict[str, Callable[[str], Node]] = {"gn": municipality, "net": network, "topic": topic}
    missing = [made[i.partition(":")[0]](i) for i in [*TOWNS, *NETWORKS, "topic:x"] if i not in have]
    used = {i for r in relations for i in (r.start, r.end)} | {f.subject for f in stated}
    return Batch(nodes=[*nodes, *(n for n in missing if n.id in used)], relations=relations, facts=stated)


worlds = st.builds(
    whole,
    st.lists(st.one_of(towns, networks), max_size=6, unique_by=lambda n: n.id),
    st.lists(st.one_of(members, twins, needs), max_size=7, unique_by=lambda r: r.identity),
    st.lists(facts, max_size=5, unique_by=lambda f: f.identity),
)


@given(worlds, worlds, st.booleans())
@settings(max_examples=30, deadline=None)
def test_from_any_world_to_any_other_it_is_the_same_by_both_ways(one: Batch, other: Batch, all_told: bool) -> None:
    """What was written is told with more or less of what is as it was."""

    def between(ours: Iterable[RecordT], theirs: Iterable[RecordT], key: str) -> dict[Any, RecordT | None]:
        old, new = ({getattr(r, key): r for r in records} for records in (ours, theirs))
        return {k: new.get(k) for k in {*old, *new} if all_told or old.get(k) != new.get(k)}

    since = Since(
        2,
        between(one.nodes, other.nodes, "id"),
        between(one.relations, other.relations, "identity"),
        between(one.facts, other.facts, "identity"),
    )
    same(successor(snapshot_of(one), since), snapshot_of(other))


def test_a_town_between_others_moves_them(store: SqliteStore) -> None:
    last, revision = build_snapshot(store), store.revision()
    store.write([Batch(nodes=[municipality("gn:15", "Dazwischen")], relations=[member_of("gn:15")])])
    now = continued(store, last, revision)
    same(now, build_snapshot(store))
    assert [now.municipalities.ids[at] for at in range(4)] == ["gn:1", "gn:15", "gn:2", "gn:3"]


def test_what_no_write_touched_is_the_very_same(store: SqliteStore) -> None:
    last, revision = build_snapshot(store), store.revision()
    store.write([Batch(relations=[member_of("gn:3", role="member")])])
    now = continued(store, last, revision)
    assert now.municipalities is last.municipalities
    assert now.facts.value is last.facts.value
    assert now.links("IN").end is last.links("IN").end
    assert len(now.links("MEMBER_OF")) == len(last.links("MEMBER_OF")) + 1


def test_a_source_taken_back_goes_with_its_towns_and_its_name(store: SqliteStore) -> None:
    before, revision = build_snapshot(store), store.revision()
    away = Batch(
        nodes=[municipality("gn:0", source="mine"), topic("topic:new", source="mine")],
        relations=[member_of("gn:0", source="mine"), relation("NEEDS", "gn:0", "topic:new", source="mine")],
        facts=[fact("gn:0", source="mine")],
    )
    store.write([away])
    with_it = continued(store, before, revision)
    same(with_it, build_snapshot(store))
    store.write([], remove_sources=["mine"])
    same(continued(store, with_it, revision + 1), before)


def test_nothing_is_known_of_what_was_long_ago_or_large(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.sqlite_write.WRITES", 3)
    revision = store.revision()
    for number in range(5):
        store.write([Batch(facts=[fact(value=str(number + 1))])])
    assert store.since(revision) is None
    assert store.since(revision + 3) is not None
    assert store.since(store.revision()) == Since(store.revision(), {}, {}, {})
    assert store.since(store.revision() + 1) is None  # a graph that has gone back
    revision = store.revision()
    monkeypatch.setattr("graph.store.written.KEYS", 30)
    store.write([twelve_towns()])
    assert store.since(revision) is None


def test_a_source_of_very_many_statements_leaves_a_gap(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    revision = store.revision()
    monkeypatch.setattr("graph.store.sqlite_write.KEYS", 3)
    store.write([Batch(facts=[fact(source="mine", value="7")])], remove_sources=["register"])
    assert store.since(revision) is None


def test_a_write_of_a_version_that_keeps_no_keys_is_a_gap(store: SqliteStore) -> None:
    revision = store.revision()
    with store._transaction() as connection:
        connection.execute("DROP TABLE written")
        connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
    assert store.since(revision) is None
    store.write([Batch(facts=[fact(value="8")])])
    assert store.since(revision) is None
    assert store.since(revision + 1) is not None


def test_what_does_not_fit_together_is_built_anew(store: SqliteStore, tmp_path: Path) -> None:
    last, revision = build_snapshot(store), store.revision()
    store.write([Batch(relations=[member_of("gn:3")])])
    since = store.since(revision)
    assert since is not None
    with pytest.raises(KeyError):
        successor(last, replace(since, nodes={"gn:1": None}))
    with pytest.raises(ValueError, match="all that is known"):
        successor(as_of(last, date(2020, 1, 1)), since)
    read: list[str] = []
    cached_snapshot(store, tmp_path / "one", before_reading=lambda: read.append("read"), last=(revision, last))
    assert not read
    cached_snapshot(store, tmp_path / "two", before_reading=lambda: read.append("read"), last=(revision + 9, last))
    assert read == ["read"]
