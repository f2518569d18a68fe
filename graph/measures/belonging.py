"""Which municipality a quarter or village most likely belongs to."""

from __future__ import annotations

import numpy as np

from graph.snapshot.frozen import Snapshot

#: A part lies this near to the centre of its municipality, in kilometres, or nothing is said.
FARTHEST_KM = 25.0
#: Nearer than this, a distance says no more: both lists place a centre only so exactly.
_NEAREST_KM = 1.0


def municipality_around(snapshot: Snapshot, part: int) -> int | None:
    """The index of the municipality that a place most likely belongs to; None where none is near, or no place known.

    It is the one of the same country that draws the place most: population over squared distance (W. J. Reilly, *The
    Law of Retail Gravitation*, 1931). A likelihood, no proof: boundaries are not known here.
    """
    table = snapshot.municipalities
    away = snapshot.distances_km(snapshot.unit_vectors[part]).astype(np.float64)
    countries = table.category("country").codes
    near = snapshot.partners & (countries == countries[part]) & (away <= FARTHEST_KM)
    near[part] = False
    if not near.any():
        return None
    draw = np.where(near, np.nan_to_num(snapshot.population) / np.maximum(away, _NEAREST_KM) ** 2, 0.0)
    best = int(np.argmax(draw))
    return best if draw[best] > 0 else None
