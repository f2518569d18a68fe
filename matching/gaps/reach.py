"""Who could reach whom: for many towns at once, the one of others that is nearest and most alike in size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64
from graph.snapshot.frozen import EARTH_RADIUS_KM, Snapshot

#: At this distance nearness has fallen to 1/e: half an hour by car.
NEAR_KM = 30.0
#: Spread of the logarithm of the ratio of inhabitants at which likeness falls as a bell does, as in the rest of the
#: matching (`matching.ranking.features`).
SIZE_SPREAD = 0.7
#: Likeness where a size is not known: hardly any, so that towns of known size come first.
UNKNOWN_SIZE = 1e-4
#: Of another country, a town is half as near.
ABROAD = 0.5
#: So many of the nearest are looked at; who is farther down the list is too far for its size to make up for it.
LOOKED_AT = 48
#: A town is told to be of a similar size up to this ratio.
SIMILAR = 2.0


@dataclass(frozen=True, slots=True)
class Reached:
    """For each town asked for: the best of the others (-1 where none is placed), and how well it is reached, 0–1."""

    other: npt.NDArray[np.int64]
    score: Floats64


def reached(
    snapshot: Snapshot,
    towns: npt.NDArray[np.int64],
    others: npt.NDArray[np.int64],
    near_km: float = NEAR_KM,
    looked_at: int = LOOKED_AT,
) -> Reached:
    """For each of the `towns`, which of the `others` it could reach best: exp(−km/near_km) × likeness in size.

    Likeness is exp(−(ln p/q)²/2·SIZE_SPREAD²), UNKNOWN_SIZE where a size is not known, times ABROAD where the countries
    differ. So a town is led to one of its own kind, not to the metropolis beside it. Nobody is its own partner; of
    equal ones the first of the table is taken. Only the `looked_at` nearest others are compared.
    """
    from scipy.spatial import cKDTree

    score, best = np.zeros(len(towns)), np.full(len(towns), -1, dtype=np.int64)
    points = snapshot.unit_vectors
    others = others[~np.isnan(points[others, 0])]
    asked = np.flatnonzero(~np.isnan(points[towns, 0]))
    if not len(others) or not len(asked):
        return Reached(best, score)
    among = min(looked_at, len(others))
    chord, at = cKDTree(points[others].astype(np.float64)).query(points[towns[asked]].astype(np.float64), k=among)
    chord, at = chord.reshape(len(asked), among), others[at.reshape(len(asked), among)]
    km = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1))
    people, country = np.log(snapshot.population), snapshot.municipalities.category("country").codes
    here = towns[asked][:, None]
    gap = people[at] - people[here]
    like = np.where(np.isnan(gap), UNKNOWN_SIZE, np.exp(-(gap**2) / (2 * SIZE_SPREAD**2)))
    worth = np.exp(-km / near_km) * like * np.where(country[at] == country[here], 1.0, ABROAD)
    worth[at == here] = -1.0
    worth = np.round(worth, 9)  # what differs in the last digits only is equal, and then the table's order holds
    order = np.lexsort((at, -worth), axis=1)[:, 0] if among > 1 else np.zeros(len(asked), dtype=np.int64)
    rows = np.arange(len(asked))
    found = worth[rows, order] >= 0
    best[asked[found]] = at[rows, order][found]
    score[asked[found]] = worth[rows, order][found]
    return Reached(best, score)


def similar_size(snapshot: Snapshot, one: int, other: int) -> bool:
    """Whether two towns are known to be of a similar size: neither has more than SIMILAR times the other's people."""
    first, second = float(snapshot.population[one]), float(snapshot.population[other])
    return bool(max(first, second) <= SIMILAR * min(first, second))  # False for unknown sizes
