"""What pages tell of topics and lists, programs can ask for as well."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests import worlds


def test_programs_learn_who_does_it_with_the_proof(client: TestClient) -> None:
    found = client.get("/api/v1/topics/heat-planning/towns", params={"language": "de"}).json()
    assert [town["id"] for town in found["items"]] == [worlds.BRUECK, worlds.MANRESA, worlds.POTSDAM]
    brueck, manresa, potsdam = found["items"]
    assert brueck["population"] == 4018
    assert brueck["evidence"][0]["source"] == worlds.RECORDS
    assert [e["text"] for e in manresa["evidence"]] == ["Wärmeplanung"]
    assert "Heat plan adopted in 2023" in [e["text"] for e in potsdam["evidence"]]
    answer = client.get("/api/v1/topics/Wärmeplanung/towns", params={"country": "DE", "limit": 1, "offset": 1})
    assert answer.headers["link"].startswith("</api/v1/topics/W%C3%A4rmeplanung/towns?country=DE&limit=1&offset=0>")
    only = answer.json()
    assert ([town["id"] for town in only["items"]], only["total"]) == ([worlds.POTSDAM], 2)
    assert client.get("/api/v1/topics/heat-planning/towns", params={"own": "false"}).json()["total"] == 0


def test_a_topic_has_a_portrait(client: TestClient) -> None:
    found = client.get(f"/api/v1/topics/{worlds.HEAT_PLANNING}").json()
    assert found["node"]["id"] == worlds.HEAT_PLANNING
    assert {tie["type"] for tie in found["ties"]} == {"ADDRESSES", "BROADER", "NEEDS", "OFFERS"}
    assert client.get("/api/v1/topics/topic:none").status_code == 404


@pytest.mark.parametrize(
    ("path", "words", "found"),
    [
        ("topics", "FERNWÄRME nothing", []),
        ("topics", "warmeplan", [worlds.HEAT_PLANNING]),
        ("networks", "Kohle Gas", [worlds.CLIMATE_LEAGUE]),
        ("networks", "coal gas", [worlds.CLIMATE_LEAGUE]),
        ("solutions", "vote budget", [worlds.TOWN_APP]),
        ("programmes", "town fund", [worlds.TOWN_FUND]),
        ("strategies", "decade", ["strat:digital-decade-policy-programme-2030"]),
    ],
)
def test_lists_are_searched_in_all_languages(client: TestClient, path: str, words: str, found: list[str]) -> None:
    answer = client.get(f"/api/v1/{path}", params={"q": words}).json()
    assert [item["id"] for item in answer["items"]] == found
    assert answer["total"] == len(found)
