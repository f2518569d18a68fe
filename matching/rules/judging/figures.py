"""Figures of the project (money, months, guests) and greatest numbers, against what the call says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from graph.said import Said, said, said_as
from matching.rules.asking.fields import label
from matching.rules.judging.case import BESIDE, Case, Finding
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES

#: The figures that clauses of the kind `other` compare, by their condition `of`.
_OF: Mapping[str, str] = MappingProxyType(
    {
        "duration_months": "duration_months",
        "direct_participants": "direct_participants",
        "invited_international_participants": "invited_international_participants",
        "population": "population",
        "application_eur": "requested_grant_eur",
    }
)
_HOLDS: Mapping[str, Callable[[float, float], bool]] = MappingProxyType(
    {
        ">=": lambda have, wanted: have >= wanted,
        "<=": lambda have, wanted: have <= wanted,
        "<": lambda have, wanted: have < wanted,
        "==": lambda have, wanted: have == wanted,
    }
)
#: What figures are called, by the kind of the clause or by its condition `of`.
ASKED_OF: Mapping[str, Said] = MappingProxyType(
    {
        "duration_max_months": said_as("fact", "duration in months"),
        "grant_max_eur": said_as("figure", "grant in euros"),
        "grant_min_eur": said_as("figure", "grant in euros"),
        "funding_rate": said_as("figure", "share of the costs that is paid"),
        "duration_months": said_as("fact", "duration in months"),
        "direct_participants": said_as("fact", "direct participants"),
        "invited_international_participants": said_as("fact", "participants invited from abroad"),
        "population": said_as("fact", "inhabitants"),
        "application_eur": said_as("fact", "requested grant in euros"),
        "partners": said_as("figure", "partners"),
        "peers": said_as("figure", "peer cities"),
        "countries": said_as("figure", "countries"),
        "stages": said_as("figure", "stages of the application"),
        "form_sections": said_as("figure", "sections of the form"),
    }
)
#: What greatest numbers count, by their condition `of`.
COUNTED = ("partners", "peers", "countries")
#: How operators are written.
_SIGNS: Mapping[str, str] = MappingProxyType({">=": "≥", "<=": "≤", "<": "<", "==": "=", "in": "∈"})
_READ = said("This concerns the project, not the town: read the call's text.")


def judge_duration(rule: Rule, case: Case) -> Finding:
    """The months that the project lasts."""
    return _compared(rule, case, "duration_months")


def judge_grant(rule: Rule, case: Case) -> Finding:
    """The grant that is asked for."""
    if "per" in rule.conditions:
        return Finding(UNKNOWN, _READ, to_read=True)
    return _compared(rule, case, "requested_grant_eur")


def judge_rate(rule: Rule, case: Case) -> Finding:
    """The rate of funding: what the call pays, no condition for taking part."""
    return Finding(UNKNOWN, said("This says what the call pays; it is no condition for taking part."), to_read=True)


def judge_other(rule: Rule, case: Case) -> Finding:
    """A figure that the question states, or a greatest number of partners; all else is for a person to read."""
    of = rule.conditions.get("of", "")
    if of in COUNTED and rule.operator == "<=":
        return _at_most(rule, case, of)
    if of in _OF and rule.operator in _HOLDS:
        return _compared(rule, case, _OF[of])
    return Finding(UNKNOWN, _READ, to_read=True)


def _compared(rule: Rule, case: Case, fact: str) -> Finding:
    have = case.situation.project(fact)
    wanted = [number for value in rule.values if (number := _number(value)) is not None]
    if not wanted or (rule.operator not in _HOLDS and rule.operator != "in"):
        return Finding(UNKNOWN, _READ, to_read=True)
    if have is None:
        return Finding(UNKNOWN, said("The question does not say: {fact}.", fact=label(fact)), fact)
    met = have in wanted if rule.operator == "in" else _HOLDS[rule.operator](have, wanted[0])
    asked = " / ".join(f"{number:,g}" for number in wanted)
    reason = said("{fact}: {have}; asked for is {sign} {asked}.").fill(
        fact=label(fact), have=f"{have:,g}", sign=_SIGNS[rule.operator], asked=asked
    )
    return Finding(YES if met else NO, reason)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _at_most(rule: Rule, case: Case, of: str) -> Finding:
    """How many partners (the applicant is one of them), peers (it is none) or countries there may be."""
    limit, partners = rule.number, case.situation.partners
    if limit is None:
        return Finding(UNKNOWN, _READ, to_read=True)
    bodies = [body for body in case.situation.bodies if body.role not in BESIDE]
    have = len(bodies) - (of == "peers")
    if of == "countries":
        have = len({body.country for body in bodies if body.country})
    reason = said("There are {have}, at most {wanted} may be.", have=have, wanted=round(limit))
    if have > limit:
        return Finding(NO, reason, fatal=True)
    return (
        Finding(UNKNOWN, said("It depends on the partners."), "partners") if partners is None else Finding(YES, reason)
    )
