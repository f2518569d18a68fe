"""The frame of a simple method: a function that learns from what is known and gives a function that answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.snapshot import Snapshot
from matching.evaluation.types import Question, Ranker, Task

Answering: TypeAlias = Callable[[Question], npt.NDArray[np.floating]]
Learn: TypeAlias = Callable[[Snapshot, int], Answering]


@dataclass(frozen=True)
class Answers:
    """A ranker that asks one function."""

    answering: Answering

    def scores(self, question: Question) -> npt.NDArray[np.floating]:
        """What the function answers."""
        return self.answering(question)


@dataclass(frozen=True)
class Baseline:
    """A method made of one function, `learn(known, seed)`."""

    name: str
    tasks: frozenset[Task]
    learn: Learn

    def fit(self, known: Snapshot, seed: int) -> Ranker:
        """Learn from what is known."""
        return Answers(self.learn(known, seed))


def at_leads(question: Question, towns: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """For a question for networks, the scores of their leads; for one for towns, the towns' scores themselves."""
    return towns[[item.lead for item in question.items]] if question.task == "networks" else towns
