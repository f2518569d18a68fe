"""The service over the twelve-town world, and over a store that can be switched off."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.workspace.settings import NO_MODEL, Settings
from api.workspace.workspace import Workspace
from graph.errors import StoreUnavailable
from graph.model import Batch, Call, Format, Network, Programme, Relation, Solution, Strategy
from graph.store.protocol import Store
from graph.store.sqlite_store import SqliteStore
from tests import worlds

#: The ids that the examples of the API name beside those of the twelve towns; they stand in the curated bundle.
EXAMPLES = Batch(
    nodes=(
        Network(id="net:connected-in-europe", name="Connected", kind="initiative", source="world/examples.csv"),
        Solution(id="sol:decidim", name="Decidim", kind="platform", source="world/examples.csv"),
        Programme(id="prog:horizon-europe", name="Horizon Europe", source="world/rules.csv"),
        Format(id="format:cie-tandem", name="Tandem", steps=("kick-off@en", "Auftakt@de"), source="world/examples.csv"),
        Strategy(
            id="strat:digital-decade-policy-programme-2030", name="Decade", kind="law", source="world/examples.csv"
        ),
        Call(id="call:horizon-miss-2027-04-cit-03", name="Cities", source="world/examples.csv", deadline="2027-09-21"),
    ),
    relations=(
        Relation(
            type="UNDER",
            start="call:horizon-miss-2027-04-cit-03",
            end="prog:horizon-europe",
            source="world/examples.csv",
        ),
    ),
)


class SwitchedStore:
    """A store that does not answer while `down` is set, as a server being restarted, and else after `delay` seconds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.down = False
        self.delay = 0.0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        if not callable(found) or name == "close":
            return found

        def ask(*args: Any, **options: Any) -> Any:
            time.sleep(self.delay)
            if self.down:
                raise StoreUnavailable("neo4j://secret-host:7687", "connection refused")
            return found(*args, **options)

        return ask


def settings_in(folder: Path, graph: str | None = None) -> Settings:
    return Settings(
        graph=graph or f"sqlite:///{folder}/graph.sqlite",
        cache=folder / "cache",
        decisions=folder / "decisions.csv",
        model=NO_MODEL,
    )


def until_ready(client: TestClient) -> TestClient:
    assert soon(lambda: client.get("/api/v1/health/ready").status_code == 200)
    return client


def soon(condition: Callable[[], bool], *, within: float = 5) -> bool:
    """Whether it becomes true within so many seconds."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False


@pytest.fixture(scope="session")
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    store = SqliteStore(folder / "graph.sqlite")
    store.write([worlds.twelve_towns(), EXAMPLES])
    store.close()
    return folder


@pytest.fixture(scope="session")
def workspace(world_folder: Path) -> Iterator[Workspace]:
    space = Workspace(settings_in(world_folder))
    yield space
    space.close()


@pytest.fixture(scope="session")
def client(world_folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Workspace(settings_in(world_folder))), raise_server_exceptions=False) as client:
        yield until_ready(client)


@pytest.fixture
def switched(tmp_path: Path) -> Iterator[SwitchedStore]:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([worlds.twelve_towns()])
    yield SwitchedStore(store)
    store.close()


@pytest.fixture
def switched_space(switched: SwitchedStore, tmp_path: Path) -> Iterator[Workspace]:
    space = Workspace(settings_in(tmp_path), store=cast(Store, switched))
    yield space
    space.close()
