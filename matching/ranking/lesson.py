"""What the learned models say in one situation: each group of features against the middle one of the candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from graph.arrays import Floats32, Floats64, Ints32
from matching.best import Points
from matching.pairs import floats
from matching.ranking.model import AdditiveModel
from matching.ranking.situation import Situation


@dataclass(frozen=True)
class Models:
    """The two models: partners under a programme, and peers where none is named."""

    partners: AdditiveModel
    peers: AdditiveModel

    @property
    def version(self) -> str:
        """What an answer names, so that it can be made again: the snapshots that the models were trained on."""
        trained = sorted({str(model.trained.get("snapshot"))[:12] for model in (self.partners, self.peers)})
        return f"learned-{'-'.join(trained)}"

    def of(self, situation: Situation) -> AdditiveModel:
        """The model that answers in the situation: partners where a programme is named, else peers."""
        return self.peers if situation.family is None else self.partners


@dataclass(frozen=True)
class Lesson:
    """The model that answers in the situation. Points are computed once for the same candidates, or some of them."""

    models: Models
    situation: Situation
    bias_control: bool = True
    _known: list[tuple[Ints32, Points]] = field(default_factory=list, repr=False)

    @cached_property
    def model(self) -> AdditiveModel:
        """The model that answers."""
        return self.models.of(self.situation)

    def worth(self, terms: Sequence[str], towns: Ints32) -> Floats32:
        """What the terms together are worth for each town, as natural logarithms of odds: 0 for the middle one of
        the candidates, below 0 for what speaks against a town."""
        points = self._points(towns)
        total = sum((points[self._row[name]] for name in terms if name in self._row), np.zeros(len(towns)))
        return floats(total - _median(total) if len(towns) else total)

    def charged(self, towns: Ints32) -> Floats32:
        """What bias control takes from each town: 0, or less for what is shown more often than it takes part."""
        if not self.bias_control:
            return np.zeros(len(towns), dtype=np.float32)
        return floats(self._points(towns)[-1])

    def look_at(self, towns: Ints32) -> None:
        """Compute the points of these towns (sorted) at once, and what bias control takes, of which some will be asked
        for: a call for a few towns costs half as much as one for a thousand."""
        charged = self.model.charged(self.situation, towns).sum(axis=0)
        self._known[:] = [(towns, np.vstack([self.model.points(self.situation, towns), charged]))]

    @cached_property
    def _row(self) -> Mapping[str, int]:
        return {name: row for row, name in enumerate(self.model.terms)}

    def _points(self, towns: Ints32) -> Points:
        """The points of the towns, and behind the terms what bias control takes, shape (terms + 1, towns)."""
        for others, points in reversed(self._known):
            if others is towns:
                return points
        for others, points in self._known[:1]:
            at = np.searchsorted(others, towns)
            if len(others) and np.array_equal(others.take(at, mode="clip"), towns):
                self._known[1:] = [(towns, points[:, at])]
                return self._known[1][1]
        self.look_at(towns)
        return self._known[0][1]


def _median(values: Floats64) -> float:
    """The median of some values; `numpy.median` of a thousand takes five times as long."""
    low, high = (len(values) - 1) // 2, len(values) // 2
    parted = np.partition(values, (low, high))
    return float((parted[low] + parted[high]) / 2)
