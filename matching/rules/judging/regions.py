"""Clauses about regions: where the applicant lies, how many partners come from certain regions, what is covered."""

from __future__ import annotations

import math

from graph.said import said, said_many
from matching.rules.asking.situation import Body
from matching.rules.judging.case import Case, Finding, enough
from matching.rules.judging.countries import body_in
from matching.rules.judging.places import judge_area
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES

COHESION = "partners_in_less_developed_or_transition_regions"
AREAS = "5_programme_areas"
WIDENING = "HE_widening_countries_or_outermost"
_HELPED = ("less_developed", "transition", "less_developed_region", "transition_region", "in_transition")


def judge_region(rule: Rule, case: Case) -> Finding:
    """A clause about regions; one about the sites of the project is for a person to read."""
    if rule.operator == "in":
        return judge_area(rule, case.situation.applicant)
    if rule.conditions.get("of") == COHESION:
        return _cohesion(rule, case)
    if rule.conditions.get("of") == AREAS:
        return _areas(rule, case)
    if rule.conditions.get("set") == WIDENING and rule.operator == ">=":
        return _from_set(rule, case)
    return Finding(UNKNOWN, said("This concerns the project, not the town: read the call's text."), to_read=True)


def helped(body: Body) -> int:
    """Whether the body is from a less developed or transition region."""
    category = body.word("region_category")
    return UNKNOWN if category is None else YES if category in _HELPED else NO


def _cohesion(rule: Rule, case: Case) -> Finding:
    """The share of partners from less developed or transition regions."""
    wanted, answers = rule.number or 1.0, [helped(body) for body in case.situation.bodies]
    sure, possible = answers.count(YES) / len(answers), sum(a != NO for a in answers) / len(answers)
    reason = said("{have:.0%} of the partners surely; at least {wanted:.0%} are asked for.", have=sure, wanted=wanted)
    if case.situation.partners is None:
        missing = "region_category" if answers[0] == UNKNOWN else "partners"
        return Finding(UNKNOWN, said("It depends on the partners."), missing)
    if sure >= wanted:
        return Finding(YES, reason)
    if possible < wanted:
        return Finding(NO, reason, more=1)
    return Finding(UNKNOWN, reason, "region_category" if answers[0] == UNKNOWN else "partners.region_category")


def _areas(rule: Rule, case: Case) -> Finding:
    have, wanted = case.situation.project("areas_covered"), rule.number or 1
    if have is None:
        return Finding(UNKNOWN, said("Which areas the project covers is not known."), "areas_covered")
    return Finding(
        YES if have >= wanted else NO, said("There are {have} of {wanted}.", have=round(have), wanted=round(wanted))
    )


def _from_set(rule: Rule, case: Case) -> Finding:
    on, wanted = case.situation.day, rule.number or 1
    answers = [body_in((WIDENING,), body, on) for body in case.situation.bodies]
    sure, possible = answers.count(YES), sum(answer != NO for answer in answers)
    if sure >= wanted:
        return enough(sure, wanted)
    more, open_ = math.ceil(wanted - sure), case.situation.partners is None
    needed = said_many("{count} more is needed from there.", "{count} more are needed from there.", count=more)
    if not open_ and possible < wanted:
        return Finding(NO, needed, more=more)
    return Finding(UNKNOWN, needed, "partners" if open_ else "partners.country", more=more)
