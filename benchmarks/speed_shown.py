"""How soon a running service shows an import of ten rows among 100,000 towns, and how long its first question takes.

The ten are profiles of towns (a need each), one of them of a town that is new; each round imports ten others. Counted
from the end of the write, as whoever has imported something and looks for it meets it.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from benchmarks.figures import Figure
from benchmarks.service import get, of_town, service
from benchmarks.speed_load import graph_file, neo4j_store
from graph.model import Batch, Municipality, Relation
from graph.store.protocol import Store
from graph.store.sqlite_store import SqliteStore
from tests.neo4j_server import USER, Neo4jServer

ROUNDS = 5
#: What is wanted, in seconds.
SOON = 5.0


def figures(folder: Path, server: Neo4jServer | None) -> Iterator[Figure]:
    copied = folder / "shown"
    shutil.rmtree(copied, ignore_errors=True)
    copied.mkdir()
    shutil.copy(graph_file(folder), graph_file(copied))
    sqlite = SqliteStore(graph_file(copied))
    try:
        yield from _measured("SQLite", sqlite, copied, {"PEERPOLIS_MODEL": "none"})
    finally:
        sqlite.close()
    if server is not None:
        neo4j = neo4j_store(server)
        own = {"PEERPOLIS_MODEL": "none", "PEERPOLIS_GRAPH": server.address, "PEERPOLIS_GRAPH_USER": USER}
        try:
            yield from _measured("Neo4j", neo4j, copied, own | {"PEERPOLIS_GRAPH_PASSWORD": server.password})
        finally:
            neo4j.close()
    shutil.rmtree(copied)


def _measured(name: str, store: Store, folder: Path, own: dict[str, str]) -> Iterator[Figure]:
    towns = [node for node in store.nodes("Municipality") if isinstance(node, Municipality)]
    shown, asked = [], []
    with service(folder, cache=folder / f"cache-{name}", own=own) as (process, port):
        connection = HTTPConnection("127.0.0.1", port, timeout=120)
        get(connection, of_town(towns[0].id, "partners"))
        used = process.cpu_times()
        for number in range(ROUNDS):
            source, id = f"profiles:shown-{number}", f"gn:9990{number}"
            new = replace(towns[0], id=id, name=f"Newtown {number}", names=(), source=source)
            needy = [id, *(town.id for town in towns[number * 50 + 1 : number * 50 + 10])]
            wanted = [Relation(type="NEEDS", start=town, end="topic:heat-planning", source=source) for town in needy]
            store.write([Batch(nodes=[new], relations=wanted)])
            began = time.perf_counter()
            while not _known(connection, id):
                time.sleep(0.02)
            middle = time.perf_counter()
            get(connection, of_town(id, "partners"))
            shown.append(middle - began)
            asked.append(time.perf_counter() - middle)
        now = process.cpu_times()
    spent = (now.user + now.system - used.user - used.system) / ROUNDS
    yield Figure(f"{name}: ten rows shown after, at most", max(shown), "s", most=SOON)
    yield Figure(f"{name}: ten rows shown after, median", statistics.median(shown), "s")
    yield Figure(f"{name}: first question then, median", statistics.median(asked), "s")
    yield Figure(f"{name}: processor of the service for each import", spent, "s")


def _known(connection: HTTPConnection, id: str) -> bool:
    connection.request("GET", f"/api/v1/municipalities/{quote(id)}")
    response = connection.getresponse()
    response.read()
    return response.status == 200
