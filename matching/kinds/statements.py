"""Evidence as sentences: who takes part in what, with the source of the very row."""

from __future__ import annotations

import numpy as np

from graph import dates
from graph.arrays import Floats32, Ints32
from graph.snapshot.frozen import Links, Snapshot
from matching.ties import Ties
from matching.types import Evidence, Language
from matching.words.taking_part import in_network, with_solution
from matching.words.told import told
from matching.words.written import day


def _row(links: Links, start: int, end: int) -> int:
    """The first row that says that the one is related to the other."""
    first, last = links.indptr[start : start + 2]
    return int(first + np.searchsorted(links.end[first:last], end))


def _since(links: Links, row: int, language: Language) -> str | None:
    began = dates.from_code(int(links.since[row]))
    return None if began is None else day(began, language)


def _stated(snapshot: Snapshot, links: Links, row: int, text: str) -> Evidence:
    """A row in the given words, with its source and date."""
    start, end = int(links.start[row]), int(links.end[row])
    return Evidence(
        text=text,
        source=snapshot.source(int(links.source[row])),
        as_of=dates.from_code(int(links.as_of[row])),
        path=(snapshot.tables[links.start_label].ids[start], snapshot.tables[links.end_label].ids[end]),
    )


def membership(snapshot: Snapshot, town: int, network: int, language: Language) -> Evidence:
    """That a town is in a network, since when and in which role, as the first source that says so has it."""
    links = snapshot.links("MEMBER_OF")
    row = _row(links, town, network)
    text = in_network(
        snapshot.municipalities.name(town, language),
        snapshot.tables["Network"].name(network, language),
        role=links.role[row],
        since=_since(links, row, language),
    )
    return _stated(snapshot, links, row, told(text, language))


def use(snapshot: Snapshot, town: int, solution: int, language: Language) -> Evidence:
    """That a town uses a solution, in which state, as the first source that says so has it."""
    links = snapshot.links("USES")
    row = _row(links, town, solution)
    text = with_solution(
        snapshot.municipalities.name(town, language),
        snapshot.tables["Solution"].name(solution, language),
        status=links.status[row],
        since=_since(links, row, language),
    )
    return _stated(snapshot, links, row, told(text, language))


def statement(snapshot: Snapshot, type: str, start_label: str, start: int, end: int, text: str) -> Evidence:
    """A relation between two nodes in the given words, with the source of its first row."""
    links = snapshot.links(type, start_label)
    return _stated(snapshot, links, _row(links, start, end), text)


def doings(ties: Ties, town: int, topics: Floats32, language: Language, most: int = 2) -> tuple[Evidence, ...]:
    """What a town does on the wanted topics: its solutions and networks that address them best, at most `most`."""
    solutions: Ints32 = ties.uses.things_of(town)
    networks: Ints32 = ties.memberships.things_of(town)
    found = [(float(ties.solution_topics[s] @ topics), 0, int(s)) for s in solutions]
    found += [(float(ties.network_topics[n] @ topics), 1, int(n)) for n in networks]
    found = sorted((f for f in found if f[0] > 0), key=lambda f: (-f[0], f[1], f[2]))[:most]
    make = (use, membership)
    return tuple(make[which](ties.snapshot, town, thing, language) for _, which, thing in found)


def topic_names(snapshot: Snapshot, strengths: Floats32, language: Language, most: int = 2) -> str:
    """The labels of the strongest topics, in words: "heat planning, energy management"."""
    order = np.lexsort((np.arange(len(strengths)), -strengths))[:most]
    return ", ".join(snapshot.tables["Topic"].name(int(t), language) for t in order if strengths[t] > 0)
