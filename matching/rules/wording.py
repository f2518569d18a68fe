"""What words about a rule are made from, and the phrases that rules of several kinds share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.said import Said, said
from matching.rules.applicants import Asked
from matching.rules.counting import Count
from matching.rules.country_sets import state_of
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, OPEN, UNKNOWN, YES
from matching.types import Language
from matching.words.written import country_name

#: The requirement, why it is met or not, both still to be told, and the key of the fact that is missing where that is
#: not known.
Words = tuple[str, str, str | None]
#: Why a rule is not known to be met that all partners decide.
PERHAPS = said("Perhaps met: it depends on what we do not know of the partners.")


@dataclass(frozen=True, slots=True)
class Telling:
    """One rule and its answer, to be told. `asked` are the town and its partners, `rules` all rules of the call."""

    rule: Rule
    rules: Sequence[Rule]
    asked: Asked
    answer: int
    language: Language

    @property
    def ending(self) -> str:
        """The answer as a key: yes, no, or unknown."""
        return {YES: "yes", UNKNOWN: "unknown", NO: "no", OPEN: "unknown"}[self.answer]

    @property
    def name(self) -> str:
        """The name of who asks."""
        return self.asked.applicants.name(self.language)


def least(rule: Rule) -> float:
    """The number that the rule asks for at least, NaN where its text gives none."""
    return float("nan") if rule.number is None else rule.number


def counted_words(
    told: Telling,
    requirement: str,
    count: Count | None,
    needed: Said,
    *,
    role: str | Sequence[str] = "",
    unstated: str | None = None,
) -> Words:
    """Words for a rule that counts partners.

    `needed` says what is lacking, with places for `count`, `role` and the `countries` that are there; `unstated` is the
    fact that would decide.
    """
    if told.answer == YES:
        return requirement, said("This is met."), None
    if told.asked.size > 1 and told.answer == UNKNOWN and count is not None:
        return requirement, PERHAPS, unstated
    lacking = count.lacking if count else (told.rule.number or 1)
    codes = told.asked.applicants.country
    states = sorted({state_of(codes[row] or "") for row in range(told.asked.size)})
    countries = tuple(country_name(state, told.language) for state in states)
    return requirement, needed.fill(count=round(lacking), role=role, countries=countries), unstated


def minimum_words(told: Telling, count: Count | None, requirement: Said, needed: Said) -> Words:
    """Words for a least number of applicants, countries or Member States: what is asked for, and what is lacking, both
    with a place for `count`."""
    wanted = told.rule.number
    if wanted is None:
        unknown = said("A minimum that the text leaves to another document")
        return unknown, said("We do not know the number."), None
    return counted_words(told, requirement.fill(count=round(wanted or 1)), count, needed)
