"""What is asked of a consortium, as numbers over the towns that could be in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from graph.said import Said


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Between `low` and `high` of what the members add up to.

    `worth` is what each town adds. Where `groups` are given (codes, −1 for none), each group counts once, however many
    of its towns are in it, and `worth` is not looked at. `clause` is the rule that asks for it, None for a wish of who
    asks.
    """

    told: Said
    worth: Floats64
    low: float = -math.inf
    high: float = math.inf
    groups: npt.NDArray[np.int64] | None = None
    clause: str | None = None

    @property
    def column(self) -> Floats64:
        """What tells towns apart for this demand: towns with the same values can stand for each other."""
        return self.worth if self.groups is None else self.groups.astype(np.float64)

    def of(self, rows: npt.NDArray[np.intp]) -> Demand:
        """The demand over some of the towns."""
        groups = None if self.groups is None else self.groups[rows]
        return Demand(self.told, self.worth[rows], self.low, self.high, groups, self.clause)

    def met(self, chosen: npt.NDArray[np.intp]) -> bool:
        """Whether these towns meet it."""
        if self.groups is None:
            have = float(self.worth[chosen].sum())
        else:
            have = float(len(set(self.groups[chosen].tolist()) - {-1}))
        return self.low - 1e-9 <= have <= self.high + 1e-9


def members(told: Said, among: npt.NDArray[np.bool_], low: float, high: float = math.inf, **more: str) -> Demand:
    """So many of these towns."""
    return Demand(told, among.astype(np.float64), low, high, clause=more.get("clause"))


@dataclass(frozen=True, slots=True)
class PerGroup:
    """At most so many towns of each group (a country)."""

    told: Said
    groups: npt.NDArray[np.int64]
    most: int

    def demands(self) -> tuple[Demand, ...]:
        """One demand for each group that could have more."""
        codes, counts = np.unique(self.groups, return_counts=True)
        able = [int(code) for code, count in zip(codes, counts, strict=True) if code >= 0 and count > self.most]
        return tuple(Demand(self.told, (self.groups == code).astype(np.float64), high=self.most) for code in able)
