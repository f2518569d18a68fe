"""Good splits to begin with: many drawn at once, each made better by the best swap of two towns until none helps."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from matching.groups.problem import Bits, Flags, Group, Problem

#: Splits that are drawn at once, and how often each is shaken and made better again.
STARTS, ROUNDS = 24, 3
#: What two that may not meet, or a group that shares nothing, cost: more than any fit can make good.
_FORBIDDEN = 1e5
#: A swap that gains less is none.
_GAIN = 1e-7
_Ints = npt.NDArray[np.int64]


def good_splits(
    problem: Problem, sizes: Mapping[int, int], seed: int, until: float = np.inf
) -> list[tuple[Group, ...]]:
    """Splits into groups of these sizes that no swap makes better, the best first; the same seed gives the same.

    Not each has to hold what is asked: see `Problem.holds`. As long as none does, swapping ends when the clock
    (`time.monotonic`) is past `until`.
    """
    rng = np.random.default_rng(seed)
    search = _Search(problem, sizes, until)
    seats = np.stack([rng.permutation(len(problem)) for _ in range(STARTS)])
    best, value = search.climb(seats)
    for _ in range(ROUNDS):
        again, other = search.climb(search.shaken(best, rng))
        better = other > value + _GAIN
        best[better], value[better] = again[better], other[better]
    order = np.lexsort((np.arange(STARTS), -value))
    return list(dict.fromkeys(search.groups(best[at]) for at in order))


class _Search:
    """`seats` holds the town on each seat, shape (starts, towns); the seats of a group lie side by side."""

    def __init__(self, problem: Problem, sizes: Mapping[int, int], until: float) -> None:
        self.problem, self.until = problem, until
        listed = [size for size, count in sorted(sizes.items()) for _ in range(count)]
        self.group = np.repeat(np.arange(len(listed)), listed)
        self.ends = np.cumsum(listed)
        self.scale = (2.0 / (np.array(listed) - 1))[self.group]
        bound = problem.together[:, None] == problem.together[None, :]
        self.fit = np.where(problem.allowed, problem.fit, -_FORBIDDEN) + np.where(bound, _FORBIDDEN, 0)
        np.fill_diagonal(self.fit, 0)

    def groups(self, seats: _Ints) -> tuple[Group, ...]:
        return tuple(sorted(tuple(sorted(part.tolist())) for part in np.split(seats, self.ends[:-1])))

    def shaken(self, seats: _Ints, rng: np.random.Generator) -> _Ints:
        seats = seats.copy()
        for row in seats:
            chosen = rng.choice(len(row), size=min(len(row), 8), replace=False)
            row[chosen] = row[rng.permutation(chosen)]
        return seats

    def climb(self, seats: _Ints) -> tuple[_Ints, Floats64]:
        """The seats after the best swaps, and what the splits are worth, less what they must not have."""
        seats = seats.copy()
        apart = self.group[:, None] != self.group[None, :]
        for _ in range(20 * len(self.problem)):
            fit = self.fit[seats[:, :, None], seats[:, None, :]]
            into = np.add.reduceat(fit, np.r_[0, self.ends[:-1]], axis=2)[:, :, self.group]  # [b, j, i]: j with i's
            own = np.diagonal(into, axis1=1, axis2=2)
            gain = self.scale * (into - fit - own[:, None, :])  # j on the seat of i, who has left
            gain = gain + gain.transpose(0, 2, 1)
            if self.problem.shared:
                gain -= _FORBIDDEN * self._lost(seats)
            gain = np.where(apart, gain, -np.inf)
            if time.monotonic() > self.until and (self._value(seats) < -_FORBIDDEN / 2).all():
                break
            flat = gain.reshape(len(seats), -1)
            at = flat.argmax(axis=1)
            rows = np.flatnonzero(flat[np.arange(len(seats)), at] > _GAIN)
            if not len(rows):
                break
            one, other = np.divmod(at[rows], len(self.problem))
            seats[rows, one], seats[rows, other] = seats[rows, other], seats[rows, one]
        return seats, self._value(seats)

    def _value(self, seats: _Ints) -> Floats64:
        fit = self.fit[seats[:, :, None], seats[:, None, :]]
        inside = np.where(self.group[:, None] == self.group[None, :], fit, 0)
        value: Floats64 = (inside.sum(axis=2) * self.scale / 2).sum(axis=1)
        value -= _FORBIDDEN * self._wrong(seats).sum(axis=1)
        return value

    def _wrong(self, seats: _Ints) -> Flags:
        """Which groups share nothing, shape (starts, groups)."""
        starts = np.r_[0, self.ends[:-1]]
        wrong = np.zeros((len(seats), len(starts)), dtype=np.bool_)
        common = []
        for bits in self.problem.shared:
            common.append(np.bitwise_and.reduceat(bits[seats], starts, axis=1))
            wrong |= ~common[-1].any(axis=2)
        if (mixed := self.problem.mixed) is not None:
            known, new = (np.bitwise_or.reduceat(b[seats], starts, axis=1) for b in (mixed.experience, mixed.learning))
            wrong |= ~(common[mixed.topics] & known & new).any(axis=2)
        return wrong

    def _lost(self, seats: _Ints) -> Floats64:
        """For each two seats, how many more groups share nothing when their towns are swapped."""
        before = self._wrong(seats)[:, self.group]
        after = np.zeros((len(seats), len(self.problem), len(self.problem)), dtype=np.bool_)
        common = []
        for bits in self.problem.shared:
            rest = self._others(bits[seats], np.bitwise_and, ~np.uint64(0))
            common.append(rest[:, :, None] & bits[seats][:, None])
            after |= ~common[-1].any(axis=3)
        if (mixed := self.problem.mixed) is not None:
            told = common[mixed.topics]
            for held in (mixed.experience, mixed.learning):
                rest = self._others(held[seats], np.bitwise_or, np.uint64(0))
                told = told & (rest[:, :, None] | held[seats][:, None])
            after |= ~told.any(axis=3)
        lost = after.astype(np.float64) - before[:, :, None]  # [b, i, j]: the group of seat i with the town of seat j
        return lost + lost.transpose(0, 2, 1)

    def _others(self, bits: Bits, by: np.ufunc, nothing: np.uint64) -> Bits:
        """What the others of its group have together, for each seat, shape (starts, seats, words)."""
        found = np.full_like(bits, nothing)
        for begin, end in zip(np.r_[0, self.ends[:-1]], self.ends, strict=True):
            for seat in range(begin, end):
                rest = [other for other in range(begin, end) if other != seat]
                if rest:
                    found[:, seat] = by.reduce(bits[:, rest], axis=1)
        return found
