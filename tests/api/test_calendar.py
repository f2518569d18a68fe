"""The calendar of deadlines: only fixed days that a town may be eligible for, valid, and the same UIDs every time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from icalendar import Calendar

from graph.model import Batch, Call, Clause, Municipality, Relation
from matching.capacity.calendar import Deadline, as_calendar, deadlines
from matching.rules.asking.stored import body_of
from tests.command_line import CommandLine
from tests.memory_store import snapshot_of

ON = date(2026, 11, 29)


def read(text: bytes) -> Any:
    return Calendar.from_ical(text)


def found(*calls: Call, clauses: tuple[Clause, ...] = (), on: date = ON) -> tuple[Deadline, ...]:
    """The deadlines of the calls for a German town; clauses are those of the first."""
    town = Municipality(id="gn:1", name="Bad Belzig", country="DE", population=11_000, source="register")
    asks = [Relation(type="REQUIRES", start=calls[0].id, end=clause.id, source="portal") for clause in clauses]
    snapshot = snapshot_of(Batch((town, *calls, *clauses), asks, ()))
    return deadlines(snapshot, body_of(snapshot, 0), on=on)


def call(name: str, deadline: str | None = None, status: str | None = "open", deadline_2: str | None = None) -> Call:
    return Call(id=f"call:{name}", name=name, deadline=deadline, status=status, deadline_2=deadline_2, source="portal")


def test_only_fixed_days_that_are_ahead_enter() -> None:
    calls = [
        call("fixed", "2027-04-15"),
        call("past", "2026-11-28"),
        call("month-only", "2027-04"),
        call("closed", "2027-04-15", "closed"),
        call("continuous", None, "continuous"),
    ]
    assert [one.call for one in found(*calls)] == ["call:fixed"]


def test_an_expected_round_is_no_deadline() -> None:
    likely = Clause(
        id="clause:x/deadline", name="deadline", kind="deadline", operator="expected", value="2027-09", source="portal"
    )
    exact = Clause(
        id="clause:x/day", name="day", kind="deadline", operator="expected", value="2027-09-18", source="portal"
    )
    assert not found(call("x", None, "expected"), clauses=(likely, exact))


def test_a_call_for_other_countries_does_not_enter() -> None:
    french = Clause(id="clause:x/c", name="c", kind="country_set", operator="in", value="FR", source="portal")
    assert not found(call("x", "2027-04-15"), clauses=(french,))


def test_it_closes_at_five_in_brussels_in_winter_and_in_summer() -> None:
    winter, summer = found(call("winter", "2027-01-15"), call("summer", "2027-07-15"))
    assert winter.at.astimezone(UTC) == datetime(2027, 1, 15, 16, tzinfo=UTC)
    assert summer.at.astimezone(UTC) == datetime(2027, 7, 15, 15, tzinfo=UTC)


def test_a_uid_stays_when_the_day_is_moved_and_when_the_first_stage_is_over() -> None:
    (before,), (after,) = found(call("x", "2027-04-15")), found(call("x", "2027-05-06"))
    assert before.uid == after.uid
    stages = call("y", "2027-02-01", deadline_2="2027-09-01")
    first, second = found(stages)
    (left,) = found(stages, on=date(2027, 3, 1))
    assert first.uid != second.uid == left.uid


def test_the_file_reads_back_with_reminders_and_long_names() -> None:
    name = "Ein sehr langer Name, mit Komma; Strichpunkt und Umlauten äöü " * 4
    rows = found(Call(id="call:x", name=name, deadline="2027-04-15", source="portal"))
    text = as_calendar(rows, "Bad Belzig", on=ON)
    assert text == as_calendar(rows, "Bad Belzig", on=ON)
    assert all(len(part) <= 75 for part in text.split(b"\r\n"))
    whole = read(text)
    (event,) = whole.walk("VEVENT")
    assert whole["VERSION"] == "2.0"
    assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
    assert name.strip() in str(event["SUMMARY"])
    triggers = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert timedelta(days=-14) in triggers
    assert all(trigger < timedelta() for trigger in triggers)
    assert all({"ACTION", "DESCRIPTION", "TRIGGER"} <= set(alarm) for alarm in event.walk("VALARM"))


def test_no_reminder_of_a_day_that_is_over() -> None:
    rows = found(call("x", "2026-12-05"))
    (event,) = read(as_calendar(rows, "Bad Belzig", on=ON)).walk("VEVENT")
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(days=-3)]


def test_a_real_town_gets_a_file_and_a_closing_day_far_off_has_none(whole: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "deadlines.ics"
    assert whole("calendar", "Bad Belzig", "--on", "2026-11-29", "--out", str(path), "--lang", "de").code == 0
    events = read(path.read_bytes()).walk("VEVENT")
    assert events
    assert len({event["UID"] for event in events}) == len(events)
    assert not any("expected" in event["UID"] for event in events)
    assert all(str(event["SUMMARY"]).startswith("Einreichfrist: ") for event in events)


def test_the_service_has_it_as_a_feed(client: TestClient) -> None:
    id = client.get("/api/v1/municipalities?limit=1").json()["items"][0]["id"]
    answer = client.get(f"/api/v1/calendars/{id}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")
    again = client.get(f"/api/v1/calendars/{id}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
