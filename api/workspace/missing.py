"""Who is missing for a call, and with which neighbours a town is large enough: the questions of both doors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.workspace.asking import rules_asked_for
from api.workspace.workspace import Workspace
from graph.errors import InvalidRecord, UnknownId
from graph.said import said
from matching.consortia.completion import Consortium, Wishes, complete
from matching.consortia.grouping import Wanted, groupings
from matching.consortia.nearby import neighbourhood
from matching.rules.judging.outcome import Answer, Together
from matching.types import Language, Query
from matching.words.told import told

#: Degrees of urbanisation: cities, towns and suburbs, rural areas.
DEGREES = ("1", "2", "3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A town in a consortium; `points` of the engine for one that `joins`; whether it may take part itself."""

    id: str
    name: str
    country: str | None
    points: float | None
    joins: bool
    may_take_part: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsortiumFound:
    """One choice: `fit` is the sum of the points of who joins; a better one could be better by `gap` at most, none is
    where it is `proven`. `consortium` is the answer of the rules to all together, `open` are rules left open."""

    members: tuple[Member, ...]
    fit: float
    gap: float
    proven: bool
    consortium: Together
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsortiaFound:
    """The best consortium, then others. Without any, `conflict` says what cannot hold together, and `clauses` which
    rules are among it; `elsewhere` are rules that towns alone do not meet; `looked_at` towns could join."""

    consortia: tuple[ConsortiumFound, ...]
    conflict: tuple[str, ...]
    clauses: tuple[str, ...]
    elsewhere: tuple[str, ...]
    looked_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsortiumAsked:
    """The question: names or ids as they were typed; those that are there first, the one that asks before all."""

    call: str
    named: Sequence[str]
    size: int | None = None
    wanted: Sequence[str] = ()
    excluded: Sequence[str] = ()
    per_country: int | None = None
    need: str | None = None
    on: date
    language: Language = "en"


def consortia(space: Workspace, asked: ConsortiumAsked) -> ConsortiaFound:
    """Who completes the consortium best. Raises InvalidRecord for wishes that contradict each other, UnknownId and
    AmbiguousName for names that nobody, or more than one, has."""
    view = space.view()
    snapshot, book = view.snapshot, rules_asked_for(view.snapshot, asked.call)
    named = _towns(space, asked.named)
    if not named:
        raise InvalidRecord(said("name a call, and the towns that are there"))
    wishes = Wishes(
        named=named,
        wanted=_towns(space, asked.wanted),
        excluded=frozenset(_towns(space, asked.excluded)),
        size=asked.size,
        per_country=asked.per_country,
    )
    if wishes.excluded & {*named, *wishes.wanted}:
        raise InvalidRecord(said("a town cannot be in and left out"))
    if asked.size is not None and asked.size < len(named):
        raise InvalidRecord(said("{count} towns are named already", count=len(named)))
    query = Query(
        town=snapshot.municipalities.ids[named[0]],
        need=asked.need,
        call=book.call.id if book.call else None,
        kinds=("partners",),
        present_partners=True,
        on=asked.on,
        language=asked.language,
    )
    towns, points = view.engine.fits(query)
    fits = dict(zip(towns.tolist(), points.tolist(), strict=True))
    found = complete(snapshot, book, wishes, fits, asked.on)
    return ConsortiaFound(
        consortia=tuple(_consortium(space, one, fits, len(named), asked.language) for one in found.consortia),
        conflict=tuple(told(one, asked.language) for one in found.conflict),
        clauses=found.clauses,
        elsewhere=found.elsewhere,
        looked_at=found.looked_at,
    )


def _towns(space: Workspace, texts: Sequence[str]) -> tuple[int, ...]:
    ids = space.view().snapshot.municipalities.ids
    names = (part.strip() for text in texts for part in text.split(","))
    try:
        return tuple(dict.fromkeys(ids.index(space.names.town(name).id) for name in names if name))
    except UnknownId as error:
        raise InvalidRecord(error.said) from error


def _consortium(
    space: Workspace, one: Consortium, fits: Mapping[int, float], named: int, language: Language
) -> ConsortiumFound:
    table = space.view().snapshot.municipalities
    countries = table.category("country")
    members = tuple(
        Member(
            id=table.ids[town],
            name=table.name(town, language),
            country=countries[town],
            points=None if at < named else round(fits.get(town, 0.0), 3),
            joins=at >= named,
            may_take_part="unknown" if town in one.unsure else "yes",
        )
        for at, town in enumerate(one.towns)
    )
    return ConsortiumFound(
        members=members, fit=one.fit, gap=one.gap, proven=not one.gap, consortium=one.together, open=one.open
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A member of a grouping; `distance_km` is how far it is from the town that asks."""

    id: str
    name: str
    population: float | None
    degurba: str | None
    distance_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupingFound:
    """Neighbours that pass together: their inhabitants, the share of them in the degrees, the distances added up."""

    members: tuple[Neighbour, ...]
    population: float
    share: float
    spread_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupingsFound:
    """The groupings that pass, the fewest members first and of those the nearest.

    Of those with up to `complete_to` members none is missing, and with `proven` none among those asked for; `left_out`
    neighbours are not looked at, for a figure of theirs is not known; `why_none` says why there are none.
    """

    at_least: float
    degurba: tuple[str, ...]
    share: float | None
    neighbours_km: float
    reach_km: float
    groupings: tuple[GroupingFound, ...]
    proven: bool
    complete_to: int
    left_out: int
    why_none: str | None


def groupings_of(
    space: Workspace, town: str, wanted: Wanted, *, km: float, reach: float, top: int, language: Language
) -> GroupingsFound:
    """The groupings of the town (its id) with its neighbours, each step `km` at most, none further than `reach`."""
    table = space.view().snapshot.municipalities
    hood = neighbourhood(space.view().snapshot, table.ids.index(town), km=km, reach=reach)
    found = groupings(hood, wanted, top)

    def member(at: int) -> Neighbour:
        return Neighbour(
            id=table.ids[hood.towns[at]],
            name=table.name(hood.towns[at], language),
            population=hood.sizes[at],
            degurba=hood.degrees[at],
            distance_km=hood.km[at],
        )

    return GroupingsFound(
        at_least=wanted.at_least,
        degurba=wanted.degrees,
        share=wanted.share,
        neighbours_km=km,
        reach_km=reach,
        groupings=tuple(
            GroupingFound(
                members=tuple(member(at) for at in one.members),
                population=one.population,
                share=one.share,
                spread_km=one.spread_km,
            )
            for one in found.groupings
        ),
        proven=found.proven,
        complete_to=found.complete_to,
        left_out=found.left_out,
        why_none=None if found.why_none is None else told(found.why_none, language),
    )
