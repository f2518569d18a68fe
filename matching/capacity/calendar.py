"""The fixed deadlines of calls that a town may be eligible for, as a calendar (RFC 5545).

Expected rounds are no deadlines and never enter; nor do days of which only the month is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from graph.errors import InvalidRecord
from graph.model import Call
from graph.said import said, said_many
from graph.snapshot.frozen import Snapshot
from matching.capacity.border import Borders, Programmes
from matching.capacity.offer import offer_of
from matching.rules.asking.situation import BRUSSELS, Body, Situation
from matching.rules.judging.deadlines import CLOSES, closes
from matching.rules.judging.outcome import Judged, Judgement
from matching.rules.judging.rules_of import RuleBooks
from matching.rules.three_valued import NO
from matching.types import Language
from matching.words.told import told

#: Days before a deadline on which one is reminded, beside the day on which the work has to begin.
REMINDERS = (14, 3)
#: The length of a full day as ISO 8601 has it: "2027-04-15".
_DAY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One deadline: `uid` stays when the day is moved; `begin_days` before it the work should have begun."""

    uid: str
    call: str
    name: str
    at: datetime
    begin_days: int
    url: str | None
    source: str
    as_of: str | None


def deadlines(snapshot: Snapshot, town: Body, *, on: date, language: Language = "en") -> tuple[Deadline, ...]:
    """The fixed deadlines from that day on of calls that the rules do not bar the town from, the earliest first."""
    table = snapshot.tables["Call"]
    found: list[Deadline] = []
    borders, books = Borders(Programmes(snapshot), town), RuleBooks(snapshot)
    for at in range(len(table)):
        call = table.record(at)
        assert isinstance(call, Call)
        if call.status not in ("closed", "ended"):
            found += _of_call(borders, books, at, call, on, language)
    return tuple(sorted(found, key=lambda one: (one.at, one.uid)))


def _of_call(
    borders: Borders, books: RuleBooks, at: int, call: Call, on: date, language: Language
) -> Iterator[Deadline]:
    snapshot, town, book = books.snapshot, borders.town, books.of_call(at)
    judged = Judgement.of(book, Situation(applicant=town, stage="apply", at=on))
    moments = _moments(judged, call)
    if not moments or moments[-1].date() < on or judged.town == NO or likely_out(judged):
        return
    if any(j.rule.kind == "deadline" and j.rule.operator == "closed" and j.status == "in_force" for j in judged.rows):
        return
    if borders.against(book, at, language) is not None:
        return
    name = snapshot.tables["Call"].name(at, language)
    for number, moment in enumerate(moments, start=1):
        if moment.date() >= on:
            yield Deadline(
                uid=f"{call.id}/{number}@peerpolis",
                call=call.id,
                name=name,
                at=moment,
                begin_days=offer_of(book, call, judged, on).least_days,
                url=call.url,
                source=call.source,
                as_of=call.as_of,
            )


def likely_out(judged: Judgement) -> bool:
    """Whether a rule speaks against the town of which we are only not sure that it still holds."""
    return any(j.status == "doubtful" and j.rule.concern == "town" and j.likely == NO for j in judged.rows)


def _moments(judged: Judgement, call: Call) -> list[datetime]:
    """The last moments of all stages, those that are over as well, so that the others keep their number."""
    by_rule = [closes(j.rule) for j in judged.rows if _fixed(j)]
    days = {moment.date(): moment for moment in by_rule if moment is not None}
    for text in filter(None, (call.deadline, call.deadline_2)):
        moment = _closing(text)
        if moment is not None:
            days.setdefault(moment.date(), moment)
    return [days[day] for day in sorted(days)]


def _fixed(j: Judged) -> bool:
    exact = bool(j.rule.values) and len(j.rule.values[0]) == _DAY
    return j.rule.kind == "deadline" and j.rule.operator == "<=" and j.status == "in_force" and exact


def _closing(text: str) -> datetime | None:
    if len(text) != _DAY:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), CLOSES, BRUSSELS)
    except (ValueError, InvalidRecord):
        return None


def as_calendar(found: tuple[Deadline, ...], town: str, *, on: date, language: Language = "en") -> bytes:
    """The deadlines as an .ics file, the same for the same day; in UTC, so that no calendar needs to know Brussels.

    Reminders whose day is over are left out: calendars would ring at once.
    """
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Peerpolis//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", told(said("Deadlines for {town}", town=town), language))
    for one in found:
        event = Event()
        event.add("uid", one.uid)
        # When the event was last stated: the day of the source, else that of the question.
        stated = date.fromisoformat(one.as_of) if one.as_of and len(one.as_of) == _DAY else on
        event.add("dtstamp", datetime.combine(stated, time(), UTC))
        event.add("dtstart", one.at.astimezone(UTC))
        event.add("summary", told(said("Deadline: {call}", call=one.name), language))
        about = said(
            'As of {day}; whether you may take part: peerpolis eligible "{town}" --call {id}. Source: {source}',
            town=town,
            day=one.as_of or told(said("an unknown day"), language),
            id=one.call,
            source=one.source,
        )
        event.add("description", told(about, language))
        event.add("transp", "TRANSPARENT")
        if one.url:
            event.add("url", one.url)
        ahead = [days for days in {one.begin_days, *REMINDERS} if one.at.date() - timedelta(days=days) >= on]
        for days in sorted(ahead, reverse=True):
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            begin = said_many("{count} day left: {call}", "{count} days left: {call}", count=days, call=one.name)
            alarm.add("description", told(begin, language))
            alarm.add("trigger", -timedelta(days=days))
            event.add_component(alarm)
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
