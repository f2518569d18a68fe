"""Which municipality a quarter or village belongs to: as a source says, or the one or two likeliest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.names import normal_forms
from graph.snapshot.frozen import UNIT, Snapshot

#: A part lies this near to the centre of its municipality, in kilometres, or nothing is said.
FARTHEST_KM = 25.0
#: Added to distances: both lists place a centre only so exactly.
_INEXACT_KM = 0.3
#: Inhabitants per square kilometre of the built-up footprint of a town, drawn as a circle around its centre.
_DENSITY = 4000.0
#: A part within this share of a town's footprint, and at least so many times as deep as in any other's, is taken for
#: its own. Of 8,000 parts whose municipality a source says, 11 % lie so, and 98.7 % of these in the town so found; the
#: likelier of two is right for 70 %, one of the two for 85 %.
_INSIDE, _DEEPER = 0.7, 2.0


@dataclass(frozen=True, slots=True)
class Belonging:
    """The municipalities (indices) that a place may belong to, the likeliest first: one, two, or none where nothing can
    be said. `stated` is whether a source says so, and no rule guessed it."""

    municipalities: tuple[int, ...] = ()
    stated: bool = False

    @property
    def sure(self) -> int | None:
        """The one municipality that it belongs to, None where there is a choice, or nothing is known."""
        return self.municipalities[0] if len(self.municipalities) == 1 else None


def belonging(snapshot: Snapshot, part: int) -> Belonging:
    """Which municipality a place belongs to: as the newest fact says, else by its name and by where it lies.

    A name that begins with that of a municipality near by and goes on with a hyphen (Bochum-Werne) tells it. Else those
    are the likeliest that are large and near: the root of the population over the squared distance. Boundaries are not
    known here.
    """
    stated = _stated(snapshot, part)
    if stated is not None:
        return Belonging((stated,), stated=True)
    table = snapshot.municipalities
    away = snapshot.distances_km(snapshot.unit_vectors[part]).astype(np.float64)
    countries, kinds = table.category("country").codes, table.category("kind")
    own = kinds.codes == kinds.code("municipality")
    near = own & snapshot.partners & snapshot.placed & (countries == countries[part]) & (away <= FARTHEST_KM)
    near[part] = False
    towns = np.flatnonzero(near & (snapshot.population > 0))
    if not len(towns):
        return Belonging()
    size, km = np.sqrt(snapshot.population[towns]), away[towns] + _INEXACT_KM
    likeliest = np.argsort(-size / km**2, kind="stable")
    called = _called_after(snapshot, part, towns[likeliest])
    if called is not None:
        return Belonging((called,))
    depth = away[towns] / (size / np.sqrt(_DENSITY * np.pi))
    deepest = np.argsort(depth, kind="stable")
    first = int(deepest[0])
    alone = len(towns) == 1 or depth[int(deepest[1])] >= _DEEPER * depth[first]
    if depth[first] <= _INSIDE and alone:
        return Belonging((int(towns[first]),))
    return Belonging(tuple(int(towns[at]) for at in likeliest[:2])) if len(towns) > 1 else Belonging((int(towns[0]),))


def _stated(snapshot: Snapshot, part: int) -> int | None:
    fact = snapshot.fact(part, "part_of")
    at = snapshot.municipalities.ids.find(fact.value) if fact else None
    return None if at == part else at


def _called_after(snapshot: Snapshot, part: int, towns: np.ndarray[tuple[int], np.dtype[np.intp]]) -> int | None:
    """The first of the towns with whose name one of the part's names begins, before a hyphen."""
    table = snapshot.municipalities
    names = (table.name(part), *(table.text("names")[part] or "").split(UNIT))
    heads = {form for name in names if "-" in name for form in normal_forms(name.partition("-")[0])}
    if not heads:
        return None
    return next((int(town) for town in towns if heads.intersection(normal_forms(table.name(int(town))))), None)
