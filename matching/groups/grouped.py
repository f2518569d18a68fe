"""Registered towns into groups: the split, with what proves it, or the fewest wishes that cannot be met together."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

import numpy as np

from graph.errors import InvalidRecord
from graph.said import said
from matching.groups.entries import Entry, Registered, registered
from matching.groups.impossible import circles
from matching.groups.problem import even_sizes
from matching.groups.solve import PATIENCE, NoSplit, Split, split
from matching.groups.wishes import Wish, Wishes, asked, fit, kept_apart, problem
from matching.ties import Ties

#: The most towns that are split: twice as many take eight times as long.
MOST = 200
#: Seconds that each number of groups has at least, also where others took long.
_LEAST = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group: its `members` as places of the entries, and what they have in common.

    `fit` is the mean fit of a member with the others (0–100), `experienced` for each common topic (a row) the members
    who have experience in it, `languages` and `dates` those of all of whom they are known. `dates` is None where nobody
    named any.
    """

    members: tuple[int, ...]
    fit: float
    topics: tuple[int, ...]
    experienced: tuple[tuple[int, tuple[int, ...]], ...]
    languages: tuple[str, ...]
    dates: tuple[date, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """A town that finds no place: so many others it may meet, and how many each wish keeps it from."""

    entry: int
    may_meet: int
    kept_from: tuple[tuple[Wish, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """The groups, those with the best fit first; or, where there are none, the `conflict`: the fewest wishes that
    cannot be met together (`proven`, or nothing was found), and who finds no place.

    `gap` is by what share another split might be better in sum, 0 where none can; `left_out` are entries without a
    topic that is known. `towns` are the entries with what the graph adds. `late` says that the time was over before a
    split was found or ruled out: after PATIENCE seconds. `circles` are entries that may meet among themselves only, and
    whose number no groups make up: where there are some, of the others only those are told who may meet nobody.
    """

    towns: Registered
    wishes: Wishes
    groups: tuple[Group, ...]
    gap: float = 0.0
    left_out: tuple[int, ...] = ()
    conflict: tuple[Wish, ...] = ()
    proven: bool = True
    late: bool = False
    alone: tuple[Alone, ...] = ()
    circles: tuple[tuple[int, ...], ...] = ()

    @property
    def average(self) -> float:
        """The mean fit over all members."""
        count = sum(len(group.members) for group in self.groups)
        return sum(group.fit * len(group.members) for group in self.groups) / count

    @property
    def weakest(self) -> float:
        """The fit of the worst-off group, as a share of the average."""
        return min(group.fit for group in self.groups) / self.average if self.average else 1.0


def grouped(ties: Ties, entries: Sequence[Entry], wishes: Wishes) -> Grouped:
    """The best groups of the entries. Raises InvalidRecord where there are too few or too many, or no such sizes."""
    if not 2 <= wishes.smallest <= wishes.largest:
        raise InvalidRecord(said("a group has two towns at least, and its smallest size is not above its largest"))
    known = [at for at, entry in enumerate(entries) if entry.topics | entry.experience or not wishes.common_topic]
    left_out = tuple(at for at in range(len(entries)) if at not in set(known))
    if len(known) > MOST:
        raise InvalidRecord(
            said("{count} towns are too many for one run; {most} are the most", count=len(known), most=MOST)
        )
    if len(known) < wishes.smallest:
        raise InvalidRecord(
            said("{count} towns with a topic are too few for a group of {size}", count=len(known), size=wishes.smallest)
        )
    towns = registered(ties, _kept(entries, known))
    wanted = asked(wishes, towns.entries)
    whole = problem(towns, wishes, wanted)
    tried = _group_counts(len(known), wishes)
    failed: NoSplit | None = None
    until = time.monotonic() + PATIENCE
    for count in tried:
        sizes, left = even_sizes(len(known), count), max(until - time.monotonic(), _LEAST)
        found = split(whole, sizes, seed=wishes.seed, floor=wishes.floor, seconds=left)
        if isinstance(found, Split):
            return Grouped(
                towns=towns,
                wishes=wishes,
                groups=tuple(_group(towns, members) for members in found.groups),
                gap=found.gap,
                left_out=left_out,
            )
        # What is told is what is known least of: of several numbers of groups, none is ruled out if one is not.
        failed = found if failed is None or (failed.proven and not found.proven) else failed
    assert failed is not None
    sizes = even_sizes(len(known), tried[0])
    conflict = _conflict(towns, wishes, wanted, sizes)
    closed = tuple(one for one in circles(whole, [even_sizes(len(known), count) for count in tried]) if len(one) > 1)
    alone = _alone(towns, wishes, wanted, min(sizes), failed.left)
    if closed:  # these are why, and who meets somebody at all is told in them or finds a place
        alone = tuple(one for one in alone if not one.may_meet)
    return Grouped(
        towns=towns,
        wishes=wishes,
        groups=(),
        left_out=left_out,
        conflict=conflict,
        proven=failed.proven,
        late=failed.late,
        alone=alone,
        circles=closed,
    )


def _kept(entries: Sequence[Entry], known: Sequence[int]) -> tuple[Entry, ...]:
    """The entries with a topic; who was met is told by their new places."""
    places = {old: new for new, old in enumerate(known)}
    return tuple(
        replace(entries[at], met=frozenset(places[other] for other in entries[at].met if other in places))
        for at in known
    )


def _group_counts(towns: int, wishes: Wishes) -> tuple[int, ...]:
    """How many groups there may be: those of the middle of the sizes first. Where the one size that is asked for does
    not divide the towns, some groups have one town more or less."""
    middle = (wishes.smallest + wishes.largest) / 2
    counts = [
        count
        for count in range(1, towns // 2 + 1)
        if wishes.smallest <= min(even_sizes(towns, count)) and max(even_sizes(towns, count)) <= wishes.largest
    ]
    if not counts:
        counts = [max(1, min(towns // 2, round(towns / middle)))]
    return tuple(sorted(counts, key=lambda count: (abs(towns / count - middle), count)))


def _group(towns: Registered, members: tuple[int, ...]) -> Group:
    rows = list(members)
    entries = [towns.entries[at] for at in rows]
    pairs = fit(towns)[np.ix_(rows, rows)]
    topics = np.flatnonzero(towns.topics[rows].all(axis=0)).tolist()
    known = [(t, tuple(at for at in rows if towns.experience[at, t])) for t in topics]
    spoken = [entry.languages for entry in entries if entry.languages]
    said_days = [entry.dates for entry in entries if entry.dates]
    return Group(
        members=members,
        fit=float(pairs.sum()) / (len(rows) * (len(rows) - 1)),
        topics=tuple(topics),
        experienced=tuple(known),
        languages=tuple(sorted(frozenset.intersection(*spoken))) if spoken else (),
        dates=tuple(sorted(frozenset.intersection(*said_days))) if said_days else None,
    )


def _conflict(towns: Registered, wishes: Wishes, wanted: Sequence[Wish], sizes: dict[int, int]) -> tuple[Wish, ...]:
    """The fewest wishes that cannot be met together, as far as PATIENCE seconds allow: the others stay among them."""
    until = time.monotonic() + PATIENCE

    def fails(of: Sequence[Wish]) -> bool:
        left = min(until - time.monotonic(), PATIENCE / 4)
        if left <= 0:
            return False
        found = split(problem(towns, wishes, of).without_fit(), sizes, seed=wishes.seed, seconds=left)
        return isinstance(found, NoSplit) and not found.late

    kept = list(wanted)
    for wish in wanted:  # first a set that cannot be made smaller, then whether there is one of fewer
        fewer = [other for other in kept if other != wish]
        if fails(fewer):
            kept = fewer
    for count in range(1, len(kept)):
        found = next((chosen for chosen in combinations(wanted, count) if fails(chosen)), None)
        if found is not None:
            return found
    return tuple(kept)


def _alone(
    towns: Registered, wishes: Wishes, wanted: Sequence[Wish], smallest: int, left: Sequence[int]
) -> tuple[Alone, ...]:
    """Who has too few to meet; where each has enough, who was left over."""
    apart = {wish: kept_apart(wish, wishes, towns) for wish in wanted}
    together = problem(towns, wishes, wanted).allowed
    may_meet = together.sum(axis=1) - 1
    lonely = np.flatnonzero(may_meet < smallest - 1).tolist() or list(left)
    return tuple(
        Alone(
            entry=at,
            may_meet=int(may_meet[at]),
            kept_from=tuple((wish, n) for wish in wanted if (n := int(np.delete(apart[wish][at], at).sum()))),
        )
        for at in lonely
    )
