"""The service says who is missing and which calls fit, as the command line does, and bounds what one question costs."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api.http.routes import measures, missing
from api.workspace.waiting import Queue
from tests import worlds

DAY = "2026-11-24"


def test_a_consortium_is_completed_from_further_countries(client: TestClient) -> None:
    asked = {"call": worlds.HEAT_TOGETHER, "towns": [worlds.BAD_BELZIG], "on": DAY}
    found = client.post("/api/v1/consortium", json=asked).json()
    best = found["consortia"][0]
    assert best["proven"]
    assert best["members"][0] | {"id": worlds.BAD_BELZIG, "joins": False} == best["members"][0]
    assert len({member["country"] for member in best["members"]}) >= 3


@pytest.mark.parametrize(
    "asked",
    [
        {"call": worlds.HEAT_TOGETHER, "towns": []},
        {"call": worlds.HEAT_TOGETHER, "towns": ["gn:none"]},
        {"call": worlds.HEAT_TOGETHER, "towns": [worlds.BAD_BELZIG], "size": 26},
        {"call": worlds.HEAT_TOGETHER, "towns": [worlds.BAD_BELZIG], "exclude": [worlds.BAD_BELZIG]},
        {"call": "call:none", "towns": [worlds.BAD_BELZIG]},
        {"call": worlds.HEAT_TOGETHER, "towns": [worlds.BAD_BELZIG], "more": 1},
    ],
)
def test_what_cannot_be_a_consortium_is_a_problem_in_the_one_shape(
    client: TestClient, asked: dict[str, object]
) -> None:
    answer = client.post("/api/v1/consortium", json=asked)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_consortia_wait_in_a_bounded_queue(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "QUEUE", Queue(at_once=0, waiting=0, seconds=0))
    answer = client.post("/api/v1/consortium", json={"call": worlds.HEAT_TOGETHER, "towns": [worlds.BAD_BELZIG]})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


def test_a_what_if_takes_as_many_away_as_one_question_may_cost(client: TestClient) -> None:
    answer = client.post("/api/v1/what-if", json={"removed": [worlds.BERLIN] * (measures.MOST_REMOVED + 1)})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "body.removed"


def test_a_grouping_is_told_or_why_there_is_none(client: TestClient) -> None:
    asked = f"/api/v1/municipalities/{worlds.BRUECK}/grouping"
    found = client.get(asked, params={"at_least": "1000"}).json()
    assert found["groupings"] or found["why_none"]
    assert found["neighbours_km"] == 15
    for wrong in ({"km": "31"}, {"reach": "61"}, {"degurba": "4"}, {"top": "21"}):
        assert client.get(asked, params=wrong).status_code == 422


def test_the_calls_of_a_town_come_in_groups_each_with_a_line(client: TestClient) -> None:
    asked = f"/api/v1/municipalities/{worlds.BAD_BELZIG}/listed-calls"
    found = client.get(asked, params={"on": DAY, "why": "true"}).json()
    assert {call["id"]: call["group"] for call in found["calls"]}[worlds.CITY_LAB] == "not now"
    assert all(call["line"] for call in found["calls"])
    assert any(call["reasons"] for call in found["calls"])
    since = client.get(asked, params={"on": DAY, "since": DAY}).json()
    assert since["earlier"] + len(since["calls"]) == len(found["calls"])


def test_a_saved_search_is_an_address_that_a_feed_reader_understands(client: TestClient) -> None:
    asked = f"/api/v1/municipalities/{worlds.BAD_BELZIG}/calls-feed"
    answer = client.get(asked, params={"language": "de"})
    feed = answer.json()
    assert answer.headers["content-type"].startswith("application/feed+json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Förderaufrufe für Bad Belzig"
    assert feed["feed_url"].endswith("language=de")
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)
    listed = client.get(f"/api/v1/municipalities/{worlds.BAD_BELZIG}/listed-calls", params={"language": "de"}).json()
    assert sorted(ids) == sorted(call["id"] for call in listed["calls"] if call["group"] != "not now")
    assert all(item["content_text"] for item in feed["items"])
    again = client.get(asked, params={"language": "de"}, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert client.get(asked, params={"since": "2999-01-01"}).json()["items"] == []
    assert client.get(asked, params={"since": "yesterday"}).status_code == 422
