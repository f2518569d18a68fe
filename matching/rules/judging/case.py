"""What judges look at: the situation and the rules of the call; and what they find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.said import said
from matching.rules.asking.situation import Body, Situation
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES

#: When something has to be there.
When = Literal["apply", "grant_signature", "after_start"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One situation and the rules that are looked at; `call` (its id), `called` (its name) and `action_type` are those
    of the call."""

    situation: Situation
    rules: Sequence[Rule]
    call: str | None = None
    called: str = ""
    action_type: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one rule and why, still to be told. `missing` is the fact that would decide where it is not known.

    `to_read` says that the program does not judge the rule. `more` is how many bodies, countries or Member States more
    are needed; `fatal` that adding somebody does not help.
    """

    answer: int
    reason: str
    missing: str | None = None
    to_read: bool = False
    more: int = 0
    fatal: bool = False


def enough(have: int, wanted: float) -> Finding:
    """That a least number is reached by those who are named, or by the one that asks alone."""
    if wanted <= 1:
        return Finding(YES, said("That is met."))
    return Finding(YES, said("{have} are named; at least {wanted} are asked for.", have=have, wanted=round(wanted)))


Judge = Callable[[Rule, Case], Finding]


def of_truth(value: bool | None) -> int:
    """Yes, no or not known as an answer."""
    return UNKNOWN if value is None else YES if value else NO


def lead_of(situation: Situation) -> Body | None:
    """Who leads, None where that is open: who says so of itself, else the applicant that takes part alone."""
    named = next((body for body in situation.bodies if body.role in LEADS), None)
    if named is None and situation.role is None and situation.alone:
        return situation.applicant
    return named


LEADS = ("lead", "lead_partner", "lead_applicant", "coordinator", "main_urban_authority", "leader")
#: Roles of bodies that stand beside the applicants and are none.
BESIDE = frozenset(
    {"associated", "associated_partner", "subcontractor", "observer", "supporter", "third_party", "advisory"}
    | {"affiliated", "letter_of_support"}
)
