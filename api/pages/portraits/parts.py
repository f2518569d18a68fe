"""What a portrait is made of: details, and parts, which are lists of rows, a page of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from graph import dates
from graph.arrays import Ints32
from graph.said import Said
from graph.snapshot.frozen import Links, Snapshot, Table
from matching.ties import Ties
from matching.types import Language
from matching.words.written import day

#: How many rows of each part the portrait shows, and how many a page of one part.
AT_FIRST, ON_A_PAGE = 8, 50


class Cite(NamedTuple):
    """What a statement rests on."""

    source: str
    as_of: str | None


class Through(NamedTuple):
    """What ties a row to the portrait: a thing with its address, how, and who says so."""

    name: str
    path: str | None
    how: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a part: what it is called, the path of its own page, what is said of it, all in words."""

    name: str
    path: str | None = None
    website: str | None = None
    facts: tuple[str, ...] = ()
    text: str | None = None
    through: tuple[Through, ...] = ()
    more: int = 0
    cites: tuple[Cite, ...] = ()
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What is known of the thing itself: `value` in words, an address it leads to, and what it rests on where that is
    not the source of the record."""

    called: Said
    value: str
    path: str | None = None
    url: str | None = None
    lang: str | None = None
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A list of rows under a heading: `rows` are those shown of the `total`. `empty` is what is said where there are
    none; without it such a part is left out. `countries` are counts to narrow the list by."""

    name: str
    heading: Said
    rows: Sequence[Row]
    total: int
    note: Said | None = None
    empty: Said | None = None
    countries: Mapping[str, int] | None = None

    @property
    def shared(self) -> tuple[Cite, ...]:
        """What all of the rows shown rest on, where that is the same: it is told once above them."""
        first, *others = [row.cites for row in self.rows] or [()]
        return first if others and all(cites == first for cites in others) else ()


class Window(NamedTuple):
    """Which rows are shown: from `first` on, `most` of them."""

    first: int
    most: int

    def of(self, rows: Ints32) -> list[int]:
        """The rows inside the window."""
        return [int(row) for row in rows[self.first : self.first + self.most]]


@dataclass(frozen=True)
class Seen:
    """A node that is portrayed, by its index, to a reader of the language on a day.

    `country` is what lists of towns are narrowed to; empty for all.
    """

    ties: Ties
    label: str
    at: int
    language: Language
    on: date
    country: str = ""

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that all is read from."""
        return self.ties.snapshot

    @cached_property
    def table(self) -> Table:
        """The table of the label."""
        return self.snapshot.tables[self.label]

    @property
    def name(self) -> str:
        """What the node is called in the language."""
        return self.table.name(self.at, self.language)

    def day(self, text: str | None) -> str | None:
        """A date as the language writes it; None stays None."""
        return day(text, self.language) if text else None

    def dated(self, column: str) -> str | None:
        """A date of the record, as ISO 8601."""
        return dates.from_code(int(self.table.date(column)[self.at]))


#: A part of a portrait by its name in the address: it makes the rows of one window only.
Maker = Callable[[Seen, Window], Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrayed:
    """What is said of one node at the top of its portrait. `topics` are (id, name) pairs."""

    name: str
    kind: Said
    summary: str | None
    details: Sequence[Detail]
    cites: tuple[Cite, ...]
    topics: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    unknown: Sequence[str] = ()


def cites_of(snapshot: Snapshot, links: Links, rows: Sequence[int]) -> tuple[Cite, ...]:
    """Who states the rows of `links`, each once."""
    found = (Cite(snapshot.source(int(links.source[r])), dates.from_code(int(links.as_of[r]))) for r in rows)
    return tuple(dict.fromkeys(found))


def rows_between(links: Links, start: int, end: int) -> list[int]:
    """The rows of `links` that lead from the one to the other."""
    return [int(row) for row in links.rows_from(start) if links.end[row] == end]


def source_of(table: Table, at: int) -> Cite:
    """What the record rests on."""
    return Cite(table.text("source")[at] or "", dates.from_code(int(table.date("as_of")[at])))
