"""Of the bodies that bear a name, the one that is meant: what else a mention says is weighed here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from graph.legal_forms import WIDE_KINDS, BodyKind, read_body
from graph.model import PARTNER_KINDS, Municipality
from graph.names import normal_forms
from graph.said import AND, Said, joined, said, said_as
from seed.bodies.mention import Identity, Mention, Outcome

#: Of several towns with one name, the largest is likely, or sure, if it has so many times the inhabitants of the next.
CLEARLY_LARGER, DWARFS = 4.0, 20.0
#: A body's place is within so many km of the town's; beyond FAR it is another town, unless the address names this one.
NEAR, FAR = 15.0, 40.0
#: Populations of one town in two lists differ by less than this factor.
ALIKE = 1.6
#: Two records with one name within so many km are one town that stands there twice.
TWICE = 2.0


class Match(Enum):
    """How a body bears a name; the values tell it to people."""

    NAME = said_as("of a body", "name")
    OTHER_NAME = said_as("of a body", "other name")
    GENITIVE = said_as("of a body", "name (led back from a genitive)")
    PART = said_as("of a body", "part of the name")
    SPELLING = said_as("of a body", "name (spelt otherwise)")


#: What else may speak for a body, as told to people.
_EVIDENCE: Mapping[str, Said] = {
    "place": said_as("of a body", "place"),
    "seat": said_as("of a body", "seat"),
    "region": said_as("of a body", "region"),
    "population": said_as("of a body", "population"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Bodies that bear the name in the same way; `kind` is what the name says of the body, None for nothing."""

    towns: Sequence[Municipality]
    match: Match
    kind: BodyKind | None


def judge(found: Found, mention: Mention, regions: Mapping[str, str]) -> Identity:
    """The identity among the bodies found, which are at least one.

    A place alone never makes sure: partners are sometimes geocoded to a town that they are not the municipality of.
    It only tells bodies apart that bear the name, or confirms one.
    """
    towns = _once(found.towns)
    support = {town.id: _support(town, towns, mention, regions) for town in towns}
    towns.sort(key=lambda town: -len(support[town.id]))  # stable: the largest stays first
    ids = tuple(town.id for town in towns)
    first = towns[0]
    why = joined([found.match.value, *map(_EVIDENCE.__getitem__, support[first.id])], AND)
    if len(towns) > 1 and len(support[first.id]) == len(support[towns[1].id]):
        sizes = sorted((town.population or 0 for town in towns), reverse=True)
        if sizes[0] < CLEARLY_LARGER * max(sizes[1], 1):
            several = {"number": len(towns), "match": found.match.value, "ids": ids[:4]}
            why = said("{number} bodies of this {match}: {ids}", **several)
            return Identity(None, Outcome.UNRESOLVED, why, ids)
        sure = sizes[0] >= DWARFS * max(sizes[1], 1) and found.match is Match.NAME and first.population == sizes[0]
        why = said("{why}, clearly the largest of {number}", why=why, number=len(towns))
    else:
        sure = bool(support[first.id]) or first.kind in WIDE_KINDS or _speaks_for_itself(found, mention)
    sure = sure and (first.kind in PARTNER_KINDS or "place" in support[first.id])
    return Identity(first.id, Outcome.SURE if sure else Outcome.LIKELY, why, ids)


def far_away(town: Municipality, mention: Mention) -> bool:
    """Whether the place of the mention lies far from the town, and its address does not name the town."""
    apart = distance(town, mention)
    return apart is not None and apart > FAR and not _is_seat(town, mention)


def distance(town: Municipality, mention: Mention | Municipality) -> float | None:
    """Kilometres between the town and the place of the other (great circle); None where one is not known."""
    if town.lat is None or town.lon is None or mention.lat is None or mention.lon is None:
        return None
    north, south = math.radians(town.lat), math.radians(mention.lat)
    across = math.radians(town.lon - mention.lon)
    half = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def _speaks_for_itself(found: Found, mention: Mention) -> bool:
    """Whether the name alone makes sure: the whole name of a body, in a list that says nothing else against it.

    The bare name of a town may be a firm's as well, if its address is elsewhere.
    """
    if found.match is Match.NAME:
        return found.kind is not None or (mention.seat is None and mention.lat is None)
    return found.match is Match.OTHER_NAME and found.kind is not None


def _support(
    town: Municipality, towns: Sequence[Municipality], mention: Mention, regions: Mapping[str, str]
) -> tuple[str, ...]:
    """What else the mention says that speaks for the town."""
    apart = distance(town, mention)
    nearest = min((km for other in towns if (km := distance(other, mention)) is not None), default=math.inf)
    region = regions.get(town.id)
    evidence = {
        "place": apart is not None and apart <= NEAR and apart == nearest,
        "seat": _is_seat(town, mention),
        "region": bool(region and mention.region) and _one_in_other(region or "", mention.region or ""),
        "population": _alike(town.population, mention.population),
    }
    return tuple(what for what, holds in evidence.items() if holds)


def _is_seat(town: Municipality, mention: Mention) -> bool:
    if not mention.seat:
        return False
    named = {form for name in (town.name, *town.names) for form in normal_forms(name)}
    return any(naming.place in named for naming in read_body(mention.seat).whole)


def _one_in_other(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _alike(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and max(one, other) <= ALIKE * min(one, other)


def _once(towns: Sequence[Municipality]) -> list[Municipality]:
    """The towns, curated bodies and large ones first, without those that stand there a second time."""
    kept: list[Municipality] = []
    for town in sorted(towns, key=lambda town: (town.id.startswith("gn:"), -(town.population or 0), town.id)):
        if not any((km := distance(town, other)) is not None and km <= TWICE for other in kept):
            kept.append(town)
    return sorted(kept, key=lambda town: -(town.population or 0))
