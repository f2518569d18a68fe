"""The last day and hour to apply, told in Brussels' time; what is only expected is no deadline."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from graph import dates
from graph.errors import InvalidRecord
from graph.said import said
from matching.rules.asking.situation import BRUSSELS
from matching.rules.judging.case import Case, Finding
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES

#: When calls close where the source names no hour.
CLOSES = time(17, 0)
_HOUR = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b(?!\.\d)")
#: How sources say that the whole day is left: a programme that "ends with the end of 31 December".
_WHOLE_DAY = re.compile(
    r"\b(?:mit ablauf|mitternacht|midnight|24[:.]00|minuit|mezzanotte|medianoche|o północy|o půlnoci)\b", re.IGNORECASE
)


def closes(rule: Rule) -> datetime | None:
    """The last moment that the rule names, None where it is no date; the hour is that of its quotation."""
    try:
        day = dates.last_day(rule.values[0])
    except (IndexError, InvalidRecord):
        return None
    # A date such as 18.04.2024 is no hour: it is taken out before one is looked for.
    text = re.sub(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}", " ", rule.quote or "")
    found = _HOUR.search(text)
    hour = time(int(found[1]), int(found[2])) if found else time.max if _WHOLE_DAY.search(text) else CLOSES
    return datetime.combine(day, hour, BRUSSELS)


def judge_deadline(rule: Rule, case: Case) -> Finding:
    """Whether one may still apply; on the last day without an hour one may."""
    if rule.operator == "closed":
        return Finding(NO, said("The call is closed."), fatal=True)
    if rule.operator == "continuous":
        return Finding(YES, said("There is no closing day."))
    if rule.operator == "expected":
        last = closes(rule)
        if last is not None and not _still(case.situation.at, last):
            return Finding(UNKNOWN, said("A next round was likely by then, and is not confirmed."))
        return Finding(
            UNKNOWN, said("A next round is likely by then, from the days of past rounds; it is not announced.")
        )
    last = closes(rule)
    if last is None:
        return Finding(UNKNOWN, said("We do not know the deadline."))
    if _still(case.situation.at, last):
        return Finding(YES, said("The call is open until then, or will be."))
    return Finding(NO, said("That day has passed."))


def _still(at: date | datetime, last: datetime) -> bool:
    if not isinstance(at, datetime):
        return at <= last.date()
    return (at if at.tzinfo else at.replace(tzinfo=BRUSSELS)) <= last
