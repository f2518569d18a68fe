"""Fixtures of the whole suite: one Neo4j and one seeded graph for the session, made only if a test asks for them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from graph.store.sqlite_store import SqliteStore
from seed.register.geonames import Register
from tests import worlds
from tests.command_line import CommandLine
from tests.neo4j_server import Neo4jMissing, Neo4jServer, cypher, free_port

# The same examples on every run, however busy the machine is.
settings.register_profile("peerpolis", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("peerpolis")


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A running server with an empty graph. Skips where there is none, but fails in CI: there it must be tested."""
    server = Neo4jServer(tmp_path_factory.mktemp("neo4j"), free_port())
    try:
        server.start()
    except Neo4jMissing as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI=true, so Neo4j has to run: {missing}")
        pytest.skip(f"Neo4j cannot run here. {missing}")
    yield server
    server.stop()


@pytest.fixture
def empty_server(neo4j_server: Neo4jServer) -> Neo4jServer:
    """The session's server without what tests before left in it, by whatever program."""
    cypher(neo4j_server, "MATCH (n) DETACH DELETE n")
    return neo4j_server


@pytest.fixture(scope="session")
def register() -> Register:
    """The register of places, read once."""
    from seed.register.geonames import read_register

    return read_register()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that Peerpolis brings along in `graph.sqlite`. Copy it to write to it."""
    from seed.seeding import seed_store

    folder = tmp_path_factory.mktemp("seeded")
    store = SqliteStore(folder / "graph.sqlite")
    seed_store(store)
    store.close()
    return folder


@pytest.fixture
def peerpolis(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[CommandLine]:
    """The command line on the twelve-town world."""
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([worlds.twelve_towns()])
    store.close()
    command_line = CommandLine(tmp_path, monkeypatch, capsys)
    yield command_line
    command_line.close()


@pytest.fixture
def whole(seeded: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[CommandLine]:
    """The command line on all that Peerpolis brings along; only for questions."""
    command_line = CommandLine(seeded, monkeypatch, capsys)
    yield command_line
    command_line.close()
