"""Which programmes might pay for a need that no call pays for: those that say so, and those that paid for projects on
it before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

import numpy as np

from graph import dates
from graph.arrays import Floats32
from graph.nuts import may_lie_in, nuts_country
from graph.said import said, said_many
from graph.snapshot.frozen import UNIT, Snapshot
from matching.asker import CLEARLY_ADDRESSED
from matching.kinds.items import TEXT_NEAR
from matching.rules.asking.situation import Body
from matching.types import Language, ProgrammeFound
from matching.words.paying import NO_PROJECT, builds
from matching.words.told import told

#: A project is about a topic from this weight on; a topic is wanted from this share of the strongest one on.
ABOUT, CLEARLY = 0.5, 0.5
#: A call of such a status takes no applications any more.
CLOSED = ("closed", "ended")
#: So many programmes are named.
NAMED = 4
#: The place of a programme among those that are named: its own country or region pays, Europe pays, it paid before.
_OWN, _EUROPE, _BEFORE = range(3)
#: An area of so many countries is that of no state and its neighbours.
_WIDE = 5


def might_pay(
    snapshot: Snapshot,
    wanted: Floats32,
    town: Body,
    *,
    leading: Sequence[int] = (),
    but: Collection[str] = (),
    to_build: bool = False,
    on: date,
    language: Language,
    near: Floats32 | None = None,
) -> tuple[ProgrammeFound, ...]:
    """The programmes that pay for projects on what leads the need (`leading`, topics) or is clearly `wanted`
    (strengths, shape (topics,)), by what they say of themselves, those of the town's own country first; then those that
    paid for most projects and networks on it, as far as the graph knows. None that are over, only for regions
    elsewhere, or among `but` (ids); of who wants `to_build`, none that are not known to pay for building. With `near`
    (cosines, shape (networks,)) projects count only whose text comes near to the need: towns with buildings of
    dictators are no empty shops. Whether one pays, who runs it has to say."""
    strongest = float(wanted.max(initial=0))
    if strongest <= 0:
        return ()
    topics = np.flatnonzero(wanted >= CLEARLY * strongest)
    links, paid = snapshot.links("ADDRESSES", "Network"), snapshot.links("FUNDED_BY", "Network")
    about = np.isin(links.end, topics) & (np.nan_to_num(links.weight, nan=1.0) >= ABOUT)
    networks = np.unique(links.start[about])
    if near is not None:
        networks = networks[near[networks] >= TEXT_NEAR]
    says_so = _on_topic(snapshot, [*leading, *topics.tolist()])
    table, named = snapshot.tables["Programme"], snapshot.tables["Network"]
    found: list[tuple[tuple[int, float, str], int, list[int]]] = []
    for at in range(len(table)):
        area, kinds = table.text("area")[at], frozenset((table.text("pays")[at] or "").split(UNIT)) - {""}
        if table.ids[at] in but or _is_over(table.text("period")[at], on) or _elsewhere(area, town):
            continue
        if to_build and not builds(kinds):
            continue
        own = bool(area) and len({code[:2] for code in (area or "").split(UNIT)}) < _WIDE
        if at in says_so and not kinds <= NO_PROJECT:
            found.append(((_OWN if own else _EUROPE, -says_so[at], table.ids[at]), at, []))
            continue
        projects = [p for p in np.intersect1d(paid.starts(at), networks).tolist() if named.name(p) != table.name(at)]
        if projects:
            found.append(((_BEFORE, float(-len(projects)), table.ids[at]), at, projects))
    return tuple(_found(snapshot, at, projects, language) for _, at, projects in sorted(found)[:NAMED])


def _on_topic(snapshot: Snapshot, leading: Sequence[int]) -> dict[int, float]:
    """The programmes that clearly address one of the topics, with how much."""
    links = snapshot.links("ADDRESSES", "Programme")
    weight = np.nan_to_num(links.weight, nan=1.0)
    rows = np.flatnonzero(np.isin(links.end, leading) & (weight >= CLEARLY_ADDRESSED))
    strongest: dict[int, float] = {}
    for row in rows.tolist():
        at = int(links.start[row])
        strongest[at] = max(strongest.get(at, 0.0), float(weight[row]))
    return strongest


def _found(snapshot: Snapshot, at: int, projects: Sequence[int], language: Language) -> ProgrammeFound:
    table, networks = snapshot.tables["Programme"], snapshot.tables["Network"]
    told_why = list(_why(snapshot, at, projects, language))
    if not has_a_round(snapshot, at):
        told_why.append(told(said("We know of no open or coming call of it: ask who runs it."), language))
    source, as_of = table.text("source")[at], None
    if projects:
        source, as_of = networks.text("source")[projects[0]], dates.from_code(int(networks.date("as_of")[projects[0]]))
    return ProgrammeFound(
        id=table.ids[at],
        name=table.name(at, language),
        why=" ".join(told_why),
        source=source or "",
        as_of=as_of,
        url=table.text("url")[at],
    )


def _why(snapshot: Snapshot, at: int, projects: Sequence[int], language: Language) -> Iterator[str]:
    """What it paid for, or, of one that says what it pays for, that."""
    if projects:
        why = said_many(
            "It paid for {count} project on this that we know, such as {example}.",
            "It paid for {count} projects on this that we know, such as {example}.",
        )
        example = snapshot.tables["Network"].name(projects[0], language)
        yield told(why.fill(count=len(projects), example=example), language)
    elif (summary := snapshot.tables["Programme"].summary(at, language)) is not None:
        yield summary


def has_a_round(snapshot: Snapshot, programme: int) -> bool:
    """Whether a call of the programme is known that is not closed."""
    calls, programmes = snapshot.links("UNDER", "Call").pairs
    status = snapshot.tables["Call"].category("status")
    return any(status[int(call)] not in CLOSED for call in calls[programmes == programme])


def _is_over(period: str | None, on: date) -> bool:
    last = (period or "").rpartition("-")[2]
    return last.isdigit() and int(last) < on.year


def _elsewhere(area: str | None, town: Body) -> bool:
    code = town.word("nuts3") or nuts_country(town.country or "")
    return bool(area) and bool(code) and not may_lie_in(code, (area or "").split(UNIT))
