"""Marks that lie over each other are pushed apart, as little as will do."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64

#: How often all marks are pushed at most.
ROUNDS = 60


def apart(
    points: Floats64, radii: Floats64, moved: npt.NDArray[np.bool_], *, share: float = 0.8, rounds: int = ROUNDS
) -> Floats64:
    """The points (n, 2) with those `moved` pushed so far from all others that each two marks have `share` of the sum of
    their radii between their centres; nearly so where it is crowded.

    Of two that may be moved each goes half of the way, else the one goes all of it. Marks in one place go round it.
    """
    from scipy.spatial import cKDTree

    at = points.copy()
    if len(at) < 2:
        return at
    reach = share * (float(np.sort(radii)[-2:].sum()))
    for step in range(rounds):
        one, other = cKDTree(at).query_pairs(reach, output_type="ndarray").T
        gap = at[other] - at[one]
        distance = np.hypot(gap[:, 0], gap[:, 1])
        wanted = share * (radii[one] + radii[other])
        close = (distance < wanted - 0.05) & (moved[one] | moved[other])
        if not close.any():
            break
        one, other, gap, distance, wanted = one[close], other[close], gap[close], distance[close], wanted[close]
        turn = 2.4 * (one + other + step)  # the golden angle: no two that lie in one place go the same way
        same = distance < 1e-6
        gap[same] = np.stack([np.cos(turn[same]), np.sin(turn[same])], axis=-1)
        way = gap / np.where(same, 1.0, distance)[:, None] * (wanted - distance)[:, None] * 1.02
        for mark, sign, partner in ((one, -1.0, other), (other, 1.0, one)):
            part = np.where(moved[mark], np.where(moved[partner], 0.5, 1.0), 0.0) * sign
            for axis in (0, 1):
                at[:, axis] += np.bincount(mark, weights=way[:, axis] * part, minlength=len(at))
    return at
