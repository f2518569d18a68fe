"""Clauses that name types of applicants: what the town is, or a role that some of the partners have to fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.said import Said, said
from matching.rules.applicants import Asked
from matching.rules.counting import Count, applicants_among
from matching.rules.kinds.kind import ClauseKind
from matching.rules.roles import FACT_ROLES, MUNICIPAL_ROLES, role_answers, unstated_fact
from matching.rules.rule import Rule
from matching.rules.terms import term
from matching.rules.three_valued import NO, UNKNOWN, YES, Answers, each
from matching.rules.wording import Telling, Words, counted_words
from matching.types import Concern

_AUTHORITY = frozenset(
    {"local_authority", "local_government", "local_or_regional_authority", "local_public_body"}
    | {"public_administration", "public_authority", "public_sector_entity"}
)
#: What a kind of body counts as, where rules name types of applicants.
_COUNTS_AS: dict[str, frozenset[str]] = {
    "municipality": _AUTHORITY | {"local_administrative_unit", "municipal_administration", "municipality", "town"},
    "county": _AUTHORITY | {"county"},
    "borough": _AUTHORITY,
    "union": _AUTHORITY | {"grouping", "local_public_entity_aggregating_municipalities"},
    "region": frozenset({"public_authority", "public_sector_entity"}),
}


def _concern(rule: Rule) -> Concern:
    if rule.operator == "in":
        return "town"
    counted = rule.operator in (">=", "includes") and rule.conditions.get("of") is None
    return "consortium" if counted and rule.role else "project"


def _judge(rule: Rule, asked: Asked) -> Answers:
    wanted = frozenset(rule.values)

    def answer(kind: str | None) -> int:
        if kind in ("quarter", "settlement"):
            return NO  # a part of a municipality cannot apply for itself
        return YES if _COUNTS_AS.get(kind or "", frozenset()) & wanted else UNKNOWN

    return each(asked.applicants.kind, answer)


def _count(rule: Rule, rules: Sequence[Rule], asked: Asked) -> Count | None:
    # Bodies of other kinds (police, companies) are not in the graph and may still be found: no upper bound.
    if rule.role not in MUNICIPAL_ROLES and rule.role not in FACT_ROLES:
        return None
    return applicants_among(role_answers(rule.role, asked), rule.number or 1)


_WHY: Mapping[str, Said] = {
    "yes": said("{name} is such a body."),
    "no": said("{name} is a part of a municipality and cannot apply for itself."),
    "unknown": said("Whether {name} counts as such a body, the text has to tell."),
}
_NEEDED = said("Also needed: {count} × {role}.")


def _words(told: Telling) -> Words:
    rule = told.rule
    if rule.concern == "consortium":
        role = term(rule.role)
        requirement = said("At least {least}: {role}", least=round(rule.number or 1), role=role)
        count = _count(rule, told.rules, told.asked)
        unstated = unstated_fact((rule.role,), told.asked)
        return counted_words(told, requirement, count, _NEEDED, role=role, unstated=unstated)
    requirement = said("The applicant is: {types}", types=tuple(term(v) for v in rule.values))
    return requirement, _WHY[told.ending].fill(name=told.name), None


APPLICANT_TYPE = ClauseKind(name="applicant_type", concern=_concern, judge=_judge, count=_count, words=_words)
