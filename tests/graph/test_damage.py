"""A damaged record in a store is told by its name."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from graph.errors import StoreBroken
from graph.snapshot.build import build_snapshot
from graph.store.sqlite_store import SqliteStore
from tests import worlds


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([worlds.twelve_towns()])
    store.close()
    return tmp_path / "graph.sqlite"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "$.population='many'",
            "population = 'many'",
        ),
        ("$.country=7", "country = 7"),
        ("as_of = 'yesterday'", "yesterday"),
        ("properties = '{'", "properties"),
        ("properties = '[]'", "properties"),
    ],
)
def test_a_damaged_town_is_named_with_what_is_wrong(path: Path, change: str, told: str) -> None:
    with sqlite3.connect(path) as connection:
        if change.startswith("$"):
            change = "properties = json_set(properties, '{}', {})".format(*change.split("="))
        connection.execute(f"UPDATE node SET {change} WHERE id = ?", (worlds.BRUECK,))
    connection.close()
    store = SqliteStore(path)
    with pytest.raises(StoreBroken) as broken:
        build_snapshot(store)
    store.close()
    assert worlds.BRUECK in str(broken.value)
    assert told in str(broken.value)


def test_so_is_a_damaged_relation(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        (start,) = connection.execute("SELECT start FROM relation ORDER BY start LIMIT 1").fetchone()
        connection.execute("UPDATE relation SET weight = 'heavy' WHERE start = ?", (start,))
    connection.close()
    store = SqliteStore(path)
    with pytest.raises(StoreBroken, match="weight = 'heavy'"):
        build_snapshot(store)
    store.close()
