"""A damaged record in a store is told by its name."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from graph.errors import InvalidRecord, StoreBroken
from graph.model import Network, Solution
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


def test_what_an_earlier_version_took_for_an_address_is_left_out(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        wrong = "properties = json_set(properties, '$.url', 'javascript:alert(1)')"
        connection.execute(f"UPDATE node SET {wrong} WHERE label = 'Network'")
    connection.close()
    store = SqliteStore(path)
    networks = build_snapshot(store).tables["Network"]
    store.close()
    assert {networks.text("url")[at] for at in range(len(networks))} == {None}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,a", "bad-belzig.de", ""])
def test_a_record_takes_no_address_that_is_none(address: str) -> None:
    with pytest.raises(InvalidRecord, match="is not an address"):
        Network(id="net:a", name="A", kind="network", source="s", url=address)
    with pytest.raises(InvalidRecord, match="is not an address"):
        Solution(id="sol:a", name="A", kind="software", source="s", repository=address)


def test_so_is_a_damaged_relation(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        (start,) = connection.execute("SELECT start FROM relation ORDER BY start LIMIT 1").fetchone()
        connection.execute("UPDATE relation SET weight = 'heavy' WHERE start = ?", (start,))
    connection.close()
    store = SqliteStore(path)
    with pytest.raises(StoreBroken, match="weight = 'heavy'"):
        build_snapshot(store)
    store.close()
