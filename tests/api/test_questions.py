"""What the routes answer is what the engine, the measures and the rules say."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from api.workspace.workspace import Workspace
from graph.measures.centrality import centrality
from matching.kinds.all import kind_names
from matching.types import Answer, Place, Query, SuggestionKind
from tests import worlds

DAY = "2026-11-24"


@pytest.mark.parametrize("kind", kind_names())
def test_a_town_of_the_register_gets_the_engines_answer(
    client: TestClient, workspace: Workspace, kind: SuggestionKind
) -> None:
    asked: dict[str, Any] = {
        "topic": ["heat-planning", "topic:e-participation"],
        "exclude": [worlds.POTSDAM, "Climate League"],
        "country": ["PL", "EE"],
        "on": DAY,
        "top": 4,
        "language": "de",
    }
    for name in (worlds.BAD_BELZIG, "bad belzig"):
        response = client.get(f"/api/v1/municipalities/{name}/{kind}", params=asked)
        assert response.status_code == 200, response.text
        expected = workspace.suggest(
            Query(
                town=worlds.BAD_BELZIG,
                topics=(worlds.HEAT_PLANNING, worlds.E_PARTICIPATION),
                kinds=(kind,),
                countries=("PL", "EE"),
                exclude=(worlds.POTSDAM, worlds.CLIMATE_LEAGUE),
                top=4,
                on=date(2026, 11, 24),
                language="de",
            )
        )
        assert TypeAdapter(Answer).validate_json(response.content) == expected


@pytest.mark.parametrize("kind", kind_names())
def test_a_town_outside_the_register_gets_the_engines_answer(
    client: TestClient, workspace: Workspace, kind: SuggestionKind
) -> None:
    place = {"name": "Musterstadt", "country": "DE", "lat": 52.1, "lon": 12.6, "population": 8000}
    response = client.post(f"/api/v1/{kind}", json={"place": place, "need": "Wärmeplanung", "on": DAY})
    expected = workspace.suggest(
        Query(
            place=Place(name="Musterstadt", country="DE", lat=52.1, lon=12.6, population=8000),
            need="Wärmeplanung",
            kinds=(kind,),
            on=date(2026, 11, 24),
        )
    )
    assert TypeAdapter(Answer).validate_json(response.content) == expected
    assert [m.topic for m in expected.understood] == [worlds.HEAT_PLANNING]


def test_a_name_with_a_slash_is_a_name(client: TestClient) -> None:
    for name in ("Biel/Bienne", "Biel%2FBienne"):
        assert client.get(f"/api/v1/municipalities/{name}").json()["node"]["id"] == worlds.BIEL
        assert client.get(f"/api/v1/municipalities/{name}/partners").json()["query"]["town"] == worlds.BIEL


def test_a_portrait_says_how_one_becomes_a_member(client: TestClient) -> None:
    ties = client.get(f"/api/v1/municipalities/{worlds.TARTU}").json()["ties"]
    admission = {t["id"]: t["admission"] for t in ties if t["type"] == "MEMBER_OF"}
    assert admission == {
        worlds.CLIMATE_LEAGUE: None,
        worlds.OPEN_TOWN_ALLIANCE: "open",
        worlds.TOWN_TANDEMS: "chosen",
    }
    assert client.get(f"/api/v1/networks/{worlds.TOWN_TANDEMS}").json()["node"]["admission"] == "chosen"


def test_a_portrait_names_all_networks_of_the_town_with_their_sources(client: TestClient) -> None:
    ties = client.get(f"/api/v1/municipalities/{worlds.BRUECK}").json()["ties"]
    networks = {t["id"] for t in ties if t["type"] == "MEMBER_OF"}
    assert networks == {worlds.HEAT_MAPS, worlds.TOWN_TANDEMS, worlds.TANDEM}
    assert all(t["source"] for t in ties)


def test_too_small_a_town_may_not_take_part_and_its_partners_complete_a_consortium(client: TestClient) -> None:
    # City Lab is for towns of 50,000 inhabitants and more; Brück has 4,018.
    asked = f"/api/v1/calls/{worlds.CITY_LAB}/eligibility"
    assert client.get(asked, params={"town": "Brück", "on": "2024-01-15"}).json()["verdict"] == "no"
    # Heat Together wants three applicants from three countries: alone that is needed, with two more it is met.
    asked = f"/api/v1/calls/{worlds.HEAT_TOGETHER}/eligibility"
    alone = client.get(asked, params={"town": "Brück", "on": DAY}).json()
    three = client.get(asked, params={"town": "Brück", "partner": ["Manresa", "Tartu"], "on": DAY}).json()
    assert len(alone["needed"]) > len(three["needed"]) == 0


def test_centrality_is_the_measures_and_its_table_says_the_same(client: TestClient, workspace: Workspace) -> None:
    found = centrality(workspace.view().snapshot, "degree", leave_out=(worlds.CLIMATE_LEAGUE,), top=5)
    asked = {"measure": "degree", "leave_out": "climate league", "top": "5"}
    body = client.get("/api/v1/centrality", params=asked).json()
    assert body["digest"] == found.digest
    assert body["parameters"]["leave_out"] == [worlds.CLIMATE_LEAGUE]
    assert [(r["rank"], r["id"], r["value"]) for r in body["rows"]] == [(r.rank, r.id, r.value) for r in found.rows]
    by_format = client.get("/api/v1/centrality", params={**asked, "format": "csv"})
    by_header = client.get("/api/v1/centrality", params=asked, headers={"Accept": "text/csv"})
    assert by_format.text == by_header.text
    assert by_format.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(by_format.text)))
    assert [(int(r["rank"]), r["id"], float(r["value"])) for r in rows] == [(r.rank, r.id, r.value) for r in found.rows]
    described = by_format.headers["link"].partition(">")[0].removeprefix("<")
    assert client.get(described).json() == body


def test_the_network_is_stated_and_measured_in_the_api_as_on_the_command_line(client: TestClient) -> None:
    def rows(path: str, **asked: Any) -> list[dict[str, Any]]:
        answered = client.get(f"/api/v1/{path}", params=asked)
        assert answered.status_code == 200, answered.text
        found: list[dict[str, Any]] = answered.json()["rows"]
        return found

    figures = {row["figure"]: row for row in rows("network", place="DE", chance=3, bootstrap=3)}
    assert figures["memberships"]["p"] == 1.0
    assert {row["community"] for row in rows("communities", seeds=2)} >= {1}
    described = rows("communities/described", chance=3, seeds=2)
    assert 0 < described[0]["p"] <= 1
    assert sum(row["size"] for row in described) == 7
    years = rows("years", first=2012, last=2020)
    assert [row["year"] for row in years] == list(range(2012, 2021))
    table = client.get("/api/v1/years", params={"first": 2012, "last": 2013, "format": "csv"})
    assert table.text.startswith("year,towns,networks,")
    states = {row["status"] for row in rows("panel", first=2012, last=2020, measure=["degree", "core"])}
    assert {"arrived", "stayed"} <= states
    sampled = rows("centrality", sampled=3, as_of="2020", top=2)
    assert all(row["low"] <= row["value"] <= row["high"] for row in sampled)
    assert rows("centrality", measure="memberships", onto="networks", top=1)[0]["id"] == worlds.CLIMATE_LEAGUE


def test_more_than_one_answer_should_cost_is_refused_with_a_reason(client: TestClient) -> None:
    for path, asked in (
        ("centrality", {"chance": "101"}),
        ("communities/described", {"chance": "101"}),
        ("years", {"as_of": "2015"}),
        ("years", {"first": "2020", "last": "2019"}),
        ("panel", {"first": "1960", "last": "2024"}),
        ("network", {"place": "Atlantis"}),
        ("centrality", {"measure": "degree", "sampled": "3"}),
    ):
        answered = client.get(f"/api/v1/{path}", params=asked)
        assert (answered.status_code, answered.json()["status"]) == (422, 422), path


def test_gaps_answer_each_of_their_questions(client: TestClient) -> None:
    def rows(**asked: str) -> list[dict[str, Any]]:
        found = client.get("/api/v1/gaps", params=asked).json()["findings"]
        return [row for finding in found for row in finding["rows"]]

    def ids(part: str, **asked: str) -> set[object]:
        return {row[part]["id"] for row in rows(**asked) if row[part]}

    assert ids("town", finding="isolates") == {worlds.BAD_BELZIG, worlds.ZAMBROW}
    assert ids("town", finding="isolates", country="PL") == {worlds.ZAMBROW}
    assert worlds.ENERGY_COMMUNITIES in ids("subject", finding="topics")
    assert {worlds.POTSDAM, worlds.MANRESA} <= ids("town", topic="heat-planning", finding="doing")
    assert "RO" in ids("subject", network=worlds.CLIMATE_LEAGUE, finding="absent")
    assert len(rows(finding="isolates", top="1")) == 1


def test_the_version_counts_what_is_in_the_graph(client: TestClient) -> None:
    body = client.get("/api/v1/version").json()
    assert body["nodes"]["Municipality"] == 12
    assert body["digest"] == client.get("/api/v1/health/ready").json()["digest"]


def test_every_record_is_counted_under_its_source(client: TestClient, workspace: Workspace) -> None:
    listed = client.get("/api/v1/sources").json()["items"]
    assert {s["id"]: s["records"] for s in listed} == dict(workspace.store.sources())
