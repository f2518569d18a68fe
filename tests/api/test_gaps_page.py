"""The page of gaps: a map of who is in and who could be, and findings to hand out."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.api.test_pages import Page


@pytest.mark.parametrize("language", ["en", "de"])
def test_without_a_question_there_is_the_map_and_the_form(client: TestClient, language: str) -> None:
    response = client.get(f"/gaps?lang={language}")
    assert response.status_code == 200
    page = Page(response.text)
    assert [e for e in page.all("svg") if e.get("class") == "picture map"]
    assert not [e for e in page.all("section") if e.get("class") == "finding"]


def test_a_country_is_reported_finding_by_finding(client: TestClient) -> None:
    response = client.get("/gaps?country=DE&size=0-100000000&lang=en")
    assert response.status_code == 200
    page = Page(response.text)
    findings = [e["aria-labelledby"] for e in page.all("section") if e.get("class") == "finding"]
    assert findings[0] == "isolates"
    assert "Bad Belzig" in response.text
    ids = {attributes["id"] for _, attributes in page.elements if attributes.get("id")}
    assert set(findings) <= ids


def test_who_could_be_next_is_marked_on_the_map(client: TestClient) -> None:
    page = Page(client.get("/gaps?country=DE&size=0-100000000&lang=en").text)
    marked = [a for a in page.all("a") if a.get("class") == "hollow"]
    assert any("gn:2951134" in (a["href"] or "") for a in marked)


def test_a_network_is_asked_for_by_its_name(client: TestClient) -> None:
    response = client.get("/gaps?network=Climate+League&size=0-100000000&lang=en")
    assert response.status_code == 200
    assert "Climate League" in response.text


@pytest.mark.parametrize("query", ["country=ZZ", "region=Nowhere", "network=None", "topic=nothing", "size=many"])
def test_what_is_not_known_is_told_on_a_page(client: TestClient, query: str) -> None:
    response = client.get(f"/gaps?{query}&lang=en", headers={"accept": "text/html"})
    assert 400 <= response.status_code < 500
    assert response.headers["content-type"].startswith("text/html")


def test_the_files_of_a_report_are_those_of_the_api(client: TestClient) -> None:
    page = Page(client.get("/gaps?country=DE&size=0-100000000&lang=de").text)
    files = [a["href"] or "" for a in page.all("a") if "/api/v1/gaps" in (a.get("href") or "")]
    assert len(files) == 4
    for file in files:
        assert client.get(file).status_code == 200, file
