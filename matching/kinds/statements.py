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


def row(snapshot: Snapshot, type: str, start: int, end: int, start_label: str = "Municipality") -> int:
    """The first row of `Links` that ties the two."""
    links = snapshot.links(type, start_label)
    first, last = links.indptr[start : start + 2]
    return int(first + np.searchsorted(links.end[first:last], end))


def _since(links: Links, at: int, language: Language) -> str | None:
    began = dates.from_code(int(links.since[at]))
    return None if began is None else day(began, language)


def membership(snapshot: Snapshot, town: int, network: int, language: Language) -> Evidence:
    """That a town is in a network, since when and in which role, as the first source that says so has it."""
    links = snapshot.links("MEMBER_OF")
    at = row(snapshot, "MEMBER_OF", town, network)
    networks, towns = snapshot.tables["Network"], snapshot.municipalities
    return Evidence(
        text=told(
            in_network(
                towns.name(town, language),
                networks.name(network, language),
                role=links.role[at],
                since=_since(links, at, language),
                listed=networks.category("admission")[network] == "listed",
            ),
            language,
        ),
        source=snapshot.source(int(links.source[at])),
        as_of=dates.from_code(int(links.as_of[at])),
        path=(towns.ids[town], networks.ids[network]),
    )


def use(snapshot: Snapshot, town: int, solution: int, language: Language) -> Evidence:
    """That a town uses a solution, in which state, as the first source that says so has it."""
    links = snapshot.links("USES")
    at = row(snapshot, "USES", town, solution)
    solutions, towns = snapshot.tables["Solution"], snapshot.municipalities
    return Evidence(
        text=told(
            with_solution(
                towns.name(town, language),
                solutions.name(solution, language),
                status=links.status[at],
                since=_since(links, at, language),
            ),
            language,
        ),
        source=snapshot.source(int(links.source[at])),
        as_of=dates.from_code(int(links.as_of[at])),
        path=(towns.ids[town], solutions.ids[solution]),
    )


def statement(snapshot: Snapshot, type: str, start_label: str, start: int, end: int, text: str) -> Evidence:
    """A relation between two nodes in the given words, with the source of its first row."""
    links = snapshot.links(type, start_label)
    at = row(snapshot, type, start, end, start_label)
    return Evidence(
        text=text,
        source=snapshot.source(int(links.source[at])),
        as_of=dates.from_code(int(links.as_of[at])),
        path=(snapshot.tables[start_label].ids[start], snapshot.tables[links.end_label].ids[end]),
    )


def topic_names(snapshot: Snapshot, strengths: Floats32, language: Language, most: int = 2) -> str:
    """The labels of the strongest topics, in words: "heat planning, energy management"."""
    order = np.lexsort((np.arange(len(strengths)), -strengths))[:most]
    return ", ".join(snapshot.tables["Topic"].name(int(t), language) for t in order if strengths[t] > 0)
