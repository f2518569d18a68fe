"""A Neo4j that is stopped and started again under the running service: answers go on, and nobody has to restart it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.workspace.workspace import Workspace
from graph.model import Batch, Municipality
from graph.store.neo4j_store import Neo4jStore
from tests import worlds
from tests.api.conftest import settings_in, soon, until_ready
from tests.neo4j_server import USER, Neo4jServer

pytestmark = pytest.mark.neo4j
READY, LIVE = "/api/v1/health/ready", "/api/v1/health/live"
PARTNERS = f"/api/v1/municipalities/{worlds.BAD_BELZIG}/partners"


def write(server: Neo4jServer, batch: Batch) -> None:
    store = Neo4jStore(server.address, user=USER, password=server.password)
    store.write([batch])
    store.close()


WORLD = worlds.twelve_towns()


@pytest.mark.faults
def test_the_service_outlives_a_restart_of_its_store(empty_server: Neo4jServer, tmp_path: Path) -> None:
    write(empty_server, WORLD)
    settings = replace(
        settings_in(tmp_path, empty_server.address), graph_user=USER, graph_password=empty_server.password
    )
    with TestClient(create_app(Workspace(settings), look_every=0.2), raise_server_exceptions=False) as client:
        answer = until_ready(client).get(PARTNERS).json()
        empty_server.stop()
        try:
            assert soon(lambda: client.get(READY).json()["store"] == "does not answer", within=60)
            assert client.get(READY).status_code == client.get(LIVE).status_code == 200
            assert client.get(PARTNERS).json() == answer
            assert client.get("/api/v1/municipalities/Bad%20Belzig/networks").status_code == 200
        finally:
            empty_server.start()
        assert soon(lambda: client.get(READY).json()["store"] == "answers", within=60)
        write(empty_server, Batch(nodes=(Municipality(id="gn:1", name="Newtown", country="DE", source="s"),)))
        assert soon(lambda: client.get("/api/v1/municipalities/gn:1").status_code == 200, within=60)
