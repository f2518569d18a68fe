"""What a rule asks for, in words: "At least 3 independent applicants"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from graph import dates
from graph.errors import InvalidRecord
from graph.said import AND, Said, joined, said, said_many
from matching.rules.country_sets import set_names
from matching.rules.judging.areas_told import areas_told
from matching.rules.judging.bodies import RESPONSIBLE, in_several
from matching.rules.judging.countries import PARTNER
from matching.rules.judging.documents import needed_by
from matching.rules.judging.figures import ASKED_OF
from matching.rules.judging.regions import AREAS, COHESION, WIDENING
from matching.rules.judging.subjects import subject
from matching.rules.rule import PROGRAMME, Rule
from matching.rules.terms import term
from matching.types import Language
from matching.words.degrees import degree
from matching.words.written import amount, country_name, day, number

_UNKNOWN_NUMBER = said("A minimum that the text leaves to another document")
_SHARE = said(
    "As an organised agglomeration: {least:.0%} of the inhabitants in cities, towns or suburbs (DEGURBA 1 or 2)"
)
_RESPONSIBLE = said("For at least {least:.0%} of the policies the authority that is responsible is among the partners")
#: Areas that have a name and no code.
_NAMED: Mapping[str, Said] = {
    "euroregion": said("Euroregion {name}"),
    "leader_region": said("LEADER region {name}"),
}
_QUOTED, _OF_SUBJECT = said("“{quote}”"), said("{about}: “{quote}”")
#: How operators are written; those that go without saying are not.
_OPERATORS: Mapping[str, str] = {"has": "", "in": "", "includes": "", "==": "", ">=": "≥", "<=": "≤", "not": "≠"}


def applicants(rule: Rule, language: Language) -> str:
    """A least number of applicants, or one for all."""
    if rule.operator == "==":
        return said("One body applies for all")
    return _least(
        rule, said_many("At least {count} independent applicant", "At least {count} independent applicants"), language
    )


def countries(rule: Rule, language: Language) -> str:
    """A least number of countries."""
    sentence = said_many("Partners from at least {count} country", "Partners from at least {count} different countries")
    return _least(rule, sentence, language)


def member_states(rule: Rule, language: Language) -> str:
    """A least number of Member States."""
    sentence = said_many(
        "Partners from at least {count} EU Member State", "Partners from at least {count} EU Member States"
    )
    return _least(rule, sentence, language)


def _least(rule: Rule, sentence: Said, language: Language) -> str:
    if rule.number is None:
        return _UNKNOWN_NUMBER
    named = [name for name in rule.conditions.get("of", "").split(",") if len(name) == 2 and name.isupper()]
    plain = sentence.fill(count=round(rule.number))
    if not named:
        return plain
    return said("{rule} ({names})", rule=plain, names=tuple(country_name(code, language) for code in named))


def country_set(rule: Rule, language: Language) -> str:
    """The countries that are limited to, let in as well, or left out."""
    named = tuple(country_name(n, language) if len(n) == 2 else term(n) for n in set_names(rule.values))
    if rule.conditions.get("of") == PARTNER and rule.operator == "in":
        return said("A partner from: {countries}", countries=named)
    if rule.conditions.get("of") or rule.role:
        return text(rule, language)
    sentences = {"includes": said("Open also to: {countries}"), "not": said("Not for: {countries}")}
    return sentences.get(rule.operator, said("Established in: {countries}")).fill(countries=named)


def types(rule: Rule, language: Language) -> str:
    """What the applicant is or is not, or roles that so many of them fill."""
    if rule.operator in (">=", "<=") or rule.role:
        if rule.conditions.get("of") == RESPONSIBLE:
            return _RESPONSIBLE.fill(least=rule.number or 1.0)
        if not rule.role or "of" in rule.conditions:
            return text(rule, language)
        if rule.operator == "<=":
            return said("At most {most}: {role}", most=round(rule.number or 1), role=term(rule.role))
        parts = [(wanted, role) for wanted, role in in_several(rule)]
        several = [said("At least {least}: {role}", least=round(n), role=term(role)) for n, role in parts]
        return joined(several, AND)
    named = tuple(term(value) for value in rule.values)
    if rule.operator == "not":
        return said("The applicant is not: {types}", types=named)
    if rule.operator == "includes":
        return said("Named as applicants: {types}", types=named)
    return said("The applicant is: {types}", types=named)


def lead(rule: Rule, language: Language) -> str:
    """Who may lead."""
    if rule.operator == "not":
        country = country_name(rule.conditions.get("country"), language)
        return said("The lead partner is not from {country}", country=country)
    role = tuple(term(name) for name in ((rule.role,) if rule.role else rule.values))
    return said("The lead partner is: {role}", role=role)


def population(rule: Rule, language: Language) -> str:
    """A least number of inhabitants: of the applicant, its agglomeration or its grouping."""
    if rule.number is None:
        return _UNKNOWN_NUMBER
    least, of = number(rule.number, language), rule.conditions.get("of")
    if of == "agglomeration_total":
        return said("As an organised agglomeration: together at least {least} inhabitants", least=least)
    if of == "grouping_total":
        return said("As a grouping of authorities: together at least {least} inhabitants", least=least)
    return said("At least {least} inhabitants", least=least) if rule.number else said("Any number of inhabitants")


def degurba(rule: Rule, language: Language) -> str:
    """The degree of urbanisation: of the applicant, of every member, or of most inhabitants."""
    if rule.operator == ">=":
        return _SHARE.fill(least=rule.number or 1.0)
    degrees = tuple(map(degree, rule.values))
    if rule.conditions.get("of") == "every_member":
        return said("Degree of urbanisation (DEGURBA) {values}, every member of the grouping", values=degrees)
    if rule.conditions.get("or") == "article_11_city":
        return said("Degree of urbanisation (DEGURBA) {values}, or an Article 11 city", values=degrees)
    return said("Degree of urbanisation (DEGURBA) {values}", values=degrees)


def region(rule: Rule, language: Language) -> str:
    """Where the applicant lies, or how many partners come from certain regions."""
    if rule.conditions.get("basis") == PROGRAMME:
        return said("The area of the programme ({areas})", areas=areas_told(rule.values, language))
    if rule.operator == "in":
        return said("Located in: {areas}", areas=areas_told(rule.values, language))
    if rule.conditions.get("of") == COHESION:
        return said("At least {least:.0%} of the partners: {role}", least=rule.number or 1.0, role=term(COHESION))
    if rule.conditions.get("of") == AREAS:
        return said("The partners cover at least {least} of the areas of the programme", least=round(rule.number or 1))
    if rule.conditions.get("set") == WIDENING:
        return said("At least {least} in: {role}", least=round(rule.number or 1), role=term(WIDENING))
    return text(rule, language)


def document(rule: Rule, language: Language) -> str:
    """A document, and by when."""
    wanted = term(rule.values[0]) if rule.values else term(rule.name)
    due = needed_by(rule)
    if due == "grant_signature":
        return said("{document}, by grant signature", document=wanted)
    return said("{document}, after the start", document=wanted) if due == "after_start" else wanted


def deadline(rule: Rule, language: Language) -> str:
    """The last day, that there is none, or when a next round is likely: a guess, which is never a day to apply by."""
    if rule.operator == "continuous":
        return said("Submission at any time")
    last = _last_day(rule)
    if rule.operator == "closed" or last is None:
        each_year = rule.operator == "expected"
        return said("Submission in a round of each year") if each_year else said("Submission by the deadline")
    if rule.operator == "expected":
        likely = day(last.isoformat()[: len(rule.values[0])], language)
        return said("Submission in a next round, likely in {day}", day=likely)
    return said("Submission by {day}", day=day(rule.values[0], language))


def _last_day(rule: Rule) -> date | None:
    try:
        return dates.last_day(rule.values[0])
    except (IndexError, InvalidRecord):
        return None


def figure(rule: Rule, language: Language) -> str:
    """A figure of the project with its sign, where the program knows what it is."""
    called = ASKED_OF.get(rule.kind) or ASKED_OF.get(rule.conditions.get("of", ""))
    if called is None or rule.number is None or rule.operator not in (">=", "<=", "<", "=="):
        return text(rule, language)
    sign = {"<": "<", "==": "="}.get(rule.operator) or _OPERATORS[rule.operator]
    value = f"{rule.number:.0%}" if rule.kind == "funding_rate" else amount(rule.number, language)
    return said("{fact} {sign} {value}", fact=called, sign=sign, value=value)


def text(rule: Rule, language: Language) -> str:
    """What a rule that a person has to read says: in the words of its source, else as it was written down."""
    about = subject(rule)
    if rule.quote:
        return _OF_SUBJECT.fill(about=about, quote=rule.quote) if about else _QUOTED.fill(quote=rule.quote)
    value = ", ".join([*rule.values, *(f"{key} {text}" for key, text in rule.conditions.items())])
    value = value.replace("_", " ").replace("  ", " ")
    name = rule.name.removesuffix("_expected").replace("_", " ")
    operator = _OPERATORS.get(rule.operator, rule.operator)
    if not operator:
        return said("{name}: {value}", name=about or name, value=value)
    return said("{name}: {operator} {value}", name=about or name, operator=operator, value=value)
