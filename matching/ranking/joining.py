"""Who joins a network that is still to come, by the learned curves: the likelihood that the evaluation measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from graph.arrays import Floats32, Ints32
from matching.pairs import floats
from matching.ranking.lesson import Models
from matching.ranking.past import Past
from matching.ranking.record import Record
from matching.ranking.situation import situation
from matching.ranking.themes import Themes

#: Networks to come are those that begin within so many years, the MOST_TO_COME first of them: for a day long past all
#: that is known would else be to come.
YEARS_AHEAD = 2
MOST_TO_COME = 100


class Joining(Protocol):
    """Networks that are still to come, and how likely each town joins them."""

    @property
    def networks(self) -> Ints32:
        """The networks that something can be said of, sorted."""
        ...

    def chances(self, network: int) -> Floats32:
        """`AdditiveModel.chances` for one of the networks, shape (towns,)."""
        ...


@dataclass(frozen=True)
class NetworksToCome:
    """The networks that had not begun on a day (a date code) and whose lead is known: their leads ask for partners.

    What had not begun is no record yet, as it was none in training. A network's chances are computed when they are
    first asked for, and kept: for 100,000 towns a tenth of a second at most, and 400 kB, each.
    """

    models: Models
    past: Past
    themes: Themes
    day: int
    _kept: dict[int, Floats32] = field(default_factory=dict, repr=False)

    @cached_property
    def networks(self) -> Ints32:
        """The networks, sorted."""
        starts = self.past.starts
        to_come = np.flatnonzero((starts > self.day) & (starts <= self.day + YEARS_AHEAD * 10_000))
        led = [at for at in to_come[np.argsort(starts[to_come], kind="stable")].tolist() if at in self.past.leads]
        return np.sort(np.array(led[:MOST_TO_COME], dtype=np.int32))

    @cached_property
    def _record(self) -> Record:
        return Record(self.past, floats(self.past.starts <= self.day))

    def chances(self, network: int) -> Floats32:
        """The logarithm of the chance of each town, asked by the lead with programme and text."""
        found = self._kept.get(network)
        if found is None:
            likeness = self.themes.likeness(self.themes.texts[network])
            asked = situation(self._record, self.past.leads[network], self.past.programme_names[network], likeness)
            found = self._kept[network] = self.models.of(asked).chances(asked)
        return found


@dataclass(frozen=True)
class Ranking:
    """The models, and the record of one snapshot that they look at; threads can share it."""

    models: Models
    record: Record
    _to_come: dict[int, NetworksToCome] = field(default_factory=dict, repr=False)

    @cached_property
    def _themes(self) -> Themes:
        return Themes(self.record.past.snapshot)

    def to_come(self, day: int) -> NetworksToCome:
        """The networks to come on the day (a date code); those of the latest day asked for are kept."""
        found = self._to_come.get(day)
        if found is None:
            found = NetworksToCome(self.models, self.record.past, self._themes, day)
            self._to_come.clear()
            self._to_come[day] = found
        return found
