"""Fixtures of the whole suite: one Neo4j and one seeded graph for the session, made only if a test asks for them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from graph.snapshot.cache import cached_snapshot
from graph.snapshot.frozen import Snapshot
from graph.store.sqlite_store import SqliteStore
from seed.register.geonames import Register
from tests import worlds
from tests.beginnings import seeded, started
from tests.command_line import CommandLine
from tests.neo4j_server import Neo4jMissing, Neo4jServer, cypher

# The same examples on every run, however busy the machine is.
settings.register_profile("peerpolis", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("peerpolis")


# Else each worker and each of the hundred commands that tests start would compile all modules anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Neo4j comes first, for it is the longest; what asks for the seeded graph last, for that is in the making
    meanwhile. A file stays together."""
    waiting = {_file_of(item.nodeid) for item in items if "seeded" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: (_file_of(item.nodeid) not in _with_neo4j(), _file_of(item.nodeid) in waiting))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """What one worker does: a file of tests, or all files that ask for Neo4j, for these empty the one server."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types
        def _split_scope(self, nodeid: str) -> str:
            file = _file_of(nodeid)
            return "neo4j" if file in _with_neo4j() else file

    return ByFile(config, log)


def _file_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]


@cache
def _with_neo4j() -> frozenset[str]:
    """The files with tests that ask for Neo4j, as node ids begin: the one who hands out tests knows no more of them."""
    root = Path(__file__).parents[1]
    files = Path(__file__).parent.rglob("test_*.py")
    asks = re.compile(r"\b(?:neo4j|empty)_server: Neo4jServer")
    return frozenset(f.relative_to(root).as_posix() for f in files if asks.search(f.read_text(encoding="utf-8")))


@pytest.fixture(scope="session", autouse=True)
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Future[Path] | None]:
    """The seeded folder, on its way from the beginning of the session on if some chosen test asks for it."""
    if not any("seeded" in getattr(item, "fixturenames", ()) for item in request.session.items):
        yield None
        return
    at_once = "PYTEST_XDIST_WORKER" in os.environ
    folder = tmp_path_factory.getbasetemp().parent / "seeded" if at_once else tmp_path_factory.mktemp("seeded")
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(seeded, folder)


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A running server with an empty graph. Skips where there is none, but fails in CI: there it must be tested."""
    try:
        server = started(tmp_path_factory.mktemp("neo4j"))
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


@pytest.fixture(scope="session", name="seeded")
def seeded_folder(begun: Future[Path]) -> Path:
    """A folder with all that Peerpolis brings along in `graph.sqlite`. Copy it to write to it."""
    return begun.result()


@pytest.fixture(scope="session")
def seeded_snapshot(seeded: Path) -> Snapshot:
    """The snapshot of all that Peerpolis brings along, opened once."""
    store = SqliteStore(seeded / "graph.sqlite")
    try:
        return cached_snapshot(store, seeded / "cache" / "snapshots")
    finally:
        store.close()


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
