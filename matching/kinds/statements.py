"""Evidence as sentences: who takes part in what, with the source of the very row."""

from __future__ import annotations

import numpy as np

from graph import dates
from graph.arrays import Floats32
from graph.snapshot.frozen import Links, Snapshot
from matching.types import Evidence, Language
from matching.words.taking_part import in_network, with_solution
from matching.words.told import told
from matching.words.written import day


def row(links: Links, start: int, end: int) -> int:
    """The first row that says that the one is related to the other."""
    first, last = links.indptr[start : start + 2].tolist()
    return int(first + links.end[first:last].searchsorted(end))


def _since(links: Links, at: int, language: Language) -> str | None:
    began = dates.from_code(int(links.since[at]))
    return None if began is None else day(began, language)


def _stated(snapshot: Snapshot, links: Links, at: int, text: str) -> Evidence:
    """A row in the given words, with its source and date."""
    start, end = int(links.start[at]), int(links.end[at])
    return Evidence(
        text=text,
        source=snapshot.source(int(links.source[at])),
        as_of=dates.from_code(int(links.as_of[at])),
        path=(snapshot.tables[links.start_label].ids[start], snapshot.tables[links.end_label].ids[end]),
    )


def membership(snapshot: Snapshot, town: int, network: int, language: Language) -> Evidence:
    """That a town is in a network, since when and in which role, as the first source that says so has it."""
    links = snapshot.links("MEMBER_OF")
    at = row(links, town, network)
    networks = snapshot.tables["Network"]
    text = in_network(
        snapshot.municipalities.name(town, language),
        networks.name(network, language),
        role=links.role[at],
        since=_since(links, at, language),
        listed=networks.category("admission")[network] == "listed",
    )
    return _stated(snapshot, links, at, told(text, language))


def use(snapshot: Snapshot, town: int, solution: int, language: Language) -> Evidence:
    """That a town uses a solution, or carried out a practice, in which state, by the first source that says so."""
    links, table = snapshot.links("USES"), snapshot.tables["Solution"]
    at = row(links, town, solution)
    text = with_solution(
        snapshot.municipalities.name(town, language),
        table.name(solution, language),
        status=links.status[at],
        since=_since(links, at, language),
        practice=table.category("kind")[solution] == "practice",
    )
    return _stated(snapshot, links, at, told(text, language))


def statement(snapshot: Snapshot, type: str, start_label: str, start: int, end: int, text: str) -> Evidence:
    """A relation between two nodes in the given words, with the source of its first row."""
    links = snapshot.links(type, start_label)
    return _stated(snapshot, links, row(links, start, end), text)


def topic_names(snapshot: Snapshot, strengths: Floats32, language: Language, most: int = 2) -> str:
    """The labels of the strongest topics, in words: "heat planning, energy management"."""
    order = np.lexsort((np.arange(len(strengths)), -strengths))[:most]
    return ", ".join(snapshot.tables["Topic"].name(int(t), language) for t in order if strengths[t] > 0)


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
