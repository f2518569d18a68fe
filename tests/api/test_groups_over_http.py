"""`POST /introductions` and `POST /groups`: what the command can, within bounds, and in the one shape of problems."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from tests import worlds

INTRODUCTIONS, GROUPS = "/api/v1/introductions", "/api/v1/groups"
FOUR = [
    {"town": worlds.BAD_BELZIG, "topics": "heat planning"},
    {"town": worlds.POTSDAM, "topics": "heat planning"},
    {"town": "Tartu", "topics": "e-participation"},
    {"town": "Vaslui", "topics": "e-participation"},
]
PAIRS = {"smallest": 2, "largest": 2}


def test_the_pairs_come_with_their_proof_and_the_same_question_gets_the_same_answer(client: TestClient) -> None:
    question = {"country": "DE", "on": "2026-11-24", "pairs": 3}
    one, other = (client.post(INTRODUCTIONS, json=question) for _ in range(2))
    assert one.status_code == 200
    assert one.content == other.content
    first = one.json()["introductions"][0]
    assert first["learning"][0]["evidence"][0]["source"]
    assert sum(first["parts"].values()) == pytest.approx(first["worth"], abs=0.1)


def test_needs_in_the_body_are_the_scope_and_faults_are_told_beside_the_answer(client: TestClient) -> None:
    needs = [{"town": "Zambrów", "country": "PL", "need": "open data"}, {"town": "Atlantis", "topics": "open data"}]
    found = client.post(INTRODUCTIONS, json={"needs": needs}).json()
    assert [{t.get("id") or t["other_id"] for t in one["towns"]} for one in found["introductions"]] == [
        {worlds.ZAMBROW, worlds.BERLIN}
    ]
    assert [fault["row"] for fault in found["faults"]] == [3]


def test_both_give_a_table_with_words_of_the_language(client: TestClient) -> None:
    answer = client.post(INTRODUCTIONS, json={"country": "RO", "answer": "csv", "language": "de"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.startswith("Rang,Kommune")
    answer = client.post(GROUPS, json={"towns": FOUR, **PAIRS, "answer": "csv", "language": "de"})
    assert answer.text.startswith("Gruppe,Kommune")
    assert answer.text.count("\r\n") == 5
    asked = {"towns": FOUR, **PAIRS, "format": "tandem", "language": "de"}
    books = [client.post(GROUPS, json={**asked, "answer": "xlsx"}).content for _ in range(2)]
    assert books[0] == books[1]
    book = CalamineWorkbook.from_filelike(io.BytesIO(books[0]))
    assert book.sheet_names == ["Gruppen", "Pläne"]
    rows = book.get_sheet_by_index(0).to_python()
    assert (rows[0][:2], len(rows)) == (["Gruppe", "Kommune"], 5)
    assert {row[0] for row in rows[1:]} == {1.0, 2.0}


def test_groups_share_a_topic_and_where_there_are_none_the_wishes_are_named(client: TestClient) -> None:
    found = client.post(GROUPS, json={"towns": FOUR, **PAIRS}).json()
    assert [group["topics"] for group in found["groups"]] == [["topic:heat-planning"], ["topic:e-participation"]]
    none = client.post(GROUPS, json={"towns": FOUR, "smallest": 4, "largest": 4})
    assert none.status_code == 200
    assert (none.json()["conflict"], none.json()["conflict_proven"]) == (["topic"], True)
    as_csv = client.post(GROUPS, json={"towns": FOUR, "smallest": 4, "largest": 4, "answer": "csv"})
    assert as_csv.status_code == 422
    assert "a common topic" in as_csv.json()["detail"]


@pytest.mark.parametrize(
    ("address", "question", "status"),
    [
        (GROUPS, {"towns": FOUR * 26, **PAIRS}, 422),
        (GROUPS, {"towns": FOUR, "smallest": 2, "largest": 40}, 422),
        (GROUPS, {"towns": FOUR, "smallest": 4, "largest": 3}, 422),
        (GROUPS, {"towns": FOUR, **PAIRS, "answer": "ics"}, 422),
        (GROUPS, {"towns": FOUR, **PAIRS, "format": "format:none"}, 422),
        (GROUPS, {"towns": [{"town": "x" * 70_000}], **PAIRS}, 413),
        (INTRODUCTIONS, {"pairs": 1_000}, 422),
        (INTRODUCTIONS, {"region": "Nowhere"}, 422),
        (INTRODUCTIONS, {"country": "Germany"}, 422),
    ],
)
def test_what_is_too_much_or_cannot_be_is_told_as_a_problem(
    client: TestClient, address: str, question: dict[str, Any], status: int
) -> None:
    answer = client.post(address, json=question)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_a_plan_of_a_format_and_its_calendar(client: TestClient) -> None:
    assert [form["id"] for form in client.get("/api/v1/formats").json()["items"]] == ["format:cie-tandem"]
    question = {"towns": FOUR, **PAIRS, "format": "Tandem", "dates": ["2027-02-01"]}
    plan = client.post(GROUPS, json=question).json()["plans"][0]
    assert (plan["duration"], plan["steps"]) == (None, [{"number": 1, "text": "kick-off", "on": "2027-02-01"}])
    calendar = client.post(GROUPS, json={**question, "answer": "ics"})
    assert len(Calendar.from_ical(calendar.content).walk("VEVENT")) == 2
