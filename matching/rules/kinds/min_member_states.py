"""Clauses that set a least number of Member States of the European Union that the applicants come from."""

from __future__ import annotations

from collections.abc import Sequence

from graph.said import said_many
from matching.rules.applicants import Asked
from matching.rules.counting import Count, states_among
from matching.rules.country_rules import member_state_answers
from matching.rules.kinds.kind import ClauseKind, always
from matching.rules.rule import Rule
from matching.rules.wording import Telling, Words, minimum_words


def _count(rule: Rule, rules: Sequence[Rule], asked: Asked) -> Count:
    return states_among(asked, member_state_answers(asked), rule.number)


def _words(told: Telling) -> Words:
    requirement = said_many(
        "Partners from at least {count} EU Member State", "Partners from at least {count} EU Member States"
    )
    needed = said_many("{count} more EU Member State is needed.", "{count} more EU Member States are needed.")
    return minimum_words(told, _count(told.rule, told.rules, told.asked), requirement, needed)


MIN_MEMBER_STATES = ClauseKind(name="min_member_states", concern=always("consortium"), count=_count, words=_words)
