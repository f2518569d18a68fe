"""Conditional answers and pages of lists."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.workspace.workspace import Workspace
from graph.model import Batch, Municipality
from tests import worlds
from tests.api.conftest import SwitchedStore, until_ready

PARTNERS = f"/api/v1/municipalities/{worlds.BAD_BELZIG}/partners"
LISTS = ("municipalities", "networks", "solutions", "calls", "programmes", "topics", "sources")


@pytest.mark.parametrize(
    "path",
    [
        PARTNERS,
        "/api/v1/municipalities?q=Belzig",
        f"/api/v1/networks/{worlds.CLIMATE_LEAGUE}",
        "/api/v1/centrality",
        "/api/v1/gaps",
        "/api/v1/version",
        *(f"/api/v1/{name}" for name in LISTS),
    ],
)
def test_a_copy_that_still_holds_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert first.headers["cache-control"] == "no-cache"
    for known in (tag, f'W/{tag}, "other"', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).content == first.content


def test_another_question_has_another_tag(client: TestClient) -> None:
    paths = (PARTNERS, f"{PARTNERS}?top=3", f"{PARTNERS}?language=de", f"{PARTNERS}?on=2030-01-01", "/api/v1/calls")
    assert len({client.get(p).headers["etag"] for p in paths}) == len(paths)


def test_a_write_makes_copies_outdated(switched: SwitchedStore, switched_space: Workspace) -> None:
    with TestClient(create_app(switched_space, look_every=60)) as client:
        tag = until_ready(client).get("/api/v1/municipalities").headers["etag"]
        switched.write([Batch(nodes=(Municipality(id="gn:1", name="Newtown", country="DE", source="s"),))])
        switched_space.refresh()
        fresh = client.get("/api/v1/municipalities", headers={"If-None-Match": tag})
        assert (fresh.status_code, fresh.json()["total"]) == (200, 13)


@pytest.mark.parametrize("name", LISTS)
def test_the_pages_of_a_list_put_together_are_the_list(client: TestClient, name: str) -> None:
    whole = client.get(f"/api/v1/{name}?limit=100").json()
    assert len(whole["items"]) == whole["total"] > 0
    collected: list[object] = []
    path: str | None = f"/api/v1/{name}?limit=2"
    while path is not None:
        page = client.get(path)
        assert page.json()["items"]
        collected += page.json()["items"]
        following = re.search(r'<([^>]*)>; rel="next"', page.headers.get("link", ""))
        path = following[1] if following else None
    assert collected == whole["items"]


def test_the_link_back_leads_back(client: TestClient) -> None:
    page = client.get("/api/v1/municipalities?country=DE&limit=2&offset=2")
    back = re.search(r'<([^>]*)>; rel="prev"', page.headers["link"])
    assert back is not None
    assert client.get(back[1]).json() == client.get("/api/v1/municipalities?country=DE&limit=2").json()
    assert 'rel="prev"' not in client.get(back[1]).headers["link"]


def test_a_page_beyond_the_end_is_empty_and_knows_the_total(client: TestClient) -> None:
    page = client.get("/api/v1/municipalities?offset=1000").json()
    assert (page["items"], page["total"]) == ([], 12)


def test_towns_are_listed_by_country_and_kind(client: TestClient) -> None:
    listed = client.get("/api/v1/municipalities?country=DE&kind=municipality&limit=100").json()["items"]
    assert {t["id"] for t in listed} == {worlds.BAD_BELZIG, worlds.BERLIN, worlds.BRUECK, worlds.POTSDAM}
    assert client.get("/api/v1/municipalities?country=ES&kind=county").json()["total"] == 0


def test_a_search_finds_a_town_despite_a_typing_error(client: TestClient) -> None:
    (best, *_) = client.get("/api/v1/municipalities?q=manrasa").json()["items"]
    assert (best["id"], best["matched"]) == (worlds.MANRESA, "Manresa")
    assert best["score"] < 1


def test_only_calls_that_are_open_on_the_day_are_listed(client: TestClient) -> None:
    def calls(**wanted: str) -> set[str]:
        return {c["id"] for c in client.get("/api/v1/calls", params=wanted).json()["items"]}

    assert worlds.CITY_LAB in calls()
    assert worlds.CITY_LAB in calls(open_on="2024-01-15")
    assert worlds.CITY_LAB not in calls(open_on="2026-11-24")
    assert worlds.HEAT_TOGETHER in calls(open_on="2026-11-24")
