"""Of the bodies that bear a name, the one that is meant: what else a mention says is weighed here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from graph.legal_forms import WIDE_KINDS, BodyKind, Rank, read_body
from graph.model import PARTNER_KINDS, Municipality
from graph.names import normal_forms
from graph.readings import folds, spelt_so
from graph.said import AND, Said, joined, said, said_as
from seed.bodies.mention import Identity, Mention, Outcome

#: Of several towns with one name, the largest is likely, or sure, if it has so many times the inhabitants of the next.
CLEARLY_LARGER, DWARFS = 4.0, 20.0
#: Of villages that share a name not even that makes the largest sure: who writes Marl means the town.
WELL_KNOWN = 10_000
#: A body's place is within so many km of the town's; beyond FAR it is another town, unless the address names this one.
NEAR, FAR = 15.0, 40.0
#: Populations of one town in two lists differ by less than this factor; beyond the other one they are of two.
ALIKE, UNLIKE = 1.6, 3.0
#: Two records with one name within so many km are one town that stands there twice.
TWICE = 2.0


class Match(Enum):
    """How a body bears a name; the values tell it to people."""

    NAME = said_as("of a body", "name")
    OTHER_NAME = said_as("of a body", "other name")
    SHORT = said_as("of a body", "name (cut short)")
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


class Regions:
    """The NUTS regions that bodies lie in, by id: `of`; and which regions, of the second level, these lie in."""

    def __init__(self, of: Mapping[str, str]) -> None:
        self.of = of
        self._known = frozenset(code[:4] for code in of.values())

    def elsewhere(self, id: str, region: str | None) -> bool:
        """Whether the body lies in another region than this one. Not told of regions that bear codes of another year of
        the classification."""
        own = self.of.get(id)
        if not own or not region or region[:4] not in self._known:
            return False
        return not _one_in_other(own, region)


@dataclass(frozen=True, slots=True)
class Found:
    """Bodies that bear the name in the same way; `kind` and `rank` are what the name says of the body, None for
    nothing, and `place` is the name without the words of the office, in normal form."""

    towns: Sequence[Municipality]
    match: Match
    kind: BodyKind | None
    rank: Rank | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Others:
    """Who else may be meant. `namesakes` are the others that bear the own name of one of those found: a name that is
    not their own tells these apart from nobody. `rivals` are those that bear it as another name: what the mention says
    makes nobody sure if it is as true of one of these. `beginning` are those whose official name begins so, where that
    of the one found does, too. Of the `outranked`, by id, the name alone makes nobody sure.
    """

    namesakes: Sequence[Municipality] = ()
    rivals: Sequence[Municipality] = ()
    beginning: Sequence[Municipality] = ()
    outranked: frozenset[str] = frozenset()


def spelt(found: Found, mention: Mention) -> Sequence[Municipality]:
    """Those of the bodies that spell their name as the mention does, where it has letters that are folded: Håbo is not
    Habo. All where none does, or where it has none: lists often drop marks."""
    if not folds(mention.name):
        return found.towns
    return [t for t in found.towns if spelt_so((t.name, *t.names), mention.name)] or found.towns


def judge(found: Found, mention: Mention, regions: Regions, others: Others) -> tuple[Identity, bool]:
    """The identity among the bodies found, which are at least one, and whether the mention says something against it.

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
            return Identity(None, Outcome.UNRESOLVED, why, ids), False
        dwarfs = sizes[0] >= max(DWARFS * max(sizes[1], 1), WELL_KNOWN)
        sure = dwarfs and found.match is Match.NAME and first.population == sizes[0]
        why = said("{why}, clearly the largest of {number}", why=why, number=len(towns))
    else:
        alone = found.match in (Match.NAME, Match.SHORT) or not others.namesakes
        sure = bool(support[first.id]) or first.kind in WIDE_KINDS or (alone and _speaks_for_itself(found, mention))
    sure = sure and (first.kind in PARTNER_KINDS or "place" in support[first.id])
    against = _against(first, support[first.id], mention, regions)
    sure = sure and (bool(support[first.id]) or first.id not in others.outranked)
    doubles = [town for town in others.rivals if town.kind in PARTNER_KINDS and town.id not in support]
    if support[first.id] and any(
        len(_support(town, [*towns, town], mention, regions)) >= len(support[first.id]) for town in doubles
    ):
        sure = False
    identity = Identity(first.id, Outcome.SURE if sure and not against else Outcome.LIKELY, why, ids)
    if sure and not support[first.id] and others.beginning:
        identity = _cut_short(identity, first, others.beginning)
    return identity, against


def _cut_short(identity: Identity, town: Municipality, others: Sequence[Municipality]) -> Identity:
    """The identity where the name is only the beginning of the town's official one, and as well of those of `others`:
    the Stadt Rothenburg is on the Tauber or in Upper Lusatia, and there are two municipalities of Bergen."""
    next_ = max((other.population or 0 for other in others), default=0)
    if (town.population or 0) >= max(DWARFS * max(next_, 1), WELL_KNOWN):
        return identity
    ids = (town.id, *(other.id for other in others))
    why = said("the beginning of the official names of {number} bodies: {ids}", number=len(ids), ids=ids[:4])
    if (town.population or 0) >= CLEARLY_LARGER * max(next_, 1):
        return Identity(town.id, Outcome.LIKELY, why, ids)
    return Identity(None, Outcome.UNRESOLVED, why, ids)


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
    if found.match in (Match.NAME, Match.SHORT):
        return found.kind is not None or (mention.seat is None and mention.lat is None)
    return found.match in (Match.OTHER_NAME, Match.GENITIVE) and found.kind is not None


def _against(town: Municipality, support: Sequence[str], mention: Mention, regions: Regions) -> bool:
    """Whether the mention says something that is not true of the town: that it lies in another region that the list
    knows, or has a multiple of its inhabitants, or a fraction. What speaks for it goes before."""
    if support:
        return False
    one, other = town.population, mention.population
    unlike = one is not None and other is not None and max(one, other) > UNLIKE * max(min(one, other), 1)
    return unlike or regions.elsewhere(town.id, mention.region)


def _support(town: Municipality, towns: Sequence[Municipality], mention: Mention, regions: Regions) -> tuple[str, ...]:
    """What else the mention says that speaks for the town."""
    apart = distance(town, mention)
    nearest = min((km for other in towns if (km := distance(other, mention)) is not None), default=math.inf)
    region = regions.of.get(town.id)
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
