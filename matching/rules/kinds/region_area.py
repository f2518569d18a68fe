"""Clauses that name an area: where the town has to lie, or how many of the partners come from certain regions."""

from __future__ import annotations

from collections.abc import Sequence

from matching.rules.applicants import Asked
from matching.rules.areas import area_answers
from matching.rules.counting import Count, applicants_among
from matching.rules.country_rules import countries_in
from matching.rules.kinds.kind import ClauseKind
from matching.rules.rule import Rule
from matching.rules.sentences import say
from matching.rules.terms import term
from matching.rules.three_valued import NO, UNKNOWN, YES, each
from matching.rules.wording import Telling, Words, counted_words, least
from matching.types import Concern
from matching.words.written import country_name

#: The share of partners from regions that the cohesion policy helps most.
_COHESION_SHARE = "partners_in_less_developed_or_transition_regions"


def _of_cohesion(rule: Rule) -> bool:
    return rule.conditions.get("of") == _COHESION_SHARE


def _concern(rule: Rule) -> Concern:
    if rule.operator == "in":
        return "town"
    counted = _of_cohesion(rule) or "outermost" in rule.conditions.get("set", "")
    return "consortium" if rule.operator == ">=" and counted else "project"


def _count(rule: Rule, rules: Sequence[Rule], asked: Asked) -> Count:
    if _of_cohesion(rule):
        return _cohesion_share(rule, asked)
    return applicants_among(countries_in((rule.conditions.get("set", ""),), asked), rule.number)


def _cohesion_share(rule: Rule, asked: Asked) -> Count:
    """The share of applicants from less developed or transition regions."""
    helped = each(
        asked.applicants.fact("cohesion_category"),
        lambda v: UNKNOWN if v is None else YES if v in ("less-developed", "transition") else NO,
    )
    return Count(float((helped == YES).mean()), float((helped != NO).mean()), rule.number)


def _words(told: Telling) -> Words:
    return _partners_words(told) if told.rule.concern == "consortium" else _area_words(told)


def _partners_words(told: Telling) -> Words:
    rule, language = told.rule, told.language
    share = _of_cohesion(rule)
    wanted = rule.number or 1
    role = term(rule.conditions.get("set") or rule.conditions.get("of", ""), language)
    key = "share" if share else "region_area"
    shown = f"{least(rule):.0%}" if share else f"{wanted:.0f}"
    requirement = say(key, language, count=wanted, least=shown, role=role)
    return counted_words(told, requirement, _count(rule, told.rules, told.asked), key=key, role=role)


def _area_words(told: Telling) -> Words:
    language = told.language
    areas: list[str] = []
    for value in told.rule.values:
        country, divided, parts = value.partition(":")
        name = country_name(country, language) if len(country) == 2 else term(country, language)
        areas.append(f"{name} ({parts.replace('_', ' ').replace(',', ', ')})" if divided else name)
    why = say(f"area-{told.ending}", language, name=told.name)
    return say("area", language, areas=", ".join(areas)), why, None


REGION_AREA = ClauseKind(name="region_area", concern=_concern, judge=area_answers, count=_count, words=_words)
