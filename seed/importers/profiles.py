"""Profiles: a table in which towns say what they need, offer, use and take part in, and which facts hold of them.

One row a town. Columns (in any order, all but one of the first three optional):
`id`, `lau` or `name` (with `country`, two letters) · `needs`, topics by id or by name in any language of the
vocabulary, divided by `;` or `|`, each with a priority from 1 (high) to 3 if wanted: `heat planning:1; cycling` ·
`offers`, topics · `solutions`, by id or name, with a status if known: `adhocracy+:pilot` · `networks`, by id or name,
with a role if known: `net:eurocities:member` · and a column for each fact of `graph.model.FACT_KEYS`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from graph.errors import InvalidRecord, RowError
from graph.model import FACT_KEYS, ROLES, STATUSES, Batch, Fact, Relation
from graph.said import said, said_as
from seed.bodies.countries import country_code
from seed.bodies.known_names import KnownNames, NamedThings
from seed.files.delimited import Row, Table, read_delimited, ungarbled
from seed.importers.fact_values import divided, fact_value
from seed.reading import Reading
from seed.values import is_unknown

#: What a priority weighs in NEEDS.
PRIORITIES: Mapping[str, float] = {"1": 1.0, "2": 0.66, "3": 0.33}
TOWN_COLUMNS = ("id", "lau", "name", "country")
LIST_COLUMNS = ("needs", "offers", "solutions", "networks")
COLUMNS: tuple[str, ...] = tuple(dict.fromkeys((*TOWN_COLUMNS, *LIST_COLUMNS, *FACT_KEYS)))
#: Headers that German-speaking towns write.
_GERMAN = {
    **{"gemeinde": "name", "stadt": "name", "kommune": "name", "ort": "name", "land": "country", "staat": "country"},
    **{"bedarf": "needs", "bedarfe": "needs", "angebote": "offers", "lösungen": "solutions", "netzwerke": "networks"},
    **{"einwohner": "population", "sprachen": "languages", "ags": "lau"},
}


def source_of(path: Path) -> str:
    """The source of all that the file says; importing a file of the same name replaces it."""
    return f"profiles:{path.name}"


def read_profiles(path: Path, known: KnownNames, *, as_of: str | None = None) -> Reading:
    """The relations and facts of the profiles at `path`, all with the source `source_of(path)`.

    `known` resolves the towns, topics, networks and solutions. A value that cannot be taken becomes one error with its
    row and column, and the rest of its row is read; so does a row whose town cannot be told, or stands in the table
    already, and then the row is left out. A column that profiles do not have is an error in the row of the
    columns' names. Raises OSError if there is no such file.
    """
    table = read_delimited(path, _named)
    profiles = _Profiles(path.name, known, source_of(path), as_of, list(table.errors))
    columns = _columns(profiles, table)
    if columns:
        for row in table.rows:
            profiles.add({column: row.cells[at] for column, at in columns.items()}, row)
    batch = Batch((), tuple(profiles.relations.values()), tuple(profiles.facts))
    errors = tuple(sorted(profiles.errors, key=lambda error: error.row))
    return Reading(path.name, batch, errors, replaces=(profiles.source,))


def _column(header: str) -> str:
    """The column that the header means, whatever its capitals, or its German name."""
    written = re.sub(r"[\s-]+", "_", header.strip().casefold())
    return _GERMAN.get(written, written)


def _named(header: Sequence[str]) -> int:
    """How many columns of profiles the row names."""
    return len({*COLUMNS}.intersection(map(_column, header)))


def _columns(profiles: _Profiles, table: Table) -> dict[str, int]:
    """Column → its place in the row; empty if no column tells the town."""
    columns: dict[str, int] = {}
    for at, header in enumerate(table.header):
        column = _column(header)
        if not header:
            if any(row.cells[at] for row in table.rows):
                profiles.fault(table.head, "", "", said("column {number} has no name, but values", number=at + 1))
        elif column not in COLUMNS:
            near = difflib.get_close_matches(column, [*COLUMNS, *_GERMAN], n=1, cutoff=0.6)
            hint = said("; known are {known}", known=COLUMNS)
            if near:
                hint = said("; did you mean {near!r}?", near=_GERMAN.get(near[0], near[0]))
            why = said("profiles have no such column, and it was not read{hint}", hint=hint)
            profiles.fault(table.head, header, header, why)
        elif column in columns:
            profiles.fault(table.head, header, header, said("this column is there twice; the first was read"))
        else:
            columns[column] = at
    if table.header and not columns.keys() & {"id", "lau", "name"}:
        why = said("no column tells the town; add 'name' and 'country', or 'id', or 'lau'")
        profiles.fault(table.head, "", "", why)
        return {}
    return columns


@dataclass(slots=True)
class _Profiles:
    """The profiles of one file while they are read."""

    file: str
    known: KnownNames
    source: str
    as_of: str | None
    errors: list[RowError]
    relations: dict[tuple[str, str, str, str], Relation] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    def fault(self, row: int, column: str, value: str, why: str) -> None:
        if (meant := ungarbled(value)) != value:
            why = said(
                "the letters are garbled, probably {meant!r} was meant; export the table anew as UTF-8", meant=meant
            )
        self.errors.append(RowError(self.file, row, column, value, why))

    def add(self, cells: Mapping[str, str], row: Row) -> None:
        """Take all that a row says, or tell why not."""
        country = self._country(cells, row)
        town = self._town(cells, country, row) if country is not None else None
        if town is None:
            return
        for column in LIST_COLUMNS:
            for item in divided(cells.get(column, "")):
                self._list_item(town, column, item, row)
        for key in FACT_KEYS:
            text = cells.get(key, "")
            try:
                value = fact_value(key, text, country=country or "")
                if value is not None:
                    self.facts.append(Fact(subject=town, key=key, value=value, source=self.source, as_of=self.as_of))
            except InvalidRecord as error:
                self.fault(row.number, key, text, error.said)

    def _country(self, cells: Mapping[str, str], row: Row) -> str | None:
        """The code of the country, "" where the table has none, None where it is wrong."""
        text = cells.get("country", "")
        code = country_code(text)
        if text and code is None:
            why = said("no country that we know; write the two-letter code, as DE; the row was not read")
            self.fault(row.number, "country", text, why)
            return None
        return code or ""

    def _town(self, cells: Mapping[str, str], country: str, row: Row) -> str | None:
        given = {column: cells.get(column, "") for column in ("id", "lau", "name")}
        column = next((column for column, text in given.items() if not is_unknown(text)), None)
        if column is None:
            self.fault(row.number, "name", "", said("the row names no town, and was not read"))
            return None
        try:
            lau = fact_value("lau", given["lau"], country=country) or ""
        except InvalidRecord:
            lau = ""  # told as the fact's error, if another column tells the town
        if column == "lau" and given["name"] and lau not in self.known.laus:
            column = "name"
        try:
            id = given["id"] if column == "id" else ""
            town = self.known.town(id=id, lau=lau or given["lau"], name=given["name"], country=country)
        except InvalidRecord as error:
            self.fault(row.number, column, given[column], said("{why}; the row was not read", why=error.said))
            return None
        if town in self.rows:
            why = said(
                "this town stands in row {row} already; put both into one row; this one was not read",
                row=self.rows[town],
            )
            self.fault(row.number, column, given[column], why)
            return None
        self.rows[town] = row.number
        return town

    def _list_item(self, town: str, column: str, item: str, row: Row) -> None:
        relate = partial(Relation, start=town, source=self.source, as_of=self.as_of)
        try:
            match column:
                case "needs":
                    end, priority = _split(self.known.topics, item, PRIORITIES, said_as("of a profile", "priority"))
                    weight = None if priority is None else PRIORITIES[priority]
                    relation = relate(type="NEEDS", end=end, weight=weight)
                case "offers":
                    relation = relate(type="OFFERS", end=self.known.topics.id_of(item))
                case "solutions":
                    end, status = _split(self.known.solutions, item, STATUSES, said_as("of a profile", "status"))
                    relation = relate(type="USES", end=end, status=status)
                case _:
                    end, role = _split(self.known.networks, item, ROLES, said_as("of a profile", "role"))
                    relation = relate(type="MEMBER_OF", end=end, role=role)
        except InvalidRecord as error:
            self.fault(row.number, column, item, error.said)
            return
        first = self.relations.setdefault(relation.identity, relation)
        if first != relation:
            self.fault(row.number, column, item, said("is there twice, and not the same; the first was taken"))


def _split(
    things: NamedThings, item: str, words: Mapping[str, float] | frozenset[str], what: str
) -> tuple[str, str | None]:
    """The id of `item`, and the word after its last colon if there is one: `heat planning:1`, `net:eurocities:lead`.

    Raises InvalidRecord where neither the whole nor the part before the colon is known, or the word is none of `words`.
    """
    name, colon, word = (part.strip() for part in item.rpartition(":"))
    if not colon:
        return things.id_of(item), None
    if word.casefold() in words:
        return things.id_of(name), word.casefold()
    try:
        return things.id_of(item), None
    except InvalidRecord as whole:
        try:
            things.id_of(name)
        except InvalidRecord:
            raise whole from None
        known = {"wrong": word, "what": what, "known": tuple(sorted(words))}
        raise InvalidRecord(said("{wrong!r} is not a {what}; write one of {known}", **known)) from None
