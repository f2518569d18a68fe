"""Keeping large cities and the own country from crowding the first places beyond their true share among partners.

A list of the ten likeliest shows more of what is likely than the truth has: a town of 500,000 is in every list. What is
too often shown is charged points, the same for all, until its share in the first ten places of past questions is that
among their true partners (exposure parity, Singh and Joachims 2018, 10.1145/3219819.3220088, in its simplest form).

A town that names no programme does not say what it will be asked into, and the mix of one year is not that of the next:
in URBACT every third partner of a town with a record is a very large city, across a border one in ten. So the share of
very large cities is held to that of the sort of programme with the fewest. On the networks of 2016 this takes four
fifths of them away, and ranks as well (docs/ranking.md).

That share hangs on who asks. Of the partners that towns of less than 250,000 inhabitants found across a border one in
seventy is a very large city, which is no place out of ten; for larger ones it is one in seven. So, to a town that names
no programme and no call, a very large city with more than twice its inhabitants stands behind the smaller ones: it is
named where none of them fills the place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Floats64, Ints32
from matching.best import Points, best
from matching.pairs import floats
from matching.ranking.features import own_country
from matching.ranking.situation import Situation

#: From this population on a city counts as very large.
VERY_LARGE = 500_000
PLACES = 10
#: Up to how many times its true share a mark may be shown before it is charged: a neighbour at home is welcome.
TOLERATED = {"very_large": 1.0, "at_home": 1.5}
#: The marks of which the sort of programme with the fewest sets the share, where the question does not name it.
BY_THE_FEWEST = ("very_large",)
#: So many true partners tell a sort's share.
FEWEST_PARTNERS = 50
ROUNDS = 12
FEWEST = 25
#: Of so many times the asker's inhabitants on a very large city is not of its like, and pays BEHIND on top, a hundred
#: points: more than what speaks for one town and against another adds up to.
TIMES = 2.0
BEHIND = 10.0


def very_large(situation: Situation, towns: Ints32) -> Floats32:
    """1 for a city of more than VERY_LARGE inhabitants."""
    return floats(situation.past.snapshot.population[towns] > VERY_LARGE)  # one that is unknown is not


def stands_behind(situation: Situation, towns: Ints32) -> Floats32:
    """1 for a very large city with more than TIMES the asker's inhabitants, where no programme and no call is named."""
    if situation.for_a_call or situation.family is not None:
        return np.zeros(len(towns), dtype=np.float32)
    return floats(much_larger(situation.past.snapshot.population[towns], float(np.exp(situation.log_population))))


def much_larger(population: Floats64, own: float) -> npt.NDArray[np.bool_]:
    """Which of the sizes are those of very large cities with more than TIMES as many inhabitants as the `own`; where
    this is unknown (NaN), all of very large ones: towns of unknown size are small."""
    much: npt.NDArray[np.bool_] = (population > VERY_LARGE) & ~(population <= TIMES * own)
    return much


MARKS: Mapping[str, Callable[[Situation, Ints32], Floats32]] = {"very_large": very_large, "at_home": own_country}


@dataclass(frozen=True)
class Shown:
    """A past question with its answer: scores and marks (0 or 1) of the candidates.

    `group` is whose curves it went by (`Situation.group`), `true` are the marks' means among the true partners,
    `partners` how many these were. `sort` is the family of the network's programme where the question did not name it.
    """

    group: str
    sort: str | None
    scores: Points
    marks: Mapping[str, Floats32]
    true: Mapping[str, float]
    partners: int


def charges(questions: Sequence[Shown], groups: Sequence[str]) -> dict[str, dict[str, float]]:
    """What each mark is charged in each group, in the scores' units; never below 0.

    A group of fewer than FEWEST questions is charged what all are together.
    """
    together = _charges(questions)
    own = {group: [question for question in questions if question.group == group] for group in groups}
    return {group: _charges(some) if len(some) >= FEWEST else together for group, some in own.items()}


def _charges(questions: Sequence[Shown]) -> dict[str, float]:
    charged = dict.fromkeys(MARKS, 0.0)
    if not sum(question.partners for question in questions):
        return charged
    true = {mark: _true_share(mark, questions) for mark in MARKS}
    for step in range(ROUNDS):
        shown = _shares(questions, charged)
        for mark in MARKS:
            over = np.log((shown[mark] + 0.005) / (TOLERATED[mark] * true[mark] + 0.005))
            charged[mark] = float(max(0.0, charged[mark] + over / (1 + step / 4)))
    return charged


def _true_share(mark: str, questions: Sequence[Shown]) -> float:
    """The share of the mark among all true partners; of BY_THE_FEWEST the least that one sort of programme has."""
    sorts = dict.fromkeys(q.sort for q in questions if q.sort is not None and mark in BY_THE_FEWEST)
    parts = [questions, *([q for q in questions if q.sort == sort] for sort in sorts)]
    counted = [(sum(q.true[mark] * q.partners for q in part), sum(q.partners for q in part)) for part in parts]
    return min(found / of for at, (found, of) in enumerate(counted) if of >= FEWEST_PARTNERS or at == 0)


def _shares(questions: Sequence[Shown], charged: Mapping[str, float]) -> dict[str, float]:
    """The share of each mark in the first PLACES of all questions together."""
    count, places = dict.fromkeys(MARKS, 0.0), 0
    for question in questions:
        scores = question.scores - sum(charged[m] * question.marks[m] for m in MARKS)
        top = best(scores, np.arange(len(scores), dtype=np.int32), PLACES)
        places += len(top)
        for mark in MARKS:
            count[mark] += float(question.marks[mark][top].sum())
    return {mark: count[mark] / max(places, 1) for mark in MARKS}
