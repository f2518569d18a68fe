"""Clauses that name degrees of urbanisation: of the town, of every member, or of a share of an agglomeration."""

from __future__ import annotations

from collections.abc import Mapping

from graph.said import Said, said
from matching.rules.applicants import Asked
from matching.rules.groups import group_words, town_or_group
from matching.rules.kinds.kind import ClauseKind
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES, Answers, affirmed, any_of, each
from matching.rules.wording import PERHAPS, Telling, Words, least


def _judge(rule: Rule, asked: Asked) -> Answers:
    """Whether the degree of urbanisation is one of those named; an Article 11 city may be an alternative."""
    answers = each(
        asked.applicants.fact("degurba"), lambda v: UNKNOWN if v is None else YES if v in rule.values else NO
    )
    alternative = rule.conditions.get("or")
    if alternative is None:
        return answers
    return any_of([answers, each(asked.applicants.fact(alternative), affirmed)], asked.size)


def _together(rule: Rule, asked: Asked) -> int | None:
    """Whether all applicants have the degree, where the rule asks it of every member."""
    return int(_judge(rule, asked).min()) if _of_every_member(rule) else None


def _of_every_member(rule: Rule) -> bool:
    return rule.conditions.get("of") == "every_member"


_SHARE = said(
    "As an organised agglomeration: {least:.0%} of the inhabitants in cities, towns or suburbs (DEGURBA 1 or 2)"
)
_WHY: Mapping[str, Said] = {
    "yes": said("{name} qualifies{degree}."),
    "no": said("{name} does not qualify{degree}."),
    "unknown": said("We do not know the degree of urbanisation of {name} (Eurostat lists it for every municipality)."),
}
_ARTICLE_11_UNKNOWN = said(
    "{name} does not qualify by itself{degree}; whether it is an Article 11 city, we do not know."
)


def _words(told: Telling) -> Words:
    rule = told.rule
    if rule.concern == "consortium":
        return group_words(told, None, _SHARE.fill(least=least(rule)))
    degree = told.asked.applicants.first.fact("degurba")[0]
    alternative = rule.conditions.get("or")
    requirement = _requirement(rule)
    if told.answer == UNKNOWN and _of_every_member(rule) and degree in rule.values:
        return requirement, PERHAPS, None  # a partner's degree is not known
    shown = said(" (DEGURBA {degree})", degree=degree) if degree else ""
    if told.answer == UNKNOWN and degree is not None:
        return requirement, _ARTICLE_11_UNKNOWN.fill(name=told.name, degree=shown), alternative
    return requirement, _WHY[told.ending].fill(name=told.name, degree=shown), "degurba"


def _requirement(rule: Rule) -> Said:
    if _of_every_member(rule):
        return said("Degree of urbanisation (DEGURBA) {values}, every member of the grouping", values=rule.values)
    if "or" in rule.conditions:
        return said("Degree of urbanisation (DEGURBA) {values}, or an Article 11 city", values=rule.values)
    return said("Degree of urbanisation (DEGURBA) {values}", values=rule.values)


DEGURBA = ClauseKind(name="degurba", concern=town_or_group, judge=_judge, together=_together, words=_words)
