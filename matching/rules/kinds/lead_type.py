"""Clauses about the lead partner: what it has to be (`in`), or which country it may not be from (`not`)."""

from __future__ import annotations

from collections.abc import Sequence

from graph.said import said
from matching.rules.applicants import Asked
from matching.rules.counting import Count, applicants_among
from matching.rules.kinds.kind import ClauseKind, always
from matching.rules.roles import role_answers, unstated_fact
from matching.rules.rule import Rule
from matching.rules.terms import term
from matching.rules.three_valued import NO, YES, Answers, any_of, each
from matching.rules.wording import Telling, Words, counted_words
from matching.words.written import country_name


def _may_lead(rule: Rule, asked: Asked) -> Answers:
    """Whether each applicant may be the lead partner."""
    if rule.operator == "not":
        excluded = rule.conditions.get("country", "")
        return each(asked.applicants.country, lambda c: NO if c == excluded else YES)
    return any_of([role_answers(value, asked) for value in rule.values], asked.size)


def _count(rule: Rule, rules: Sequence[Rule], asked: Asked) -> Count:
    return applicants_among(_may_lead(rule, asked), 1)


def _words(told: Telling) -> Words:
    rule = told.rule
    count, unstated = _count(rule, told.rules, told.asked), unstated_fact(rule.values, told.asked)
    if rule.operator == "not":
        country = country_name(rule.conditions.get("country"), told.language)
        requirement = said("The lead partner is not from {country}", country=country)
        needed = said("A lead partner from another country is needed.")
        return counted_words(told, requirement, count, needed, unstated=unstated)
    role = tuple(term(name) for name in ((rule.role,) if rule.role else rule.values))
    requirement = said("The lead partner is: {role}", role=role)
    needed = said("A lead partner of this kind is needed: {role}.")
    return counted_words(told, requirement, count, needed, role=role, unstated=unstated)


LEAD_TYPE = ClauseKind(name="lead_type", concern=always("consortium"), count=_count, words=_words)
