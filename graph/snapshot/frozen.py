"""The frozen snapshot: the whole graph as sorted vocabularies, columns and CSR arrays, with a content digest.

Everything that ranks, explains or measures runs on it; it never changes. Both stores give the same snapshot, because
every array is ordered by id before it is frozen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from graph import dates
from graph.arrays import Floats64, Ints32
from graph.legal_forms import WIDE_KINDS
from graph.model import NODE_TYPES, PARTNER_KINDS, Node, node_from_properties, untagged
from graph.said import Named
from graph.snapshot.vocabulary import CategoryColumn, TextColumn, Vocabulary, frozen

Column = TextColumn | CategoryColumn | Ints32 | Floats64
#: Divides the texts of a tuple inside one text column.
UNIT = "\x1f"
#: Earth's mean radius in kilometres (IUGG), for distances on the sphere.
EARTH_RADIUS_KM = 6371.0088
#: So many names of a label are kept decoded at most; then they are decoded anew.
NAMES_KEPT = 20_000


def tagged(texts: str | None) -> Iterator[tuple[str, str]]:
    """The texts of a UNIT-joined column of `text@language` as (text, language) pairs, in their order."""
    yield from map(untagged, texts.split(UNIT) if texts else ())


@dataclass(frozen=True)
class Table:
    """All nodes of one label: `columns` follow the order of `ids`.

    Numbers are float64 with NaN for unknown, dates int32 codes (`graph.dates`) with 0 for unknown.
    """

    label: str
    ids: Vocabulary
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.ids)

    def text(self, name: str) -> TextColumn | CategoryColumn:
        """A column of texts."""
        column = self.columns[name]
        assert isinstance(column, TextColumn | CategoryColumn), name
        return column

    def category(self, name: str) -> CategoryColumn:
        """A column of values out of a small set."""
        column = self.columns[name]
        assert isinstance(column, CategoryColumn), name
        return column

    def number(self, name: str) -> Floats64:
        """A column of numbers, NaN for unknown."""
        column = self.columns[name]
        assert isinstance(column, np.ndarray), name
        return column  # type: ignore[return-value]  # the assert cannot tell mypy the dtype

    def date(self, name: str) -> Ints32:
        """A column of date codes, 0 for unknown."""
        column = self.columns[name]
        assert isinstance(column, np.ndarray), name
        assert column.dtype == np.int32, name
        return column  # type: ignore[return-value]  # as above

    def name(self, index: int, language: str = "en") -> str:
        """The name of the node at `index`: its label in the language (ISO 639-1) where it has one."""
        called = self._names.get((index, language))
        if called is None:
            called = self._in_language("labels", index, language) or self.text("name")[index] or self.ids[index]
            if len(self._names) >= NAMES_KEPT:
                self._names.clear()
            self._names[index, language] = called
        return called

    @cached_property
    def _names(self) -> dict[tuple[int, str], str]:
        """Names that were asked for: an answer asks for the same ones again and again, and each has to be decoded."""
        return {}

    def named(self, index: int) -> Named:
        """The name of the node at `index` with what it is called in other languages, for sentences (`graph.said`)."""
        known = self._named.get(index)
        if known is None:
            labels = {language: label for label, language in self.tagged("labels", index)}
            known = Named(labels.get("en") or self.text("name")[index] or self.ids[index], labels)
            if len(self._named) >= NAMES_KEPT:
                self._named.clear()
            self._named[index] = known
        return known

    @cached_property
    def _named(self) -> dict[int, Named]:
        """As `_names`, of all languages."""
        return {}

    def summary(self, index: int, language: str = "en") -> str | None:
        """What the node at `index` is, in a sentence or two: in the language (ISO 639-1) where it is said in it."""
        if "summary" not in self.columns:
            return None
        return self._in_language("summaries", index, language) or self.text("summary")[index]

    def tagged(self, column: str, index: int) -> Iterator[tuple[str, str]]:
        """The texts of a column of texts tagged with their language, as (text, language) pairs; none without it."""
        if column in self.columns:
            yield from tagged(self.text(column)[index])

    def text_in(self, column: str, others: str, index: int, language: str) -> str | None:
        """What `column` says of the node at `index`: in the language where the column `others` has it in it."""
        return self._in_language(others, index, language) or self.text(column)[index]

    def _in_language(self, column: str, index: int, language: str) -> str | None:
        if column not in self.columns:
            return None
        texts = self.text(column)[index]
        # Names are asked for by the thousand, and most are in few languages: looked at first, taken apart if need be.
        if not texts or f"@{language}" not in texts:
            return None
        return next((text for text, tag in tagged(texts) if tag == language), None)

    def record(self, index: int) -> Node:
        """The node at `index` as the store holds it."""
        properties: dict[str, object] = {"id": self.ids[index]}
        node_type = NODE_TYPES[self.label]
        for name, column in self.columns.items():
            value = column[index]
            annotation = str(node_type.__dataclass_fields__[name].type)
            if isinstance(value, np.int32):
                value = dates.from_code(int(value))
            elif isinstance(value, float):
                value = None if np.isnan(value) else int(value) if "int" in annotation else float(value)
            elif isinstance(value, str) and "tuple" in annotation:
                properties[name] = tuple(value.split(UNIT))
                continue
            if value is not None:
                properties[name] = value
        return node_from_properties(self.label, properties)


@dataclass(frozen=True)
class Links:
    """All relations of one type between two labels, ordered by (start, end, source): one row a statement.

    `start`/`end` are indices into the tables of `start_label`/`end_label`; `indptr` (CSR) cuts the rows by start;
    `by_end` lists the rows ordered by end, cut by `end_indptr`. Two sources that say the same are two rows.
    """

    type: str
    start_label: str
    end_label: str
    start: Ints32
    end: Ints32
    indptr: npt.NDArray[np.int64]
    by_end: Ints32
    end_indptr: npt.NDArray[np.int64]
    since: Ints32
    until: Ints32
    as_of: Ints32
    role: CategoryColumn
    status: CategoryColumn
    weight: Floats64
    evidence: TextColumn
    source: Ints32

    def __len__(self) -> int:
        return len(self.start)

    def rows_from(self, start: int) -> Ints32:
        """The rows that begin at node `start`."""
        return np.arange(self.indptr[start], self.indptr[start + 1], dtype=np.int32)

    def rows_to(self, end: int) -> Ints32:
        """The rows that end at node `end`."""
        return self.by_end[self.end_indptr[end] : self.end_indptr[end + 1]]

    def ends(self, start: int) -> Ints32:
        """The distinct nodes that `start` points to, sorted."""
        return _distinct(self.end[self.indptr[start] : self.indptr[start + 1]])

    def starts(self, end: int) -> Ints32:
        """The distinct nodes that point to `end`, sorted."""
        return _distinct(self.start[self.rows_to(end)])

    @cached_property
    def pairs(self) -> tuple[Ints32, Ints32]:
        """The distinct (start, end) pairs, ordered: what different sources say about one pair counts once."""
        if not len(self):
            return self.start, self.end
        first = np.ones(len(self), dtype=np.bool_)
        first[1:] = (self.start[1:] != self.start[:-1]) | (self.end[1:] != self.end[:-1])
        return self.start[first], self.end[first]

    @cached_property
    def start_degrees(self) -> npt.NDArray[np.int64]:
        """How many distinct ends each start node has."""
        return np.bincount(self.pairs[0], minlength=len(self.indptr) - 1)

    @cached_property
    def end_degrees(self) -> npt.NDArray[np.int64]:
        """How many distinct starts each end node has."""
        return np.bincount(self.pairs[1], minlength=len(self.end_indptr) - 1)


def _distinct(nodes: Ints32) -> Ints32:
    """Sorted nodes, each once; most that are asked for are few, and `numpy.unique` sorts and copies before it looks."""
    if len(nodes) < 2:
        return nodes
    first = np.empty(len(nodes), dtype=np.bool_)
    first[0] = True
    np.not_equal(nodes[1:], nodes[:-1], out=first[1:])
    return nodes[first]


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact in the snapshot: its value, and where it comes from."""

    key: str
    value: str
    source: str
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts, ordered by (subject, key, newest first, source); `subject` indexes the municipalities."""

    subject: Ints32
    key: CategoryColumn
    value: TextColumn
    source: Ints32
    as_of: Ints32


@dataclass(frozen=True)
class Snapshot:
    """The graph at one revision, as of one day (`as_of`, a date code; 0 means all that is known).

    `digest` is the SHA-256 over the content of all arrays: two snapshots with the same digest give the same answers.
    `undated` counts the memberships, uses and twinnings of which nobody says when they began; whether they are in a
    snapshot of a day, `undated_in` says.
    """

    digest: str
    as_of: int
    tables: Mapping[str, Table]
    all_links: Mapping[tuple[str, str, str], Links]
    facts: Facts
    sources: TextColumn
    undated: int = 0
    undated_in: bool = True

    @cached_property
    def municipalities(self) -> Table:
        """The table of municipalities."""
        return self.tables["Municipality"]

    def links(self, type: str, start_label: str = "Municipality", end_label: str | None = None) -> Links:
        """The relations of `type` that begin at `start_label`."""
        return self._links_by_ends[type, start_label, end_label]

    @cached_property
    def _links_by_ends(self) -> Mapping[tuple[str, str, str | None], Links]:
        """The relations by type and both labels; by type and start alone, where the end is None, the first of them."""
        by_ends: dict[tuple[str, str, str | None], Links] = {}
        for (type, start, end), links in self.all_links.items():
            by_ends[type, start, end] = links
            by_ends.setdefault((type, start, None), links)
        return by_ends

    def source(self, code: int) -> str:
        """The source with the code that `Links.source` and `Facts.source` give."""
        return self.sources[code] or ""

    def facts_of(self, municipality: int) -> Iterator[FactRow]:
        """All facts about a municipality, by key, the newest first."""
        first, last = self._fact_rows.item(municipality), self._fact_rows.item(municipality + 1)
        yield from map(self._fact, range(first, last))

    def fact(self, municipality: int, key: str) -> FactRow | None:
        """The newest fact with the key, None where nothing is known."""
        first, last = self._fact_rows.item(municipality), self._fact_rows.item(municipality + 1)
        keys, code = self.facts.key.codes[first:last].tolist(), self.facts.key.code(key)
        return self._fact(first + keys.index(code)) if code in keys else None

    def _fact(self, row: int) -> FactRow:
        facts = self.facts
        return FactRow(
            facts.key[row] or "",
            facts.value[row] or "",
            self.source(facts.source.item(row)),
            dates.from_code(facts.as_of.item(row)),
        )

    @cached_property
    def _fact_rows(self) -> npt.NDArray[np.int64]:
        """Where the facts of each municipality begin, one number more than there are municipalities (CSR)."""
        counts = np.bincount(self.facts.subject, minlength=len(self.municipalities))
        return frozen(np.concatenate([[0], np.cumsum(counts)]))

    @cached_property
    def population(self) -> Floats64:
        """Inhabitants of each municipality: the newest stated fact, else the register's figure; NaN for unknown."""
        population, facts = np.array(self.municipalities.number("population")), self.facts
        rows = np.flatnonzero(facts.key.codes == facts.key.code("population"))
        if len(rows):
            # Facts are ordered by subject, the newest first: the first row of a subject is the one that holds.
            subjects, newest = np.unique(facts.subject[rows], return_index=True)
            population[subjects] = facts.value.encoded(rows[newest]).astype(np.float64)
        population.setflags(write=False)
        return population

    @cached_property
    def partners(self) -> npt.NDArray[np.bool_]:
        """Whether each municipality can be a partner: its kind is in PARTNER_KINDS (no quarter, no settlement).

        The newest stated fact about its kind goes before the register's. Counties and unions of which nothing is known
        but their name and size are none (`silent_bodies`).
        """
        return frozen(self.bodies & ~self.silent_bodies)

    @cached_property
    def bodies(self) -> npt.NDArray[np.bool_]:
        """Whether each municipality is a public body, no quarter and no settlement: its kind is in PARTNER_KINDS. The
        newest stated fact about its kind goes before the register's."""
        return frozen(self._of_kind(PARTNER_KINDS))

    @cached_property
    def silent_bodies(self) -> npt.NDArray[np.bool_]:
        """The counties and unions in no relation but to their region: they can ask, and only their like are told of
        them. A town gains nothing from the hundreds of neighbours made of towns like itself that lists merely name."""
        silent = self.wide_bodies.copy()
        for links in self.all_links.values():
            if links.type != "IN":
                for ends, label in ((links.start, links.start_label), (links.end, links.end_label)):
                    if label == "Municipality":
                        silent[ends] = False
        return frozen(silent)

    @cached_property
    def wide_bodies(self) -> npt.NDArray[np.bool_]:
        """Whether each municipality is made of municipalities: a county, a region or a union."""
        return frozen(self._of_kind(WIDE_KINDS))

    @cached_property
    def homes(self) -> npt.NDArray[np.int64]:
        """The municipality that each place is a part of, as the newest fact says; of all others the place itself."""
        homes = np.arange(len(self.municipalities), dtype=np.int64)
        for part, value in self._newest("part_of"):
            at = self.municipalities.ids.find(value)
            homes[part] = part if at is None else at
        return frozen(homes)

    def in_one_municipality(self, place: int) -> list[int]:
        """The place, and all that are part of the same municipality as it."""
        home = self.homes.item(place)
        return self._parts.get(home, [home])

    @cached_property
    def _parts(self) -> Mapping[int, list[int]]:
        """The places of each municipality that has parts: all whose home it is."""
        parts = np.flatnonzero(self.homes != np.arange(len(self.homes)))
        with_parts = np.unique(self.homes[parts]).tolist()
        found: dict[int, list[int]] = {home: [home] if self.homes[home] == home else [] for home in with_parts}
        for part, home in zip(parts.tolist(), self.homes[parts].tolist(), strict=True):
            found[home].append(part)
        return found

    def _of_kind(self, kinds: frozenset[str]) -> npt.NDArray[np.bool_]:
        kind = self.municipalities.category("kind")
        chosen = np.isin(kind.codes, [kind.code(k) for k in kinds])
        for municipality, value in self._newest("kind"):
            chosen[municipality] = value in kinds
        return chosen

    def _newest(self, key: str) -> Iterator[tuple[int, str]]:
        """The municipalities with a fact of the key, and its value; where there are several, the newest comes last."""
        if len(self.facts.subject):
            rows = np.flatnonzero(self.facts.key.codes == self.facts.key.code(key))
            yield from ((int(self.facts.subject[row]), self.facts.value[int(row)] or "") for row in rows[::-1])

    @cached_property
    def unit_vectors(self) -> npt.NDArray[np.float32]:
        """Places as points on the unit sphere, shape (n, 3); NaN where the place is unknown."""
        points = unit_vectors(self.municipalities.number("lat"), self.municipalities.number("lon"))
        return frozen(np.asfortranarray(points))  # axis by axis: distances are measured to all towns at once

    @cached_property
    def placed(self) -> npt.NDArray[np.bool_]:
        """Whether each municipality's own place is known: neither unknown nor only approximate."""
        approximate = self.municipalities.category("approximate")
        known = ~np.isnan(self.unit_vectors[:, 0]) & (approximate.codes != approximate.code("yes"))
        return frozen(known)

    def distances_km(self, point: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Great-circle distance from a point of the unit sphere to every municipality, in kilometres; NaN if unknown.

        By the chord: 2R·asin(|a−b|/2), which stays exact for neighbours where the arc cosine does not.
        """
        chord = np.zeros(len(self.unit_vectors), dtype=np.float32)  # in one place: new arrays cost more than the sums
        for axis, at in zip(self.unit_vectors.T, point, strict=True):
            apart = axis - at
            chord += np.square(apart, out=apart)
        half = np.sqrt(chord, out=chord)
        half *= np.float32(0.5)
        arc = np.arcsin(np.minimum(half, np.float32(1), out=half), out=half)
        arc *= np.float32(2 * EARTH_RADIUS_KM)
        return arc


def unit_vectors(lat: npt.ArrayLike, lon: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """Places in degrees as points on the unit sphere, shape (..., 3)."""
    phi, lam = np.radians(lat), np.radians(lon)
    points = np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=-1)
    return points.astype(np.float32)


def read_only(mapping: Mapping[str, Column]) -> Mapping[str, Column]:
    """The mapping without a way to change it."""
    return MappingProxyType(dict(mapping))
