"""Rules that concern a town: what each answers for whole columns of towns, and why, in words, for one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from graph.dates import last_day
from graph.errors import InvalidRecord
from graph.snapshot.frozen import Floats
from matching.rules.applicants import Applicants, Asked
from matching.rules.areas import area_answers
from matching.rules.clauses import DOCUMENT_FACTS, Rule
from matching.rules.country_sets import in_any
from matching.rules.three_valued import NO, OPEN, UNKNOWN, YES, Answers, any_of, each, same

#: What a kind of body counts as, where rules name types of applicants.
_COUNTS_AS: dict[str, frozenset[str]] = {
    "municipality": frozenset({"municipality", "local_authority", "public_sector_entity"}),
    "county": frozenset({"local_authority", "public_sector_entity"}),
    "borough": frozenset({"local_authority", "public_sector_entity"}),
    "union": frozenset(
        {"local_authority", "grouping", "local_public_entity_aggregating_municipalities", "public_sector_entity"}
    ),
    "region": frozenset({"public_sector_entity"}),
}


def town_answers(rule: Rule, asked: Asked) -> Answers:
    """For each applicant by itself: is the rule met? OPEN where the town alone does not decide it.

    Rules about the project, and wishes, are UNKNOWN: a person has to read them.
    """
    if rule.concern == "call":
        answers = same(deadline_answer(rule, asked.on), asked.size)
    elif rule.concern == "consortium":
        answers = _of_agglomeration(rule, asked)
    elif rule.concern == "town":
        answers = _JUDGES[rule.kind](rule, asked)
    else:
        answers = same(UNKNOWN, asked.size)
    return softened(rule, answers)


def softened(rule: Rule, answers: Answers) -> Answers:
    """The answers, with UNKNOWN for NO where it is not known whether the rule applies."""
    return answers if rule.certain else np.where(answers == NO, UNKNOWN, answers).astype(np.int8)


def deadline_answer(rule: Rule, on: date) -> int:
    """YES up to and on the last day that the deadline can mean, NO after it, UNKNOWN where it is not a date."""
    try:
        return YES if on <= last_day(rule.values[0]) else NO
    except (IndexError, InvalidRecord):
        return UNKNOWN


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


def degurba_answers(rule: Rule, asked: Asked) -> Answers:
    """Whether the degree of urbanisation is one of those named; an Article 11 city may be an alternative."""
    answers = each(
        asked.applicants.fact("degurba"), lambda v: UNKNOWN if v is None else YES if v in rule.values else NO
    )
    alternative = rule.conditions.get("or")
    if alternative is None:
        return answers
    return any_of([answers, each(asked.applicants.fact(alternative), affirmed)], asked.size)


def affirmed(value: str | None) -> int:
    """A fact of yes or no as an answer. Any other text states the thing itself (a number, a plan's name): YES."""
    if value is None:
        return UNKNOWN
    return NO if value.strip().casefold() in ("no", "none", "false", "0") else YES


def agglomeration_totals(applicants: Applicants) -> Floats:
    """The inhabitants of all known towns of each row's agglomeration, at least; NaN where none is stated."""
    if (applicants.fact("agglomeration").codes < 0).all():
        return np.full(len(applicants), np.nan)
    everyone = Applicants.everyone(applicants.snapshot)
    column = everyone.fact("agglomeration")
    stated = column.codes >= 0
    known = np.nan_to_num(everyone.population)
    totals = np.bincount(column.codes[stated], weights=known[stated], minlength=len(column.values))
    of_towns = np.append(totals, np.nan)[column.codes[applicants.index]]  # code −1, not stated, takes the NaN
    return of_towns if applicants.place is None else np.append(np.nan, of_towns)


def _population(rule: Rule, asked: Asked) -> Answers:
    least = rule.number
    if least is None:
        return same(UNKNOWN, asked.size)
    population = asked.applicants.population
    met = np.where(np.isnan(population), UNKNOWN, np.where(population >= least, YES, NO))
    return met.astype(np.int8) if least > 0 else same(YES, asked.size)


def _of_agglomeration(rule: Rule, asked: Asked) -> Answers:
    """A rule about an agglomeration, for towns that are stated to be in one; all else about a consortium is OPEN.

    The sum over the towns that we know in it is a least value: it can prove the size, and never disprove it.
    """
    of = rule.conditions.get("of")
    if of not in ("agglomeration_total", "share_of_inhabitants_in_degurba_1_2"):
        return same(OPEN, asked.size)
    totals = agglomeration_totals(asked.applicants)
    proven = totals >= (rule.number if of == "agglomeration_total" and rule.number is not None else np.inf)
    return np.where(np.isnan(totals), OPEN, np.where(proven, YES, UNKNOWN)).astype(np.int8)


def _document(rule: Rule, asked: Asked) -> Answers:
    """Whether the town has what the document stands for; what is due later can still be made: UNKNOWN, not NO."""
    answers = each(asked.applicants.fact(DOCUMENT_FACTS[rule.values[0]]), affirmed)
    return np.maximum(answers, UNKNOWN).astype(np.int8) if "when" in rule.conditions else answers


def _applicant_type(rule: Rule, asked: Asked) -> Answers:
    wanted = frozenset(rule.values)

    def answer(kind: str | None) -> int:
        if kind in ("quarter", "settlement"):
            return NO  # a part of a municipality cannot apply for itself
        return YES if _COUNTS_AS.get(kind or "", frozenset()) & wanted else UNKNOWN

    return each(asked.applicants.kind, answer)


_JUDGES: dict[str, Callable[[Rule, Asked], Answers]] = {
    "country_set": country_answers,
    "population_min": _population,
    "degurba": degurba_answers,
    "requires_document": _document,
    "applicant_type": _applicant_type,
    "region_area": area_answers,
}
