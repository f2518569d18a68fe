"""The list of all kinds of clauses: a new kind is a judge of its own, its words, and a line in the list."""

from __future__ import annotations

from graph.errors import InvalidRecord
from graph.said import said
from matching.rules.judging import concerns, reads, requirements
from matching.rules.judging.bodies import judge_lead, judge_type
from matching.rules.judging.case import Case, Finding
from matching.rules.judging.countries import (
    judge_country_set,
    judge_min_applicants,
    judge_min_countries,
    judge_min_member_states,
    names_countries,
)
from matching.rules.judging.deadlines import judge_deadline
from matching.rules.judging.documents import judge_document
from matching.rules.judging.figures import judge_duration, judge_grant, judge_other, judge_rate
from matching.rules.judging.kind import ClauseKind, always
from matching.rules.judging.regions import judge_region
from matching.rules.judging.sizes import judge_degurba, judge_population
from matching.rules.rule import Rule
from matching.types import Concern

_LISTED = (
    ClauseKind(
        name="applicant_type", concern=concerns.of_types, judge=judge_type, asks=requirements.types, reads=reads.body
    ),
    ClauseKind(
        name="country_set",
        concern=concerns.of_countries,
        judge=judge_country_set,
        asks=requirements.country_set,
        reads=reads.country,
    ),
    ClauseKind(name="deadline", concern=always("call"), judge=judge_deadline, asks=requirements.deadline),
    ClauseKind(
        name="degurba", concern=always("town"), judge=judge_degurba, asks=requirements.degurba, reads=reads.degree
    ),
    ClauseKind(
        name="duration_max_months",
        concern=always("project"),
        judge=judge_duration,
        asks=requirements.figure,
        any_condition=True,
    ),
    ClauseKind(
        name="funding_rate", concern=always("project"), judge=judge_rate, asks=requirements.figure, any_condition=True
    ),
    ClauseKind(
        name="grant_max_eur", concern=always("project"), judge=judge_grant, asks=requirements.figure, any_condition=True
    ),
    ClauseKind(
        name="grant_min_eur", concern=always("project"), judge=judge_grant, asks=requirements.figure, any_condition=True
    ),
    ClauseKind(
        name="lead_type", concern=always("consortium"), judge=judge_lead, asks=requirements.lead, reads=reads.lead
    ),
    ClauseKind(
        name="min_applicants",
        concern=always("consortium"),
        judge=judge_min_applicants,
        asks=requirements.applicants,
        reads=reads.country,
    ),
    ClauseKind(
        name="min_countries",
        concern=always("consortium"),
        judge=judge_min_countries,
        asks=requirements.countries,
        reads=reads.country,
    ),
    ClauseKind(
        name="min_member_states",
        concern=always("consortium"),
        judge=judge_min_member_states,
        asks=requirements.member_states,
    ),
    ClauseKind(
        name="other",
        concern=concerns.of_figures,
        judge=judge_other,
        asks=requirements.figure,
        reads=reads.size,
        any_condition=True,
    ),
    ClauseKind(
        name="population_min",
        concern=always("town"),
        judge=judge_population,
        asks=requirements.population,
        reads=reads.size,
    ),
    ClauseKind(
        name="region_area",
        concern=concerns.of_regions,
        judge=judge_region,
        asks=requirements.region,
        reads=reads.region,
    ),
    ClauseKind(
        name="requires_document",
        concern=concerns.of_documents,
        judge=judge_document,
        asks=requirements.document,
        reads=reads.document,
    ),
)
KINDS: dict[str, ClauseKind] = {kind.name: kind for kind in _LISTED}


def kind_of(clause: str, name: str) -> ClauseKind:
    """The kind with the name. Raises InvalidRecord, which tells the id of the clause, where no kind has it."""
    if name in KINDS:
        return KINDS[name]
    about = {"clause": clause, "wrong": name, "known": tuple(KINDS)}
    raise InvalidRecord(said("{clause}: unknown kind of clause {wrong!r}; known are {known}", **about))


def judge(rule: Rule, case: Case) -> Finding:
    """The answer to one rule. Raises InvalidRecord for a kind that nobody judges."""
    return kind_of(rule.clause, rule.kind).judge(rule, case)


def concern_of(rule: Rule) -> Concern:
    """Whom the rule concerns: the town, the consortium, the call (its deadline), the project, or nobody: a wish."""
    if rule.name.endswith("_expected") and rule.kind != "deadline":
        return "wish"
    return kind_of(rule.clause, rule.kind).concern(rule)


def decides_for_a_town(rule: Rule, *, leads: bool = False) -> bool:
    """Whether the answer for a town alone rests on the rule: one about it, about countries that are counted, or, for a
    town that leads, about the lead."""
    if kind_of(rule.clause, rule.kind).reads is None:
        return False
    return rule.concern == "town" or names_countries(rule) or (leads and rule.kind == "lead_type")
