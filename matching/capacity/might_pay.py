"""Which programmes might pay for a need that no call is about: those that paid for projects on it before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from graph import dates
from graph.arrays import Floats32
from graph.nuts import may_lie_in, nuts_country
from graph.said import said, said_many
from graph.snapshot.frozen import UNIT, Snapshot
from matching.rules.asking.situation import Body
from matching.types import Language, ProgrammeFound
from matching.words.told import told

#: A project is about a topic from this weight on; a topic is wanted from this share of the strongest one on.
ABOUT, CLEARLY = 0.5, 0.5
#: A call of such a status takes no applications any more.
CLOSED = ("closed", "ended")
#: So many programmes are named.
NAMED = 4


def might_pay(
    snapshot: Snapshot, wanted: Floats32, town: Body, *, on: date, language: Language
) -> tuple[ProgrammeFound, ...]:
    """The programmes that paid for most projects and networks on the wanted topics (strengths, shape (topics,)), as far
    as the graph knows, and are not over and not only for regions elsewhere. Whether one pays again, who runs it has to
    say."""
    strongest = float(wanted.max(initial=0))
    if strongest <= 0:
        return ()
    topics = np.flatnonzero(wanted >= CLEARLY * strongest)
    links, paid = snapshot.links("ADDRESSES", "Network"), snapshot.links("FUNDED_BY", "Network")
    about = np.isin(links.end, topics) & (np.nan_to_num(links.weight, nan=1.0) >= ABOUT)
    networks = np.unique(links.start[about])
    table, named, found = snapshot.tables["Programme"], snapshot.tables["Network"], []
    for at in range(len(table)):
        if _is_over(table.text("period")[at], on) or _elsewhere(table.text("area")[at], town):
            continue
        projects = np.intersect1d(paid.starts(at), networks)
        projects = np.array([p for p in projects.tolist() if named.name(p) != table.name(at)], dtype=np.int32)
        if len(projects):
            found.append((-len(projects), table.ids[at], at, projects))
    return tuple(_found(snapshot, at, projects.tolist(), language) for _, _, at, projects in sorted(found)[:NAMED])


def _found(snapshot: Snapshot, at: int, projects: Sequence[int], language: Language) -> ProgrammeFound:
    table, networks = snapshot.tables["Programme"], snapshot.tables["Network"]
    why = said_many(
        "It paid for {count} project on this that we know, such as {example}.",
        "It paid for {count} projects on this that we know, such as {example}.",
    )
    first = projects[0]
    told_why = [told(why.fill(count=len(projects), example=networks.name(first, language)), language)]
    if not has_a_round(snapshot, at):
        told_why.append(told(said("We know of no open or coming call of it: ask who runs it."), language))
    return ProgrammeFound(
        id=table.ids[at],
        name=table.name(at, language),
        why=" ".join(told_why),
        source=networks.text("source")[first] or "",
        as_of=dates.from_code(int(networks.date("as_of")[first])),
        url=table.text("url")[at],
    )


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
