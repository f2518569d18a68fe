"""Clauses that set a least number of applicants, or ask for a single one (`==`)."""

from __future__ import annotations

from collections.abc import Sequence

from graph.said import said, said_many
from matching.rules.applicants import Asked
from matching.rules.counting import Count, applicants_among
from matching.rules.country_rules import eligible_countries
from matching.rules.kinds.kind import ClauseKind, always
from matching.rules.rule import Rule
from matching.rules.wording import Telling, Words, minimum_words


def _count(rule: Rule, rules: Sequence[Rule], asked: Asked) -> Count:
    """An independent body is one applicant; only those from the countries that the call names count."""
    return applicants_among(eligible_countries(rule, rules, asked), 1 if rule.operator == "==" else rule.number)


def _words(told: Telling) -> Words:
    if told.rule.operator == "==":
        requirement = said("One body applies for all")
    else:
        requirement = said_many("At least {count} independent applicant", "At least {count} independent applicants")
    needed = said_many("{count} more applicant is needed.", "{count} more applicants are needed.")
    return minimum_words(told, _count(told.rule, told.rules, told.asked), requirement, needed)


MIN_APPLICANTS = ClauseKind(name="min_applicants", concern=always("consortium"), count=_count, words=_words)
