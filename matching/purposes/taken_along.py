"""Who took small towns along: over working networks with small members, as a lead or a partner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32
from graph.model import SMALL_TOWN
from matching.pairs import floats
from matching.ties import WORKING_SIZE, Ties

#: The kinds of networks in which towns work together.
PROJECTS = ("project", "tandem")
#: From so many networks in which it worked with small towns on, a town is fully experienced in it.
FULLY = 4
#: To lead counts so many times as much as to take part.
LEAD = 2.0


@dataclass(frozen=True)
class TakenAlong:
    """Who took small towns along: over working networks (PROJECTS, no lists, at most WORKING_SIZE towns) with small
    members."""

    ties: Ties

    @cached_property
    def small(self) -> npt.NDArray[np.bool_]:
        """Which towns are small; one whose size is unknown is not."""
        small: npt.NDArray[np.bool_] = self.ties.snapshot.population < SMALL_TOWN
        return small & self.ties.snapshot.partners

    @cached_property
    def _projects(self) -> npt.NDArray[np.bool_]:
        """Which networks are projects, or paid by a programme as these are: in an association, under a joint plan or a
        common coordinator one is a member, and takes nobody along; no more do neighbours in what is for themselves."""
        kinds = self.ties.snapshot.tables["Network"].category("kind")
        working: npt.NDArray[np.bool_] = np.isin(kinds.codes, [kinds.code(kind) for kind in PROJECTS])
        working |= self.ties.snapshot.links("FUNDED_BY", "Network").start_degrees > 0
        working[[network for network, takes in self.ties.network_conditions if "next-door" in takes]] = False
        return np.pad(working, (0, len(self.ties.memberships.sizes) - len(working)))

    @cached_property
    def small_members(self) -> npt.NDArray[np.int64]:
        """How many small towns each working network has; 0 for others."""
        pairs = self.ties.memberships
        counts = np.round(pairs.sums(self.small)).astype(np.int64)
        working = (pairs.sizes <= WORKING_SIZE) & ~self.ties.listed & self._projects
        return np.where(working, counts, 0)

    @cached_property
    def strength(self) -> Floats32:
        """For each town log(1 + n) over log(1 + FULLY), at most 1; n counts the working networks in which it worked
        with small towns other than itself, those that it led LEAD times."""
        return self.strength_by(np.ones(len(self.ties.memberships.things), dtype=np.bool_))

    def strength_by(self, some: npt.NDArray[np.bool_]) -> Floats32:
        """The `strength` of each town by some of the pairs of `memberships` alone."""
        pairs = self.ties.memberships
        rows = np.flatnonzero(some & (self.small_members > 0)[pairs.things])
        towns = pairs.towns[rows]
        along = self.small_members[pairs.things[rows]] - self.small[towns] > 0
        weight = np.where(self.ties.leads[rows], LEAD, 1.0) * along
        count = np.bincount(towns, weight, minlength=len(self.small))
        return floats(np.minimum(np.log1p(count) / np.log1p(FULLY), 1))
