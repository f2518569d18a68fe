"""Who judges which kind of clause, and whom a clause concerns."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.errors import InvalidRecord
from graph.said import said
from matching.rules.judging.bodies import judge_lead, judge_type
from matching.rules.judging.case import Case, Finding, Judge
from matching.rules.judging.countries import (
    judge_country_set,
    judge_min_applicants,
    judge_min_countries,
    judge_min_member_states,
)
from matching.rules.judging.deadlines import judge_deadline
from matching.rules.judging.documents import DOCUMENTS, judge_document
from matching.rules.judging.figures import COUNTED, judge_duration, judge_grant, judge_other, judge_rate
from matching.rules.judging.regions import AREAS, COHESION, WIDENING, judge_region
from matching.rules.judging.sizes import judge_degurba, judge_population
from matching.rules.rule import Rule
from matching.types import Concern

JUDGES: Mapping[str, Judge] = MappingProxyType(
    {
        "applicant_type": judge_type,
        "country_set": judge_country_set,
        "deadline": judge_deadline,
        "degurba": judge_degurba,
        "duration_max_months": judge_duration,
        "funding_rate": judge_rate,
        "grant_max_eur": judge_grant,
        "grant_min_eur": judge_grant,
        "lead_type": judge_lead,
        "min_applicants": judge_min_applicants,
        "min_countries": judge_min_countries,
        "min_member_states": judge_min_member_states,
        "other": judge_other,
        "population_min": judge_population,
        "region_area": judge_region,
        "requires_document": judge_document,
    }
)


def judge(rule: Rule, case: Case) -> Finding:
    """The answer to one rule. Raises InvalidRecord for a kind that nobody judges."""
    if rule.kind not in JUDGES:
        raise InvalidRecord(
            said("{clause}: unknown kind of clause {wrong!r}; known are {known}").fill(
                clause=rule.clause, wrong=rule.kind, known=tuple(JUDGES)
            )
        )
    return JUDGES[rule.kind](rule, case)


def concern_of(rule: Rule) -> Concern:
    """Whom the rule concerns: the town, the consortium, the call (its deadline), the project, or nobody: a wish."""
    if rule.name.endswith("_expected") and rule.kind != "deadline":
        return "wish"
    if rule.kind == "deadline":
        return "call"
    if rule.kind in ("min_applicants", "min_countries", "min_member_states", "lead_type"):
        return "consortium"
    of, kind = rule.conditions.get("of"), rule.kind
    if kind == "applicant_type" and (rule.operator in (">=", "<=") or rule.role):
        return "consortium" if rule.role else "project"
    if kind == "region_area" and rule.operator != "in":
        counted = of == COHESION or rule.conditions.get("set") == WIDENING
        return "consortium" if counted and of != AREAS else "project"
    if kind == "other":
        counts = rule.operator == "<=" and of in COUNTED
        return "consortium" if counts else "town" if of == "population" else "project"
    if kind == "country_set" and (of is not None or rule.role):
        return "project"
    if kind == "requires_document":
        return "town" if rule.values and rule.values[0] in DOCUMENTS else "project"
    return (
        "town" if kind in ("applicant_type", "country_set", "degurba", "population_min", "region_area") else "project"
    )
