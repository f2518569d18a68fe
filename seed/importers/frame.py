"""The frame of all importers: what one is asked, how its reading enters the graph, and how a source is undone.

All that an import says has the source `IMPORTER:NAME`, or `IMPORTER:NAME#PART` where the file itself names who said it.
Importing a source again replaces it. A node that another source has brought is left as it is, so that undoing an import
leaves the graph as if it had never been.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from graph import dates
from graph.errors import RowError, UnknownId
from graph.model import (
    NODE_TYPES,
    PARTNER_KINDS,
    RELATION_TYPES,
    Batch,
    Fact,
    Municipality,
    Node,
    Relation,
    to_properties,
)
from graph.said import said, said_many
from graph.store.name_search import newest_kinds
from graph.store.protocol import Changes, Store
from graph.text import is_damaged, shown
from seed.bodies.counting import COUNTED, counted_for
from seed.bodies.counting import notices as counting_told
from seed.bodies.recognition import Recognition
from seed.files.input_files import InputFile
from seed.files.row_stream import Advance, no_advance
from seed.reading import Reading

_Record = TypeVar("_Record", Node, Relation, Fact)
#: Divides a source from the part of it that said something.
PART = "#"


@dataclass(frozen=True, slots=True)
class Request:
    """What an importer is asked: to read the files, and to say what they say as `source`, as of `as_of`.

    `bodies` recognises names, `store` is only read; `advance` is told how much is done, of how much. With `whole`, a
    person says that the list is whole: what is not in it is not there.
    """

    files: tuple[InputFile, ...]
    source: str
    bodies: Recognition
    store: Store
    as_of: str | None = None
    advance: Advance = no_advance
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of file: `name` is that of the command, `what` a sentence about it, `file` says how to know the file.

    `page` is where the publisher offers the file, `terms` under which; `suffixes` tell such files in a folder or an
    archive. `common_names` are names that the publisher gives to files of every edition: the folder's name tells them
    apart. `wanted` says what the files must hold: table or shape → its columns or keys. `lists_all` is True for a list
    whose gaps say something, if it is whole.
    """

    name: str
    what: str
    file: str
    publisher: str
    page: str
    terms: str
    suffixes: tuple[str, ...]
    read: Callable[[Request], Reading]
    common_names: frozenset[str] = frozenset()
    wanted: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lists_all: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """A source that an importer has brought, and the number of records that rest on it."""

    source: str
    importer: str
    records: int


def wanted(importer: Importer) -> str:
    """What the importer's files must hold: `organization.csv (projectID, …); project.csv (id, …)`."""
    held = importer.wanted.items()
    return "; ".join(f"{table} ({', '.join(columns)})" if columns else table for table, columns in held)


def source_of(importer: Importer, where: str | Path) -> str:
    """The source of what is imported from `where`: the file's or folder's name, or the address without its scheme."""
    if isinstance(where, Path):
        path = Path(shown(str(where.resolve())))
        name = f"{path.parent.name}/{path.name}" if path.name in importer.common_names else path.name
    else:
        name = re.sub(r"^https?://", "", where)
    return f"{importer.name}:{name}".replace(PART, "-")


def imported(store: Store, importers: Collection[str]) -> tuple[Imported, ...]:
    """The sources of the store that one of `importers` (by name) has brought, ordered."""
    records: Counter[str] = Counter()
    for source, count in store.sources().items():
        whole = source.partition(PART)[0]
        if whole.partition(":")[0] in importers:
            records[whole] += count
    return tuple(Imported(source, source.partition(":")[0], records[source]) for source in sorted(records))


def is_part(source: str, whole: str) -> bool:
    """Whether `source` is `whole` or a part of it."""
    return source == whole or source.startswith(whole + PART)


def placed(store: Store, reading: Reading, source: str) -> Reading:
    """The reading as it enters the store as `source`: other sources become its parts, their nodes are left alone.

    What it says of a part of a municipality is told of the municipality, where that is known (`seed.bodies.counting`).
    """
    reading = _storable(reading)
    owners = _owners(store, {node.label for node in reading.batch.nodes})
    nodes = [n for n in reading.batch.nodes if n.id not in owners or is_part(owners[n.id], source)]
    counted = counted_for(reading.batch.relations, *_parts_of_municipalities(store, reading.batch.relations))
    batch = Batch(
        tuple(_said_by(source, nodes)),
        tuple(_said_by(source, counted.relations)),
        tuple(_said_by(source, reading.batch.facts)),
    )
    known = len(reading.batch.nodes) - len(nodes)
    notices = (*reading.notices, *counting_told(counted))
    if known:
        records = said_many("{count:,} record", "{count:,} records", count=known)
        notices = (*notices, said("{records} known from other sources, and left as they are", records=records))
    return replace(reading, batch=batch, notices=notices, replaces=_parts(store, source))


def _storable(reading: Reading) -> Reading:
    """The reading without records that no store can hold, whoever wrote the importer: a dry run tells what a real one
    would. What still refers to them is left out as well."""
    bad = {node.id for node in reading.batch.nodes if _damaged(node)}
    relations = [r for r in reading.batch.relations if not (_damaged(r) or {r.start, r.end} & bad)]
    facts = [fact for fact in reading.batch.facts if not (_damaged(fact) or fact.subject in bad)]
    batch = Batch(tuple(n for n in reading.batch.nodes if n.id not in bad), tuple(relations), tuple(facts))
    lost = len(reading.batch) - len(batch)
    if not lost:
        return reading
    records = said_many("{count:,} record", "{count:,} records", count=lost)
    why = said("{records} cannot be stored: a text in them is damaged; left out", records=records)
    return replace(reading, batch=batch, errors=(*reading.errors, RowError(reading.name, 1, "", "", why)))


def _damaged(record: Node | Relation | Fact) -> bool:
    return any(is_damaged(text) for text in _texts(to_properties(record).values()))


def _texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple | list):
            yield from _texts(value)


def _parts_of_municipalities(store: Store, relations: Iterable[Relation]) -> tuple[dict[str, str], set[str]]:
    """Of the municipalities that the relations are about: those that are a part of another, with its id, and all that
    are no municipality."""
    about = {end for r in relations if r.type in COUNTED for end in (r.start, r.end)}
    if not about:
        return {}, set()
    facts = [fact for fact in store.facts() if fact.subject in about]
    stated = newest_kinds(facts)
    towns = (node for node in store.nodes(Municipality.label) if isinstance(node, Municipality) and node.id in about)
    parts = {town.id for town in towns if stated.get(town.id, town.kind) not in PARTNER_KINDS}
    facts.sort(key=lambda fact: dates.to_code(fact.as_of))
    return {fact.subject: fact.value for fact in facts if fact.key == "part_of" and fact.subject in parts}, parts


def undo(store: Store, source: str, importers: Collection[str]) -> Changes:
    """Take out all that an import said. What others still refer to stays, and is from now on theirs.

    Raises UnknownId where no importer has brought such a source.
    """
    known = [found.source for found in imported(store, importers)]
    if source not in known:
        raise UnknownId("imported source", source, known[:3])
    gone = _parts(store, source)
    return store.write([Batch(tuple(_inherited(store, set(gone))))], remove_sources=gone)


def _parts(store: Store, source: str) -> tuple[str, ...]:
    return tuple(sorted(known for known in store.sources() if is_part(known, source)))


def _owners(store: Store, labels: Iterable[str]) -> dict[str, str]:
    return {node.id: node.source for label in sorted(labels) for node in store.nodes(label)}


def _said_by(source: str, records: Sequence[_Record]) -> Iterator[_Record]:
    for record in records:
        yield record if is_part(record.source, source) else replace(record, source=f"{source}{PART}{record.source}")


def _inherited(store: Store, gone: set[str]) -> Iterator[Node]:
    """The nodes of the sources `gone` that another source refers to, with that source (the first by name)."""
    ours = {node.id: node for label in NODE_TYPES for node in store.nodes(label) if node.source in gone}
    heirs: dict[str, str] = {}
    for ends, heir in _references(store):
        if heir not in gone:
            for id in ends:
                if id in ours:
                    heirs[id] = min(heir, heirs.get(id, heir))
    return (replace(ours[id], source=heir) for id, heir in heirs.items())


def _references(store: Store) -> Iterator[tuple[tuple[str, ...], str]]:
    for type in RELATION_TYPES:
        for relation in store.relations(type):
            yield (relation.start, relation.end), relation.source
    for fact in store.facts():
        yield (fact.subject,), fact.source
