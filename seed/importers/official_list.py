"""Which places of the register are the units of an official list of municipalities (LAU).

The list has no coordinates, so a place is taken for a unit by name, and of several places that bear the name the one
that lies among units of the same NUTS 3 region and has the likeliest population is taken.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from graph.model import Municipality
from graph.names import normal_forms
from seed.importers.lau_units import ARTICLE, NAME_PARTS, Unit

if TYPE_CHECKING:
    import numpy.typing as npt


def matched(towns: Sequence[Municipality], units: Sequence[Unit]) -> Mapping[int, int]:
    """Place index → unit index, one to one: which places the units are.

    Pairs that bear a common name are taken in this order: the place's own name before its other names, last its own
    name as the first words of a longer one (Wallsee of Wallsee-Sindelburg); then by how alike the populations are. The
    place must lie in the unit's NUTS 3 region, judged by the nearest places whose name is unique in the country (for a
    region with few such places, such as a city of its own, in its NUTS 2 region), and the populations must be less
    than a factor 30 apart (2 for first words). Of what is left, a place is taken for a unit that bears its name in the
    same NUTS 2 region, however many people live there (a municipality may be called after its smallest village), or in
    the same NUTS 1 region (Vienna is a region of its own), or under a name without the words of the office, if the
    populations are less than a factor 3 apart.
    """
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_other_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_start: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, named in enumerate(units):
        for name in named.other_names:
            by_other_name[named.country, name].append(number)
        for name in named.names:
            by_name[named.country, name].append(number)
            for start in _starts(name):
                by_start[named.country, start].append(number)
    own = [_found(by_name, town.country, [town.name]) for town in towns]
    other = [_found(by_name, town.country, town.names) for town in towns]
    claims = Counter(unit for found in own for unit in found)
    anchors = [(place, found[0]) for place, found in enumerate(own) if len(found) == 1 and claims[found[0]] == 1]
    regions = _regions_near(towns, anchors, units)
    anchored = Counter(units[unit].nuts for _, unit in anchors)
    pairs: list[tuple[int, float, str, int, int]] = []
    for place, town in enumerate(towns):
        starts = [unit for unit in _found(by_start, town.country, [town.name]) if unit not in own[place]]
        offices = _found(by_other_name, town.country, [town.name, *town.names])
        for rank, found in ((0, own[place]), (1, other[place]), (2, starts), (3, offices)):
            for unit in found:
                apart = _apart(town.population, units[unit].population)
                nuts = units[unit].nuts
                near = nuts in regions[place] or (
                    anchored[nuts] < 5 and nuts[:4] in {region[:4] for region in regions[place]}
                )
                around = {region[:level] for region in regions[place] for level in (3, 4)}
                wide = nuts[:3] in around or not around  # no unit of Lithuania is called as its town is
                if rank < 3 and near and apart < (math.log(30) if rank < 2 else math.log(2)):
                    pairs.append((rank, apart, town.id, place, unit))
                elif (rank == 0 and nuts[:4] in around) or (rank != 2 and wide and apart < math.log(3)):
                    pairs.append((3, apart, town.id, place, unit))
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, _, _, place, unit in sorted(pairs):
        if place not in taken and unit not in used:
            taken[place] = unit
            used.add(unit)
    return taken


def _found(by_name: Mapping[tuple[str, str], list[int]], country: str, names: Sequence[str]) -> list[int]:
    forms = {form for name in names for part in [name, *NAME_PARTS.split(name)] for form in normal_forms(part)}
    forms |= {ARTICLE.sub("", form) for form in forms}
    return sorted({unit for form in forms for unit in by_name.get((country, form), ())})


def _starts(name: str) -> list[str]:
    words = name.split()
    return [" ".join(words[:n]) for n in range(1, len(words)) if len(words[n - 1]) > 2]


def _regions_near(
    towns: Sequence[Municipality], anchors: Sequence[tuple[int, int]], units: Sequence[Unit]
) -> list[frozenset[str]]:
    """For each place, the NUTS 3 regions of the twelve nearest anchors in its country."""
    from scipy.spatial import cKDTree

    regions: list[frozenset[str]] = [frozenset()] * len(towns)
    for country in sorted({town.country for town in towns}):
        mine = [a for a in anchors if towns[a[0]].country == country]
        if not mine:
            continue
        places = [number for number, town in enumerate(towns) if town.country == country]
        tree = cKDTree(_flat([towns[place] for place, _ in mine]))
        _, nearest = tree.query(_flat([towns[place] for place in places]), k=min(12, len(mine)))
        for place, row in zip(places, np.atleast_2d(nearest.reshape(len(places), -1)), strict=True):
            regions[place] = frozenset(units[mine[int(n)][1]].nuts for n in row)
    return regions


def _flat(towns: Sequence[Municipality]) -> npt.NDArray[np.float64]:
    lat = np.array([town.lat for town in towns], dtype=float)
    lon = np.array([town.lon for town in towns], dtype=float)
    return np.column_stack([lat * 111.2, lon * 111.2 * np.cos(np.radians(lat))])


def _apart(mine: int | None, theirs: int | None) -> float:
    """How far two populations are apart (natural log of their ratio); unknown ones are taken for a factor of 3."""
    return abs(math.log(mine / theirs)) if mine and theirs else math.log(3)
