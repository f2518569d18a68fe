"""Clauses that name degrees of urbanisation: of the town, of every member, or of a share of an agglomeration."""

from __future__ import annotations

from matching.rules.applicants import Asked
from matching.rules.groups import group_words, town_or_group
from matching.rules.kinds.kind import ClauseKind
from matching.rules.rule import Rule
from matching.rules.sentences import say
from matching.rules.three_valued import NO, UNKNOWN, YES, Answers, affirmed, any_of, each
from matching.rules.wording import Telling, Words, least


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


def _words(told: Telling) -> Words:
    rule, language = told.rule, told.language
    if rule.concern == "consortium":
        return group_words(told, None, say("agglomeration-share", language, least=f"{least(rule):.0%}"))
    degree = told.asked.applicants.first.fact("degurba")[0]
    alternative = rule.conditions.get("or")
    every = _of_every_member(rule)
    requirement = say(
        "degurba-every" if every else "degurba",
        language,
        values=", ".join(rule.values),
        alternative=say("degurba-article", language) if alternative else "",
    )
    if told.answer == UNKNOWN and every and degree in rule.values:
        return requirement, say("count-maybe", language), None  # a partner's degree is not known
    shown = f" (DEGURBA {degree})" if degree else ""
    if told.answer == UNKNOWN and degree is not None:
        return requirement, say("degurba-article-unknown", language, name=told.name, degree=shown), alternative
    return requirement, say(f"degurba-{told.ending}", language, name=told.name, degree=shown), "degurba"


DEGURBA = ClauseKind(name="degurba", concern=town_or_group, judge=_judge, together=_together, words=_words)
