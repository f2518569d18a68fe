"""HTTP as it is written: methods, conditional requests, and values that are none."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests import worlds

PLACE = {"place": {"name": "Musterstadt", "country": "DE"}}


@pytest.mark.parametrize("path", ["/", "/docs", "/static/icon.svg", "/api/v1/topics", "/api/v1/health/live"])
def test_head_is_answered_as_get_without_the_body(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"]
    assert head.headers.get("etag") == got.headers.get("etag")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/api/v1/networks", "GET, HEAD, POST"),
        ("DELETE", "/api/v1/partners", "POST"),
        ("GET", "/api/v1/partners", "POST"),
        ("HEAD", "/api/v1/partners", "POST"),
        ("POST", "/api/v1/topics", "GET, HEAD"),
        ("POST", "/", "GET, HEAD"),
        ("OPTIONS", "/api/v1/municipalities/gn:1/partners", "GET, HEAD"),
    ],
)
def test_a_method_that_is_not_there_is_told_those_that_are(
    client: TestClient, method: str, path: str, allow: str
) -> None:
    answered = client.request(method, path)
    assert (answered.status_code, answered.headers["allow"]) == (405, allow)


def test_what_is_posted_is_answered_whatever_the_client_has_kept(client: TestClient) -> None:
    answered = client.post("/api/v1/partners", json=PLACE, headers={"If-None-Match": "*"})
    assert answered.status_code == 200
    assert "etag" not in answered.headers
    assert answered.headers["cache-control"] == "no-store"
    kept = client.get("/api/v1/topics").headers["etag"]
    assert client.get("/api/v1/topics", headers={"If-None-Match": kept}).status_code == 304
    assert client.head("/api/v1/topics", headers={"If-None-Match": kept}).status_code == 304


@pytest.mark.parametrize(
    "wrong",
    [
        *("on=1764500000", "on=2026-1-2", "on=2026-02-30", "on=24.11.2026", "on=2026-11-24T00:00:00", "on="),
        *("present_partners=1", "present_partners=on", "present_partners=True", "bias_control=yes"),
        *("top=1_0", "top=%201", "top=ten", "top=1e1", "top=%D9%A1"),
    ],
)
def test_days_flags_and_numbers_that_are_none_are_refused(client: TestClient, wrong: str) -> None:
    answered = client.get(f"/api/v1/municipalities/{worlds.BAD_BELZIG}/partners?{wrong}")
    assert answered.status_code == 422
    assert answered.json()["errors"][0]["where"] == f"query.{wrong.partition('=')[0]}"


@pytest.mark.parametrize(
    "wrong",
    [
        *({"on": 1764500000}, {"present_partners": 1}, {"present_partners": "yes"}),
        {"place": {"name": "A", "country": "DE", "population": 10**400}},
        {"place": {"name": "A", "country": "DE", "population": 10**15}},
    ],
)
def test_so_are_they_in_a_body(client: TestClient, wrong: dict[str, object]) -> None:
    assert client.post("/api/v1/partners", json=PLACE | wrong).status_code == 422


def test_days_and_flags_as_documented_are_taken(client: TestClient) -> None:
    question = "on=2026-11-24&present_partners=true&bias_control=false&top=3"
    assert client.get(f"/api/v1/municipalities/{worlds.BAD_BELZIG}/partners?{question}").status_code == 200


def test_a_body_that_is_no_json_is_a_documented_problem(client: TestClient) -> None:
    answered = client.post("/api/v1/partners", content=b"{", headers={"Content-Type": "application/json"})
    assert answered.status_code in (400, 422)
    described = client.get("/openapi.json").json()["paths"]["/api/v1/partners"]["post"]["responses"]
    assert {"400", "413", "414", "415", "422", "431", "503"} <= described.keys()
