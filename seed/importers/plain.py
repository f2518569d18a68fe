"""The plain layout: who took part in what, as three or four CSV files in one folder.

`municipalities.csv` (id, name, country, lat, lon, population) · `networks.csv` (id, name, kind, programme, start, end,
keywords, summary, text, lang, url) · `memberships.csv` (municipality, network, role, source) · and, if wanted,
`solutions.csv` (id, name, municipality, since, summary, url): practices, each with the town that it comes from.
Other columns are allowed, and not read. Keywords are divided by semicolons.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from graph.errors import InvalidRecord, PeerpolisError, RowError
from graph.model import (
    NETWORK_KINDS,
    ROLES,
    Batch,
    Municipality,
    Network,
    Node,
    Programme,
    Relation,
    Solution,
    check_id,
)
from graph.names import normal_form
from graph.said import Said, listed, said, said_many
from seed import values
from seed.bodies.countries import country_code
from seed.bodies.mention import Mention, exchanged
from seed.bodies.network_join import NetworkJoin
from seed.bodies.recognition import Recognition
from seed.bodies.town_join import TownJoin
from seed.files.columns import columns_once, known_columns, missing_columns
from seed.files.delimited import read_delimited
from seed.reading import Reading
from seed.values import in_order

#: The columns that each file must have; a cell may be empty.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "municipalities": ("id", "name", "country", "lat", "lon", "population"),
    "networks": ("id", "name", "kind", "programme", "start", "end"),
    "memberships": ("municipality", "network", "role"),
    "solutions": ("id", "name", "municipality"),
}
#: Of two rows that tell one membership, the one with the weightier role is taken.
_WEIGHT = {"lead": 0, "partner": 1, "member": 2}
_TWICE = said("this id stands twice; the first row was taken")
_NOT_SO = re.compile(r"[^a-z0-9]+")

Cells = Mapping[str, str]
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Plain:
    """A folder in the plain layout, read and joined with a register of towns.

    `reading` holds what is new: towns that the register does not have, networks, programmes, memberships, solutions.
    `towns` tells for each town of the folder the id under which the records know it.
    """

    reading: Reading
    towns: Mapping[str, str]


def check_layout(folder: Path) -> None:
    """Raises PeerpolisError where one of the three files that the plain layout needs is missing."""
    for table in ("municipalities.csv", "networks.csv", "memberships.csv"):
        if not (folder / table).is_file():
            raise missing_table(str(folder), table)


def missing_table(where: str, table: str) -> PeerpolisError:
    """One of the tables of the plain layout is not there."""
    return PeerpolisError(
        said(
            "{folder} has no {table}; the plain layout is municipalities.csv, networks.csv and memberships.csv",
            folder=where,
            table=table,
        )
    )


def read_plain(
    folder: Path,
    join: TownJoin,
    *,
    known: NetworkJoin | None = None,
    source: str | None = None,
    bodies: Recognition | None = None,
) -> Plain:
    """The folder's records. `join` knows the register: its towns are found again, never made twice; `known` does the
    same for networks. Where the place does not tell the town, `bodies` recognises its name, as for all importers; a
    town that may be one of several stays open, and is not made a second time.

    Ids that are no ids of the graph (they hold blanks, say) become readable ones with a hash, the same at each reading.
    `source` is that of rows that name none; by default `plain:` and the folder's name. A value that cannot be taken
    becomes a located error and the rest of its row is read; a row without which nothing can be said (no id, a town
    nobody knows) becomes an error as a whole. Raises PeerpolisError where one of the three files is missing.
    """
    check_layout(folder)
    reader = _Reader(folder, join, known or NetworkJoin(), source or f"plain:{folder.name}", bodies)
    reader.read("municipalities", reader.town)
    reader.read("networks", reader.network)
    reader.read("memberships", reader.membership)
    if (folder / "solutions.csv").is_file():
        reader.read("solutions", reader.solution)
    batch = Batch(tuple(reader.nodes.values()), tuple(reader.relations.values()))
    told = (*reader.notices(), *(bodies.notices() if bodies else ()))
    unresolved = bodies.unresolved if bodies else ()
    return Plain(Reading(folder.name, batch, tuple(reader.errors), told, unresolved=unresolved), reader.towns)


def graph_id(text: str, prefix: str) -> str:
    """`text` itself where it is an id of the graph, else a readable one made from it: prefix, words, a hash of it all.

    >>> graph_id("keep:2007 - 2013 Alpine Space|Étoile", "net")
    'keep:2007-2013-alpine-space-etoile-0f80e12f'
    """
    try:
        check_id(text)
    except InvalidRecord:
        own, colon, rest = text.partition(":")
        if not colon or not re.fullmatch("[a-z]+", own):
            own, rest = prefix, text
        words = _NOT_SO.sub("-", normal_form(rest))[:60].strip("-")
        return f"{own}:{words}{'-' if words else ''}{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return text


def programme_id(name: str) -> str:
    """The id of the programme that its publisher calls `name`, the same in all files.

    >>> programme_id("Erasmus+"), programme_id("2014 - 2020 INTERREG VB Alpine Space")
    ('prog:erasmus-plus', 'prog:2014-2020-interreg-vb-alpine-space')
    """
    words = _NOT_SO.sub("-", normal_form(name.replace("+", " plus "))).strip("-")
    return f"prog:{words}" if words else graph_id(f"prog:{name}", "prog")


@dataclass(slots=True)
class _Reader:
    """One folder while it is read."""

    folder: Path
    join: TownJoin
    known: NetworkJoin
    source: str
    bodies: Recognition | None = None
    nodes: dict[str, Node] = field(default_factory=dict)
    relations: dict[tuple[str, str, str, str], Relation] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    towns: dict[str, str] = field(default_factory=dict)
    networks: dict[str, str] = field(default_factory=dict)
    solutions: set[str] = field(default_factory=set)
    joined: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    open: set[str] = field(default_factory=set)
    merged: int = 0
    placed: int = 0
    turned: int = 0
    table: str = ""
    row: int = 0

    def read(self, table: str, take: Callable[[Cells], None]) -> None:
        """Take each row of the table; without a required column the table is not read."""
        self.table, self.row = table, 1
        wanted = REQUIRED[table]

        def named(cells: Sequence[str]) -> int:
            return len({*wanted}.intersection(known_columns(cells, wanted, {})))

        found = read_delimited(self.folder / f"{table}.csv", named)
        self.row = found.head
        self.errors += found.errors
        header = columns_once(f"{table}.csv", known_columns(found.header, wanted, {}), wanted, self.errors, found.head)
        missing = [column for column in wanted if found.header and column not in header]
        if missing:
            self.errors.append(missing_columns(f"{table}.csv", missing, wanted, found.head))
        for row in () if missing else found.rows:
            self.row = row.number
            take(dict(zip(header, row.cells, strict=True)))

    def fault(self, column: str, value: str, why: str) -> None:
        self.errors.append(RowError(f"{self.table}.csv", self.row, column, value, why))

    def notices(self) -> Iterator[str]:
        if self.merged:
            yield said_many(
                "{count} town was found in the register under another id, by its name and what else the row says",
                "{count} towns were found in the register under another id, by their name and what else the row says",
                count=self.merged,
            )
        if self.turned:
            yield said_many(
                "of {count:,} town latitude and longitude were exchanged: its name and place fit so",
                "of {count:,} towns latitude and longitude were exchanged: their names and places fit so",
                count=self.turned,
            )
        if self.new and self.bodies is not None:
            towns = said_many("{count:,} new town", "{count:,} new towns", count=len(self.new))
            yield said("{towns}, which the register does not have: {names}", towns=towns, names=listed(self.new, 5))
        if self.joined:
            networks = said_many("{count:,} network", "{count:,} networks", count=len(self.joined))
            yield said(
                "{networks} known under another id, by name and kind: {names}",
                networks=networks,
                names="; ".join(self.joined),
            )
        if self.placed:
            yield said_many(
                "{count} town without a country is taken to be in that of the nearest town",
                "{count} towns without a country are taken to be in that of the nearest town",
                count=self.placed,
            )

    def town(self, cells: Cells) -> None:
        own = self.own(cells, self.towns, said("the town has no id"))
        if own is None:
            return
        lat, lon = self.degrees(cells, "lat"), self.degrees(cells, "lon")
        if lat is None or lon is None:
            lat = lon = None
        country = country_code(cells["country"])
        if cells["country"] and country is None:
            self.fault("country", cells["country"], said("no country that we know"))
        population = self.count(cells)
        known = self.join.find(own, cells["name"], country, lat, lon)
        if known is None and own not in self.open:
            known = self.recognised(own, Mention(cells["name"], country, lat=lat, lon=lon, population=population))
        if known is not None:
            self.merged += known != own
            self.towns[own] = known
            return
        if own in self.open:
            return
        if country is not None and self.join.find("", cells["name"], None, lat, lon) is not None:
            self.open.add(own)
            self.fault(
                "country", cells["country"], said("the town of this name and place is in another country; not taken")
            )
            return
        if country is None:
            country = self.join.country_at(lat, lon)
            self.placed += country is not None
        if country is None:
            why = said("the town is not in the register, and without its country it is not taken")
            self.fault("country", "", why)
            return
        town = self.made(
            Municipality, graph_id(own, "town"), cells, country=country, lat=lat, lon=lon, population=population
        )
        if town is not None:
            self.towns[own] = town.id
            self.new.append(town.name)
            region = self.join.region(country, lat, lon)
            if region is not None:
                self.relate(Relation(type="IN", start=town.id, end=region, source=self.source))

    def recognised(self, own: str, mention: Mention) -> str | None:
        """The town that the row names; it is noted where that is open. Latitude and longitude may be exchanged."""
        if self.bodies is None or not mention.name:
            return None
        turned = exchanged(mention)
        if turned is not None:
            found = self.join.find("", mention.name, mention.country, turned.lat, turned.lon)
            found = found or (self.bodies.sure(turned) if self.bodies.sure(mention) is None else None)
            if found is not None:
                self.turned += 1
                return found
        id, unsure = self.bodies.look(f"{self.table}.csv", self.row, mention)
        if unsure:
            self.open.add(own)
        return id

    def network(self, cells: Cells) -> None:
        own = self.own(cells, self.networks, said("the network has no id"))
        if own is None:
            return
        kind = cells["kind"].casefold()
        if kind not in NETWORK_KINDS:
            self.fault("kind", cells["kind"], said("not one of {known}: not taken", known=NETWORK_KINDS))
            return
        network = self.made(
            Network,
            graph_id(own, "net"),
            cells,
            kind=kind,
            start=self.day(cells, "start"),
            end=self.day(cells, "end"),
            url=self.read_as(cells, "url", values.address),
            summary=cells.get("summary") or None,
            keywords=tuple(filter(None, (part.strip() for part in cells.get("keywords", "").split(";")))),
            text=cells.get("text") or None,
            lang=cells.get("lang") or None,
        )
        if network is None:
            return
        known = self.known.find(network)
        if known is not network:
            del self.nodes[network.id]  # the graph keeps its own record of it
            self.joined.append(f"{network.name} → {known.id}")
            network = known
        self.networks[own] = network.id
        if cells["programme"]:
            id = programme_id(cells["programme"])
            self.nodes.setdefault(id, Programme(id=id, name=cells["programme"], source=self.source))
            self.relate(Relation(type="FUNDED_BY", start=network.id, end=id, source=network.source))

    def membership(self, cells: Cells) -> None:
        own, into = self.refers(cells, "municipality"), self.refers(cells, "network")
        town, network = self.towns.get(own), self.networks.get(into)
        if own in self.open and network is not None:
            return  # it is told once that this town stays open
        if town is None or network is None:
            column, table = ("municipality", "municipalities") if town is None else ("network", "networks")
            self.fault(column, cells[column], _missing(table))
            return
        role = cells["role"].casefold() or None
        if role is not None and role not in ROLES:
            why = said("not one of {known}; the role was left out", known=tuple(sorted(ROLES)))
            self.fault("role", cells["role"], why)
            role = None
        source = cells.get("source") or self.source
        self.relate(Relation(type="MEMBER_OF", start=town, end=network, role=role, source=source))

    def solution(self, cells: Cells) -> None:
        own = self.own(cells, self.solutions, said("the solution has no id"))
        if own is None:
            return
        since = self.day(cells, "since")
        solution = self.made(
            Solution,
            graph_id(own, "practice"),
            cells,
            kind="practice",
            since=since,
            url=self.read_as(cells, "url", values.address),
            summary=cells.get("summary") or None,
        )
        if solution is not None:
            self.solutions.add(own)
        of = self.refers(cells, "municipality")
        town = self.towns.get(of)
        if of in self.open:
            return  # it is told once that this town stays open
        if town is None:
            self.fault("municipality", cells["municipality"], _missing("municipalities"))
        elif solution is not None:
            self.relate(
                Relation(type="USES", start=town, end=solution.id, status="origin", since=since, source=solution.source)
            )

    def own(self, cells: Cells, before: Collection[str], lacks: Said) -> str | None:
        """The row's own id; None, and an error, where it has none, or one that stands `before`."""
        own = self.refers(cells, "id")
        if not own or own in before:
            self.fault("id", cells["id"], _TWICE if own else lacks)
            return None
        return own

    def refers(self, cells: Cells, column: str) -> str:
        """The id in the column; "", and an error, where a spreadsheet has spoilt it."""
        return self.read_as(cells, column, values.code) or ""

    def made(self, node_type: Callable[..., Any], id: str, cells: Cells, **values: Any) -> Any:
        """The node, kept; None, and an error, where it breaks the vocabulary."""
        source = cells.get("source") or self.source
        if not in_order(values.get("start"), values.get("end")):
            written = f"{values['start']} – {values['end']}"
            self.fault("end", written, said("ends before it begins; both were left out"))
            values |= {"start": None, "end": None}
        try:
            node = node_type(id=id, name=" ".join(cells["name"].split()), source=source, **values)
        except InvalidRecord as error:
            self.fault("id", cells["id"], said("{why}; not taken", why=error.said))
            return None
        self.nodes[id] = node
        return node

    def relate(self, relation: Relation) -> None:
        first = self.relations.setdefault(relation.identity, relation)
        if _WEIGHT.get(relation.role or "", 3) < _WEIGHT.get(first.role or "", 3):
            self.relations[relation.identity] = relation

    def read_as(self, cells: Cells, column: str, read: Callable[[str], _Value | None]) -> _Value | None:
        """The value; None for unknown, and, with an error, for what is none."""
        text = cells.get(column, "")
        try:
            return read(text)
        except InvalidRecord as error:
            self.fault(column, text, said("{why}; left out", why=error.said))
            return None

    def day(self, cells: Cells, column: str) -> str | None:
        return self.read_as(cells, column, values.day)

    def degrees(self, cells: Cells, column: str) -> float | None:
        largest = 90 if column == "lat" else 180
        return self.read_as(cells, column, lambda text: values.degrees(text, largest))

    def count(self, cells: Cells) -> int | None:
        return self.read_as(cells, "population", values.people)


def _missing(table: str) -> Said:
    return said("{table}.csv has no such id, or it was not taken", table=table)
