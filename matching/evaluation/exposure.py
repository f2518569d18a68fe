"""Whom a method shows: the kinds of towns in the first places, beside the same kinds among the true partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.snapshot.frozen import Snapshot
from matching.evaluation.types import Bools, Question


@dataclass(frozen=True, slots=True)
class Exposure:
    """Shares of the places shown: towns over 100,000 and over 500,000 inhabitants, newcomers, the asker's country.

    A town whose population is unknown counts as not large.
    """

    over_100k: float
    over_500k: float
    newcomers: float
    own_country: float

    def against(self, truth: Exposure) -> dict[str, float | None]:
        """Each share over the truth's, None where the truth has none."""
        ratios = {}
        for name in self.__slots__:
            own, true = getattr(self, name), getattr(truth, name)
            ratios[name] = own / true if true > 0 else None
        return ratios


def exposure(
    known: Snapshot, newcomers: Bools, questions: Sequence[Question], shown: Sequence[npt.NDArray[np.integer]]
) -> Exposure:
    """The shares over all towns shown, `shown[i]` to `questions[i]`."""
    towns = np.concatenate([np.asarray(s, dtype=np.int64) for s in shown]) if shown else np.empty(0, dtype=np.int64)
    if not len(towns):
        return Exposure(0.0, 0.0, 0.0, 0.0)
    country = known.municipalities.category("country").codes
    askers = np.repeat([question.asker for question in questions], [len(s) for s in shown])
    population = np.nan_to_num(known.population[towns])
    return Exposure(
        over_100k=float(np.mean(population > 100_000)),
        over_500k=float(np.mean(population > 500_000)),
        newcomers=float(np.mean(newcomers[towns])),
        own_country=float(np.mean(country[towns] == country[askers])),
    )


def exposure_of_truth(known: Snapshot, newcomers: Bools, questions: Sequence[Question]) -> Exposure:
    """The shares among the relevant towns."""
    return exposure(
        known, newcomers, questions, [np.array(question.relevant, dtype=np.int64) for question in questions]
    )
