"""Which body of the graph a name in somebody's list means: the one resolver behind all importers.

A list names a town ("Herrenberg"), or the body ("Stadt Herrenberg", "Comune di Milano"), sometimes with more: a code, a
place, a population. The answer is one of three: *sure*, *likely* (with what is missing to be sure), *unresolved*.
What stays open can be decided by hand and is kept (`seed.decisions`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.model import PARTNER_KINDS, Municipality
from graph.names import normal_forms
from seed.legal_forms import Body, read_body

#: Of several towns with one name, the largest is likely if it has this many times the inhabitants of the next.
CLEARLY_LARGER = 4.0
#: A body's place is within so many km of the town's; beyond `FAR` it is another one.
NEAR, FAR = 15.0, 40.0
#: Populations of one town in two lists differ by less than this factor.
ALIKE = 1.6


class Outcome(StrEnum):
    """How certain an identity is."""

    SURE = "sure"
    LIKELY = "likely"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Mention:
    """A body as a list names it. `country` is the ISO code; `code` the official code with country (DE_12069020).

    `region` is a NUTS code, `seat` the town of the postal address, `lat`/`lon` degrees, `population` inhabitants.
    """

    name: str
    country: str | None = None
    region: str | None = None
    code: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The answer: `id` is None where it stays open, `why` says what it rests on or what is missing.

    `candidates` are the ids it could be, the likeliest first.
    """

    id: str | None
    outcome: Outcome
    why: str
    candidates: tuple[str, ...] = ()


#: Towns by normal form of a name.
_Index = Mapping[str, Sequence[Municipality]]


class Resolver:
    """Finds the bodies of a register. `codes` are official codes → id; `decisions` are (country, name) → id.

    The id of a decision is empty where a person decided that the name is no body of the register.
    """

    def __init__(
        self,
        towns: Iterable[Municipality],
        codes: Mapping[str, str] | None = None,
        decisions: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self._codes = codes or {}
        self._decisions = decisions or {}
        self._towns: dict[str, list[Municipality]] = defaultdict(list)
        for town in towns:
            self._towns[town.country].append(town)
        self._indexes: dict[str, tuple[_Index, _Index]] = {}

    def resolve(self, mention: Mention) -> Identity:
        """The body that the mention means: by a decision, its official code, or its name and what speaks for it."""
        decided = self._decisions.get((mention.country or "", mention.name))
        if decided is not None:
            outcome = Outcome.SURE if decided else Outcome.UNRESOLVED
            return Identity(decided or None, outcome, "decided by hand")
        if mention.code and mention.code in self._codes:
            return Identity(self._codes[mention.code], Outcome.SURE, "official code")
        body = read_body(mention.name)
        if body.kind == "other":
            return Identity(None, Outcome.UNRESOLVED, f"no municipality: {body.form}")
        countries = [mention.country] if mention.country else sorted(self._towns)
        for rank, how in enumerate(("name", "alternate name")):
            towns = _of_kind(body, [t for country in countries for t in self._named(country, body.places, rank)])
            if towns:
                return _judge(towns, mention, how)
        return Identity(None, Outcome.UNRESOLVED, "no town of this name in the register")

    def _named(self, country: str, places: Sequence[str], rank: int) -> list[Municipality]:
        if country not in self._indexes:
            self._indexes[country] = _indexes(self._towns.get(country, ()))
        found = {town.id: town for place in places for town in self._indexes[country][rank].get(place, ())}
        return list(found.values())


def _indexes(towns: Iterable[Municipality]) -> tuple[_Index, _Index]:
    """Towns by their own names, and by their other names."""
    own: dict[str, list[Municipality]] = defaultdict(list)
    other: dict[str, list[Municipality]] = defaultdict(list)
    for town in towns:
        forms = set(normal_forms(town.name))
        for form in forms:
            own[form].append(town)
        for form in {form for name in town.names for form in normal_forms(name)} - forms:
            other[form].append(town)
    return own, other


def _of_kind(body: Body, towns: Sequence[Municipality]) -> list[Municipality]:
    """Those of `towns` that can be the body, places marked as quarters only where there is no other; largest first."""
    if body.kind in ("county", "union", "region"):
        towns = [town for town in towns if town.kind in ("county", "union", "region")]
    elif body.kind == "municipality":
        towns = [town for town in towns if town.kind not in ("county", "union", "region")]
    partners = [town for town in towns if town.kind in PARTNER_KINDS]
    return sorted(partners or towns, key=lambda town: (-(town.population or 0), town.id))


def _judge(towns: Sequence[Municipality], mention: Mention, how: str) -> Identity:
    """The identity among towns that bear the name, by what else the mention says."""
    ids = tuple(town.id for town in towns)
    apart = [distance(town, mention) for town in towns]
    near = [town for town, km in zip(towns, apart, strict=True) if km is not None and km <= NEAR]
    if len(near) == 1:
        return Identity(near[0].id, Outcome.SURE, f"{how} and place", ids)
    if len(towns) == 1:
        if (apart[0] or 0.0) > FAR:
            return Identity(ids[0], Outcome.LIKELY, f"only town of this {how}, but the place given is far from it", ids)
        sure = how == "name" and towns[0].kind in PARTNER_KINDS
        return Identity(ids[0], Outcome.SURE if sure else Outcome.LIKELY, f"only town of this {how}", ids)
    alike = [town for town in towns if _alike(town.population, mention.population)]
    if len(alike) == 1:
        return Identity(alike[0].id, Outcome.SURE, f"{how} and population", ids)
    first, second = (town.population or 0 for town in towns[:2])
    if first > 0 and first >= CLEARLY_LARGER * second:
        return Identity(ids[0], Outcome.LIKELY, f"{how}, clearly the largest of {len(towns)}", ids)
    return Identity(None, Outcome.UNRESOLVED, f"{len(towns)} towns of this {how}: " + ", ".join(ids[:4]), ids)


def distance(town: Municipality, mention: Mention) -> float | None:
    """Kilometres between the town and the place of the mention (great circle); None where one is not known."""
    if town.lat is None or town.lon is None or mention.lat is None or mention.lon is None:
        return None
    north, south = math.radians(town.lat), math.radians(mention.lat)
    across = math.radians(town.lon - mention.lon)
    half = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def _alike(one: int | None, other: int | None) -> bool:
    return bool(one and other) and max(one, other) <= ALIKE * min(one, other)  # type: ignore[type-var, operator]
