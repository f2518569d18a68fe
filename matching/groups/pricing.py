"""Which groups are worth more than the prices of their towns, and how much more any group can be: by branch and bound.

Groups are built town by town in one order. What a part can still gain is bounded from above: each free seat by the
best town that may sit there, with the part, its price, and half of the best fits it could have among the later seats
(each such pair is counted from both ends). Where more parts are open than are looked at, the best bound of those left
out is kept, so that the bound that is told holds in any case.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from matching.groups.problem import Bits, Flags, Group, Problem

#: Rows of parts that are looked at together, so that they fit into the cache.
_BLOCK = 2048
_Ints = npt.NDArray[np.int64]


class OutOfTime(Exception):
    """A search took longer than it may."""


@dataclass(frozen=True, slots=True)
class Priced:
    """Groups that are worth more than their prices by more than was asked, the best first; `most` is what no group of
    the size exceeds."""

    groups: tuple[Group, ...]
    most: float


@dataclass
class _Parts:
    """Groups that are begun: their units in order, what they gain so far, the seats that are free, what each unit
    would gain with them, and which units may still join."""

    units: _Ints
    gain: Floats64
    free: _Ints
    with_each: Floats64
    open: Flags
    common: list[Bits]

    def of(self, rows: npt.NDArray[np.intp] | slice) -> _Parts:
        return _Parts(
            self.units[rows],
            self.gain[rows],
            self.free[rows],
            self.with_each[rows],
            self.open[rows],
            [bits[rows] for bits in self.common],
        )


@dataclass
class Pricing:
    """Prices groups of one problem, again and again; threads must not share it. It raises OutOfTime when the clock
    (`time.monotonic`) is past `until`."""

    problem: Problem
    until: float = np.inf
    _seats: _Ints = field(init=False)
    _first: _Ints = field(init=False)

    def __post_init__(self) -> None:
        units = self.problem.units
        self._seats = np.array([len(unit) for unit in units])
        self._first = np.array([unit[0] for unit in units])
        member = np.zeros((len(units), len(self.problem)))
        for at, unit in enumerate(units):
            member[at, list(unit)] = 1
        self._fit = member @ self.problem.fit @ member.T
        self._within = np.diagonal(self._fit).copy() / 2
        np.fill_diagonal(self._fit, 0)
        self._member = member
        self._allowed = (member @ ~self.problem.allowed @ member.T) == 0
        self._sound = np.diagonal(self._allowed).copy()
        np.fill_diagonal(self._allowed, False)
        self._shared = [np.stack([np.bitwise_and.reduce(bits[list(u)]) for u in units]) for bits in self.problem.shared]

    def price(self, prices: Floats64, size: int, above: float, width: int, most: int) -> Priced:
        """Groups of the size that gain more than `above`, at most `most` of the best found; at most `width` parts are
        followed at each step."""
        scale = 2.0 / (size - 1)
        alone = scale * self._within - self._member @ prices
        # Those that can gain most come first: then little is left for parts that begin late.
        reach = alone + scale / 2 * np.sort(self._fit, axis=1)[:, ::-1][:, : size - 1].sum(axis=1)
        order = np.lexsort((np.arange(len(reach)), -reach / self._seats))
        run = _Run(self, order, scale, alone[order], size)
        return run.found(above, width, most)


class _Run:
    """One pricing, with the units in the order of what they can gain."""

    def __init__(self, by: Pricing, order: npt.NDArray[np.intp], scale: float, alone: Floats64, size: int) -> None:
        self.problem, self.size, self.alone, self.order = by.problem, size, alone, order
        self.units, self.until = by.problem.units, by.until
        self.fit = scale * by._fit[np.ix_(order, order)]
        self.allowed, self.sound = by._allowed[np.ix_(order, order)], by._sound[order]
        self.seats = by._seats[order]
        self.shared = [bits[order] for bits in by._shared]
        self.single = bool((self.seats == 1).all())
        self.half = self._half_of_the_best()

    def _half_of_the_best(self) -> Floats64:
        """[last, unit, seats]: half of the best fits of the unit with so many seats among the units after `last`."""
        count, reach = len(self.fit), self.size - 1
        per_seat = np.where(self.allowed, self.fit, 0) / self.seats
        found = np.zeros((count + 1, count, reach + 1))
        for last in range(-1, count - 1):
            later = per_seat[:, last + 1 :]
            if not self.single:
                later = np.repeat(later, self.seats[last + 1 :], axis=1)
            take = min(reach, later.shape[1])
            best = -np.partition(-later, take - 1, axis=1)[:, :take] if take < later.shape[1] else later
            best = -np.sort(-best, axis=1)
            sums = np.cumsum(best, axis=1) / 2
            found[last, :, 1 : take + 1] = sums
            if take < reach:
                found[last, :, take + 1 :] = sums[:, -1:]
        return found  # the row of last = -1 is the last one

    def found(self, above: float, width: int, most: int) -> Priced:
        """The groups, breadth first."""
        count = len(self.fit)
        parts = _Parts(
            np.zeros((1, 0), dtype=np.int64),
            np.zeros(1),
            np.array([self.size]),
            np.zeros((1, count)),
            self.sound[None, :].copy(),
            [np.full((1, bits.shape[1]), ~np.uint64(0)) for bits in self.shared],
        )
        done: list[tuple[float, Group]] = []
        left = above
        while len(parts.gain):
            begun: list[_Parts] = []
            bounds: list[Floats64] = []
            for start in range(0, len(parts.gain), _BLOCK):
                if time.monotonic() > self.until:
                    raise OutOfTime
                block = parts.of(slice(start, start + _BLOCK))
                more, bound = self._further(block, above, done)
                begun.append(more)
                bounds.append(bound)
            parts, bound = _joined(begun), np.concatenate(bounds)
            if len(bound) > width:
                chosen = np.lexsort((np.arange(len(bound)), -bound))
                left = max(left, float(bound[chosen[width]]))
                parts = parts.of(np.sort(chosen[:width]))
        done.sort(key=lambda one: (-one[0], one[1]))
        best = max([left, *(gain for gain, _ in done[:1])])
        return Priced(tuple(group for _, group in done[:most]), best)

    def _further(self, parts: _Parts, above: float, done: list[tuple[float, Group]]) -> tuple[_Parts, Floats64]:
        """The parts with one unit more, and their bounds; whole groups go to `done`."""
        last = parts.units[:, -1] if parts.units.shape[1] else np.full(len(parts.gain), -1)
        rest = parts.free[:, None] - self.seats
        able = parts.open & (rest >= 0)
        gains = parts.with_each + self.alone
        units = np.arange(len(self.seats))
        reach = gains + self.half[last[:, None], units, np.clip(rest, 0, None)]
        reach = np.where(able, reach, -np.inf)
        others = self._of_others(reach, parts.free, rest)
        bound = parts.gain[:, None] + reach + others
        row, unit = np.nonzero(bound > above)
        ends = rest[row, unit] == 0
        self._finish(parts, row[ends], unit[ends], gains, done)
        row, unit = row[~ends], unit[~ends]
        common = [bits[row] & self.shared[at][unit] for at, bits in enumerate(parts.common)]
        alive = np.ones(len(row), dtype=np.bool_)
        for bits in common:
            alive &= bits.any(axis=1)
        row, unit, common = row[alive], unit[alive], [bits[alive] for bits in common]
        able = able[row] & self.allowed[unit] & (units > unit[:, None])
        for at, bits in enumerate(common):
            able &= (bits[:, None, :] & self.shared[at][None]).any(axis=2)
        made = _Parts(
            np.column_stack([parts.units[row], unit]),
            parts.gain[row] + gains[row, unit],
            rest[row, unit],
            parts.with_each[row] + self.fit[unit],
            able,
            common,
        )
        return made, bound[row, unit]

    def _of_others(self, reach: Floats64, free: _Ints, rest: _Ints) -> Floats64:
        """For each part and unit, the most that the seats behind it can gain."""
        seat = reach if self.single else np.repeat(reach / self.seats, self.seats, axis=1)
        take = min(self.size, seat.shape[1])
        best = np.partition(seat, seat.shape[1] - take, axis=1)[:, seat.shape[1] - take :] if take else seat[:, :0]
        best = -np.sort(-best, axis=1)
        with np.errstate(invalid="ignore"):
            sums = np.concatenate([np.zeros((len(best), 1)), np.cumsum(best, axis=1)], axis=1)
        if self.single:  # of a unit that is among the best itself, the next one takes the place
            rows = np.arange(len(sums))
            fewer, whole = sums[rows, np.minimum(free - 1, take)], sums[rows, np.minimum(free, take)]
            with np.errstate(invalid="ignore"):
                others: Floats64 = np.fmin(fewer[:, None], whole[:, None] - reach)
            return others
        found: Floats64 = np.take_along_axis(sums, np.clip(rest, 0, take), axis=1)
        return found

    def _finish(self, parts: _Parts, row: _Ints, unit: _Ints, gains: Floats64, done: list[tuple[float, Group]]) -> None:
        gain = parts.gain[row] + gains[row, unit]
        for at in range(len(row)):
            chosen = [*parts.units[row[at]].tolist(), int(unit[at])]
            group = tuple(sorted(town for u in chosen for town in self.units[self.order[u]]))
            if self.problem.holds(group):
                done.append((float(gain[at]), group))


def _joined(parts: list[_Parts]) -> _Parts:
    return _Parts(
        np.concatenate([p.units for p in parts]),
        np.concatenate([p.gain for p in parts]),
        np.concatenate([p.free for p in parts]),
        np.concatenate([p.with_each for p in parts]),
        np.concatenate([p.open for p in parts]),
        [np.concatenate(bits) for bits in zip(*(p.common for p in parts), strict=True)],
    )
