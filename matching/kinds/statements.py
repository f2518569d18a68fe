"""Evidence as sentences: who takes part in what, with the source of the very row."""

from __future__ import annotations

from datetime import date

import numpy as np

from graph import dates
from graph.arrays import Floats32
from graph.said import Said
from graph.snapshot.frozen import Links, Snapshot
from matching.types import Evidence, Language
from matching.words.taking_part import dated_use, in_network, with_solution
from matching.words.told import told
from matching.words.written import day

#: What nobody has said anything of in so many whole years is told as past.
STALE_YEARS = 5
#: Networks that end by themselves.
PASSING = ("project", "tandem")


def row(links: Links, start: int, end: int) -> int:
    """The first row that says that the one is related to the other."""
    first, last = links.indptr[start : start + 2].tolist()
    return int(first + links.end[first:last].searchsorted(end))


def used_when(snapshot: Snapshot, links: Links, at: int, language: Language) -> Said | None:
    """What the dates of a use say of when it was (`dated_use`), filled; None where it has none."""
    began, seen = (dates.from_code(int(column[at])) for column in (links.since, links.as_of))
    practice = snapshot.tables["Solution"].category("kind")[int(links.end[at])] == "practice"
    when = dated_use(links.status[at], began, seen, practice=practice)
    return None if when is None or began is None else when.fill(day=day(began, language))


def _since(links: Links, at: int, language: Language) -> str | None:
    began = dates.from_code(links.since.item(at))
    return None if began is None else day(began, language)


def _stated(snapshot: Snapshot, links: Links, at: int, text: str) -> Evidence:
    """A row in the given words, with its source and date."""
    start, end = links.start.item(at), links.end.item(at)
    return Evidence(
        text=text,
        source=snapshot.source(links.source.item(at)),
        as_of=dates.from_code(links.as_of.item(at)),
        path=(snapshot.tables[links.start_label].ids[start], snapshot.tables[links.end_label].ids[end]),
    )


def takes_part_no_more(snapshot: Snapshot, links: Links, at: int, on: date) -> bool:
    """Whether a membership is over on the day: by its end or that of its network; of a project, or twins in a
    programme, whose end nobody tells, where it is STALE_YEARS since they were last heard of."""
    network = links.end.item(at)
    table = snapshot.tables["Network"]
    last = dates.from_code(links.until.item(at) or table.date("end").item(network))
    if last is not None:
        return dates.last_day(last) < on
    heard = max(links.since.item(at), links.as_of.item(at), table.date("start").item(network))
    return table.category("kind")[network] in PASSING and is_stale(heard, on)


def used_long_ago(snapshot: Snapshot, links: Links, at: int, on: date) -> bool:
    """Whether a town's use of a solution, or its practice, has ended, or was last heard of STALE_YEARS ago."""
    return links.status[at] == "ended" or is_stale(max(int(links.as_of[at]), int(links.since[at])), on)


def is_stale(heard: int, on: date) -> bool:
    """Whether what was last heard of by then (`graph.dates.to_code`; 0 is not known) is told as past."""
    return 0 < heard < (on.year - STALE_YEARS) * 10_000


def membership(snapshot: Snapshot, town: int, network: int, language: Language, on: date) -> Evidence:
    """That a town is in a network on the day, or was, since when and in which role, as the first source that says so
    has it."""
    links = snapshot.links("MEMBER_OF")
    at = row(links, town, network)
    networks = snapshot.tables["Network"]
    text = in_network(
        snapshot.municipalities.name(town, language),
        networks.name(network, language),
        role=links.role[at],
        since=_since(links, at, language),
        listed=networks.category("admission")[network] == "listed",
        over=takes_part_no_more(snapshot, links, at, on),
    )
    return _stated(snapshot, links, at, told(text, language))


def use(snapshot: Snapshot, town: int, solution: int, language: Language) -> Evidence:
    """That a town uses a solution, or did what a practice says, in which state, by the first source that says so."""
    links, table = snapshot.links("USES"), snapshot.tables["Solution"]
    at = row(links, town, solution)
    text = with_solution(
        snapshot.municipalities.name(town, language),
        table.name(solution, language),
        status=links.status[at],
        when=used_when(snapshot, links, at, language),
        practice=table.category("kind")[solution] == "practice",
    )
    return _stated(snapshot, links, at, told(text, language))


def use_status(snapshot: Snapshot, town: int, solution: int) -> str | None:
    """In which state a town has a solution, by the first source that says so."""
    links = snapshot.links("USES")
    return links.status[row(links, town, solution)]


def use_source(snapshot: Snapshot, town: int, solution: int) -> str:
    """The first source that says that a town has a solution."""
    links = snapshot.links("USES")
    return snapshot.source(links.source.item(row(links, town, solution)))


def use_told(snapshot: Snapshot, town: int, solution: int, language: Language) -> Evidence:
    """What is told of a practice, as the source has it that ties the town to it; of what no more is told, or is no
    practice, that it is tied (`use`)."""
    stated = use(snapshot, town, solution, language)
    table = snapshot.tables["Solution"]
    summary = table.summary(solution, language) if table.category("kind")[solution] == "practice" else None
    if summary is None:
        return stated
    return Evidence(text=summary, source=stated.source, as_of=stated.as_of, path=stated.path)


def statement(snapshot: Snapshot, type: str, start_label: str, start: int, end: int, text: str) -> Evidence:
    """A relation between two nodes in the given words, with the source of its first row."""
    links = snapshot.links(type, start_label)
    return _stated(snapshot, links, row(links, start, end), text)


def topic_names(snapshot: Snapshot, strengths: Floats32, language: Language, most: int = 2) -> str:
    """The labels of the strongest topics, in words: "heat planning, energy management". Fields, which are groups of
    topics, say little: they are named where nothing else is."""
    some = np.flatnonzero(strengths > 0)
    broader = snapshot.links("BROADER", "Topic").start_degrees[some] == 0
    some = some if broader.all() else some[~broader]
    order = some[np.lexsort((some, -strengths[some]))][:most]
    return ", ".join(snapshot.tables["Topic"].name(topic, language) for topic in order.tolist())


def twinning_sources(snapshot: Snapshot, one: int, other: int) -> tuple[str, ...]:
    """Who says that two municipalities are twinned, from whichever side, in the order of the names of the sources."""
    links, rows = snapshot.links("TWINNED_WITH"), twinning_rows(snapshot, one, other)
    return tuple(sorted({snapshot.source(int(links.source[row])) for row in rows}))


def twinning_rows(snapshot: Snapshot, one: int, other: int) -> list[int]:
    """The rows that say that two municipalities are twinned, from whichever side."""
    links = snapshot.links("TWINNED_WITH")
    there, back = links.rows_from(one), links.rows_to(one)
    rows: list[int] = np.concatenate([there[links.end[there] == other], back[links.start[back] == other]]).tolist()
    return rows
