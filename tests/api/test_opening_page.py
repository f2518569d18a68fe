"""A need that cannot be read yet: the page says so at once, and goes on by itself when it can."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.workspace.settings import Settings
from api.workspace.workspace import Workspace
from graph.said import said
from matching.vectors.embedder import Embedder, ModelUnavailable
from tests import worlds
from tests.api.conftest import settings_in, soon, until_ready
from tests.api.test_understanding import OneAxisAText

ASKED = f"/towns/{worlds.BAD_BELZIG}?need=W%C3%A4rmeplanung&lang=en"

NEED = "need=W%C3%A4rmeplanung&lang=en"
#: Other pages for which a need has to be read.
WAIT_TOO = (
    f"/towns/{worlds.BAD_BELZIG}/compare?with={worlds.LOMZA}&{NEED}",
    f"/letter?town={worlds.BAD_BELZIG}&partner={worlds.LOMZA}&{NEED}",
    f"/calls?town={worlds.BAD_BELZIG}&{NEED}",
    f"/calls/{worlds.HEAT_TOGETHER}?town={worlds.BAD_BELZIG}&complete=yes&{NEED}",
)


@pytest.fixture
def settings(world_folder: Path) -> Settings:
    own = settings_in(world_folder)
    return Settings(graph=own.graph, cache=own.cache, decisions=own.decisions)


def test_who_comes_before_the_model_is_open_is_told_and_not_left_waiting(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_now = threading.Event()

    def slow(space: Workspace) -> Embedder:
        open_now.wait(30)
        return OneAxisAText()

    monkeypatch.setattr(Workspace, "_open_embedder", slow)
    with TestClient(create_app(Workspace(settings))) as client:
        until_ready(client)
        early = client.get(ASKED)
        assert (early.status_code, early.headers["retry-after"]) == (503, "2")
        assert "Your need is about to be read" in early.text
        assert client.get(ASKED.replace("need=W%C3%A4rmeplanung&", "")).status_code == 200
        for other in WAIT_TOO:
            waiting = client.get(other)
            assert (waiting.status_code, waiting.headers["cache-control"]) == (503, "no-store")
            assert "Your need is about to be read" in waiting.text
        open_now.set()
        assert soon(lambda: client.get(ASKED).status_code == 200, within=30)


def test_a_model_that_cannot_be_opened_is_told_and_not_waited_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(space: Workspace) -> Embedder:
        raise ModelUnavailable(said("the model is not there"))

    monkeypatch.setattr(Workspace, "_open_embedder", broken)
    with TestClient(create_app(Workspace(settings))) as client:
        until_ready(client)
        assert soon(lambda: "about to be read" not in client.get(ASKED).text, within=30)
        assert "The need could not be read." in client.get(ASKED, headers={"Accept": "text/html"}).text
