"""The map beside the answer for a town."""

from __future__ import annotations

from fastapi.testclient import TestClient

from api.pages.answer_map import answer_map
from api.workspace.workspace import Workspace
from matching.types import Suggestion
from tests import worlds
from tests.api.test_pages import Page


def partner(id: str) -> Suggestion:
    return Suggestion(id=id, kind="partners", name="", score=1.0, contributions=(), source="", distance_km=14.2)


def test_the_page_of_a_town_shows_where_its_partners_lie(client: TestClient) -> None:
    page = Page(client.get(f"/towns/{worlds.BAD_BELZIG}/partners?lang=en").text)
    assert [svg["aria-label"] for svg in page.all("svg") if "small" in (svg.get("class") or "")] == [
        "Map: Bad Belzig and the suggested towns"
    ]
    assert [a for a in page.all("a") if a.get("class") == "first" and "/towns/gn:" in (a.get("href") or "")]


def test_towns_are_called_as_the_reader_calls_them(workspace: Workspace) -> None:
    snapshot = workspace.view().snapshot
    found = [partner(worlds.LOMZA), partner(worlds.BERLIN)]
    drawn = str(answer_map(snapshot, worlds.BAD_BELZIG, found, "de", lambda id: f"/towns/{id}"))
    assert "Polen, 14 km entfernt" in drawn
    assert f'href="/towns/{worlds.LOMZA}"' in drawn


def test_without_partners_or_without_a_place_there_is_no_map(workspace: Workspace) -> None:
    snapshot = workspace.view().snapshot
    assert answer_map(snapshot, worlds.BAD_BELZIG, (), "en", str) is None
    placeless = next(
        snapshot.municipalities.ids[at] for at in range(len(snapshot.municipalities)) if not snapshot.placed[at]
    )
    assert answer_map(snapshot, placeless, [partner(worlds.BERLIN)], "en", str) is None
    assert answer_map(snapshot, worlds.BERLIN, [partner(placeless)], "en", str)
