"""All towns of a snapshot on the projection: who lies where, and which towns give a map its bearings."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from api.pages.pictures.frame import Frame
from api.pages.pictures.laea import laea
from api.workspace.kept import Kept
from graph.arrays import Floats64, Ints32
from graph.snapshot.frozen import Snapshot

#: Towns that give a map its bearings lie so many units apart, and from what is shown; a place below the size is none.
_APART, _SMALLEST = 110.0, 20_000


@dataclass(frozen=True, eq=False)
class Atlas:
    """The municipalities of one snapshot as places of the projection."""

    snapshot: Snapshot

    @cached_property
    def km(self) -> Floats64:
        """Where each municipality lies, shape (n, 2) in kilometres; NaN where that is not known."""
        table = self.snapshot.municipalities
        return laea(table.number("lon"), table.number("lat"))

    @cached_property
    def by_size(self) -> Ints32:
        """The towns that bearings are taken from, the largest first."""
        population, kind = self.snapshot.population, self.snapshot.municipalities.category("kind")
        own = (kind.codes == kind.code("municipality")) & self.snapshot.placed & self.snapshot.partners
        with np.errstate(invalid="ignore"):
            large = np.flatnonzero(own & (population >= _SMALLEST))
        return large[np.lexsort((large, -population[large]))].astype(np.int32)

    @cached_property
    def _km_by_size(self) -> Floats64:
        """Where the towns of `by_size` lie."""
        return self.km[self.by_size]

    def bearings(self, shown: Frame, marks: Floats64, *, most: int = 4, but: Collection[int] = ()) -> list[int]:
        """The largest towns within the frame that lie apart from the `marks` (units) and from each other."""
        there = self.by_size[shown.holds(self._km_by_size)][: 40 * most]
        taken, found = marks.tolist(), list[int]()
        for town, at in zip(there.tolist(), shown.units(self.km[there]).tolist(), strict=True):
            if town not in but and all(math.dist(at, other) >= _APART for other in taken):
                taken.append(at)
                found.append(town)
                if len(found) == most:
                    break
        return found


_kept: Kept[Atlas] = Kept(2)


def atlas_of(snapshot: Snapshot) -> Atlas:
    """The atlas of the snapshot: made once, and kept while the snapshot is the present one."""
    return _kept.get(snapshot.digest, lambda: Atlas(snapshot))
