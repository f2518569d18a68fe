"""The best members under demands, by mixed-integer linear programming: proven, or with the gap said.

Towns that no demand tells apart can stand for each other, so of each sort only the best few are looked at: as many as
the consortium and its alternatives could ever take. The answer is that over all towns.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from graph.said import Said, said
from matching.consortia.demands import Demand, members

#: Seconds that one search may take; how many more than the first are offered; and the most members that are looked for.
SECONDS, OTHERS, MOST = 10.0, 3, 25
_Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Solution:
    """Towns as rows, in their order; `gap` is by what share a better one might still be better, 0 for none."""

    members: tuple[int, ...]
    fit: float
    gap: float


@dataclass(frozen=True, slots=True)
class Solved:
    """The best first, then those that differ from each before in half of who joins. Without one, the `conflict`: the
    smallest set of demands that cannot be met together."""

    solutions: tuple[Solution, ...]
    conflict: tuple[Said, ...] = ()
    clauses: tuple[str, ...] = ()


def solve(
    fit: Floats64, given: Sequence[int], demands: Sequence[Demand], size: int | None = None, others: int = OTHERS
) -> Solved:
    """The members of best fit that meet all demands with those given; without a size, as few as meet them."""
    if size is not None:
        told = said("{count} members in all", count=size)
        demands = [*demands, members(told, np.ones(len(fit), dtype=np.bool_), size, size)]
    if size is None:
        program, rows = _program(fit, given, demands, MOST)
        fewest = program.best(-np.ones(len(rows)), None)
        if fewest is None:
            return program.conflict()
        size = len(fewest[0])
    found: list[Solution] = []
    for more in range(1, others + 2):
        program, rows = _program(fit, given, demands, size * more)
        taken = [np.flatnonzero(np.isin(rows, one.members)) for one in found]
        best = program.best(program.fit, size, taken)
        if best is None:
            break
        chosen = tuple(int(rows[at]) for at in best[0])
        found.append(Solution(chosen, float(fit[list(chosen)].sum()), best[1]))
        if len(chosen) == len(given):
            break
    # With fewer of each sort than a consortium could take, other demands might fail for want of towns.
    return Solved(tuple(found)) if found else _program(fit, given, demands, MOST)[0].conflict()


def _program(fit: Floats64, given: Sequence[int], demands: Sequence[Demand], most: int) -> tuple[_Program, _Rows]:
    rows = _worth_a_look(fit, given, demands, most)
    places = np.flatnonzero(np.isin(rows, list(given)))
    return _Program(fit[rows], places.tolist(), [demand.of(rows) for demand in demands]), rows


def _worth_a_look(fit: Floats64, given: Sequence[int], demands: Sequence[Demand], most: int) -> _Rows:
    """The best `most` of each sort of towns, and those given, in the order of the rows."""
    columns = np.column_stack([np.zeros(len(fit)), *(d.column for d in demands)])
    _, sort = np.unique(columns, axis=0, return_inverse=True)
    order = np.lexsort((np.arange(len(fit)), -fit, sort.ravel()))
    first = np.flatnonzero(np.diff(sort.ravel()[order], prepend=-1))
    place = np.arange(len(fit)) - np.repeat(first, np.diff(np.append(first, len(fit))))
    kept = np.zeros(len(fit), dtype=np.bool_)
    kept[order[place < most]] = True
    kept[list(given)] = True
    return np.flatnonzero(kept)


@dataclass
class _Program:
    fit: Floats64
    given: Sequence[int]
    demands: Sequence[Demand]

    def best(
        self, worth: Floats64, size: int | None, taken: Sequence[_Rows] = (), only: Sequence[Demand] | None = None
    ) -> tuple[_Rows, float] | None:
        """The members of most worth, and the gap; None where there are none. `only` these demands, all without."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        demands = self.demands if only is None else only
        count, counted = len(self.fit), [d for d in demands if d.groups is not None]
        groups = [np.unique(d.groups[d.groups >= 0]) for d in counted if d.groups is not None]
        columns = count + sum(len(codes) for codes in groups)
        low = np.zeros(columns)
        low[list(self.given)] = 1
        rows: list[Any] = []

        def row(values: dict[int, float] | Floats64, least: float, most: float, at: int = 0) -> None:
            line = np.zeros(columns)
            if isinstance(values, dict):
                line[list(values)] = list(values.values())
            else:
                line[at : at + len(values)] = values
            rows.append((line, least, most))

        everyone = np.ones(count)
        row(everyone, size or len(self.given), size or MOST)
        for demand in demands:
            if demand.groups is None:
                row(demand.worth, demand.low, demand.high)
        at = count
        for demand, codes in zip(counted, groups, strict=True):
            assert demand.groups is not None
            for place, code in enumerate(codes):
                within = np.flatnonzero(demand.groups == code)
                # A group counts only with a town of it, and with any of them it does.
                row({**dict.fromkeys(within.tolist(), 1.0), at + place: -1.0}, 0, math.inf)
                if demand.high < math.inf:
                    for one in within.tolist():
                        row({one: 1.0, at + place: -1.0}, -math.inf, 0)
            row(np.ones(len(codes)), demand.low, demand.high, at)
            at += len(codes)
        for before in taken:
            joined = [int(one) for one in before if one not in self.given]
            row(dict.fromkeys(joined, 1.0), -math.inf, len(joined) - max(1, math.ceil(len(joined) / 2)))
        matrix = np.array([line for line, _, _ in rows])
        answer = milp(
            c=np.concatenate([-worth, np.zeros(columns - count)]),
            integrality=np.ones(columns),
            bounds=Bounds(low, np.ones(columns)),
            constraints=LinearConstraint(matrix, [least for _, least, _ in rows], [most for _, _, most in rows]),
            options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
        )
        if answer.x is None:
            return None
        chosen: _Rows = np.flatnonzero(answer.x[:count] > 0.5)
        return chosen, 0.0 if answer.status == 0 else float(answer.mip_gap or 0.0)

    def conflict(self) -> Solved:
        """The smallest set of demands that cannot be met together; those told in the same words are one."""
        together: dict[str, list[Demand]] = {}
        for demand in self.demands:
            together.setdefault(str(demand.told), []).append(demand)
        names = list(together)

        def fails(chosen: Sequence[str]) -> bool:
            only = [demand for name in chosen for demand in together[name]]
            return self.best(np.zeros(len(self.fit)), None, (), only) is None

        kept = list(names)
        for name in names:  # first one that cannot be made smaller, then whether there is one of fewer
            fewer = [other for other in kept if other != name]
            if fails(fewer):
                kept = fewer
        for fewest in range(len(kept)):
            found = next((chosen for chosen in combinations(names, fewest) if fails(chosen)), None)
            if found is not None:
                kept = list(found)
                break
        demands = [together[name][0] for name in kept]
        return Solved((), tuple(d.told for d in demands), tuple(d.clause for d in demands if d.clause))
