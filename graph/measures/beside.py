"""What stands beside a value: what chance would give, and within what it lies when memberships are drawn again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph.arrays import Floats64
from graph.measures.null_models import by_chance
from graph.measures.projection import Projection
from graph.measures.resampled import resampled
from graph.said import Said, said, said_many

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False)
class Beside:
    """For each value what chance gives (`graph.measures.null_models.Chance`), and its interval (`low` to `high`, with
    the `bias` that was taken out: `graph.measures.resampled`); None where it was not asked for."""

    expected: Floats64 | None = None
    z: Floats64 | None = None
    p: Floats64 | None = None
    low: Floats64 | None = None
    high: Floats64 | None = None
    bias: Floats64 | None = None

    def at(self, place: int) -> dict[str, float | None]:
        """All of the value at a place, None for what is not defined."""
        columns = ("expected", "z", "p", "low", "high", "bias")
        return {name: _known(getattr(self, name), place) for name in columns}


def beside(
    ties: Projection, measure: Callable[[Projection], Floats64], *, chance: int = 0, bootstrap: int = 0, seed: int = 0
) -> Beside:
    """What stands beside the values that `measure` gives for the projection: compared with so many networks drawn by
    `chance`, and over so many draws of its memberships with replacement (`bootstrap`); 0: not asked for."""

    def of(incidence: csr_array) -> Floats64:
        return measure(ties.of(incidence))

    found = Beside()
    if chance:
        null = by_chance(ties.incidence, of, seed=seed, draws=chance)
        found = Beside(null.expected, null.z, null.p)
    if bootstrap:
        again = resampled(ties.incidence, of, seed=seed, draws=bootstrap)
        found = Beside(found.expected, found.z, found.p, again.low, again.high, again.bias)
    return found


def beside_told(chance: int, bootstrap: int) -> tuple[Said, ...]:
    """In words, what the columns beside the values are."""
    told = []
    if chance:
        told.append(
            said_many(
                "By chance: the mean over {count:,} network drawn by chance, in which all towns and networks have as "
                "many memberships as here; p is two-sided.",
                "By chance: the mean over {count:,} networks drawn by chance, in which all towns and networks have as "
                "many memberships as here; p is two-sided.",
                count=chance,
            )
        )
    if bootstrap:
        told.append(
            said(
                "From, to: 95 % of {count:,} draws of the memberships with replacement. A draw holds 63 % of the "
                "distinct ones, so counts are lower in it: this bias is taken out.",
                count=bootstrap,
            )
        )
    return tuple(told)


def _known(column: Floats64 | None, place: int) -> float | None:
    return None if column is None or np.isnan(column[place]) else float(column[place])
