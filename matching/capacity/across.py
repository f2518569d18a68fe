"""The programmes across a town's border: in whose area it lies or may lie, whatever they pay for."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph import dates
from graph.nuts import may_lie_in
from graph.said import Said, said, said_many
from matching.capacity.border import BORDER_KM, Programmes
from matching.capacity.might_pay import CLOSED, has_a_round
from matching.rules.asking.fields import who_gives
from matching.rules.asking.situation import Body
from matching.rules.country_sets import state_of
from matching.rules.judging.places import judge_area
from matching.rules.judging.rules_of import RuleBooks
from matching.rules.rule import Rule
from matching.rules.three_valued import NO
from matching.types import Language, ProgrammeFound
from matching.words.told import told

#: So many are named.
NAMED = 3
_LIES = said("Your town lies in its area.")
_IN_PART = said("Your region is in the area that we have of it; whether all of it is, ask who runs it.")
_MAY = said("Whether your town lies in its area, its region (NUTS 3) settles ({who}).", who=who_gives("nuts3"))
_ITS_CALLS = said_many("Its call: {calls}.", "Its calls: {calls}.")
_ASK = said("We know of no open or coming call of it: ask who runs it.")


def across_the_border(
    books: RuleBooks, programmes: Programmes, town: Body, *, but: Collection[str], language: Language
) -> tuple[ProgrammeFound, ...]:
    """The programmes of two to four countries whose area is told in regions, and which has the town's region in it, or
    may have: then only where a place in another of its countries is near. Those in `but` (ids) are left out, and those
    of which the area of every call lies elsewhere.

    Those in whose area the town's own region is come first, the others by how near the other side is.
    """
    country, nuts = town.country, town.word("nuts3")
    if country is None:
        return ()
    snapshot, own = books.snapshot, state_of(country)
    ids = snapshot.tables["Programme"].ids
    near: Mapping[str, float] | None = None
    found: list[tuple[int, float, str, int]] = []
    for at, codes, parts, joined in programmes.across:
        if own not in joined or ids[at] in but or (nuts is not None and not may_lie_in(nuts, codes)):
            continue
        lies = 0 if nuts is None else _lies(nuts, codes, parts)
        km = 0.0
        if not lies:
            near = programmes.nearest(town) if near is None else near
            km = min((near.get(state, float("inf")) for state in joined - {own}), default=float("inf"))
        if km <= BORDER_KM and not _is_elsewhere(books, at, town):
            found.append((-lies, km, ids[at], at))
    return tuple(_found(books, at, _where(-lies), town, language) for lies, _, _, at in sorted(found)[:NAMED])


def _is_elsewhere(books: RuleBooks, programme: int, town: Body) -> bool:
    """Whether calls of the programme name areas, and the town surely or, as we assume, lies in none of them."""
    calls = books.snapshot.links("UNDER", "Call").starts(programme).tolist()
    areas = [rule for call in calls for rule in _areas(books, call)]
    return bool(areas) and all(judge_area(rule, town).answer == NO for rule in areas)


def _areas(books: RuleBooks, call: int) -> list[Rule]:
    return [r for r in books.of_call(call).own if r.kind == "region_area" and r.operator == "in"]


def _calls_for(books: RuleBooks, programme: int, town: Body) -> list[int]:
    """The calls of the programme that are not closed, and are not for areas in which the town does not lie."""
    snapshot = books.snapshot
    status = snapshot.tables["Call"].category("status")
    calls = snapshot.links("UNDER", "Call").starts(programme).tolist()
    return [
        call
        for call in calls
        if status[call] not in CLOSED and not any(judge_area(rule, town).answer == NO for rule in _areas(books, call))
    ]


def _lies(nuts: str, codes: Collection[str], parts: Collection[str]) -> int:
    """2 for a region that lies in one that belongs to the area as a whole, 1 for one that lies in a part of which no
    more is known, 0 for others."""
    whole = (code for code in codes if code not in parts)
    return 2 if nuts.startswith(tuple(whole)) else int(nuts.startswith(tuple(parts)))


def _where(lies: int) -> Said:
    """What `_lies` says, in words."""
    return {2: _LIES, 1: _IN_PART}.get(lies, _MAY)


def _found(books: RuleBooks, at: int, where: Said, town: Body, language: Language) -> ProgrammeFound:
    table, calls = books.snapshot.tables["Programme"], books.snapshot.tables["Call"]
    named = tuple(calls.name(call, language) for call in _calls_for(books, at, town))[:NAMED]
    parts = [where]
    if named:
        parts.append(_ITS_CALLS.fill(count=len(named), calls="; ".join(named)))
    elif not has_a_round(books.snapshot, at):
        parts.append(_ASK)
    return ProgrammeFound(
        id=table.ids[at],
        name=table.name(at, language),
        why=" ".join(told(part, language) for part in parts),
        source=table.text("area_source")[at] or table.text("source")[at] or "",
        as_of=dates.from_code(int(table.date("as_of")[at])),
        url=table.text("url")[at],
    )
