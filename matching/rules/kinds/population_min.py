"""Clauses that set a least number of inhabitants: of the town, or of a group that it is a part of."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from graph.said import Said, said
from matching.rules.applicants import Asked
from matching.rules.counting import Count
from matching.rules.groups import agglomeration_totals, group_words, town_or_group
from matching.rules.kinds.kind import ClauseKind
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES, Answers, same
from matching.rules.wording import Telling, Words, least
from matching.words.written import number


def _judge(rule: Rule, asked: Asked) -> Answers:
    wanted = rule.number
    if wanted is None:
        return same(UNKNOWN, asked.size)
    population = asked.applicants.population
    met = np.where(np.isnan(population), UNKNOWN, np.where(population >= wanted, YES, NO))
    return met.astype(np.int8) if wanted > 0 else same(YES, asked.size)


def _count(rule: Rule, rules: Sequence[Rule], asked: Asked) -> Count:
    """The inhabitants of all applicants together, or of the agglomeration of the first, of which we may know a part."""
    if rule.conditions.get("of") == "agglomeration_total":
        total = float(np.nan_to_num(agglomeration_totals(asked.applicants.first))[0])
        return Count(total, math.inf, rule.number)
    population = asked.applicants.population
    known = float(np.nansum(population))
    return Count(known, math.inf if np.isnan(population).any() else known, rule.number)


_WHY: Mapping[str, Said] = {
    "yes": said("{name} has {population}."),
    "no": said("{name} has {population}: too few by itself."),
    "unknown": said("We do not know how many inhabitants {name} has."),
}


def _words(told: Telling) -> Words:
    rule, language = told.rule, told.language
    if rule.concern == "consortium":
        agglomeration = said("As an organised agglomeration: together at least {least} inhabitants")
        requirement = agglomeration.fill(least=number(least(rule), language))
        return group_words(told, _count(rule, told.rules, told.asked), requirement)
    if rule.number == 0:
        return said("Any number of inhabitants"), said("There is no smallest size."), None
    population = number(float(told.asked.applicants.population[0]), language)
    why = _WHY[told.ending].fill(name=told.name, population=population)
    return said("At least {least} inhabitants", least=number(least(rule), language)), why, "population"


POPULATION_MIN = ClauseKind(name="population_min", concern=town_or_group, judge=_judge, count=_count, words=_words)
