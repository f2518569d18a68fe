"""Why a rule is met, not met or not known to be: the words for one town and one rule."""

from __future__ import annotations

from collections.abc import Sequence

from matching.rules.applicants import Asked
from matching.rules.clauses import COHESION_SHARE, DOCUMENT_FACTS, FACT_ROLES, Rule
from matching.rules.consortium_rules import count_of
from matching.rules.country_sets import country_sets, set_names, state_of
from matching.rules.sentences import say
from matching.rules.terms import term
from matching.rules.three_valued import NO, OPEN, UNKNOWN, YES
from matching.types import ClauseVerdict, Language, Verdict
from matching.words.sentences import country_name, day, number

VERDICTS = {YES: Verdict.YES, UNKNOWN: Verdict.UNKNOWN, NO: Verdict.NO, OPEN: Verdict.UNKNOWN}
_ENDINGS = {YES: "yes", UNKNOWN: "unknown", NO: "no", OPEN: "unknown"}


def clause_verdict(rule: Rule, rules: Sequence[Rule], asked: Asked, answer: int, language: Language) -> ClauseVerdict:
    """The answer to one rule in words. `asked` are the town and its partners, `rules` all rules of the call."""
    if rule.concern in ("project", "wish"):
        requirement, why, missing = _told(rule, language), say(_TO_READ[rule.concern], language), None
    elif rule.concern == "call":
        requirement, why, missing = _deadline(rule, answer, language)
    elif rule.concern == "consortium":
        requirement, why, missing = _consortium(rule, rules, asked, answer, language)
    else:
        requirement, why, missing = _TOWN[rule.kind](rule, asked, answer, language)
    if not rule.certain:
        for key in ("if", "except"):
            if key in rule.conditions:
                condition = rule.conditions[key].replace("_", " ").replace(":", " ").replace(",", ", ")
                why += say(key, language, condition=condition)
    return ClauseVerdict(
        clause=rule.clause,
        requirement=requirement,
        verdict=VERDICTS[answer],
        why=why,
        source=rule.source,
        missing=missing if answer in (UNKNOWN, OPEN) else None,
        quote=rule.quote,
        concern=rule.concern,
        route=rule.conditions.get("route"),
        as_of=rule.as_of,
    )


_TO_READ = {"project": "to-read", "wish": "wish"}
_Words = tuple[str, str, str | None]


def _told(rule: Rule, language: Language) -> str:
    value = ", ".join([*rule.values, *(f"{key} {text}" for key, text in rule.conditions.items())])
    return say(
        "other-value",
        language,
        name=rule.name.removesuffix("_expected").replace("_", " "),
        operator={"has": "", "in": "", "includes": "", "==": "", ">=": "≥", "<=": "≤", "not": "≠"}.get(
            rule.operator, rule.operator
        ),
        value=value.replace("_", " "),
    ).replace("  ", " ")


def _deadline(rule: Rule, answer: int, language: Language) -> _Words:
    why = say(f"deadline-{_ENDINGS[answer]}", language)
    if answer == UNKNOWN:
        return say("deadline-open", language), why, None
    return say("deadline", language, day=day(rule.values[0], language)), why, None


def _country(rule: Rule, asked: Asked, answer: int, language: Language) -> _Words:
    code = asked.applicants.country[0] or ""
    named = set_names(rule.values)
    countries = ", ".join(country_name(n, language) if len(n) == 2 else term(n, language) for n in named)
    key = {"in": "country", "includes": "country-includes", "not": "country-not"}.get(rule.operator, "country")
    ending = _ENDINGS[answer]
    said = f"country-not-{ending}" if rule.operator == "not" and answer != UNKNOWN else f"country-{ending}"
    notes = [entry.note for n in named if (entry := country_sets().get(n, {}).get(code)) and entry.extent != "whole"]
    note = f" ({'; '.join(notes)})" if notes else ""
    country = country_name(code, language)
    return say(key, language, countries=countries), say(said, language, country=country, note=note), None


def _population(rule: Rule, asked: Asked, answer: int, language: Language) -> _Words:
    if rule.number == 0:
        return say("population-any", language), say("population-any-yes", language), None
    population = number(float(asked.applicants.population[0]), language)
    why = say(f"population-{_ENDINGS[answer]}", language, name=asked.applicants.name(language), population=population)
    return say("population", language, least=number(_least(rule), language)), why, "population"


def _degurba(rule: Rule, asked: Asked, answer: int, language: Language) -> _Words:
    degree = asked.applicants.first.fact("degurba")[0]
    alternative = rule.conditions.get("or")
    every = rule.conditions.get("of") == "every_member"
    requirement = say(
        "degurba-every" if every else "degurba",
        language,
        values=", ".join(rule.values),
        alternative=say("degurba-article", language) if alternative else "",
    )
    if answer == UNKNOWN and every and degree in rule.values:
        return requirement, say("count-maybe", language), None  # a partner's degree is not known
    shown = f" (DEGURBA {degree})" if degree else ""
    if answer == UNKNOWN and degree is not None:
        return (
            requirement,
            say("degurba-article-unknown", language, name=asked.applicants.name(language), degree=shown),
            alternative,
        )
    why = say(f"degurba-{_ENDINGS[answer]}", language, name=asked.applicants.name(language), degree=shown)
    return requirement, why, "degurba"


def _document(rule: Rule, asked: Asked, answer: int, language: Language) -> _Words:
    key = DOCUMENT_FACTS[rule.values[0]]
    due = say("due", language) if rule.conditions.get("when") == "grant_signature" else ""
    stated = asked.applicants.first.fact(key)[0] is not None
    ending = "not-yet" if answer == UNKNOWN and stated else _ENDINGS[answer]
    requirement = say("document", language, document=term(rule.values[0], language), due=due)
    return requirement, say(f"document-{ending}", language, name=asked.applicants.name(language)), key


def _applicant(rule: Rule, asked: Asked, answer: int, language: Language) -> _Words:
    types = ", ".join(term(v, language) for v in rule.values)
    why = say(f"applicant-{_ENDINGS[answer]}", language, name=asked.applicants.name(language))
    return say("applicant", language, types=types), why, None


def _area(rule: Rule, asked: Asked, answer: int, language: Language) -> _Words:
    told: list[str] = []
    for value in rule.values:
        country, divided, parts = value.partition(":")
        name = country_name(country, language) if len(country) == 2 else term(country, language)
        told.append(f"{name} ({parts.replace('_', ' ').replace(',', ', ')})" if divided else name)
    why = say(f"area-{_ENDINGS[answer]}", language, name=asked.applicants.name(language))
    return say("area", language, areas=", ".join(told)), why, None


def _consortium(rule: Rule, rules: Sequence[Rule], asked: Asked, answer: int, language: Language) -> _Words:
    if rule.kind in ("population_min", "degurba"):
        return _of_group(rule, rules, asked, answer, language)
    count = count_of(rule, rules, asked)
    wanted = rule.number
    if rule.number_unknown:
        return say("min-unknown", language), say("min-unknown-unknown", language), None
    role = _role(rule, language)
    share = rule.conditions.get("of") == COHESION_SHARE
    least = f"{_least(rule):.0%}" if share else f"{wanted or 1:.0f}"
    if rule.kind == "lead_type":
        country = country_name(rule.conditions.get("country"), language)
        excluding = rule.operator == "not"
        key = "lead_type-not" if excluding else "lead_type"
        requirement = say(key, language, role=role, country=country)
    else:
        key = "share" if share else "roles" if rule.kind == "applicant_type" else rule.kind
        form = "min_applicants-single" if key == "min_applicants" and rule.operator == "==" else key
        requirement = say(form, language, count=wanted or 1, least=least, role=role)
    if answer == YES:
        return requirement, say("count-yes", language), None
    unstated = _unstated_fact(rule, asked)
    if asked.size > 1 and answer == UNKNOWN and count is not None:
        return requirement, say("count-maybe", language), unstated
    lacking = count.lacking if count else (wanted or 1)
    states = sorted({state_of(asked.applicants.country[row] or "") for row in range(asked.size)})
    countries = ", ".join(country_name(state, language) for state in states)
    why = say(f"{key}-needed", language, count=lacking, lacking=f"{lacking:.0f}", role=role, countries=countries)
    return requirement, why, unstated


def _unstated_fact(rule: Rule, asked: Asked) -> str | None:
    """The fact that decides whether the town itself fills the role, where nobody states it."""
    wanted = rule.values if rule.kind == "lead_type" else (rule.role,)
    keys = [FACT_ROLES[name] for name in wanted if name in FACT_ROLES]
    return next((key for key in keys if asked.applicants.first.fact(key)[0] is None), None)


def _of_group(rule: Rule, rules: Sequence[Rule], asked: Asked, answer: int, language: Language) -> _Words:
    """A rule about a grouping or an agglomeration that the town may be a part of."""
    count = count_of(rule, rules, asked)
    name = asked.applicants.name(language)
    if rule.conditions.get("of") == "grouping_total":
        requirement = say("grouping", language, least=number(_least(rule), language))
        if count is not None and not count.lacking:
            return requirement, say("grouping-yes", language, sure=number(count.sure, language)), None
        lacking = number(count.lacking, language) if count else "?"
        return requirement, say("grouping-needed", language, lacking=lacking), None
    if rule.kind == "degurba":
        requirement = say("agglomeration-share", language, least=f"{_least(rule):.0%}")
    else:
        requirement = say("agglomeration", language, least=number(_least(rule), language))
    if answer == YES and count is not None:
        return requirement, say("agglomeration-yes", language, sure=number(count.sure, language)), None
    stated = asked.applicants.first.fact("agglomeration")[0]
    if stated is None:
        return requirement, say("agglomeration-needed", language, name=name), "agglomeration"
    return requirement, say("agglomeration-unknown", language, name=name, agglomeration=stated), None


def _role(rule: Rule, language: Language) -> str:
    if rule.kind == "region_area":
        return term(rule.conditions.get("set") or rule.conditions.get("of", ""), language)
    return term(rule.role, language) if rule.role else ", ".join(term(v, language) for v in rule.values)


def _least(rule: Rule) -> float:
    return float("nan") if rule.number is None else rule.number


_TOWN = {
    "country_set": _country,
    "population_min": _population,
    "degurba": _degurba,
    "requires_document": _document,
    "applicant_type": _applicant,
    "region_area": _area,
}
