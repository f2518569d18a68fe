"""The frames of methods: one made of a function that learns, and one that leaves a feature of another out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graph.snapshot.frozen import Snapshot
from matching.evaluation.types import Method, Question, Ranker, Task

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


@dataclass(frozen=True)
class Without:
    """A method that was made without one of its features, under a name that says so."""

    method: Method
    feature: str

    @property
    def name(self) -> str:
        """The method's name, and what is missing."""
        return f"{self.method.name} − {self.feature}"

    @property
    def tasks(self) -> frozenset[Task]:
        """The tasks of the method."""
        return self.method.tasks

    def fit(self, known: Snapshot, seed: int) -> Ranker:
        """Learn as the method does."""
        return self.method.fit(known, seed)


def at_leads(question: Question, towns: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """For a question for networks, the scores of their leads; for one for towns, the towns' scores themselves."""
    return towns[[item.lead for item in question.items]] if question.task == "networks" else towns
