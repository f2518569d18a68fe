"""Loading the large world into each store, and reading it into a snapshot."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.world import large_world
from graph.snapshot.cache import cached_snapshot
from graph.snapshot.frozen import Snapshot
from graph.store.neo4j_store import Neo4jStore
from graph.store.sqlite_store import SqliteStore
from tests.neo4j_server import USER, Neo4jServer


def graph_file(folder: Path) -> Path:
    return folder / "large.sqlite"


def large_snapshot(folder: Path) -> Snapshot:
    """The snapshot of the large world, from the folder's cache or its store."""
    store = SqliteStore(graph_file(folder))
    try:
        return cached_snapshot(store, folder / "cache" / "snapshots")
    finally:
        store.close()


def neo4j_store(server: Neo4jServer) -> Neo4jStore:
    return Neo4jStore(server.address, user=USER, password=server.password)


def figures(folder: Path, server: Neo4jServer | None) -> Iterator[Figure]:
    """Load what is not there yet, and tell how long it took."""
    world = None
    sqlite = SqliteStore(graph_file(folder))
    neo4j = None if server is None else neo4j_store(server)
    try:
        if not sqlite.revision() or (neo4j is not None and not neo4j.revision()):
            began = time.perf_counter()
            world = large_world()
            yield Figure("the large world made: towns", sum(n.label == "Municipality" for n in world.nodes), "")
            yield Figure("the large world made: relations", len(world.relations), "")
            yield Figure("the large world made in", time.perf_counter() - began, "s")
        if world is not None and not sqlite.revision():
            began = time.perf_counter()
            sqlite.write([*world.batches()])
            yield Figure("load into SQLite", time.perf_counter() - began, "s", most=20)
            began = time.perf_counter()
            large_snapshot(folder)
            yield Figure("snapshot made from SQLite", time.perf_counter() - began, "s")
        if world is not None and neo4j is not None and not neo4j.revision():
            began = time.perf_counter()
            for batch in world.batches():
                neo4j.write([batch])
            yield Figure("load into Neo4j", time.perf_counter() - began, "s", most=300)
    finally:
        sqlite.close()
        if neo4j is not None:
            neo4j.close()
