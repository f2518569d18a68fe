"""Neighbours that together are large enough to apply as one: connected, the fewest first, none that is not needed.

Exact: groupings are tried by size, each connected set once, and what cannot become large enough any more is left. Where
there are more of them than are looked at, it is said up to how many members none is missing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from graph.said import Said, said
from matching.consortia.nearby import Neighbourhood, spread

#: How many sets are looked at, and how many members a grouping may have.
LOOKED_AT, LARGEST = 200_000, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a grouping has to come to: inhabitants, and the degrees of urbanisation, of every member (`share` None) or
    of members with at least that share of all inhabitants."""

    at_least: float
    degrees: tuple[str, ...] = ("1", "2")
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """Members as positions in the neighbourhood, the asking town first."""

    members: tuple[int, ...]
    population: float
    share: float
    spread_km: float


@dataclass(frozen=True, slots=True)
class Found:
    """The groupings, the fewest members first and of those the nearest.

    Of those with up to `complete_to` members none is missing; `proven` says that none is missing among the first that
    were asked for; `left_out` counts the neighbours of which a figure is not known; `why_none` tells why there are
    none.
    """

    groupings: tuple[Grouping, ...]
    complete_to: int
    proven: bool
    left_out: int
    why_none: Said | None = None


def groupings(hood: Neighbourhood, wanted: Wanted, top: int = 5) -> Found:
    """The groupings with the town that pass, none with a member that it could do without."""
    known = [
        at
        for at, (size, degree) in enumerate(zip(hood.sizes, hood.degrees, strict=True))
        if size is not None and degree is not None
    ]
    left_out = len(hood.towns) - len(known)
    if 0 not in known:
        return Found(
            (), LARGEST, True, left_out, said("Its own inhabitants or its degree of urbanisation are not known.")
        )
    able = known if wanted.share is not None else [at for at in known if hood.degrees[at] in wanted.degrees]
    if 0 not in able:
        own = hood.degrees[0] or ""
        reason = said("Every member has to have the degree {degrees}; the town's own is {own}.").fill(
            degrees=wanted.degrees, own=own
        )
        return Found((), LARGEST, True, left_out, reason)
    search = _Search(hood, wanted, frozenset(able))
    found: list[Grouping] = []
    complete = 0
    for size in range(1, LARGEST + 1):
        more = search.of_size(size, found)
        found += sorted(more, key=lambda one: (one.spread_km, one.members))
        if search.spent:
            break
        complete = LARGEST if size >= len(able) else size
        if len(found) >= top or complete == LARGEST:
            break
    last = max((len(one.members) for one in found[:top]), default=0)
    proven = complete == LARGEST or (len(found) >= top and last <= complete)
    return Found(tuple(found[:top]), complete, proven, left_out, None if found else search.why_none())


@dataclass
class _Search:
    hood: Neighbourhood
    wanted: Wanted
    able: frozenset[int]
    looked_at: int = 0
    sizes: list[float] = field(init=False)
    helped: list[float] = field(init=False)
    by_size: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.sizes = [size or 0.0 for size in self.hood.sizes]
        of = self.wanted.degrees
        self.helped = [s if d in of else 0.0 for s, d in zip(self.sizes, self.hood.degrees, strict=True)]
        self.by_size = sorted(self.able, key=lambda at: -self.sizes[at])

    @property
    def spent(self) -> bool:
        """Whether more sets are to be looked at than are."""
        return self.looked_at > LOOKED_AT

    def of_size(self, size: int, smaller: Sequence[Grouping]) -> list[Grouping]:
        """The groupings of so many members that hold none of the smaller ones."""
        before = [frozenset(one.members) for one in smaller]
        found = (chosen for chosen in self._connected(size) if self._passes(chosen))
        return [self._made(chosen) for chosen in found if not any(one <= set(chosen) for one in before)]

    def _connected(self, size: int) -> Iterator[tuple[int, ...]]:
        """Every connected set with the first of so many members, once each, but for those that surely fall short."""

        def grow(chosen: tuple[int, ...], open_: tuple[int, ...], seen: frozenset[int]) -> Iterator[tuple[int, ...]]:
            self.looked_at += 1
            if self.spent:
                return
            more = size - len(chosen)
            if not more:
                yield chosen
                return
            # What passes already is a grouping, and with more members one that could do without some.
            if self._passes(chosen) or self._falls_short(chosen, more, seen.difference(open_)):
                return
            for at, one in enumerate(open_):
                fresh = tuple(sorted((self.hood.near[one] & self.able) - seen))
                yield from grow((*chosen, one), (*open_[at + 1 :], *fresh), seen | set(fresh))

        first = tuple(sorted(self.hood.near[0] & self.able))
        yield from grow((0,), first, frozenset({0, *first}))

    def _falls_short(self, chosen: Sequence[int], more: int, gone: frozenset[int]) -> bool:
        """Whether the largest of those that may still join are too small, however they lie."""
        left = (at for at in self.by_size if at not in gone)
        largest = math.fsum(self.sizes[at] for at in islice(left, more))
        now = math.fsum(self.sizes[at] for at in chosen)
        if now + largest < self.wanted.at_least:
            return True
        if self.wanted.share is None:
            return False
        # What joins brings most to the share as its largest members of the right degree, and no others at all.
        left = (at for at in self.by_size if at not in gone and self.helped[at])
        helpers = math.fsum(self.helped[at] for at in islice(left, more))
        return math.fsum(self.helped[at] for at in chosen) + helpers < self.wanted.share * (now + helpers)

    def _passes(self, chosen: Sequence[int]) -> bool:
        population = math.fsum(self.sizes[at] for at in chosen)
        helped = math.fsum(self.helped[at] for at in chosen)
        return population >= self.wanted.at_least and helped >= (self.wanted.share or 0.0) * population

    def _made(self, chosen: tuple[int, ...]) -> Grouping:
        population = math.fsum(self.sizes[at] for at in chosen)
        helped = math.fsum(self.helped[at] for at in chosen)
        members = (0, *sorted(at for at in chosen if at))
        share = helped / population if population else 0.0
        return Grouping(members, population, share, spread(self.hood, members))

    def why_none(self) -> Said:
        """What the neighbours come to, where they are not enough."""
        if self.spent:
            return said("None was found among the sets that were looked at; there may be one.")
        together = round(math.fsum(self.sizes[at] for at in self.able))
        return said(
            "None with up to {most} members: those who can join have {together:,} inhabitants together.",
            most=LARGEST,
            together=together,
        )
