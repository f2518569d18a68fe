"""Topics of the portal, a line each, and calls of keep.eu."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.model import Call, Programme
from seed.importers.calls import LONGEST_SUMMARY, read_calls, repaired, summary
from seed.reading import Reading
from tests.seed.requests import request
from tests.workbook import write_workbook

CALLS = Path(__file__).parents[3] / "shared" / "data" / "calls"
TOPIC: dict[str, Any] = {
    "topicId": "HORIZON-MISS-2027-04-CIT-03", "title": "Cities", "actionType": "IA", "callStatus": "open",
    "deadline": "2027-09-21", "budgetMin": 5_000_000, "budgetMax": 1e7, "expectedGrants": 2,
    "portalUrl": "https://ec.europa.eu/x", "description": "Expected Outcome:Towns do things.",
    "programme": "Horizon Europe",
}  # fmt: skip


def read(path: Path, *topics: Any, text: str | None = None) -> Reading:
    path.write_text(text if text is not None else "\n".join(map(json.dumps, topics)), encoding="utf-8")
    return read_calls(request(path))


def calls(reading: Reading) -> list[Call]:
    return [node for node in reading.batch.nodes if isinstance(node, Call)]


def test_a_topic_is_a_call_of_its_programme(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.jsonl", TOPIC)
    (call,) = calls(reading)
    assert call.id == "call:horizon-miss-2027-04-cit-03"  # the id that the curated bundle has for it
    assert (call.name, call.deadline, call.status, call.action_type) == ("Cities", "2027-09-21", "open", "IA")
    assert (call.grant_min, call.grant_max, call.expected_grants) == (5e6, 1e7, 2)
    assert call.summary == "Expected Outcome: Towns do things."
    assert [(r.type, r.start, r.end) for r in reading.batch.relations] == [("UNDER", call.id, "prog:horizon-europe")]


@pytest.mark.parametrize("name", [None, "", "Erasmus+", "ESF+", "Digital Europe"])
def test_the_programme_has_the_id_that_all_files_give_it(tmp_path: Path, name: str | None) -> None:
    reading = read(tmp_path / "a.jsonl", TOPIC | {"programme": name})
    programmes = [node.id for node in reading.batch.nodes if isinstance(node, Programme)]
    ids = {"Erasmus+": "prog:erasmus-plus", "ESF+": "prog:esf-plus", "Digital Europe": "prog:digital-europe"}
    assert programmes == ([ids[name]] if name else [])


def test_what_is_not_known_stays_unknown(tmp_path: Path) -> None:
    (call,) = calls(read(tmp_path / "a.jsonl", {"topicId": "A-1", "title": "A", "budgetMin": None, "deadline": ""}))
    assert (call.grant_min, call.deadline, call.status, call.summary) == (None, None, None, None)


def test_lines_and_an_array_say_the_same(tmp_path: Path) -> None:
    topics = [TOPIC, TOPIC | {"topicId": "B", "title": "B"}]
    lines, array = read(tmp_path / "a.jsonl", *topics), read(tmp_path / "a.json", text=json.dumps(topics, indent=1))
    assert lines.batch == array.batch
    assert len(calls(lines)) == 2


def test_faults_are_told_with_their_line_and_the_rest_is_read(tmp_path: Path) -> None:
    good = json.dumps(TOPIC)
    bad = [
        TOPIC | {"topicId": change} | {change: wrong}
        for change, wrong in (("title", " "), ("deadline", "soon"), ("budgetMax", "much"), ("topicId", None))
    ]
    text = "\n".join(["{broken", *map(json.dumps, bad), "[1, 2]", "", '"text"', good.replace("2027-04", "2027-05")])
    reading = read(tmp_path / "a.jsonl", text=text)
    assert [(e.row, e.column) for e in reading.errors if e.row < 6] == [
        (1, ""),
        (2, "title"),
        (3, "deadline"),
        (4, "budgetMax"),
        (5, "topicId"),
    ]
    assert len(calls(reading)) == 3


def test_of_two_topics_of_one_id_the_first_holds_and_that_is_told(tmp_path: Path) -> None:
    again = TOPIC | {"title": "Another title"}
    reading = read(tmp_path / "a.jsonl", TOPIC, TOPIC, again)
    assert [call.name for call in calls(reading)] == [TOPIC["title"]]
    assert [(e.row, e.value) for e in reading.errors] == [(3, "Another title")]
    assert "stands in row 1 of a.jsonl already" in str(reading.errors[0].said)


def test_a_page_that_no_browser_should_open_is_told_and_costs_the_call_nothing_else(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.jsonl", TOPIC | {"portalUrl": "javascript:alert(1)"})
    assert [(e.row, e.column, e.value) for e in reading.errors] == [(1, "portalUrl", "javascript:alert(1)")]
    assert [call.url for call in calls(reading)] == [None]


def test_the_calls_of_a_keep_workbook_are_read_beside_the_portals(tmp_path: Path) -> None:
    rows = [("Programme", "Serial Number", "Start Date", "End Date"), ("2014 - 2020 Sea", "1", "2015/01/01", "")]
    write_workbook(tmp_path / "keep.xlsx", {"Calls": rows})
    (tmp_path / "portal.jsonl").write_text(json.dumps(TOPIC), encoding="utf-8")
    reading = read_calls(request(tmp_path, ".xlsx", ".jsonl"))
    assert {call.name for call in calls(reading)} == {"Cities", "2014 - 2020 Sea: call 1"}
    assert (len(reading.batch.relations), reading.errors) == (2, ())


@pytest.mark.parametrize(
    ("spoilt", "right"),
    [
        ("vis-Ã\u00a0-vis", "vis-à-vis"),
        ("CafÃ© â\u0080\u0093 Â«", "Café – «"),
        ("Élan à Łódź “São”", "Élan à Łódź “São”"),
    ],
)
def test_spoilt_letters_are_put_right_and_right_ones_are_left(spoilt: str, right: str) -> None:
    assert repaired(spoilt) == right


def test_a_summary_is_whole_sentences() -> None:
    assert summary("One.Two.  Three") == "One. Two. Three"
    long = summary("A sentence of some words. " * 100)
    assert long.endswith("words.")
    assert LONGEST_SUMMARY - 30 < len(long) <= LONGEST_SUMMARY
    assert summary("word " * 500).endswith("word …")
    assert len(summary("x" * 5000)) <= LONGEST_SUMMARY


@pytest.mark.skipif(not CALLS.is_dir(), reason="needs the real topics in ../shared/data/calls")
def test_the_real_topics_are_read_without_a_fault() -> None:
    (path,) = CALLS.glob("*.jsonl")
    reading = read_calls(request(path))
    assert reading.errors == ()
    assert len(calls(reading)) == 629 == len(reading.batch.relations)


def test_the_shapes_of_the_portal_say_what_a_plain_topic_says(tmp_path: Path) -> None:
    about = {"identifier": ["LIFE-1"], "title": ["Green"], "deadlineDate": ["2026-09-17T00:00:00.000+0000"]}
    about |= {"status": ["31094502"], "frameworkProgramme": ["43252405"], "typesOfAction": ["Grants"], "type": ["1"]}
    search = {"totalResults": 2, "results": [{"summary": "Green", "metadata": about}, {"metadata": {"type": ["0"]}}]}
    grant = {"type": 1, "identifier": "LIFE-1", "title": "Green", "status": {"id": 31094502, "abbreviation": "Open"}}
    grant |= {"deadlineDatesLong": [1789603200000], "frameworkProgramme": {"abbreviation": "LIFE2027"}}
    bulk = {"fundingData": {"GrantTenderObj": [grant, {"type": 0, "identifier": "T", "title": "Desks"}]}}
    for shape in (search, bulk):
        reading = read(tmp_path / "a.json", text=json.dumps(shape, indent=1))
        (call,) = calls(reading)
        assert (call.id, call.name, call.status, call.deadline) == ("call:life-1", "Green", "open", "2026-09-17")
        assert [r.end for r in reading.batch.relations] == ["prog:life"]
        assert reading.errors == ()
        assert reading.notices[0] == "1 tender passed over: no calls for proposals"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('{\n "topicId": "A",\n "title": "A"\n}\n', ["call:a"]),
        ('\n\n[{"topicId": "A", "title": "A"},\n {"topicId": "B", "title": "B"}]', ["call:a", "call:b"]),
        ('\ufeff{"topicId": "A", "title": "A"}{"topicId": "B",\n"title": "B"}', ["call:a", "call:b"]),
        ("", []),
        ("[" * 100_000, []),
        ('{"a": ' * 5_000, []),
        ('{"results": [[[1]], "x", null]}', []),
        ('{"metadata": {"identifier": [], "title": {}}}', []),
        ('{"something": "else", "of": "mine"}\n' * 3, []),
    ],
)
def test_json_is_read_over_several_lines_and_what_is_none_is_told_once(
    tmp_path: Path, text: str, ids: list[str]
) -> None:
    reading = read(tmp_path / "a.json", text=text)
    assert [call.id for call in calls(reading)] == ids
    assert bool(reading.errors) == (not ids)
    if "something" in text:
        (error,) = reading.errors
        assert "3 objects are no topics. Wanted are objects with topicId and title" in error.why


def test_numbers_that_cannot_be_are_told_and_the_time_behind_a_day_does_not_cost_it(tmp_path: Path) -> None:
    text = '[{"topicId": "A", "title": "A", "expectedGrants": 2.7, "deadline": "2026-09-17T17:00:00.000+0000"},'
    text += '{"topicId": "B", "title": "B", "budgetMax": NaN, "budgetMin": 1e400},'
    text += '{"topicId": "C", "title": "C", "budgetMin": 5000000, "budgetMax": 100},'
    text += '{"topicId": "D", "title": "D\\ud800", "description": "a\\u200bb"}, {"topicId": "E", "title": "a\\u200bb"}]'
    reading = read(tmp_path / "a.json", text=text)
    found = {call.id: call for call in calls(reading)}
    assert list(found) == ["call:a", "call:b", "call:c", "call:e"]
    assert (found["call:a"].deadline, found["call:a"].expected_grants) == ("2026-09-17", None)
    assert {(call.grant_min, call.grant_max) for call in found.values()} == {(None, None)}
    assert found["call:e"].name == "ab"
    assert [e.column for e in reading.errors] == [
        "expectedGrants",
        "budgetMin",
        "budgetMax",
        "budgetMin",
        "title",
        "title",
    ]


def test_topics_are_found_in_lists_and_pages_however_these_are_called(tmp_path: Path) -> None:
    def topic(id: str) -> dict[str, object]:
        return {"topicId": id, "title": f"Title of {id}"}

    bulk = {"identifier": "C", "title": "Third", "links": [{"title": "A page", "url": "https://a.example"}]}
    page = {"title": "First page", "metadata": {"page": 1}, "items": [topic("A"), {"data": topic("B")}, bulk]}
    for shape in ({"results": page}, [page], {"pages": [page]}, [[page]], {"response": {"data": {"hits": [page]}}}):
        reading = read(tmp_path / "a.json", text=json.dumps(shape, indent=1))
        assert [call.id for call in calls(reading)] == ["call:a", "call:b", "call:c"]
        assert reading.errors == ()


def test_what_stands_among_topics_and_is_none_is_told(tmp_path: Path) -> None:
    shape = {"results": {"items": [{"topicId": "A", "title": "A"}, {"id": 7}, None, {"title": "B"}]}}
    reading = read(tmp_path / "a.json", text=json.dumps(shape))
    assert [call.id for call in calls(reading)] == ["call:a"]
    assert [(error.row, error.column, error.value) for error in reading.errors] == [
        (3, "", "None"),
        (4, "topicId", ""),
        (2, "", "id"),
    ]


def test_a_key_that_stands_twice_is_told_with_its_lines_and_its_first_value_taken(tmp_path: Path) -> None:
    lines = '{"topicId": "A", "title": "A", "title": "B"}\n{"topicId": "C", "title": "C"}\n'
    over_lines = '[{"topicId": "A",\n "title": "A: {x}",\n "url": 1,\n "title": "B"},\n{"topicId": "C", "title": "C"}]'
    for text, line, first in ((lines, 1, 1), (over_lines, 4, 2)):
        reading = read(tmp_path / "a.json", text=text)
        assert [(call.id, call.name[:1]) for call in calls(reading)] == [("call:a", "A"), ("call:c", "C")]
        (error,) = reading.errors
        assert (error.row, error.column) == (line, "title")
        assert error.why == f"this key stands in line {first} already; what stands there was taken"


@pytest.mark.parametrize(
    ("text", "ids", "line"),
    [
        ('[{"topicId": "A", "title": "A"},\n{"topicId": "B", "title": "B"}\n', ["call:a", "call:b"], 3),
        ('[{"topicId": "A", "title": "A"},\n{"topicId": "B", "tit\n', ["call:a"], 2),
        (
            '[{"topicId": "A", "title": "A"},\n{"topicId": "B" "title": "B"},\n{"topicId": "C", "title": "C"}]',
            ["call:a", "call:c"],
            2,
        ),
    ],
)
def test_of_an_array_that_is_cut_off_or_broken_the_whole_topics_are_read_and_the_break_is_told_once(
    tmp_path: Path, text: str, ids: list[str], line: int
) -> None:
    reading = read(tmp_path / "a.json", text=text)
    assert [call.id for call in calls(reading)] == ids
    assert [error.row for error in reading.errors] == [line]
