"""Clauses that name the last day to apply, or when a next round is likely (`expected`); where the call's record alone
tells of it, that it is closed or open at any time (`closed`, `continuous`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from graph.dates import last_day
from graph.errors import InvalidRecord
from graph.said import Said, said
from matching.rules.applicants import Asked
from matching.rules.kinds.kind import ClauseKind, always
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES, Answers, same
from matching.rules.wording import Telling, Words
from matching.words.written import day


def _judge(rule: Rule, asked: Asked) -> Answers:
    by_operator = {"closed": NO, "continuous": YES, "expected": UNKNOWN}
    return same(by_operator.get(rule.operator, _answer(rule, asked.on)), asked.size)


def _answer(rule: Rule, on: date) -> int:
    """YES up to and on the last day that the deadline can mean, NO after it, UNKNOWN where it is not a date."""
    try:
        return YES if on <= last_day(rule.values[0]) else NO
    except (IndexError, InvalidRecord):
        return UNKNOWN


_WHY: Mapping[str, Said] = {
    "yes": said("The call is open until then, or will be."),
    "no": said("That day has passed."),
    "unknown": said("We do not know the deadline."),
}


_LIKELY = said("A next round is likely by then, from the days of past rounds; it is not announced.")


def _words(told: Telling) -> Words:
    if told.rule.operator == "closed":
        return said("Submission by the deadline"), said("The call is closed."), None
    if told.rule.operator == "continuous":
        return said("Submission at any time"), said("There is no closing day."), None
    if told.rule.operator == "expected":
        return _expected(told), _LIKELY, None
    why = _WHY[told.ending]
    if told.answer == UNKNOWN:
        return said("Submission by the deadline"), why, None
    return said("Submission by {day}", day=day(told.rule.values[0], told.language)), why, None


def _expected(told: Telling) -> Said:
    """When a next round is likely: a guess, which is never a day to apply by."""
    try:
        likely = day(last_day(told.rule.values[0]).isoformat()[: len(told.rule.values[0])], told.language)
    except (IndexError, InvalidRecord):
        return said("Submission in a round of each year")
    return said("Submission in a next round, likely in {day}", day=likely)


DEADLINE = ClauseKind(name="deadline", concern=always("call"), judge=_judge, words=_words)
