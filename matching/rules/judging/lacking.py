"""How many partners, countries and Member States are still needed, counted so that one partner brings all it can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.said import Said, said, said_many
from matching.rules.judging.countries import one_from_each
from matching.rules.judging.outcome import Judged, Judgement

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

    @property
    def partners(self) -> int:
        """How many partners bring all of it at least."""
        return max(self.applicants, self.countries, self.member_states)

    def within(self, other: Lacks) -> bool:
        """Whether who brings what the other lacks brings all of this."""
        return (
            self.partners <= other.partners
            and self.countries <= other.countries
            and self.member_states <= other.member_states
        )


def lacks(judged: Judgement, only: Sequence[Judged] | None = None) -> Lacks:
    """What the rules that surely count still ask of those who are named; or, of the rules that are judged, `only`
    these, whether or not they surely count."""
    more, have, wanted = dict.fromkeys(COUNTED, 0), 0, 0
    for one in judged.rows if only is None else only:
        rule, finding = one.rule, one.finding
        if rule.kind not in COUNTED or rule.number is None or rule.operator == "==":
            continue
        if only is None and one.status != "in_force":
            continue
        kind = "min_countries" if one_from_each(rule) else rule.kind
        more[kind] = max(more[kind], finding.more)
        if rule.kind == "min_applicants" and rule.number > wanted:
            have, wanted = round(rule.number) - finding.more, round(rule.number)
    applicants, countries, member_states = more.values()
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
    if not found.partners:
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
        return sentence.fill(count=found.partners, origin="")
    both = said("{one}{two}", one=origin[0], two=origin[1] if origin[1:] else "")
    return sentence.fill(count=found.partners, origin=both)
