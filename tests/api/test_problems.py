"""Every error of the service has one shape, whatever its kind."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.http.headers import SECURITY_HEADERS
from api.http.problems import KINDS, Problem
from api.workspace.workspace import Workspace
from graph.errors import PeerpolisError
from graph.model import Batch, Municipality
from tests import worlds
from tests.api.conftest import SwitchedStore, soon, until_ready

TOWN = f"/api/v1/municipalities/{worlds.BAD_BELZIG}"


def assert_problem(response: Any, status: int, slug: str) -> dict[str, Any]:
    """The response is a problem with the members that RFC 9457 names, and with nothing that only we should see."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    Problem.model_validate(body)
    assert {"type", "title", "status", "detail", "instance"} <= body.keys() <= Problem.model_fields.keys()
    assert (body["status"], body["type"]) == (status, f"/docs#{slug}")
    assert body["instance"] == response.request.url.path
    assert body["detail"]
    assert "Traceback" not in response.text
    assert "secret-host" not in response.text
    for name, value in SECURITY_HEADERS.items():
        assert response.headers[name] == value
    return body


@pytest.mark.parametrize(
    ("path", "status", "slug"),
    [
        ("/nowhere", 404, "not-found"),
        ("/api/v1/nowhere", 404, "not-found"),
        ("/api/v1/municipalities/gn:1", 404, "unknown-id"),
        ("/api/v1/municipalities/Nowhere", 404, "unknown-id"),
        ("/api/v1/municipalities/gn:1/partners", 404, "unknown-id"),
        ("/api/v1/networks/net:none", 404, "unknown-id"),
        ("/api/v1/calls/call:none/eligibility?town=Brück", 404, "unknown-id"),
        (f"/api/v1/calls/{worlds.HEAT_TOGETHER}/eligibility?town=gn:1", 422, "invalid-question"),
        (f"/api/v1/calls/{worlds.HEAT_TOGETHER}/eligibility", 422, "invalid-question"),
        (f"{TOWN}/partners?topic=nothing-at-all", 422, "invalid-question"),
        (f"{TOWN}/partners?call=call:none", 422, "invalid-question"),
        (f"{TOWN}/partners?exclude=gn:1", 422, "invalid-question"),
        (f"{TOWN}/partners?top=0", 422, "invalid-question"),
        (f"{TOWN}/partners?tpo=5", 422, "invalid-question"),
        (f"{TOWN}/partners?country=Germany", 422, "invalid-question"),
        (f"{TOWN}/partners?on=2026-02-30", 422, "invalid-question"),
        ("/api/v1/networks?limit=101", 422, "invalid-question"),
        ("/api/v1/networks?offset=-1", 422, "invalid-question"),
        ("/api/v1/gaps?finding=doing", 422, "invalid-question"),
        ("/api/v1/gaps?network=net:none", 422, "invalid-question"),
        ("/api/v1/centrality?measure=fame", 422, "invalid-question"),
        ("/api/v1/centrality?leave_out=net:none", 422, "invalid-question"),
    ],
)
def test_what_cannot_be_answered_is_a_problem(client: TestClient, path: str, status: int, slug: str) -> None:
    assert_problem(client.get(path), status, slug)


def test_a_wrong_value_is_named_with_its_place(client: TestClient) -> None:
    body = assert_problem(client.get(f"{TOWN}/partners?top=0"), 422, "invalid-question")
    assert body["errors"][0]["where"] == "query.top"


def test_a_parameter_that_no_route_has_is_named_with_the_nearest_one(client: TestClient) -> None:
    body = assert_problem(client.get("/api/v1/municipalities?contry=DE&limit=3"), 422, "invalid-question")
    assert body["errors"] == [{"where": "query.contry", "why": "there is no such parameter; did you mean country?"}]
    body = assert_problem(client.get(f"{TOWN}/partners?tpo=5&Country=DE"), 422, "invalid-question")
    assert [e["why"].rpartition(" ")[2] for e in body["errors"]] == ["top?", "country?"]


def test_a_parameter_of_one_value_stands_once_and_a_list_may_go_on(client: TestClient) -> None:
    body = assert_problem(client.get("/api/v1/topics?limit=1&limit=2&q=a"), 422, "invalid-question")
    assert body["errors"] == [{"where": "query.limit", "why": "stands twice, and has one value"}]
    body = assert_problem(client.get(f"{TOWN}/partners?top=1&top=1"), 422, "invalid-question")
    assert [error["where"] for error in body["errors"]] == ["query.top"]
    assert client.get(f"{TOWN}/partners?top=1&country=DE&country=ES").status_code == 200


def test_a_smallest_size_above_the_largest_is_told(client: TestClient) -> None:
    body = assert_problem(client.get(f"{TOWN}/partners?population_from=10&population_to=1"), 422, "invalid-question")
    assert "more than 10 and fewer than 1" in body["detail"]


def test_what_has_no_letter_and_no_digit_finds_nothing(client: TestClient) -> None:
    everything = client.get("/api/v1/topics?q=").json()["total"]
    assert everything > 0
    assert [client.get(f"/api/v1/topics?q={typed}").json()["total"] for typed in ("%25", "%00", "()")] == [0, 0, 0]
    assert client.get("/api/v1/topics?q=+").json()["total"] == everything


def test_every_route_refuses_a_parameter_that_it_does_not_document(client: TestClient) -> None:
    addresses = client.get("/openapi.json").json()["paths"]
    assert len(addresses) > 15
    for address, operations in addresses.items():
        for method in operations:
            asked = address.replace("{id}", worlds.BAD_BELZIG)
            response = client.request(method, f"{asked}?no-such-thing=1", json={} if method == "post" else None)
            body = assert_problem(response, 422, "invalid-question")
            assert [e["where"] for e in body["errors"]] == ["query.no-such-thing"], address


def test_a_method_that_no_route_has_names_those_it_has(client: TestClient) -> None:
    response = client.delete("/api/v1/version")
    assert_problem(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"place": {"name": "X"}}', b'{"place": {"country": "DE"}}'])
def test_a_body_that_is_no_question_is_a_problem(client: TestClient, body: bytes) -> None:
    response = client.post("/api/v1/partners", content=body, headers={"Content-Type": "application/json"})
    assert_problem(response, 422, "invalid-question")


def test_an_unknown_name_comes_with_those_that_look_alike(client: TestClient) -> None:
    body = assert_problem(client.get("/api/v1/municipalities/Manrasa"), 404, "unknown-id")
    assert worlds.MANRESA in body["nearest"][0]


def test_an_ambiguous_name_comes_with_its_candidates(switched: SwitchedStore, switched_space: Workspace) -> None:
    second = Municipality(id="gn:2", name="Manresa", country="PH", population=90_000, source="s")
    switched.write([Batch(nodes=(second,))])
    with TestClient(create_app(switched_space)) as client:
        response = until_ready(client).get("/api/v1/municipalities/Manresa/partners")
        body = assert_problem(response, 409, "ambiguous-name")
        assert {c["id"] for c in body["candidates"]} == {worlds.MANRESA, "gn:2"}
        assert client.get("/api/v1/municipalities/Manresa/partners?in=ES").json()["query"]["town"] == worlds.MANRESA


def test_a_store_that_is_down_before_the_first_view_is_a_problem_that_passes(
    switched: SwitchedStore, switched_space: Workspace
) -> None:
    switched.down = True
    with TestClient(create_app(switched_space, look_every=0.01)) as client:
        assert soon(lambda: switched_space.trouble is not None)
        response = client.get("/api/v1/version")
        assert_problem(response, 503, "store-unavailable")
        assert int(response.headers["retry-after"]) > 0
        ready = client.get("/api/v1/health/ready")
        assert ready.status_code == 503
        assert ready.json()["store"] == "does not answer"
        assert client.get("/api/v1/health/live").status_code == 200
        switched.down = False
        assert until_ready(client).get("/api/v1/version").status_code == 200


def test_the_service_goes_on_answering_while_the_store_is_down(
    switched: SwitchedStore, switched_space: Workspace
) -> None:
    with TestClient(create_app(switched_space, look_every=0.01)) as client:
        asked = f"{TOWN}/partners?top=3"
        before = until_ready(client).get(asked)
        switched.down = True
        assert soon(lambda: switched_space.trouble is not None)
        assert client.get(asked).json() == before.json()
        ready = client.get("/api/v1/health/ready")
        assert (ready.status_code, ready.json()["store"]) == (200, "does not answer")
        assert "secret-host" not in ready.text
        switched.down = False
        assert soon(lambda: switched_space.trouble is None)
        assert client.get("/api/v1/health/ready").json()["store"] == "answers"


@pytest.mark.parametrize("error", [RuntimeError("password=hunter2"), PeerpolisError("say it otherwise")])
def test_a_fault_of_ours_tells_nothing_of_the_inside(
    switched_space: Workspace, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(self: Workspace) -> None:
        raise error

    monkeypatch.setattr(Workspace, "view", fail)
    with TestClient(create_app(switched_space), raise_server_exceptions=False) as client:
        response = client.get("/api/v1/version")
    if isinstance(error, PeerpolisError):
        assert assert_problem(response, 422, "invalid-question")["detail"] == "say it otherwise"
    else:
        assert_problem(response, 500, "internal-error")
        assert "hunter2" not in response.text


def test_each_kind_of_problem_is_explained_where_its_type_points_to(client: TestClient) -> None:
    docs = client.get("/docs").text
    assert [kind.slug for kind in KINDS if f'id="{kind.slug}"' not in docs] == []


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/municipalities?country=XX",
        "/api/v1/municipalities?q=Potsdam&country=XX",
        "/api/v1/municipalities/Potsdam?in=XX",
        f"{TOWN}?in=XX",
        f"{TOWN}/partners?country=DE&country=XX",
        f"{TOWN}/networks?country=XX",
        f"/api/v1/topics/{worlds.HEAT_PLANNING}/towns?country=XX",
        "/api/v1/centrality?country=XX",
        "/api/v1/gaps?country=XX",
    ],
)
def test_a_country_without_a_town_is_no_empty_answer_but_told_with_those_that_are_known(
    client: TestClient, path: str
) -> None:
    told = assert_problem(client.get(path), 422, "invalid-question")["detail"]
    assert told.startswith("No town of XX is known here. Known are: ")
    assert "DE" in told


@pytest.mark.parametrize("type", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
def test_a_body_that_does_not_say_that_it_is_json_is_of_the_wrong_type(client: TestClient, type: str) -> None:
    body = b'{"place": {"name": "A", "country": "DE"}}'
    refused = client.post("/api/v1/partners", content=body, headers={"content-type": type})
    assert_problem(refused, 415, "unsupported-media-type")
    assert refused.headers["accept"] == "application/json"
    for taken in ("application/json", "application/json; charset=utf-8", "application/problem+json"):
        assert client.post("/api/v1/partners", content=body, headers={"content-type": taken}).status_code == 200
    assert_problem(client.post("/api/v1/partners", headers={"content-type": type}), 422, "invalid-question")
