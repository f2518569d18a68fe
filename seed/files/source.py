"""The sources of Peerpolis: who says it, under which licence, as of when, and how to name them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources

from graph import dates
from graph.errors import PeerpolisError
from graph.said import Said, said

#: The source of every record of the register of towns; `sources.csv` says what it stands for.
GEONAMES = "geonames"
#: The source of what the project itself has judged: the vocabulary, what a network is about, the curated bodies.
OWN = "peerpolis"


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher's work that records rest on. `attribution` is the sentence its licence asks for."""

    id: str
    title: str
    publisher: str
    url: str
    licence: str
    attribution: str
    as_of: str | None = None


def read_sources() -> tuple[Source, ...]:
    """The sources that the bundle rests on (`seed/data/sources.csv`), ordered by id.

    Raises PeerpolisError where the file is damaged: a row without id, title or licence, an id twice, a wrong date.
    """
    text = resources.files("seed").joinpath("data/sources.csv").read_text(encoding="utf-8")
    found: dict[str, Source] = {}
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        source = _source(row)
        if not (source.id and source.title and source.licence) or source.id in found:
            raise PeerpolisError(
                said("seed/data/sources.csv, row {row}: needs an id of its own, a title and a licence", row=number)
            )
        if source.as_of is not None:
            dates.parts(source.as_of)
        found[source.id] = source
    return tuple(found[id] for id in sorted(found))


def bundle_date() -> str:
    """As of when the bundle is that comes along: the day of our own compilation (`sources.csv`)."""
    return next(source.as_of for source in read_sources() if source.id == OWN and source.as_of)


def _source(row: dict[str, str]) -> Source:
    return Source(
        id=row["id"],
        title=_words(row["title"]),
        publisher=_words(row["publisher"]),
        url=row["url"],
        licence=_words(row["licence"]),
        attribution=_words(row["attribution"]),
        as_of=row["as_of"] or None,
    )


def _words(text: str) -> str:
    """A text that each reader is told in a language of their own; `api.book` finds the texts of the table."""
    return Said(text) if text else ""
