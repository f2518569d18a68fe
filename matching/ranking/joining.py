"""Who joins a network that is still to come, by the learned curves: the likelihood that the evaluation measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from matching.ranking.lesson import Models
from matching.ranking.past import Past
from matching.ranking.record import Record
from matching.ranking.themes import Themes
from matching.ranking.training import situation
from matching.ties import Floats, Ints, floats


class Joining(Protocol):
    """Networks that are still to come, and how likely each town joins them."""

    @property
    def networks(self) -> Ints:
        """The networks that something can be said of, sorted."""
        ...

    def chances(self, network: int) -> Floats:
        """`AdditiveModel.chances` for one of the networks, shape (towns,)."""
        ...


@dataclass(frozen=True)
class NetworksToCome:
    """The networks that had not begun on a day (a date code) and whose lead is known: their leads ask for partners.

    What had not begun is no record yet, as it was none in training. A network's chances are computed when they are
    first asked for, in less than a tenth of a second for 100,000 towns, and kept: 400 kB.
    """

    models: Models
    past: Past
    day: int
    _kept: dict[int, Floats] = field(default_factory=dict, repr=False)

    @cached_property
    def networks(self) -> Ints:
        """The networks, sorted."""
        to_come = np.flatnonzero(self.past.starts > self.day)
        return np.array([at for at in to_come.tolist() if at in self.past.leads], dtype=np.int32)

    @cached_property
    def _record(self) -> Record:
        return Record(self.past, floats(self.past.starts <= self.day))

    @cached_property
    def _themes(self) -> Themes:
        return Themes(self.past.snapshot)

    def chances(self, network: int) -> Floats:
        """The logarithm of the chance of each town, asked by the lead with programme and text."""
        found = self._kept.get(network)
        if found is None:
            likeness = self._themes.likeness(self._themes.texts[network])
            asked = situation(self._record, self.past.leads[network], self.past.programme_names[network], likeness)
            found = self._kept[network] = self.models.of(asked).chances(asked)
        return found


@dataclass(frozen=True)
class Ranking:
    """The models, and the record of one snapshot that they look at; threads can share it."""

    models: Models
    record: Record
    _to_come: dict[int, NetworksToCome] = field(default_factory=dict, repr=False)

    def to_come(self, day: int) -> NetworksToCome:
        """The networks to come on the day (a date code); those of the latest day asked for are kept."""
        found = self._to_come.get(day)
        if found is None:
            found = NetworksToCome(self.models, self.record.past, day)
            self._to_come.clear()
            self._to_come[day] = found
        return found
