"""Counts with care for what is not known: how many there are for sure, and how many there may be."""

from __future__ import annotations

from dataclasses import dataclass

from matching.rules.applicants import Asked
from matching.rules.country_sets import state_of
from matching.rules.three_valued import NO, UNKNOWN, YES, Answers


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


def applicants_among(answers: Answers, wanted: float | None) -> Count:
    """How many applicants the answers name: YES for sure, UNKNOWN possibly."""
    return Count(int((answers == YES).sum()), int((answers != NO).sum()), wanted)


def states_among(asked: Asked, answers: Answers, wanted: float | None) -> Count:
    """How many distinct states the named applicants are from; a territory counts as its state (Réunion as France)."""
    countries = [state_of(asked.applicants.country[row] or "") for row in range(asked.size)]
    sure = {c for c, answer in zip(countries, answers, strict=True) if answer == YES}
    possible = {c for c, answer in zip(countries, answers, strict=True) if answer != NO}
    return Count(len(sure), len(possible), wanted)
