"""Rules that concern a consortium: what its members add up to, counted with care for what is not known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.rules.applicants import Asked
from matching.rules.clauses import COHESION_SHARE, FACT_ROLES, MUNICIPAL_ROLES, Rule
from matching.rules.country_sets import country_sets, in_any, set_names, state_of
from matching.rules.three_valued import NO, UNKNOWN, YES, Answers, all_of, any_of, each, same
from matching.rules.town_rules import affirmed, agglomeration_totals, country_answers, degurba_answers


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are for `sure`, how many there may be at most (`possible`), and how many are `wanted`."""

    sure: float
    possible: float
    wanted: float | None

    @property
    def answer(self) -> int:
        """YES if the sure ones suffice, NO if even the possible ones do not, else UNKNOWN."""
        if self.wanted is None:
            return UNKNOWN
        return YES if self.sure >= self.wanted else NO if self.possible < self.wanted else UNKNOWN

    @property
    def lacking(self) -> float:
        """How many more are needed for sure; 0 where enough are there or the number wanted is not known."""
        return max(0.0, (self.wanted or 0) - self.sure)


def count_of(rule: Rule, rules: Sequence[Rule], asked: Asked) -> Count | None:
    """What the rule counts among the applicants; None where the program cannot count it.

    `rules` are all rules of the call: only applicants from the countries that they name count. An independent body is
    one applicant; a territory counts as its state (Réunion as France).
    """
    wanted = rule.number
    applicants = asked.applicants
    if rule.kind == "population_min":
        return _inhabitants(rule, asked)
    if rule.kind == "lead_type":
        answers = lead_answers(rule, asked)
        return Count(int((answers == YES).sum()), int((answers != NO).sum()), 1)
    if rule.kind == "region_area":
        if rule.conditions.get("of") == COHESION_SHARE:
            return _cohesion_share(rule, asked)
        named = rule.conditions.get("set", "")
        answers = each(applicants.country, lambda c: in_any((named,), c, asked.on) if c else UNKNOWN)
        return Count(int((answers == YES).sum()), int((answers != NO).sum()), wanted)
    if rule.kind == "applicant_type":
        roles = role_answers(rule, asked)
        # Bodies of other kinds (police, companies) are not in the graph and may still be found: no upper bound.
        return None if roles is None else Count(int((roles == YES).sum()), int((roles != NO).sum()), wanted or 1)
    eligible = eligible_countries(rule, rules, asked)
    if rule.kind == "min_applicants":
        return Count(int((eligible == YES).sum()), int((eligible != NO).sum()), 1 if rule.operator == "==" else wanted)
    if rule.kind == "min_countries":
        return _states(asked, eligible, wanted)
    if rule.kind == "min_member_states":
        return _states(asked, member_state_answers(asked), wanted)
    return None


def consortium_answer(rule: Rule, rules: Sequence[Rule], asked: Asked) -> int:
    """Whether the applicants together meet the rule. Where it may not apply (`certain` is False), no NO."""
    count = count_of(rule, rules, asked)
    answer = UNKNOWN if count is None else count.answer
    return answer if rule.certain else max(answer, UNKNOWN)


def eligible_countries(rule: Rule, rules: Sequence[Rule], asked: Asked) -> Answers:
    """Whether each applicant's country counts: by the set that the rule names itself, else by the call's country rules.

    A call without country rules surely counts Member States; whom else, we do not know.
    """
    names = set_names((rule.conditions.get("of", ""),))
    if names and all(name in country_sets() for name in names):
        return each(asked.applicants.country, lambda c: in_any(names, c, asked.on) if c else UNKNOWN)
    if not any(r.kind == "country_set" and r.concern == "town" for r in rules):
        return np.maximum(member_state_answers(asked), UNKNOWN).astype(np.int8)
    return country_group(rules, asked)


def country_group(rules: Sequence[Rule], asked: Asked) -> Answers:
    """All country rules together: those that limit all hold, or one that widens does; OPEN where there are none."""
    own = [r for r in rules if r.kind == "country_set" and r.concern == "town"]
    limits = [country_answers(r, asked) for r in own if r.operator == "in"]
    wider = [country_answers(r, asked) for r in own if r.operator == "includes"]
    excluded = [country_answers(r, asked) for r in own if r.operator == "not"]
    within = any_of([all_of(limits, asked.size), *wider], asked.size) if limits else all_of([], asked.size)
    return all_of([within, *excluded], asked.size)


def member_state_answers(asked: Asked) -> Answers:
    """Whether each applicant is from a Member State of the European Union."""
    return each(asked.applicants.country, lambda c: in_any(("EU27",), c, asked.on) if c else UNKNOWN)


def lead_answers(rule: Rule, asked: Asked) -> Answers:
    """Whether each applicant may be the lead partner."""
    if rule.operator == "not":
        excluded = rule.conditions.get("country", "")
        return each(asked.applicants.country, lambda c: NO if c == excluded else YES)
    return any_of([_role(value, asked) for value in rule.values], asked.size)


def role_answers(rule: Rule, asked: Asked) -> Answers | None:
    """Whether each applicant fills the role that the rule counts; None for roles that towns do not fill by nature."""
    return _role(rule.role, asked) if rule.role in MUNICIPAL_ROLES or rule.role in FACT_ROLES else None


def _role(role: str, asked: Asked) -> Answers:
    if role in FACT_ROLES:
        return each(asked.applicants.fact(FACT_ROLES[role]), affirmed)
    if role not in MUNICIPAL_ROLES:
        return same(UNKNOWN, asked.size)
    # A county or a union is a local authority; whether it passes for a city or a procurer, the call has to say.
    sure = {"municipality"} if "city" in role else {"municipality", "county", "union", "borough"}
    return each(
        asked.applicants.kind, lambda k: YES if k in sure else NO if k in ("quarter", "settlement") else UNKNOWN
    )


def _states(asked: Asked, counts: Answers, wanted: float | None) -> Count:
    """Distinct states among the applicants that count."""
    countries = [state_of(asked.applicants.country[row] or "") for row in range(asked.size)]
    sure = {c for c, answer in zip(countries, counts, strict=True) if answer == YES}
    possible = {c for c, answer in zip(countries, counts, strict=True) if answer != NO}
    return Count(len(sure), len(possible), wanted)


def _inhabitants(rule: Rule, asked: Asked) -> Count:
    """The inhabitants of all applicants together, or of the agglomeration of the first, of which we may know a part."""
    if rule.conditions.get("of") == "agglomeration_total":
        total = float(np.nan_to_num(agglomeration_totals(asked.applicants.first))[0])
        return Count(total, math.inf, rule.number)
    population = asked.applicants.population
    known = float(np.nansum(population))
    return Count(known, math.inf if np.isnan(population).any() else known, rule.number)


def _cohesion_share(rule: Rule, asked: Asked) -> Count:
    """The share of applicants from less developed or transition regions."""
    helped = each(
        asked.applicants.fact("cohesion_category"),
        lambda v: UNKNOWN if v is None else YES if v in ("less-developed", "transition") else NO,
    )
    return Count(float((helped == YES).mean()), float((helped != NO).mean()), rule.number)


def every_member(rule: Rule, asked: Asked) -> int:
    """Whether all applicants have the degree of urbanisation that the rule asks of every member."""
    return int(degurba_answers(rule, asked).min())
