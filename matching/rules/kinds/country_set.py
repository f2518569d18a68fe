"""Clauses that name the countries of applicants: `in` limits them, `includes` widens the circle, `not` bars some."""

from __future__ import annotations

from matching.rules.country_rules import country_answers
from matching.rules.country_sets import country_sets, set_names
from matching.rules.kinds.kind import ClauseKind, always
from matching.rules.sentences import say
from matching.rules.terms import term
from matching.rules.three_valued import UNKNOWN
from matching.rules.wording import Telling, Words
from matching.words.written import country_name


def _words(told: Telling) -> Words:
    rule, language = told.rule, told.language
    code = told.asked.applicants.country[0] or ""
    named = set_names(rule.values)
    countries = ", ".join(country_name(n, language) if len(n) == 2 else term(n, language) for n in named)
    key = {"in": "country", "includes": "country-includes", "not": "country-not"}.get(rule.operator, "country")
    barring = rule.operator == "not" and told.answer != UNKNOWN
    said = f"country-not-{told.ending}" if barring else f"country-{told.ending}"
    notes = [entry.note for n in named if (entry := country_sets().get(n, {}).get(code)) and entry.extent != "whole"]
    note = f" ({'; '.join(notes)})" if notes else ""
    country = country_name(code, language)
    return say(key, language, countries=countries), say(said, language, country=country, note=note), None


COUNTRY_SET = ClauseKind(name="country_set", concern=always("town"), judge=country_answers, words=_words)
