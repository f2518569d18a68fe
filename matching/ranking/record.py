"""The record that may be seen: what towns, regions and countries took part in, by programme and family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np

from graph.arrays import Floats32, Ints32
from matching.pairs import floats, spread
from matching.programmes import FAMILIES, Family
from matching.ranking.past import Past

T = TypeVar("T")

#: Farther from all who took part than this is far, in kilometres.
FAR_KM = 3000.0
#: Towns are of one size class from this many inhabitants on, each class 2.2 times as large as the one before.
SIZE_CLASSES = np.log(1000 * np.array([2.2**step for step in range(1, 7)]))
#: A rate among few leans towards that of all, as if so many had been seen.
LEANING = 20.0
#: After so many years a network counts e times less as a recent one, and one that nobody dates as UNDATED_AGE years do.
RECENT_YEARS = 4.0
UNDATED_AGE = 10.0


@dataclass(frozen=True)
class Record:
    """Counts over the networks that may be seen. `visible` has a weight a network, 0 for one that is hidden.

    A question of the product sees every network; a training question sees those from before its own, never itself.
    What does not depend on the town that asks is kept.
    """

    past: Past
    visible: Floats32
    _kept: dict[tuple[str, str | int], object] = field(default_factory=dict, repr=False)

    @classmethod
    def whole(cls, past: Past) -> Record:
        """The record in which every network may be seen."""
        return cls(past, np.ones(len(past.working), dtype=np.float32))

    def _once(self, what: str, key: str | int, make: Callable[[], T]) -> T:
        found = self._kept.get((what, key))
        if found is None:
            found = self._kept[what, key] = make()
        return found  # type: ignore[return-value]  # what its make gave

    @cached_property
    def working(self) -> Floats32:
        """A weight a network: 1 for a visible one in which towns work together."""
        return floats(self.visible * self.past.working)

    @cached_property
    def listing(self) -> Floats32:
        """A weight a network: 1 for a visible association."""
        return floats(self.visible * ~self.past.working)

    @cached_property
    def shares(self) -> Floats32:
        """What one co-member of a working network counts: 1/(members − 1) (Newman 2001, 10.1103/PhysRevE.64.016132)."""
        return floats(self.working / np.maximum(self.past.ties.memberships.sizes - 1, 1))

    def of_towns(self, weights: Floats32) -> Floats32:
        """The sum of the networks' weights for each town."""
        pairs = self.past.ties.memberships
        counted = weights[pairs.things]
        some = counted != 0
        return floats(np.bincount(pairs.towns[some], counted[some], minlength=len(self.past.countries)))

    @cached_property
    def projects(self) -> Floats32:
        """How many working networks each town is in."""
        return self.of_towns(self.working)

    @cached_property
    def associations(self) -> Floats32:
        """How many associations each town is in."""
        return self.of_towns(self.listing)

    @cached_property
    def recent_projects(self) -> Floats32:
        """How many working networks each town was in, each counting exp(−age / RECENT_YEARS): its age before the newest
        that is visible, so that a file that ends years ago is not a file without anything recent."""
        years, seen = self.past.years, (self.working > 0) & (self.past.starts > 0)
        newest = years[seen].max() if seen.any() else np.float32(0)
        age = np.where(self.past.starts > 0, np.maximum(newest - years, 0), UNDATED_AGE)
        return self.of_towns(floats(self.working * np.exp(-age / RECENT_YEARS)))

    def of_programme(self, programme: str) -> Floats32:
        """How often each town took part in the programme, its forerunners, and, in part, its kin."""
        return self._once("programme", programme, lambda: self.of_towns(self.past.kin(programme) * self.working))

    def of_family(self, family: Family | None) -> Floats32:
        """How often each town took part in programmes of the family."""
        place = FAMILIES.index(family) if family is not None else -1
        return self._once("family", place, lambda: self.of_towns(floats(self.working * (self.past.families == place))))

    def like_of_family(self, family: Family | None) -> Floats32:
        """The logarithm of how often a town of each one's country and size class took part in the family's programmes.

        Among few towns the rate leans towards that of the class in all countries.
        """
        return self._once("like", family or "", lambda: self._like_of_family(family))

    def _like_of_family(self, family: Family | None) -> Floats32:
        past, took = self.past, self.of_family(family)
        size = np.digitize(past.log_population, SIZE_CLASSES)
        classes = len(SIZE_CLASSES) + 1
        group = past.countries * classes + size
        can = past.snapshot.partners
        towns = np.bincount(group[can], minlength=past.country_count * classes)
        took_part = np.bincount(group, took, minlength=len(towns))
        everywhere = np.bincount(size, took, minlength=classes) / np.maximum(
            np.bincount(size[can], minlength=classes), 1
        )
        return floats(np.log((took_part[group] + LEANING * everywhere[size] + 0.01) / (towns[group] + LEANING)))

    def fellows_of_family(self, family: Family | None) -> Floats32:
        """log(1 + 10 · how usual it is in each town's associations to take part in the family's programmes)."""
        return self._once("fellows", family or "", lambda: self._fellows_of_family(family))

    def _fellows_of_family(self, family: Family | None) -> Floats32:
        pairs = self.past.ties.memberships
        active = np.bincount(pairs.things, self.of_family(family)[pairs.towns] > 0, minlength=len(pairs.sizes))
        usual = floats((active + 1) / (pairs.sizes + LEANING) * self.listing)
        return np.log1p(10 * self.of_towns(usual))

    @cached_property
    def region_projects(self) -> Floats32:
        """How many memberships of working networks the towns of each region have."""
        return self.by_region(self.projects)

    @cached_property
    def region_recent_projects(self) -> Floats32:
        """The sum of `recent_projects` over the towns of each region."""
        return self.by_region(self.recent_projects)

    @cached_property
    def practised(self) -> Ints32:
        """The towns that can be partners and were in a working network, those with the most first."""
        towns = np.flatnonzero(self.past.snapshot.partners & (self.projects > 0))
        return towns[np.lexsort((towns, -self.projects[towns]))].astype(np.int32)

    def by_region(self, towns: Floats32) -> Floats32:
        """The sum over the towns of each region."""
        return _sums(towns, self.past.regions, self.past.region_count)

    def by_country(self, towns: Floats32) -> Floats32:
        """The sum over the towns of each country."""
        return _sums(towns, self.past.countries, self.past.country_count)

    def to_participants(self, programme: str | None, towns: Ints32) -> tuple[Floats32, Floats32]:
        """log(1 + kilometres) from each of the towns to the nearest other one that took part in the programme, and to
        the fourth nearest (itself counting there); FAR_KM at most, and where nobody took part."""
        took = self._once("took", programme or "", lambda: np.flatnonzero(self.of_programme(programme or "")))
        away = np.minimum(self.past.to_nearest(took, towns, 4), FAR_KM)
        other = np.where(np.isin(towns, took), away[1], away[0])
        return floats(np.log1p(other)), floats(np.log1p(away[3]))

    def met_by_region(self, region: int) -> Floats32:
        """How often towns of each region met towns of this one: members of its networks, by the share of its own."""
        return self._once("region", region, lambda: self.by_region(self._met(self.past.towns_of_region(region))))

    def met_by_country(self, country: int) -> Floats32:
        """How often towns of each country met towns of this one."""
        return self._once("country", country, lambda: self.by_country(self._met(self._towns_of_country(country))))

    def _towns_of_country(self, country: int) -> Ints32:
        return np.flatnonzero(self.past.countries == country).astype(np.int32)

    def _met(self, towns: Ints32) -> Floats32:
        pairs = self.past.ties.memberships
        _, networks = spread(pairs.indptr, pairs.things, towns)
        own = np.bincount(networks, minlength=len(self.working))
        return self._told(floats(self.working * own / np.maximum(pairs.sizes, 1)))

    def met(self, town: int) -> Floats32:
        """How much each town met this one in working networks; its own share included."""
        told = np.zeros_like(self.shares)
        networks = self.past.ties.memberships.things_of(town)
        told[networks] = self.shares[networks]
        return self._told(told)

    def _told(self, told: Floats32) -> Floats32:
        """The sum over each town's networks of what these tell, which few do."""
        pairs = self.past.ties.memberships
        heard = np.flatnonzero(told != 0).astype(np.int32)
        where, members = spread(pairs.thing_indptr, pairs.towns_by_thing, heard)
        return floats(np.bincount(members, told[heard[where]], minlength=len(self.past.countries)))


def _sums(towns: Floats32, groups: Ints32, count: int) -> Floats32:
    some = np.flatnonzero(towns != 0)  # mostly few: who met one town
    return floats(np.bincount(groups[some], towns[some], minlength=count))
