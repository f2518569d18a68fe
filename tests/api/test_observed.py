"""What whoever runs the service sees of it: a line for each answer, and what is counted."""

from __future__ import annotations

import json
import logging
import re

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.http.logs import JsonLines, config
from api.workspace.workspace import Workspace
from tests import worlds
from tests.api.conftest import SwitchedStore, soon, until_ready

PARTNERS = f"/api/v1/municipalities/{worlds.BAD_BELZIG}/partners"


def test_an_answer_bears_an_id_and_so_does_its_line_in_the_log(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="peerpolis.access"):
        id = client.get(PARTNERS, params={"need": "secret wish"}).headers["x-request-id"]
        assert client.get("/api/v1/topics", headers={"X-Request-ID": "from-proxy.1"}).headers["x-request-id"] == (
            "from-proxy.1"
        )
        assert client.get("/nowhere", headers={"X-Request-ID": "<script>"}).headers["x-request-id"] != "<script>"
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "peerpolis.access"]
    assert [line["status"] for line in lines] == [200, 200, 404]
    assert lines[0]["request"] == id
    assert lines[0]["path"] == PARTNERS
    assert lines[0]["milliseconds"] > 0
    assert lines[0]["bytes"] > 100
    assert "secret" not in caplog.text
    assert {line["level"] for line in lines} == {"info"}


def test_an_error_is_one_line_with_its_traceback() -> None:
    try:
        raise ValueError("what\nhappened")
    except ValueError as error:
        record = logging.LogRecord("peerpolis", logging.ERROR, "f", 1, "%s", ("a message",), (type(error), error, None))
    (line,) = JsonLines().format(record).splitlines()
    assert "what" in json.loads(line)["error"]
    assert json.loads(line)["message"] == "a message"


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_configuration_of_the_logs_is_one(form: str) -> None:
    chosen = config("json" if form == "json" else "text")
    assert chosen["loggers"].keys() == {"uvicorn", "peerpolis"}


def counted(client: TestClient, name: str) -> dict[str, float]:
    """The lines of one metric: what stands in its brackets, and the number."""
    text = client.get("/metrics").text
    return {
        labels: float(number) for labels, number in re.findall(rf"^{name}(?:\{{(.*?)\}})? (\S+)$", text, re.MULTILINE)
    }


def test_answers_are_counted_by_route_and_never_by_address(client: TestClient) -> None:
    route = 'route="/municipalities/{id:path}/partners",method="GET",status="200"'
    before = counted(client, "peerpolis_requests_total").get(route, 0)
    client.get(PARTNERS)
    client.get(f"/api/v1/municipalities/{worlds.BRUECK}/partners")
    assert client.head("/docs").status_code == 200
    client.request("BREW", "/coffee-of-a-stranger")
    after = counted(client, "peerpolis_requests_total")
    assert after[route] == before + 2
    assert after['route="/docs",method="HEAD",status="200"'] >= 1
    assert "stranger" not in client.get("/metrics").text
    assert "BREW" not in client.get("/metrics").text
    times = counted(client, "peerpolis_request_seconds_bucket")
    of_route = [count for labels, count in times.items() if 'route="/municipalities/{id:path}/partners"' in labels]
    assert of_route == sorted(of_route)
    assert counted(client, "peerpolis_ready") == {"": 1.0}
    assert counted(client, "peerpolis_requests_under_way") == {"": 1.0}  # the one that asks


def test_every_metric_is_described_once(client: TestClient) -> None:
    text = client.get("/metrics").text
    types = re.findall(r"^# TYPE (\S+)", text, re.MULTILINE)
    assert len(types) == len(set(types)) == text.count("# HELP")


def test_readiness_tells_nothing_of_the_inside(switched: SwitchedStore, switched_space: Workspace) -> None:
    with TestClient(create_app(switched_space, look_every=0.05)) as client:
        until_ready(client)
        switched.down = True
        assert soon(lambda: client.get("/api/v1/health/ready").json()["store"] == "does not answer", within=30)
        assert "secret-host" not in client.get("/api/v1/health/ready").text
        assert counted(client, "peerpolis_store_answers") == {"": 0.0}
