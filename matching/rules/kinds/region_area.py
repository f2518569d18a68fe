"""Clauses that name an area: where the town has to lie, or how many of the partners come from certain regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.said import Said, said, said_many
from matching.rules.applicants import Asked
from matching.rules.areas import area_answers
from matching.rules.counting import Count, applicants_among
from matching.rules.country_rules import countries_in
from matching.rules.kinds.kind import ClauseKind
from matching.rules.rule import Rule
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
    rule = told.rule
    count = _count(rule, told.rules, told.asked)
    role = term(rule.conditions.get("set") or rule.conditions.get("of", ""))
    if _of_cohesion(rule):
        requirement = said("At least {least:.0%} of the partners: {role}", least=least(rule), role=role)
        return counted_words(told, requirement, count, said("Too few so far, or not known."))
    requirement = said("At least {least} in: {role}", least=round(rule.number or 1), role=role)
    needed = said_many("{count} partner is needed from: {role}.", "{count} partners are needed from: {role}.")
    return counted_words(told, requirement, count, needed, role=role)


_WHY: Mapping[str, Said] = {
    "yes": said("{name} lies there."),
    "no": said("{name} lies elsewhere."),
    "unknown": said("Whether {name} lies there is not known to us."),
}


def _area_words(told: Telling) -> Words:
    areas: list[str] = []
    for value in told.rule.values:
        country, divided, parts = value.partition(":")
        name = country_name(country, told.language) if len(country) == 2 else term(country)
        regions = parts.replace("_", " ").replace(",", ", ")
        areas.append(said("{country} ({regions})", country=name, regions=regions) if divided else name)
    return said("Located in: {areas}", areas=tuple(areas)), _WHY[told.ending].fill(name=told.name), None


REGION_AREA = ClauseKind(name="region_area", concern=_concern, judge=area_answers, count=_count, words=_words)
