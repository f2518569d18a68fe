"""Whose country counts for a call: all its country rules together, or the set that a rule names itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.rules.applicants import Asked
from matching.rules.country_sets import country_sets, in_any, set_names
from matching.rules.rule import Rule, softened
from matching.rules.three_valued import NO, OPEN, UNKNOWN, Answers, all_of, any_of, each


def country_answers(rule: Rule, asked: Asked) -> Answers:
    """Whether the countries are named; for `includes`, which only widens the circle, OPEN where they are not."""

    def answer(country: str | None) -> int:
        if country is None:
            return UNKNOWN
        if rule.operator == "not":
            return -in_any(rule.values, country, asked.on)
        named = in_any(rule.values, country, asked.on)
        return OPEN if rule.operator == "includes" and named == NO else named

    return softened(rule, each(asked.applicants.country, answer))


def country_group(rules: Sequence[Rule], asked: Asked) -> Answers:
    """All country rules together: those that limit all hold, or one that widens does; OPEN where there are none."""
    own = [r for r in rules if r.kind == "country_set" and r.concern == "town"]
    limits = [country_answers(r, asked) for r in own if r.operator == "in"]
    wider = [country_answers(r, asked) for r in own if r.operator == "includes"]
    excluded = [country_answers(r, asked) for r in own if r.operator == "not"]
    within = any_of([all_of(limits, asked.size), *wider], asked.size) if limits else all_of([], asked.size)
    return all_of([within, *excluded], asked.size)


def eligible_countries(rule: Rule, rules: Sequence[Rule], asked: Asked) -> Answers:
    """Whether each applicant's country counts: by the set that the rule names itself, else by the call's country rules.

    A call without country rules surely counts Member States; whom else, we do not know.
    """
    names = set_names((rule.conditions.get("of", ""),))
    if names and all(name in country_sets() for name in names):
        return countries_in(names, asked)
    if not any(r.kind == "country_set" and r.concern == "town" for r in rules):
        return np.maximum(member_state_answers(asked), UNKNOWN).astype(np.int8)
    return country_group(rules, asked)


def countries_in(sets: Sequence[str], asked: Asked) -> Answers:
    """Whether each applicant's country is in one of the sets."""
    return each(asked.applicants.country, lambda c: in_any(sets, c, asked.on) if c else UNKNOWN)


def member_state_answers(asked: Asked) -> Answers:
    """Whether each applicant is from a Member State of the European Union."""
    return countries_in(("EU27",), asked)
