"""How many partners, countries and Member States a group still lacks, counted so that one partner brings all it can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.said import Said, said, said_many
from matching.rules.applicants import Asked
from matching.rules.consortium_rules import count_of
from matching.rules.rule import Rule

#: The kinds of rules that are counted here.
COUNTED = ("min_applicants", "min_countries", "min_member_states")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacks:
    """How many more are needed for sure, and how many applicants there are of how many `wanted` (0: not known)."""

    applicants: int
    countries: int
    member_states: int
    have: int
    wanted: int


def lacks(rules: Sequence[Rule], asked: Asked) -> Lacks:
    """What the rules of a call that surely apply still ask of the group."""
    lacking, have, wanted = dict.fromkeys(COUNTED, 0), 0, 0
    for rule in rules:
        counts = rule.kind in COUNTED and rule.concern == "consortium" and rule.certain
        count = count_of(rule, rules, asked) if counts else None
        if count is None or count.wanted is None:
            continue
        lacking[rule.kind] = max(lacking[rule.kind], int(count.lacking))
        if rule.kind == "min_applicants" and count.wanted > wanted:
            have, wanted = int(count.sure), int(count.wanted)
    applicants, countries, member_states = lacking.values()
    return Lacks(applicants=applicants, countries=countries, member_states=member_states, have=have, wanted=wanted)


def missing(found: Lacks) -> tuple[Said, ...]:
    """What is missing, part by part. One partner from a Member State that is not there yet is a partner and a country
    as well, and is told once."""
    countries = max(found.countries - found.member_states, 0)
    partners = max(found.applicants - countries - found.member_states, 0)
    parts = (
        (partners, said_many("{count} more partner", "{count} more partners")),
        (countries, said_many("{count} more country", "{count} more countries")),
        (found.member_states, said_many("{count} more EU Member State", "{count} more EU Member States")),
    )
    return tuple(part.fill(count=count) for count, part in parts if count)


def in_partners(found: Lacks) -> Said | None:
    """What is missing, as the partners to look for; None where nothing is."""
    partners = max(found.applicants, found.countries, found.member_states)
    if not partners:
        return None
    sentence = said_many("You need {count} more partner{origin}.", "You need {count} more partners{origin}.")
    origin: list[Said] = []
    if found.countries:
        origin.append(said_many(" from {count} other country", " from {count} other countries", count=found.countries))
    if found.member_states:
        origin.append(
            said_many(
                ", {count} of them in an EU Member State",
                ", {count} of them in EU Member States",
                count=found.member_states,
            )
        )
    if not origin:
        return sentence.fill(count=partners, origin="")
    return sentence.fill(count=partners, origin=said("{one}{two}", one=origin[0], two=origin[1] if origin[1:] else ""))
