"""Which town of the register a row of another list means: the same id, or the same name at the same place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.model import Municipality, Relation
from graph.names import normal_forms
from graph.snapshot.frozen import EARTH_RADIUS_KM, unit_vectors

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

#: Two lists place the centre of one town so far apart at most, in kilometres.
SAME_PLACE_KM = 8.0


class TownJoin:
    """Finds towns of a register again; `within` are the IN relations between its towns and regions."""

    def __init__(self, towns: Sequence[Municipality], within: Iterable[Relation] = ()) -> None:
        self._towns = [town for town in towns if town.lat is not None]
        self._ids = {town.id for town in towns}
        self._within = tuple(within)

    def find(self, id: str, name: str, country: str | None, lat: float | None, lon: float | None) -> str | None:
        """The id of the town: `id` itself where the register has it, else that of the nearest town with one of the
        forms of `name` in the same country (None: in any) within SAME_PLACE_KM; None where there is none."""
        if id in self._ids:
            return id
        if lat is None or lon is None:
            return None
        forms = set(normal_forms(name))
        point = unit_vectors(lat, lon)
        near = self._tree.query_ball_point(point, SAME_PLACE_KM / EARTH_RADIUS_KM)
        named = [
            town
            for town in map(self._towns.__getitem__, near)
            if (country is None or town.country == country) and forms & set(normal_forms(town.name))
        ]
        by_distance = {town.id: float(np.linalg.norm(_point(town) - point)) for town in named}
        return min(by_distance, key=lambda id: (by_distance[id], id), default=None)

    def country_at(self, lat: float | None, lon: float | None) -> str | None:
        """The country of the nearest town within SAME_PLACE_KM of the place, None where there is none."""
        if lat is None or lon is None:
            return None
        distance, at = self._tree.query(unit_vectors(lat, lon))
        return self._towns[int(at)].country if distance <= SAME_PLACE_KM / EARTH_RADIUS_KM else None

    def region(self, country: str, lat: float | None, lon: float | None) -> str | None:
        """The region of the country's nearest town that has one; None where place or country are not known here."""
        if lat is None or lon is None or country not in self._by_country:
            return None
        tree, regions = self._by_country[country]
        _, at = tree.query(unit_vectors(lat, lon))
        return regions[int(at)]

    @cached_property
    def _points(self) -> npt.NDArray[np.float32]:
        lat, lon = ([getattr(town, name) for town in self._towns] for name in ("lat", "lon"))
        return unit_vectors(lat, lon)

    @cached_property
    def _tree(self) -> cKDTree:
        from scipy.spatial import cKDTree

        return cKDTree(self._points)

    @cached_property
    def _by_country(self) -> dict[str, tuple[cKDTree, list[str]]]:
        from scipy.spatial import cKDTree

        region = {relation.start: relation.end for relation in self._within}
        rows: dict[str, list[int]] = {}
        for at, town in enumerate(self._towns):
            if town.id in region:
                rows.setdefault(town.country, []).append(at)
        return {
            country: (cKDTree(self._points[chosen]), [region[self._towns[at].id] for at in chosen])
            for country, chosen in rows.items()
        }


def _point(town: Municipality) -> npt.NDArray[np.float32]:
    return unit_vectors(town.lat or 0.0, town.lon or 0.0)
