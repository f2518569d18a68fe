"""Answers that admit not to know, as numbers, for whole columns at once (Kleene's strong three-valued logic).

YES 1, UNKNOWN 0, NO −1. OPEN is a fourth value for a question that a town alone does not decide (it needs partners):
it is left out of what is joined.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from graph.snapshot.vocabulary import CategoryColumn
from matching.rules.asking.words import truth

Answers = npt.NDArray[np.int8]

YES, UNKNOWN, NO = 1, 0, -1
OPEN = 2


def same(answer: int, size: int) -> Answers:
    """The same answer for everyone."""
    return np.full(size, answer, dtype=np.int8)


def all_of(answers: Sequence[Answers], size: int) -> Answers:
    """NO if one is no, else UNKNOWN if one is unknown, else YES; OPEN where no answer counts."""
    joined = same(OPEN, size)
    for answer in answers:
        joined = np.where(answer == OPEN, joined, np.where(joined == OPEN, answer, np.minimum(joined, answer)))
    return joined.astype(np.int8)


def any_of(answers: Sequence[Answers], size: int) -> Answers:
    """YES if one is yes, else UNKNOWN if one is unknown, else NO; OPEN where no answer counts."""
    joined = same(OPEN, size)
    for answer in answers:
        joined = np.where(answer == OPEN, joined, np.where(joined == OPEN, answer, np.maximum(joined, answer)))
    return joined.astype(np.int8)


def whole_way(answers: Sequence[Answers], size: int) -> Answers:
    """One way among several to meet a rule, given all its steps: NO if one is no, OPEN if a step needs partners."""
    joined = all_of(answers, size)
    waits = np.zeros(size, dtype=np.bool_)
    for answer in answers:
        waits |= answer == OPEN
    return np.where(waits & (joined != NO), OPEN, joined).astype(np.int8)


def each(column: CategoryColumn, answer: Callable[[str | None], int]) -> Answers:
    """The answer for every row of a column; it is asked once for each value that occurs, None for unknown."""
    by_code = np.zeros(len(column.values) + 1, dtype=np.int8)  # code −1, unknown, takes the last
    for code in set(column.codes.tolist()) if len(column) < len(column.values) else range(-1, len(column.values)):
        by_code[code] = answer(column.values[code] if code >= 0 else None)
    return by_code[column.codes]


def affirmed(value: str | None) -> int:
    """A fact of yes or no as an answer. A text that only names something, or says `unknown`, is no yes: UNKNOWN."""
    stated = truth(value)
    return UNKNOWN if stated is None else YES if stated else NO
