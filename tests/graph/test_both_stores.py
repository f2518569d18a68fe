"""SQLite and Neo4j hold the same graph: the snapshot is the same from both, bit by bit."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Batch
from graph.snapshot.build import build_snapshot, named_arrays
from graph.store.neo4j_store import Neo4jStore
from graph.store.sqlite_store import SqliteStore
from tests.factory import small_world
from tests.neo4j_server import USER, Neo4jServer
from tests.worlds import twelve_towns

pytestmark = pytest.mark.neo4j


@pytest.mark.parametrize(
    "world", [twelve_towns(), small_world(), Batch()], ids=["twelve towns", "small world", "empty"]
)
def test_both_stores_give_the_same_snapshot(world: Batch, empty_server: Neo4jServer, tmp_path: Path) -> None:
    sqlite = SqliteStore(tmp_path / "graph.sqlite")
    neo4j = Neo4jStore(empty_server.address, user=USER, password=empty_server.password)
    try:
        for store in (sqlite, neo4j):
            store.write([world])
        one, other = build_snapshot(sqlite), build_snapshot(neo4j)
    finally:
        sqlite.close()
        neo4j.close()
    for (name, array), (other_name, same) in zip(named_arrays(one), named_arrays(other), strict=True):
        assert name == other_name
        assert array.tobytes() == same.tobytes(), name
    assert one.digest == other.digest
