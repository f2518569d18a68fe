"""Clauses that set a least number of countries that the applicants come from."""

from __future__ import annotations

from collections.abc import Sequence

from graph.said import said_many
from matching.rules.applicants import Asked
from matching.rules.counting import Count, states_among
from matching.rules.country_rules import eligible_countries
from matching.rules.kinds.kind import ClauseKind, always
from matching.rules.rule import Rule
from matching.rules.wording import Telling, Words, minimum_words


def _count(rule: Rule, rules: Sequence[Rule], asked: Asked) -> Count:
    return states_among(asked, eligible_countries(rule, rules, asked), rule.number)


def _words(told: Telling) -> Words:
    requirement = said_many(
        "Partners from at least {count} country", "Partners from at least {count} different countries"
    )
    needed = said_many(
        "{count} more country is needed (so far: {countries}).",
        "{count} more countries are needed (so far: {countries}).",
    )
    return minimum_words(told, _count(told.rule, told.rules, told.asked), requirement, needed)


MIN_COUNTRIES = ClauseKind(name="min_countries", concern=always("consortium"), count=_count, words=_words)
