"""Rules judged for towns: what each answers for whole columns of towns at once."""

from __future__ import annotations

from graph.errors import InvalidRecord
from graph.said import said
from matching.rules.applicants import Asked
from matching.rules.groups import agglomeration_answers
from matching.rules.kinds.all import kind_of
from matching.rules.rule import Rule, softened
from matching.rules.three_valued import UNKNOWN, Answers, same


def town_answers(rule: Rule, asked: Asked) -> Answers:
    """For each applicant by itself: is the rule met? OPEN where the town alone does not decide it.

    Rules about the project, and wishes, are UNKNOWN: a person has to read them. Raises InvalidRecord for a rule about
    the town or the call whose kind does not judge it.
    """
    if rule.concern in ("project", "wish"):
        return same(UNKNOWN, asked.size)
    if rule.concern == "consortium":
        return softened(rule, agglomeration_answers(rule, asked))
    judge = kind_of(rule.clause, rule.kind).judge
    if judge is None:
        not_judged = said("{clause}: clauses of the kind {kind!r} are not judged for a town or a call")
        raise InvalidRecord(not_judged.fill(clause=rule.clause, kind=rule.kind))
    return softened(rule, judge(rule, asked))
