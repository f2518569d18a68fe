"""Clauses that name the last day to apply."""

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
    return same(_answer(rule, asked.on), asked.size)


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


def _words(told: Telling) -> Words:
    why = _WHY[told.ending]
    if told.answer == UNKNOWN:
        return said("Submission by the deadline"), why, None
    return said("Submission by {day}", day=day(told.rule.values[0], told.language)), why, None


DEADLINE = ClauseKind(name="deadline", concern=always("call"), judge=_judge, words=_words)
