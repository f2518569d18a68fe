"""The towns around one as a graph of neighbours, by distance: the register knows no borders that towns share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.snapshot.frozen import EARTH_RADIUS_KM, Snapshot
from matching.rules.asking.situation import Body
from matching.rules.asking.stored import body_of


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The asking town first, then the municipalities of its country within reach of it, the nearest first.

    `towns` are their rows in the register, `near` who is a neighbour of whom, `km` how far each is from the first.
    """

    towns: tuple[int, ...]
    bodies: tuple[Body, ...]
    km: tuple[float, ...]
    near: tuple[frozenset[int], ...]

    @property
    def sizes(self) -> tuple[float | None, ...]:
        """The inhabitants of each."""
        return tuple(body.number("population") for body in self.bodies)

    @property
    def degrees(self) -> tuple[str | None, ...]:
        """The degree of urbanisation of each."""
        return tuple(body.word("degurba") for body in self.bodies)


def neighbourhood(snapshot: Snapshot, town: int, *, km: float, reach: float) -> Neighbourhood:
    """The municipalities within `reach` of the town that can be reached from neighbour to neighbour, each step `km`.

    Counties, unions and quarters are none, and a town whose own place is not known has no neighbours.
    """
    towns = _around(snapshot, town, reach)
    points = snapshot.unit_vectors[towns].astype(np.float64)
    chords = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
    apart = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(chords / 2, 1))
    beside = apart <= km
    np.fill_diagonal(beside, False)
    near = [frozenset(np.flatnonzero(row).tolist()) for row in beside]
    reached = _reached(near)
    place = {old: new for new, old in enumerate(reached)}
    return Neighbourhood(
        towns=tuple(int(towns[at]) for at in reached),
        bodies=tuple(body_of(snapshot, int(towns[at])) for at in reached),
        km=tuple(round(float(apart[0, at]), 1) for at in reached),
        near=tuple(frozenset(place[one] for one in near[at] if one in place) for at in reached),
    )


def _around(snapshot: Snapshot, town: int, reach: float) -> list[int]:
    if not snapshot.placed[town]:
        return [town]
    country = snapshot.municipalities.category("country")
    able = snapshot.partners & ~snapshot.wide_bodies & snapshot.placed & (country.codes == country.codes[town])
    far = snapshot.distances_km(snapshot.unit_vectors[town])
    chosen = np.flatnonzero(able & (far <= np.float32(reach)))
    order = chosen[np.lexsort((chosen, far[chosen]))].tolist()
    return [town, *(at for at in order if at != town)]


def _reached(near: Sequence[frozenset[int]]) -> list[int]:
    """The first and those that neighbours of neighbours lead to, in their order."""
    found, waiting = {0}, [0]
    while waiting:
        fresh = near[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return sorted(found)


def spread(hood: Neighbourhood, members: Sequence[int]) -> float:
    """How far the members lie from the asking town, all together."""
    return round(math.fsum(hood.km[at] for at in members), 1)
