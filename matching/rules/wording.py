"""What words about a rule are made from, and the phrases that rules of several kinds share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matching.rules.applicants import Asked
from matching.rules.counting import Count
from matching.rules.country_sets import state_of
from matching.rules.rule import Rule
from matching.rules.sentences import say
from matching.rules.three_valued import NO, OPEN, UNKNOWN, YES
from matching.types import Language
from matching.words.written import country_name

#: The requirement, why it is met or not, and the key of the fact that is missing where that is not known.
Words = tuple[str, str, str | None]


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
        """What keys of sentences end in, by the answer."""
        return {YES: "yes", UNKNOWN: "unknown", NO: "no", OPEN: "unknown"}[self.answer]

    @property
    def name(self) -> str:
        """The name of who asks."""
        return self.asked.applicants.name(self.language)


def least(rule: Rule) -> float:
    """The number that the rule asks for at least, NaN where its text gives none."""
    return float("nan") if rule.number is None else rule.number


def counted_words(
    told: Telling, requirement: str, count: Count | None, *, key: str, role: str = "", unstated: str | None = None
) -> Words:
    """Words for a rule that counts partners; `key` names its sentences, `unstated` the fact that would decide."""
    language = told.language
    if told.answer == YES:
        return requirement, say("count-yes", language), None
    if told.asked.size > 1 and told.answer == UNKNOWN and count is not None:
        return requirement, say("count-maybe", language), unstated
    lacking = count.lacking if count else (told.rule.number or 1)
    codes = told.asked.applicants.country
    states = sorted({state_of(codes[row] or "") for row in range(told.asked.size)})
    countries = ", ".join(country_name(state, language) for state in states)
    why = say(f"{key}-needed", language, count=lacking, lacking=f"{lacking:.0f}", role=role, countries=countries)
    return requirement, why, unstated


def minimum_words(told: Telling, count: Count | None, *, form: str | None = None) -> Words:
    """Words for a least number of applicants, countries or Member States; `form` names another first sentence."""
    wanted, language = told.rule.number, told.language
    if wanted is None:
        return say("min-unknown", language), say("min-unknown-unknown", language), None
    key = told.rule.kind
    requirement = say(form or key, language, count=wanted or 1, least=f"{wanted or 1:.0f}")
    return counted_words(told, requirement, count, key=key)
