"""The best split into groups: groups as columns, prices by linear programming, an integer programme for the end.

Every constraint only forbids columns. The linear programme over all columns is solved by making them as they are wanted
(column generation, with smoothed prices); what no group exceeds at its prices bounds what any split can be worth, so
the gap that is told is proven. Numbers of steps, and no clock, end the search: the same seed gives the same split. Only
where good starts find no split at all does a clock end it, so that a question without an answer is told to be one.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph.arrays import Floats64
from matching.groups.impossible import impossible
from matching.groups.pricing import OutOfTime, Pricing
from matching.groups.problem import Group, Problem
from matching.groups.swaps import good_splits

#: Rounds of pricing; and how many parts are followed: few to find groups, many to prove that there are no better ones.
ROUNDS, WIDTHS = 60, (600, 6_000, 60_000)
#: Groups that are added in a round, of each size.
ADDED = 120
#: A proven gap that is small enough to stop pricing.
CLOSE = 0.003
#: How much of the old prices is kept in new ones: prices that jump find few groups.
SMOOTH = 0.6
#: Groups that miss the prices by less than this share of the bound are added for the end, so many of each size: whole
#: splits need some that the linear programme does without.
NEAR, NEAR_WIDTH, NEAR_ADDED = 0.012, 2_000, 500
#: Nodes of the integer programme, and the share of the best within which it may stop.
NODES, MIP_GAP = 50, 0.003
#: Of groups so large there are too many parts to follow that many: a larger gap is told, and in time.
_LARGE, _FEWER = 8, 10
_TINY = 1e-6
#: So many seconds a split is sought that no start finds and no count rules out.
PATIENCE = 20.0
#: A gap below this is the rounding of the linear programme.
_EXACT = 1e-7


@dataclass(frozen=True, slots=True)
class Split:
    """Groups of towns (rows), the best first. `worth` is their sum, `bound` what no split exceeds."""

    groups: tuple[Group, ...]
    worth: float
    bound: float

    @property
    def gap(self) -> float:
        """By what share a better split might still be better; 0 where none can."""
        share = self.bound / self.worth - 1 if self.worth > 0 else 0.0
        return share if share > _EXACT else 0.0


@dataclass(frozen=True, slots=True)
class NoSplit:
    """Why there is none: `proven`, or only not found, and `late` where the time was over. `left` are the towns that
    found no place."""

    proven: bool
    left: tuple[int, ...] = ()
    late: bool = False


@dataclass
class _Columns:
    """The groups that are known, each once, with what they are worth."""

    problem: Problem
    groups: list[Group] = field(default_factory=list)
    worth: list[float] = field(default_factory=list)
    known: set[Group] = field(default_factory=set)
    #: No group is taken whose average member fits less.
    least: float = 0.0

    def add(self, groups: Sequence[Group]) -> int:
        new = [group for group in groups if group not in self.known and self.problem.holds(group)]
        if self.least > 0:
            new = [group for group in new if self.problem.worth(group) / len(group) >= self.least]
        self.known.update(new)
        self.groups += new
        self.worth += [self.problem.worth(group) for group in new]
        return len(new)

    def matrix(self) -> Any:
        from scipy.sparse import csc_array

        lengths = [len(group) for group in self.groups]
        rows = np.fromiter((town for group in self.groups for town in group), dtype=np.int64, count=sum(lengths))
        cut = np.concatenate([[0], np.cumsum(lengths)])
        return csc_array((np.ones(len(rows)), rows, cut), shape=(len(self.problem), len(lengths)))


def split(
    problem: Problem, sizes: Mapping[int, int], *, seed: int, floor: float = 0.0, seconds: float = PATIENCE
) -> Split | NoSplit:
    """The split of most worth into so many groups of each size.

    No group's average fit is below `floor` (0–1) times the mean that `bound` allows; where no such split is found, by
    as few tenths less as there is one. Where neither a count shows that there is none (`impossible`) nor a start finds
    one, it is sought for so many `seconds` at most.
    """
    assert sum(size * count for size, count in sizes.items()) == len(problem)
    if (left := impossible(problem, sizes)) is not None:
        return NoSplit(True, left)
    until = time.monotonic() + seconds
    columns = _Columns(problem)
    starts = good_splits(problem, sizes, seed, until)
    for groups in starts:
        columns.add(groups)
    whole = [groups for groups in starts if all(group in columns.known for group in groups)]
    try:
        return _searched(problem, columns, sizes, whole, floor, np.inf if whole else until)
    except OutOfTime:
        return NoSplit(False, late=True)


def _searched(
    problem: Problem,
    columns: _Columns,
    sizes: Mapping[int, int],
    whole: Sequence[tuple[Group, ...]],
    floor: float,
    until: float,
) -> Split | NoSplit:
    """The best split from the groups that are known on. Raises OutOfTime where it takes longer than `until`."""
    if not whole:
        found = _generate(problem.without_fit(), columns, sizes, until, lacking=True)
        if found.lack > _TINY:
            return NoSplit(found.bound < -_TINY, found.left)
        columns.worth = [problem.worth(group) for group in columns.groups]
    bound = _generate(problem, columns, sizes, until).bound
    least = floor * bound / len(problem)
    first = _chosen(columns, sizes, whole, bound, least)
    if first is not None:
        return first
    if least > 0:
        # The best groups leave others with little: look for groups of which none has little.
        fair = _Columns(problem, least=least)
        fair.add(columns.groups)
        _generate(problem, fair, sizes, until)
        columns.add(fair.groups)
    for tenths in range(11):
        if time.monotonic() > until:
            raise OutOfTime
        chosen = _chosen(columns, sizes, whole, bound, least * (1 - tenths / 10))
        if chosen is not None:
            return chosen
    return NoSplit(False)


@dataclass(frozen=True, slots=True)
class _Generated:
    bound: float
    lack: float = 0.0
    left: tuple[int, ...] = ()


def _generate(
    problem: Problem, columns: _Columns, sizes: Mapping[int, int], until: float, lacking: bool = False
) -> _Generated:
    """Add the groups that the linear programme wants, until its bound is near. With `lacking`, towns may stay without
    a place, which costs 1 each: a bound below 0 proves that there is no split."""
    own = _Columns(problem, columns.groups, [problem.worth(g) for g in columns.groups], columns.known, columns.least)
    pricing, bound, width = Pricing(problem, until), np.inf, 0
    prices: Floats64 | None = None
    value, lack = -np.inf, np.zeros(len(problem))
    for _ in range(ROUNDS):
        value, raw, earns, lack = _prices(own, sizes, lacking)
        close = (0.0 if lacking else CLOSE * max(abs(value), 1.0)) + _TINY
        if bound - value <= close or (lacking and lack.sum() <= _TINY):
            break
        # Smoothed prices as long as they find groups; then those of the programme, looked at more and more widely.
        smooth = raw if prices is None else SMOOTH * prices + (1 - SMOOTH) * raw
        for prices, looked in ((smooth, WIDTHS[0]), *((raw, w) for w in WIDTHS[width:])):
            added, told = 0, float(prices.sum())
            for size, count in sorted(sizes.items()):
                followed = looked if size < _LARGE else looked // _FEWER
                found = pricing.price(prices, size, float(earns[size]) + _TINY, followed, ADDED)
                told += count * found.most
                added += own.add(found.groups)
            bound = min(bound, told)
            if added or bound - value <= close:
                width = max(width, WIDTHS.index(looked))
                break
        else:
            break
    if not lacking:
        _, raw, earns, _ = _prices(own, sizes, lacking)
        for size in sorted(sizes):
            above = float(earns[size]) - NEAR * abs(bound)
            own.add(pricing.price(raw, size, above, NEAR_WIDTH, NEAR_ADDED).groups)
    columns.worth = own.worth
    return _Generated(bound, float(lack.sum()), tuple(np.flatnonzero(lack > _TINY).tolist()))


def _prices(
    columns: _Columns, sizes: Mapping[int, int], lacking: bool
) -> tuple[float, Floats64, Mapping[int, float], Floats64]:
    """The linear programme over the known columns: its value, the price of each town, what a group of each size earns
    beside them, and how much of each town is without a place."""
    from scipy.optimize import linprog
    from scipy.sparse import csc_array, eye_array, hstack, vstack

    towns, groups = len(columns.problem), len(columns.groups)
    lengths = np.array([len(group) for group in columns.groups], dtype=np.int64)
    of_size = np.array([lengths == size for size in sorted(sizes)], dtype=np.float64).reshape(len(sizes), groups)
    # A town without a place costs more than any fit could make good.
    cost = 1.0 if lacking else 1e4
    cover = hstack([columns.matrix(), eye_array(towns)]) if groups else eye_array(towns)
    counts = csc_array(np.hstack([of_size, np.zeros((len(sizes), towns))]))
    spare = hstack([csc_array((towns, len(sizes))), csc_array((towns, 0))])
    matrix = vstack([hstack([cover, spare]), hstack([counts, eye_array(len(sizes))])])
    costs = np.concatenate([-np.array(columns.worth), np.full(towns, cost), np.zeros(len(sizes))])
    right = np.concatenate([np.ones(towns), [sizes[size] for size in sorted(sizes)]])
    answer = linprog(costs, A_eq=matrix.tocsc(), b_eq=right, bounds=(0, None), method="highs")
    marginals = -np.asarray(answer.eqlin.marginals)
    earns = dict(zip(sorted(sizes), marginals[towns:].tolist(), strict=True))
    lack: Floats64 = answer.x[groups : groups + towns]
    return -float(answer.fun), marginals[:towns], earns, lack


def _chosen(
    columns: _Columns, sizes: Mapping[int, int], whole: Sequence[tuple[Group, ...]], bound: float, least: float
) -> Split | None:
    """The best split out of the known columns in which no group's average member fits less."""
    worth_of = columns.problem.worth
    found = _integer(columns, sizes, least)
    splits = [found] if found else []
    splits += [groups for groups in whole if all(worth_of(g) / len(g) >= least - _TINY for g in groups)]
    if not splits:
        return None
    worth = [sum(map(worth_of, groups)) for groups in splits]
    best = int(np.argmax(worth))
    ordered = sorted(splits[best], key=lambda g: (-worth_of(g) / len(g), g))
    return Split(tuple(ordered), worth[best], max(bound, worth[best]))


def _integer(columns: _Columns, sizes: Mapping[int, int], least: float) -> tuple[Group, ...] | None:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array, vstack

    worth = np.array(columns.worth)
    lengths = np.array([len(group) for group in columns.groups])
    kept = np.flatnonzero(worth / lengths >= least - _TINY)
    if not len(kept):
        return None
    of_size = np.array([lengths[kept] == size for size in sorted(sizes)], dtype=np.float64)
    matrix = vstack([columns.matrix()[:, kept], csc_array(of_size)])
    right = np.concatenate([np.ones(len(columns.problem)), [sizes[size] for size in sorted(sizes)]])
    answer = milp(
        c=-worth[kept],
        integrality=np.ones(len(kept)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, right, right),
        options={"node_limit": NODES, "mip_rel_gap": MIP_GAP},
    )
    if answer.x is None:
        return None
    return tuple(columns.groups[int(at)] for at in kept[answer.x > 0.5])
