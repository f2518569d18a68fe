"""What a group of towns still lacks to apply together, and which kind of partner would bring it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.errors import InvalidRecord
from graph.said import said, said_many
from graph.snapshot.frozen import Snapshot
from matching.rules.applicants import Applicants, Asked
from matching.rules.clauses import rules_of_call
from matching.rules.consortium_rules import consortium_answer, count_of
from matching.rules.country_rules import country_group
from matching.rules.country_sets import state_of
from matching.rules.reasons import clause_verdict
from matching.rules.three_valued import NO, YES
from matching.types import ClauseVerdict, Language
from matching.words.told import told


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsortiumGap:
    """What is missing: so many more applicants, countries and Member States, counting only what is sure.

    `countries_present` are the states that are there already (a partner from them adds no country). `barred` are towns
    of the group whose country the call does not admit: they count for nothing. `unmet` are the rules that are not met,
    or not known to be; `wanted` describes the partners who would close the gap, in words, "" where there is none.
    """

    applicants: int
    countries: int
    member_states: int
    countries_present: tuple[str, ...]
    barred: tuple[int, ...]
    unmet: tuple[ClauseVerdict, ...]
    wanted: str

    @property
    def partners(self) -> int:
        """How many more partners are needed at least: one partner brings a body, a country and a Member State."""
        return max(self.applicants, self.countries, self.member_states)


def missing(
    snapshot: Snapshot, towns: Sequence[int], call: int, *, on: date, language: Language = "en"
) -> ConsortiumGap:
    """Which consortium rules of the call the towns (indices) do not meet together, and what kind of partner would help.

    Raises InvalidRecord where no town is named.
    """
    if not len(towns):
        raise InvalidRecord(said("a consortium needs at least one town to begin with"))
    asked = Asked(Applicants.of(snapshot, towns[0], towns[1:]), on)
    rules = rules_of_call(snapshot, call, on)
    lacking = {"min_applicants": 0, "min_countries": 0, "min_member_states": 0}
    unmet: list[ClauseVerdict] = []
    for rule in rules:
        if rule.concern != "consortium":
            continue
        answer = consortium_answer(rule, rules, asked)
        if answer == YES:
            continue
        unmet.append(clause_verdict(rule, rules, asked, answer, language))
        count = count_of(rule, rules, asked)
        if rule.kind in lacking and count is not None and rule.certain:
            lacking[rule.kind] = max(lacking[rule.kind], int(count.lacking))
    admitted = country_group(rules, asked)
    codes = asked.applicants.country
    present = {state_of(codes[row] or "") for row in range(asked.size) if admitted[row] != NO}
    applicants, countries, member_states = lacking.values()
    return ConsortiumGap(
        applicants=applicants,
        countries=countries,
        member_states=member_states,
        countries_present=tuple(sorted(present)),
        barred=tuple(int(i) for i in asked.applicants.index[np.flatnonzero(admitted == NO)]),
        unmet=tuple(unmet),
        wanted=_wanted(applicants, countries, member_states, language),
    )


def _wanted(applicants: int, countries: int, member_states: int, language: Language) -> str:
    partners = max(applicants, countries, member_states)
    if not partners:
        return ""
    parts = [said_many("{count} more partner", "{count} more partners", count=partners)]
    if countries:
        parts.append(said_many("from {count} further country", "from {count} further countries", count=countries))
    if member_states:
        at_least = said("at least {member_states} in an EU Member State not yet there", member_states=member_states)
        parts.append(at_least)
    return ", ".join(told(part, language) for part in parts)
