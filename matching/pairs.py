"""Pairs of town and thing in both directions, and what is done everywhere with rows and float32 arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.snapshot.frozen import Links

#: Every so many rows are looked at where a bound is guessed.
SAMPLED = 16


def floats(values: npt.ArrayLike) -> Floats32:
    """The values as float32: what every feature gives."""
    result: Floats32 = np.asarray(values, dtype=np.float32)
    return result


def unknown_as_zero(values: Floats32) -> Floats32:
    """The values, which nobody else holds, with 0 for NaN; `numpy.nan_to_num` looks for infinities as well."""
    values[np.isnan(values)] = 0
    return values


def spread(indptr: npt.NDArray[np.int64], ends: Ints32, chosen: Ints32) -> tuple[Ints32, Ints32]:
    """For the rows of `chosen` starts in a CSR: the position in `chosen` and the end of each row, both flat."""
    counts = indptr[chosen + 1] - indptr[chosen]
    position = np.repeat(np.arange(len(chosen), dtype=np.int32), counts)
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return position, ends[np.repeat(indptr[chosen], counts) + offsets]


def common(ones: Ints32, others: Ints32) -> Ints32:
    """What is in both, for distinct sorted values: as `numpy.intersect1d`, which sorts what is sorted."""
    if not len(ones) or not len(others):
        return np.empty(0, dtype=np.int32)
    place = np.minimum(np.searchsorted(others, ones), len(others) - 1)
    both: Ints32 = ones[others[place] == ones]
    return both


def highest(strength: Floats32, most: int) -> Ints32:
    """The rows with the highest positive strength, at most `most`; of equal ones those with the lower index.

    A sample says how high to look at least: to partition all rows costs several times as much.
    """
    rows = np.flatnonzero(strength > _bound(strength[::SAMPLED], 2 * most // SAMPLED + 8)).astype(np.int32)
    if len(rows) < most:
        rows = np.flatnonzero(strength > 0).astype(np.int32)
    if len(rows) <= most:
        return rows
    values = strength[rows]
    least = np.partition(values, len(values) - most)[len(values) - most]
    above, level = rows[values > least], rows[values == least]
    return np.concatenate([above, level[: most - len(above)]])


def lowest(values: Floats32, among: npt.NDArray[np.bool_], most: int) -> Ints32:
    """The rows `among` those marked with the lowest values, at most `most`; of equal ones those with the lower index.

    As with `highest`, a sample says how far to look.
    """
    sample, place = values[::SAMPLED][among[::SAMPLED]], 2 * most // SAMPLED + 8
    rows = np.empty(0, dtype=np.int32)
    if len(sample) > place:
        rows = np.flatnonzero((values <= np.partition(sample, place)[place]) & among).astype(np.int32)
    if len(rows) < most:
        rows = np.flatnonzero(among).astype(np.int32)
    if len(rows) <= most:
        return rows
    own = values[rows]
    bound = np.partition(own, most - 1)[most - 1]
    below, level = rows[own < bound], rows[own == bound]
    return np.concatenate([below, level[: most - len(below)]])


def in_order(values: Floats32, rows: Ints32) -> Ints32:
    """The rows by their values (0 or more), the least first; of equal ones the lower row.

    Such numbers stand in the order of their bits, so value and row make one whole number: to sort these takes a sixth
    of the time of `numpy.lexsort`.
    """
    keys = values[rows].view(np.int32).astype(np.int64) << 32 | rows
    keys.sort()
    return (keys & 0x7FFF_FFFF).astype(np.int32)


def _bound(sample: Floats32, place: int) -> float:
    """The strength at this place of the sample, counted from the highest; 0 where the sample is shorter."""
    if len(sample) < place:
        return 0.0
    return max(float(np.partition(sample, len(sample) - place)[len(sample) - place]), 0.0)


@dataclass(frozen=True)
class Bipartite:
    """Distinct pairs of town and thing (network or solution) in both directions, in CSR form."""

    towns: Ints32
    things: Ints32
    indptr: npt.NDArray[np.int64]
    towns_by_thing: Ints32
    thing_indptr: npt.NDArray[np.int64]

    @classmethod
    def of(cls, links: Links) -> Bipartite:
        """The distinct pairs of `links`."""
        return cls.of_pairs(*links.pairs, len(links.start_degrees), len(links.end_degrees))

    @classmethod
    def of_pairs(cls, towns: Ints32, things: Ints32, town_count: int, thing_count: int) -> Bipartite:
        """Distinct pairs, ordered by town and thing, among so many of each."""
        order = np.lexsort((towns, things))

        def starts(ends: Ints32, count: int) -> npt.NDArray[np.int64]:
            return np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=count))])

        return cls(towns, things, starts(towns, town_count), towns[order], starts(things, thing_count))

    def things_of(self, town: int) -> Ints32:
        """The things of a town, sorted."""
        return self.things[self.indptr[town] : self.indptr[town + 1]]

    def row(self, town: int, thing: int) -> int:
        """The row of a town and a thing of it."""
        first = int(self.indptr[town])
        return first + int(self.things_of(town).searchsorted(thing))

    def towns_of(self, thing: int) -> Ints32:
        """The towns of a thing, sorted."""
        return self.towns_by_thing[self.thing_indptr[thing] : self.thing_indptr[thing + 1]]

    def common(self, things: Ints32, town: int) -> list[int]:
        """Those of the `things` (sorted) that the town has too, the smallest first."""
        both = common(things, self.things_of(town))
        return [int(thing) for thing in both[np.lexsort((both, self.sizes[both]))]]

    def sums(self, values: Floats32 | npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
        """For each thing, the sum over its towns of `values`, which has one entry a town."""
        total = np.zeros(len(self.sizes))
        filled = np.flatnonzero(self.sizes)
        if len(filled):
            chosen = values.take(self.towns_by_thing)
            total[filled] = np.add.reduceat(chosen, self.thing_indptr[filled], dtype=np.float64)
        return total

    def least(self, values: Floats32) -> Floats32:
        """For each thing, the least of `values`, which has one entry a town, over its towns; infinity without any."""
        least = np.full(len(self.sizes), np.inf, dtype=np.float32)
        filled = np.flatnonzero(self.sizes)
        if len(filled):
            least[filled] = np.minimum.reduceat(values[self.towns_by_thing], self.thing_indptr[filled])
        return least

    @cached_property
    def rows_by_thing(self) -> Ints32:
        """The rows of the pairs in the order of `towns_by_thing`."""
        return np.lexsort((self.towns, self.things)).astype(np.int32)

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        """How many towns each thing has."""
        return np.diff(self.thing_indptr)

    @cached_property
    def degrees(self) -> npt.NDArray[np.int64]:
        """How many things each town has."""
        return np.diff(self.indptr)
