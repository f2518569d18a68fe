"""Whether a rule applies: to this kind of action, topic or project, to this body, in this round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from graph.names import normal_form
from matching.rules.asking.words import word
from matching.rules.judging.body_types import counts_as, sort_of
from matching.rules.judging.case import Case
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES

#: Types of bodies that a rule may hold for (`who`); other words name somebody else.
_BODIES = ("public_body", "public_authority", "municipality", "city")


def applies(rule: Rule, case: Case) -> int:
    """Whether the rule's conditions hold: YES, NO, or UNKNOWN where that is not known."""
    answers = [YES]
    condition = rule.conditions.get("if")
    if condition is not None:
        answers.append(_condition(condition, case))
    excepted = rule.conditions.get("except")
    if excepted is not None:
        answers.append(-_topic(excepted, case))
    if rule.conditions.get("who") in _BODIES:
        answers.append(_who(rule.conditions["who"], case))
    if "doubt" in rule.conditions or "nuts_assumed" in rule.conditions:
        answers.append(UNKNOWN)
    return min(answers)


def _who(who: str, case: Case) -> int:
    answer = counts_as(case.situation.applicant.type, who)
    # A plan that public bodies need, research organisations and universities need as well.
    return UNKNOWN if answer == NO and sort_of(case.situation.applicant.type) == "research_organisation" else answer


def _condition(condition: str, case: Case) -> int:
    subject, _, wanted = condition.partition(":")
    if subject == "action_type":
        return _action(wanted.split(","), case)
    if subject == "topic":
        return _topic(wanted, case)
    if subject == "degurba":
        degree = case.situation.applicant.word("degurba")
        return UNKNOWN if degree is None else YES if degree in wanted.split(",") else NO
    if subject == "association":
        return _association(case)
    return _project(condition, case)


def _action(wanted: list[str], case: Case) -> int:
    stated = case.situation.applicant.word("project_type")
    named = next((kind for kind in ("RIA", "IA", "CSA", "PCP", "PPI") if stated and kind == stated.upper()), None)
    known = named or case.action_type
    return UNKNOWN if known is None else YES if known in wanted else NO


def _topic(wanted: str, case: Case) -> int:
    """Whether the topic is one of those named, as a part of what is stated or of the call's id."""
    stated = case.situation.applicant.word("topic")
    named = stated or (case.call or "").partition(":")[2] or None
    if named is None:
        return UNKNOWN
    parts = re.split(r"[^A-Z0-9]+", named.upper())
    return YES if any(name in parts for name in wanted.upper().split(",")) else NO


def _association(case: Case) -> int:
    """Whether the one that asks is an association of authorities."""
    sort, agglomeration = sort_of(case.situation.applicant.type), case.situation.agglomeration
    if sort in ("union", "association") or agglomeration is not None:
        return YES
    return NO if sort in ("municipality", "county", "borough") else UNKNOWN


def _project(condition: str, case: Case) -> int:
    """Whether the project is of the type; a name that is the beginning of the other means the same. Where nobody states
    it, a call that bears the words in its name pays for nothing else."""
    stated = case.situation.applicant.word("project_type")
    if stated is None:
        named = (
            len(condition) > 2 and f" {normal_form(condition.replace('_', ' '))} " in f" {normal_form(case.called)} "
        )
        return YES if named else UNKNOWN
    one, other = word(stated), word(condition)
    return YES if one.startswith(other) or other.startswith(one) else NO


def round_year(rule: Rule) -> int | None:
    """The year of the round that the rule was told for, None for rules that hold for every round."""
    found = re.search(r"\d{4}", rule.conditions.get("call", ""))
    return int(found[0]) if found else None


def of_other_round(rule: Rule, rules: Sequence[Rule], on: date) -> bool:
    """Whether a rule of the same kind that was told for another round, or for any, is the one that holds on the day.

    The year of a round is no end of validity: until a newer rule is known, the last one is what we know.
    """
    year = round_year(rule)
    if rule.conditions.get("call", "").startswith("before") and year is not None:
        return on.year >= year
    rivals = [r for r in rules if r is not rule and _same_subject(r, rule)]
    years = [y for r in rivals if (y := round_year(r)) is not None]
    if year is None:
        return "call" not in rule.conditions and on.year in years
    standing = [r for r in rivals if "call" not in r.conditions]
    if standing:  # one that is told of no round, and says the same, is that of the same round
        return year != on.year and all(r.values != rule.values for r in standing)
    begun = [y for y in (year, *years) if y <= on.year]
    return year != (max(begun) if begun else min((year, *years)))


def _same_subject(one: Rule, other: Rule) -> bool:
    if (one.kind, one.operator) != (other.kind, other.operator):
        return False
    without = [{k: v for k, v in r.conditions.items() if k not in ("call", "doubt")} for r in (one, other)]
    return without[0] == without[1]
