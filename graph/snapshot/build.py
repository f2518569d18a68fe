"""Building a snapshot from a store or from records, equal from either store: sort, number, freeze, digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import product

import numpy as np
import numpy.typing as npt

from graph import dates
from graph.arrays import Ints32
from graph.collecting import uncollected
from graph.model import NODE_TYPES, RELATION_TYPES, STANDING_FACTS, Fact, Network, Node, Relation
from graph.snapshot.damage import DAMAGE, located
from graph.snapshot.frozen import UNIT, Column, Facts, Links, Snapshot, Table, read_only
from graph.snapshot.vocabulary import CategoryColumn, TextColumn, Vocabulary, frozen
from graph.store.protocol import Store

#: What ties towns to each other, and so counts for a year only where it is known to have begun.
TIES = ("MEMBER_OF", "USES", "TWINNED_WITH")
#: Text columns with few distinct values: held as codes, so that a filter is one comparison.
_CATEGORIES = frozenset(
    {"country", "kind", "admission", "approximate", "one_per_country", "source", "status", "action_type", "operator"}
    | {"owner_country", "licence"}
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """What ids and names of sources become: the label and index of each node, and the code of each source."""

    place: Mapping[str, tuple[str, int]]
    tables: Mapping[str, Table]
    source: Mapping[str, int]


@uncollected()
def build_snapshot(store: Store, *, as_of: date | None = None, undated: bool = False) -> Snapshot:
    """The snapshot of all that the store holds; see `freeze`. Raises StoreBroken, which names the record, where one of
    them is damaged."""
    nodes = (node for label in NODE_TYPES for node in store.nodes(label))
    relations = (relation for type in RELATION_TYPES for relation in store.relations(type))
    try:
        return freeze(nodes, relations, store.facts(), as_of=as_of, undated=undated)
    except DAMAGE as error:
        raise located(store, error) from error


def freeze(
    nodes: Iterable[Node],
    relations: Iterable[Relation],
    facts: Iterable[Fact] = (),
    *,
    as_of: date | None = None,
    undated: bool = False,
) -> Snapshot:
    """The snapshot of the records, whatever their order; each node and each statement is given once.

    With `as_of`, relations that began after that day or had ended before it are left out. A membership without dates of
    its own began and ended with its network, where the network's dates are known. A tie (TIES) of which it is not known
    when it began is in no year, for it would else be in all; with `undated` it is. Of other relations what has no date
    stays: unknown is not never. Facts stated later than that day are left out as well, but for where a
    place lies and what it is a part of (STANDING_FACTS): those are of the newest list on each day. Raises KeyError for
    a relation or a fact whose node is not among `nodes`.
    """
    by_label: dict[str, list[Node]] = {label: [] for label in NODE_TYPES}
    for node in nodes:
        by_label[node.label].append(node)
    by_type: dict[str, list[Relation]] = {type: [] for type in RELATION_TYPES}
    for relation in relations:
        by_type[relation.type].append(relation)
    tables = {label: table_of(label, by_label[label]) for label in NODE_TYPES}
    spans = {n.id: (n.start, n.end) for n in by_label["Network"] if isinstance(n, Network)}
    place = {id.decode("ascii"): (label, at) for label, t in tables.items() for at, id in enumerate(t.ids.ids)}
    day = dates.to_code(as_of.isoformat()) if as_of else 0
    stated = [f for f in facts if not day or f.key in STANDING_FACTS or dates.to_code(f.as_of) <= day]
    no_date = {id(r) for type in TIES for r in by_type[type] if _span(r, spans)[0] is None}
    kept = {
        type: [r for r in rows if not day or (_holds(r, day, spans) and (undated or id(r) not in no_date))]
        for type, rows in by_type.items()
    }
    source_names = sorted({r.source for rows in kept.values() for r in rows} | {f.source for f in stated})
    numbers = Numbers(place, tables, {name: code for code, name in enumerate(source_names)})
    links: dict[tuple[str, str, str], Links] = {}
    for type, spec in RELATION_TYPES.items():
        for ends in product(spec.starts, spec.ends):
            rows = [r for r in kept[type] if (place[r.start][0], place[r.end][0]) == ends]
            links[type, *ends] = links_of(type, ends, rows, numbers)
    snapshot = Snapshot("", day, tables, links, facts_of(stated, numbers), TextColumn.of(source_names))
    return replace(snapshot, digest=digest_of(snapshot), undated=len(no_date), undated_in=undated or not day)


def _holds(relation: Relation, day: int, spans: Mapping[str, tuple[str | None, str | None]]) -> bool:
    """Whether the relation may hold on the day: not begun later, not ended earlier, as far as dates are known."""
    since, until = _span(relation, spans)
    ended = until is not None and dates.to_code(dates.last_day(until).isoformat()) < day
    return dates.to_code(since) <= day and not ended


def _span(relation: Relation, spans: Mapping[str, tuple[str | None, str | None]]) -> tuple[str | None, str | None]:
    """When the relation began and ended: a membership that does not say so, with its network."""
    if relation.type != "MEMBER_OF":
        return relation.since, relation.until
    start, end = spans[relation.end]
    return relation.since or start, relation.until or end


def table_of(label: str, nodes: Sequence[Node]) -> Table:
    """The nodes of a label, ordered by id."""
    node_type = NODE_TYPES[label]
    nodes = sorted(nodes, key=lambda n: n.id)
    columns: dict[str, Column] = {}
    for field in fields(node_type):
        if field.name == "id":
            continue
        values = [getattr(n, field.name) for n in nodes]
        annotation = str(field.type)
        if field.name in node_type.date_fields:
            columns[field.name] = frozen(np.array([dates.to_code(v) for v in values], dtype=np.int32))
        elif "tuple" in annotation:
            columns[field.name] = TextColumn.of(UNIT.join(v) for v in values)
        elif "int" in annotation or "float" in annotation:
            numbers = np.array([np.nan if v is None else v for v in values], dtype=np.float64)
            columns[field.name] = frozen(numbers)
        elif field.name in _CATEGORIES:
            columns[field.name] = CategoryColumn.of(values)
        else:
            columns[field.name] = TextColumn.of(values)
    return Table(label, Vocabulary.of(n.id for n in nodes), read_only(columns))


def links_of(type: str, ends: tuple[str, str], rows: Sequence[Relation], numbers: Numbers) -> Links:
    """The relations of a type between two labels, ordered and numbered."""
    start = np.array([numbers.place[r.start][1] for r in rows], dtype=np.int32)
    end = np.array([numbers.place[r.end][1] for r in rows], dtype=np.int32)
    source = np.array([numbers.source[r.source] for r in rows], dtype=np.int32)
    # np.lexsort sorts by its last key first; sources are numbered in their own order.
    order = np.lexsort((source, end, start))
    start, end, source = start[order], end[order], source[order]
    rows = [rows[i] for i in order]
    by_end = np.lexsort((start, end)).astype(np.int32)

    def dated(name: str) -> Ints32:
        return frozen(np.array([dates.to_code(getattr(r, name)) for r in rows], dtype=np.int32))

    return Links(
        type=type,
        start_label=ends[0],
        end_label=ends[1],
        start=frozen(start),
        end=frozen(end),
        indptr=indptr_of(start, len(numbers.tables[ends[0]])),
        by_end=frozen(by_end),
        end_indptr=indptr_of(end, len(numbers.tables[ends[1]])),
        since=dated("since"),
        until=dated("until"),
        as_of=dated("as_of"),
        role=CategoryColumn.of([r.role for r in rows]),
        status=CategoryColumn.of([r.status for r in rows]),
        weight=frozen(np.array([np.nan if r.weight is None else r.weight for r in rows], dtype=np.float64)),
        evidence=TextColumn.of(r.evidence for r in rows),
        source=frozen(source),
    )


def facts_of(facts: Iterable[Fact], numbers: Numbers) -> Facts:
    """The facts, ordered and numbered."""
    place, source = numbers.place, numbers.source
    newest = sorted(facts, key=lambda f: (place[f.subject][1], f.key, -dates.to_code(f.as_of), f.source))
    return Facts(
        subject=frozen(np.array([place[f.subject][1] for f in newest], dtype=np.int32)),
        key=CategoryColumn.of([f.key for f in newest]),
        value=TextColumn.of(f.value for f in newest),
        source=frozen(np.array([source[f.source] for f in newest], dtype=np.int32)),
        as_of=frozen(np.array([dates.to_code(f.as_of) for f in newest], dtype=np.int32)),
    )


def indptr_of(indices: Ints32, size: int) -> npt.NDArray[np.int64]:
    """Where the rows of each of `size` nodes begin (CSR), for rows ordered by `indices`; shape (size + 1,)."""
    indptr = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(indices, minlength=size), out=indptr[1:])
    return frozen(indptr)


def named_arrays(snapshot: Snapshot) -> Iterator[tuple[str, npt.NDArray[np.generic]]]:
    """Every array of the snapshot under a stable name, in a stable order; categories follow as text blocks."""
    for label, table in snapshot.tables.items():
        yield f"{label}.id", table.ids.ids
        for name, column in table.columns.items():
            yield from _column_arrays(f"{label}.{name}", column)
    for key, links in sorted(snapshot.all_links.items()):
        for field in fields(Links)[3:]:
            yield from _column_arrays(".".join((*key, field.name)), getattr(links, field.name))
    for field in fields(Facts):
        yield from _column_arrays(f"Fact.{field.name}", getattr(snapshot.facts, field.name))
    yield from _column_arrays("source", snapshot.sources)


def _column_arrays(name: str, column: Column) -> Iterator[tuple[str, npt.NDArray[np.generic]]]:
    if isinstance(column, TextColumn):
        yield f"{name}:block", column.block
        yield f"{name}:offsets", column.offsets
    elif isinstance(column, CategoryColumn):
        values = TextColumn.of(column.values)
        yield f"{name}:codes", column.codes
        yield f"{name}:values-block", values.block
        yield f"{name}:values-offsets", values.offsets
    else:
        yield name, column


def digest_of(snapshot: Snapshot) -> str:
    """SHA-256, in hex, over the name, type, shape and bytes of every array and the day of the snapshot."""
    digest = hashlib.sha256(str(snapshot.as_of).encode())
    for name, array in named_arrays(snapshot):
        digest.update(f"{name}|{array.dtype.str}|{array.shape}|".encode())
        digest.update(np.ascontiguousarray(array).data if array.size else b"")
    return digest.hexdigest()
