"""The grouping as numbers: how well each two towns fit, what forbids two in one group, what a group has to share.

A group of s towns is worth 2 / (s − 1) times the sum of its pairs' fits: for each member the mean fit with the others,
added up. So groups of different sizes compare, and worth / s is the fit of the average member (0–100).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64

Bits = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
#: A group: rows of its towns, ascending.
Group = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Mixed:
    """Which topics (bits) each town brings `experience` in, and which it is `learning`: a group needs, in a topic that
    all share, one of each. `topics` is the position of the topics in `Problem.shared`."""

    experience: Bits
    learning: Bits
    topics: int


@dataclass(frozen=True, eq=False)
class Problem:
    """`fit` is symmetric, 0–100, with 0 on the diagonal, shape (towns, towns); `allowed` says which two may meet.

    `together` has a code a town: all of one code go into one group. Each of `shared` has bits a town, shape (towns,
    words): of each the members of a group must have one bit in common.
    """

    fit: Floats64
    allowed: Flags
    together: npt.NDArray[np.int64]
    shared: Sequence[Bits] = ()
    mixed: Mixed | None = None

    def __len__(self) -> int:
        return len(self.fit)

    @cached_property
    def units(self) -> tuple[Group, ...]:
        """The towns that go together, each unit ascending, by their first town."""
        order: dict[int, list[int]] = {}
        for town, code in enumerate(self.together.tolist()):
            order.setdefault(code, []).append(town)
        return tuple(tuple(unit) for unit in order.values())

    def without_fit(self) -> Problem:
        """The same question with nothing to gain: whether there is any split at all."""
        return Problem(np.zeros_like(self.fit), self.allowed, self.together, self.shared, self.mixed)

    def worth(self, group: Group) -> float:
        """What the group is worth, whether it may be or not."""
        rows = np.array(group)
        return float(self.fit[np.ix_(rows, rows)].sum()) / (len(group) - 1)

    def holds(self, group: Group) -> bool:
        """Whether the group meets all that is asked of one."""
        rows = np.array(group)
        if not self.allowed[np.ix_(rows, rows)].all():
            return False
        if np.isin(self.together, self.together[rows]).sum() != len(group):
            return False
        common = [np.bitwise_and.reduce(bits[rows]) for bits in self.shared]
        if not all(bits.any() for bits in common):
            return False
        if self.mixed is None:
            return True
        known, new = (np.bitwise_or.reduce(b[rows]) for b in (self.mixed.experience, self.mixed.learning))
        return bool((common[self.mixed.topics] & known & new).any())


def bits_of(flags: Flags) -> Bits:
    """Flags, shape (towns, things), as bits, shape (towns, words of 64)."""
    words = max(1, -(-flags.shape[1] // 64))
    padded = np.zeros((len(flags), words * 64), dtype=np.bool_)
    padded[:, : flags.shape[1]] = flags
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def even_sizes(towns: int, groups: int) -> dict[int, int]:
    """How many groups of which size: as equal as can be, so that no two differ by more than one."""
    small, more = divmod(towns, groups)
    found = {small: groups - more, small + 1: more}
    return {size: count for size, count in found.items() if count}
