"""Where towns and programmes lie: what has no date, and tells nobody who will take part.

The areas of programmes are those of 2021–27, which the bundle knows: they differ from those of the years before in few
regions. No statement about a network goes into them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from graph.model import Batch, Fact, Municipality, Programme
from graph.snapshot.frozen import EARTH_RADIUS_KM
from matching.evaluation.masking import POOL

#: As far as this from a town whose region is told, in kilometres, a town of the same country is in its region.
IN_ITS_REGION_KM = 25.0


def regions(towns: Iterable[Municipality], told: Mapping[str, str]) -> Iterator[Fact]:
    """The NUTS 3 region of each town: `told` by its id, else that of the nearest town of its country that is told of.

    All are of one source, so that the towns of a folder, which no official list names, are not to be told from others.
    """
    by_country: dict[str, list[Municipality]] = defaultdict(list)
    for town in towns:
        if town.lat is not None and town.lon is not None:
            by_country[town.country].append(town)
        elif town.id in told:
            yield _in_region(town.id, told[town.id])
    for _, here in sorted(by_country.items()):
        known = [town for town in here if town.id in told]
        untold = [town for town in here if town.id not in told]
        for town in known:
            yield _in_region(town.id, told[town.id])
        for town, nearest in zip(untold, _nearest(untold, known), strict=True):
            if nearest is not None:
                yield _in_region(town.id, told[nearest.id])


def areas(bundle: Batch) -> tuple[Programme, ...]:
    """The programmes of the bundle whose area is told, and nothing else of them."""
    return tuple(node for node in bundle.nodes if isinstance(node, Programme) and node.area)


def _in_region(town: str, code: str) -> Fact:
    return Fact(subject=town, key="nuts3", value=code, source=POOL)


def _nearest(towns: list[Municipality], known: list[Municipality]) -> Iterator[Municipality | None]:
    """For each of the towns the nearest of those `known`, None where none is near enough."""
    if not known:
        yield from (None for _ in towns)
        return
    from scipy.spatial import cKDTree

    tree = cKDTree(_on_the_sphere(known))
    chord = 2 * np.sin(IN_ITS_REGION_KM / EARTH_RADIUS_KM / 2)
    away, at = tree.query(_on_the_sphere(towns), distance_upper_bound=chord) if towns else ([], [])
    yield from (known[int(n)] if np.isfinite(far) else None for far, n in zip(away, at, strict=True))


def _on_the_sphere(towns: list[Municipality]) -> np.ndarray:
    lat, lon = np.radians(np.array([(town.lat, town.lon) for town in towns], dtype=np.float64)).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
