"""A graph that an earlier version filled is brought up to date by the command that fills one: `peerpolis seed`."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from api.words.age import age_warnings
from graph.errors import StoreBroken
from graph.model import NODE_TYPES, RELATION_TYPES, Batch, Fact, Network, Relation
from graph.store.sqlite_store import SqliteStore
from seed.files.source import OWN, bundle_date
from seed.seeding import calls_as_of, filled_from, seed_store

BAD_BELZIG = "gn:2951134"
OF_USERS = "profiles:own.csv"


def content(store: SqliteStore) -> tuple[object, ...]:
    return (
        [list(store.nodes(label)) for label in NODE_TYPES],
        [list(store.relations(type)) for type in RELATION_TYPES],
        list(store.facts()),
    )


def made_older(path: Path) -> None:
    """Take out of a graph what an earlier version did not bring, and put in what it said and this one does not."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("DELETE FROM relation WHERE type = 'TWINNED_WITH' OR start LIKE 'strat:%'")
        connection.execute("DELETE FROM node WHERE label IN ('Strategy', 'Format')")
        connection.execute("DELETE FROM fact WHERE key = 'website'")
        connection.execute("UPDATE node SET as_of = NULL WHERE label = 'Topic'")
    connection.close()
    store = SqliteStore(path)
    gone = Network(id="net:gone-since", name="Gone since", kind="network", source=OWN)
    member = Relation(type="MEMBER_OF", start=BAD_BELZIG, end=gone.id, source=OWN)
    code = Fact(subject=BAD_BELZIG, key="pic", value="1", source=OWN)
    store.write([Batch(nodes=[gone], relations=[member], facts=[code])])
    store.close()


@pytest.mark.real
def test_an_older_graph_becomes_what_a_new_one_is_and_what_was_imported_stays(seeded: Path, tmp_path: Path) -> None:
    path = tmp_path / "graph.sqlite"
    shutil.copy(seeded / "graph.sqlite", path)
    store = SqliteStore(path)
    new = content(store)
    assert filled_from(store) == bundle_date()
    store.close()
    made_older(path)
    store = SqliteStore(path)
    assert filled_from(store) is None
    imported = Relation(type="NEEDS", start=BAD_BELZIG, end="topic:heat-planning", source=OF_USERS)
    store.write([Batch(relations=[imported])])
    assert seed_store(store).changes
    assert list(store.relations("NEEDS")) == [imported]
    store.write([], remove_sources=[OF_USERS])
    assert content(store) == new
    store.close()


def test_a_graph_of_other_tables_is_refused_with_the_command_that_fills_a_new_one(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "graph.sqlite").close()
    connection = sqlite3.connect(tmp_path / "graph.sqlite")
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    with pytest.raises(StoreBroken, match="peerpolis seed"):
        SqliteStore(tmp_path / "graph.sqlite").close()


@pytest.mark.parametrize(
    ("bundle", "calls", "on", "warned"),
    [
        ("2026-11-29", "2026-08", date(2026, 11, 29), []),
        ("2026-11-29", "2026-08", date(2027, 3, 3), ["half a year"]),
        ("2026-11-29", None, date(2030, 1, 1), []),
        (None, "2026-08", date(2026, 11, 29), ["peerpolis seed"]),
        ("2026-05-01", "2025-08", date(2026, 11, 29), ["peerpolis seed", "half a year"]),
    ],
)
def test_status_warns_of_calls_older_than_half_a_year_and_of_an_earlier_bundle(
    bundle: str | None, calls: str | None, on: date, warned: list[str]
) -> None:
    told = age_warnings(bundle, calls, "2026-11-29", on)
    assert len(told) == len(warned)
    assert all(words in sentence for words, sentence in zip(warned, told, strict=True))


def test_the_newest_call_dates_the_calls(seeded: Path) -> None:
    store = SqliteStore(seeded / "graph.sqlite")
    assert (calls_as_of(store) or "") >= "2026-08"
    store.close()
