"""Rules about a grouping or an agglomeration that a town may be a part of."""

from __future__ import annotations

import numpy as np

from graph.arrays import Floats64
from graph.said import said
from matching.rules.applicants import Applicants, Asked
from matching.rules.counting import Count
from matching.rules.rule import Rule
from matching.rules.three_valued import OPEN, UNKNOWN, YES, Answers, same
from matching.rules.wording import Telling, Words, least
from matching.types import Concern
from matching.words.written import number

_OF_A_GROUP = frozenset({"agglomeration_total", "grouping_total", "share_of_inhabitants_in_degurba_1_2"})


def town_or_group(rule: Rule) -> Concern:
    """The consortium where the rule is about a group of towns, else the town."""
    return "consortium" if rule.conditions.get("of") in _OF_A_GROUP else "town"


def of_agglomeration(rule: Rule) -> bool:
    """Whether the rule is about the agglomeration that a town lies in."""
    return rule.conditions.get("of") in ("agglomeration_total", "share_of_inhabitants_in_degurba_1_2")


def agglomeration_totals(applicants: Applicants) -> Floats64:
    """The inhabitants of all known towns of each row's agglomeration, at least; NaN where none is stated."""
    if (applicants.fact("agglomeration").codes < 0).all():
        return np.full(len(applicants), np.nan)
    everyone = Applicants.everyone(applicants.snapshot)
    column = everyone.fact("agglomeration")
    stated = column.codes >= 0
    known = np.nan_to_num(everyone.population)
    # Two countries may each have an agglomeration of one name.
    pairs = column.codes.astype(np.int64) * (len(everyone.country.values) + 1) + everyone.country.codes
    _, which = np.unique(pairs, return_inverse=True)
    totals = np.bincount(which[stated], weights=known[stated], minlength=int(which.max()) + 1)
    of_towns = np.where(stated, totals[which], np.nan)[applicants.index]
    return of_towns if applicants.place is None else np.append(np.nan, of_towns)


def agglomeration_answers(rule: Rule, asked: Asked) -> Answers:
    """A rule about an agglomeration, for towns that are stated to be in one; all else about a consortium is OPEN.

    The sum over the towns that we know in it is a least value: it can prove the size, and never disprove it.
    """
    if not of_agglomeration(rule):
        return same(OPEN, asked.size)
    totals = agglomeration_totals(asked.applicants)
    sized = rule.conditions.get("of") == "agglomeration_total" and rule.number is not None
    proven = totals >= (least(rule) if sized else np.inf)
    return np.where(np.isnan(totals), OPEN, np.where(proven, YES, UNKNOWN)).astype(np.int8)


def group_words(told: Telling, count: Count | None, agglomeration: str) -> Words:
    """Words for a rule about a group; `agglomeration` is the requirement where the group is an agglomeration."""
    rule, language = told.rule, told.language
    if rule.conditions.get("of") == "grouping_total":
        requirement = said(
            "As a grouping of authorities: together at least {least} inhabitants", least=number(least(rule), language)
        )
        if count is not None and not count.lacking:
            return requirement, said("There are {sure} already.", sure=number(count.sure, language)), None
        lacking = number(count.lacking, language) if count else "?"
        way = said("A way is a grouping with other towns, which have to bring {lacking} inhabitants.", lacking=lacking)
        return requirement, way, None
    if told.answer == YES and count is not None:
        known = said("The towns that we know in it have {sure}.", sure=number(count.sure, language))
        return agglomeration, known, None
    stated = told.asked.applicants.first.fact("agglomeration")[0]
    if stated is None:
        way = said("A way is an organised agglomeration; whether {name} is in one, we do not know.", name=told.name)
        return agglomeration, way, "agglomeration"
    known = said("{name} is in {agglomeration}; its figures are not known to us as a whole.").fill(
        name=told.name, agglomeration=stated
    )
    return agglomeration, known, None
