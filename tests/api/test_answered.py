"""Answers are given again from memory exactly as long as they may be said to hold still."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.http.answered import Answered
from api.workspace.workspace import Workspace
from graph.model import Batch, Municipality
from matching.engine import Engine
from matching.types import Answer, Query
from tests import worlds
from tests.api.conftest import SwitchedStore, until_ready

PAGE = f"/towns/{worlds.BAD_BELZIG}"
PARTNERS = f"/api/v1/municipalities/{worlds.BAD_BELZIG}/partners"


@pytest.fixture
def thought(monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """The questions that the engine was asked."""
    asked: list[Query] = []
    suggest = Engine.suggest

    def counting(engine: Engine, query: Query) -> Answer:
        asked.append(query)
        return suggest(engine, query)

    monkeypatch.setattr(Engine, "suggest", counting)
    return asked


@pytest.mark.parametrize("path", [PAGE, PARTNERS])
def test_who_asks_the_same_again_gets_the_same_without_new_thinking(
    switched_space: Workspace, thought: list[Query], path: str
) -> None:
    with TestClient(create_app(switched_space, look_every=60)) as client:
        first = until_ready(client).get(path)
        again = client.get(path)
        assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
        assert len(thought) == 1
        assert client.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("path", [PAGE, PARTNERS])
def test_another_question_another_day_and_another_graph_are_thought_about(
    switched: SwitchedStore,
    switched_space: Workspace,
    thought: list[Query],
    path: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with TestClient(create_app(switched_space, look_every=60)) as client:
        until_ready(client).get(path)
        assert client.get(path, params={"topic": worlds.CLIMATE_ENERGY}).status_code == 200
        assert len(thought) == 2
        switched.write([Batch(nodes=(Municipality(id="gn:1", name="Newtown", country="DE", source="s"),))])
        switched_space.refresh()
        client.get(path)
        assert len(thought) == 3
        for module in ("api.pages.town", "api.http.routes.suggestions"):
            monkeypatch.setattr(f"{module}.today", lambda: date(2031, 1, 1))
        client.get(path)
        assert [query.on for query in thought[2:]] == [thought[2].on, date(2031, 1, 1)]


def test_a_page_in_another_language_is_another_page(switched_space: Workspace) -> None:
    with TestClient(create_app(switched_space, look_every=60)) as client:
        texts = {until_ready(client).get(PAGE, headers={"Accept-Language": language}).text for language in ("de", "en")}
        assert len(texts) == 2


def test_no_more_is_kept_than_so_many_bytes_and_nothing_that_is_very_long() -> None:
    answered, made = Answered(most=100, largest=60), list[str]()

    def get(tag: str, size: int) -> None:
        def make() -> bytes:
            made.append(tag)
            return bytes(size)

        assert len(answered.get(tag, make)) == size

    for tag, size in (("a", 40), ("b", 40), ("a", 40), ("c", 40), ("a", 40), ("b", 40), ("long", 61), ("long", 61)):
        get(tag, size)
    assert made == ["a", "b", "c", "b", "long", "long"]
