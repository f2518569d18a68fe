"""The days of plans as a calendar (RFC 5545): only steps with a day that somebody set; none is guessed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from graph.said import said
from matching.plans.plan import Plan
from matching.types import Language
from matching.words.told import told


def as_calendar(plans: Sequence[Plan], *, on: date, language: Language = "en") -> bytes:
    """The dated steps as whole-day events, the same bytes for the same plans and day.

    A UID is made of the format, the members and the number of the step, so that a step that is moved stays the same
    event.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Peerpolis//Plans//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", told(said("Plans of the groups"), language))
    for plan in plans:
        for step in plan.steps:
            if step.on is None:
                continue
            event = Event()
            key = "\n".join((plan.format, *sorted(plan.members), str(step.number)))
            event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:24]}@peerpolis")
            event.add("dtstamp", datetime.combine(on, time(), UTC))
            event.add("dtstart", step.on)
            event.add("dtend", step.on + timedelta(days=1))
            title = said("Group {group}: {step}", group=plan.group, step=step.text)
            event.add("summary", told(title, language))
            about = said(
                "{format}. With: {members}. Source of the format: {source}",
                format=plan.name,
                members=plan.members,
                source=plan.source,
            )
            event.add("description", told(about, language))
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
