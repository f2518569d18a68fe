"""Clauses that name the countries of applicants: `in` limits them, `includes` widens the circle, `not` bars some.

One that is about others than the applicant (`of=partner`, `role=founding_member`), or about an area that its countries
only hint at (`of=border_triangle`), is for a person to read.
"""

from __future__ import annotations

from collections.abc import Mapping

from graph.said import Said, said
from matching.rules.country_rules import country_answers
from matching.rules.country_sets import country_sets, set_names
from matching.rules.kinds.kind import ClauseKind
from matching.rules.rule import Rule
from matching.rules.terms import term
from matching.rules.wording import Telling, Words
from matching.types import Concern
from matching.words.written import country_name

_REQUIREMENTS: Mapping[str, Said] = {
    "in": said("Established in: {countries}"),
    "includes": said("Open also to: {countries}"),
    "not": said("Not for: {countries}"),
}
_WHY: Mapping[str, Said] = {
    "yes": said("{country} is among them."),
    "no": said("{country} is not among them."),
    "unknown": said("Whether {country} counts is not settled by what we know."),
}
_WHY_NOT_BARRED: Mapping[str, Said] = {
    "yes": said("{country} is not among those left out."),
    "no": said("{country} is among those left out."),
    "unknown": _WHY["unknown"],
}


def _words(told: Telling) -> Words:
    rule, language = told.rule, told.language
    code = told.asked.applicants.country[0] or ""
    country, named = country_name(code, language), set_names(rule.values)
    countries = tuple(country_name(n, language) if len(n) == 2 else term(n) for n in named)
    requirement = _REQUIREMENTS.get(rule.operator, _REQUIREMENTS["in"]).fill(countries=countries)
    notes = [entry.note for n in named if (entry := country_sets().get(n, {}).get(code)) and entry.extent != "whole"]
    if notes and told.ending == "unknown":
        unsettled = said("Whether {country} counts is not settled by what we know ({note}).")
        return requirement, unsettled.fill(country=country, note="; ".join(notes)), None
    why = _WHY_NOT_BARRED if rule.operator == "not" else _WHY
    return requirement, why[told.ending].fill(country=country), None


def _concern(rule: Rule) -> Concern:
    return "project" if "of" in rule.conditions or rule.role else "town"


COUNTRY_SET = ClauseKind(name="country_set", concern=_concern, judge=country_answers, words=_words)
