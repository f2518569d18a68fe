"""Load what importers read into a store: one transaction, and a report of what it changed.

`difference` is the dry run: it tells what a load would create, change and remove, and writes nothing.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from graph.errors import RowError
from graph.model import RELATION_TYPES, Batch, Fact, Node, Property, Relation, to_properties
from graph.said import said
from graph.store.protocol import Changes, Store
from seed.reading import Reading, Unresolved

Record = Node | Relation | Fact
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did. `records` counts what was handed to the store, by label or relation type ("Fact" for facts).

    `errors` and `notices` are by the name of the reading; `unresolved` are the names that stayed open; `seconds` is the
    time the store took to write.
    """

    changes: Changes
    records: Mapping[str, int] = field(default_factory=dict)
    errors: Mapping[str, tuple[RowError, ...]] = field(default_factory=dict)
    notices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unresolved: tuple[Unresolved, ...] = ()
    seconds: float = 0.0

    @property
    def rejected(self) -> int:
        """How many values or rows could not be taken, over all readings."""
        return sum(len(errors) for errors in self.errors.values())


def load(
    store: Store,
    readings: Sequence[Reading],
    *,
    remove_sources: Sequence[str] = (),
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Write all readings in one transaction and report it; `progress` is told, in words, what is going on.

    What the sources in `remove_sources`, and those a reading `replaces`, said before is removed in the same
    transaction. Loading the same again changes nothing. Raises DanglingRelation or StoreUnavailable, and then the
    store is as it was.
    """
    batches = [reading.batch for reading in readings]
    if progress is not None:
        for reading in readings:
            counts = {"records": len(reading.batch), "errors": len(reading.errors)}
            progress(said("{reading}: {records:,} records, {errors:,} errors", reading=reading.name, **counts))
        records = sum(map(len, batches))
        progress(said("writing {records:,} records to {store}", records=records, store=store.address))
    replaced = dict.fromkeys([*remove_sources, *(source for reading in readings for source in reading.replaces)])
    began = time.perf_counter()
    changes = store.write(batches, remove_sources=tuple(replaced))
    seconds = time.perf_counter() - began
    return Report(
        changes=changes,
        records=dict(sorted(Counter(_kind(record) for batch in batches for record in batch.records()).items())),
        errors=_by_name((reading.name, reading.errors) for reading in readings),
        notices=_by_name((reading.name, reading.notices) for reading in readings),
        unresolved=tuple(name for reading in readings for name in reading.unresolved),
        seconds=seconds,
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A record that the store holds with other values: `fields` maps each to (old, new), None for not known."""

    record: Record
    fields: Mapping[str, tuple[Property | None, Property | None]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a write would do, record by record, in the order of the batch; `unchanged` counts the rest of the batch.

    `removed` are relations and facts that a replaced source said before and does not say any more. Nodes that
    nothing refers to any longer after a removal are left to the store, and not listed.
    """

    created: tuple[Record, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Relation | Fact, ...] = ()
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed)


def difference(store: Store, batch: Batch, *, remove_sources: Collection[str] = ()) -> Difference:
    """What `store.write([batch], remove_sources=…)` would create, change and remove. Nothing is written.

    Reads all stored records of the labels and relation types that the batch holds; all relations and facts if
    sources are to be removed.
    """
    held = dict(_held(store, batch, everything=bool(remove_sources)))
    created: list[Record] = []
    changed: list[Change] = []
    unchanged = 0
    said = set()
    for record in batch.records():
        said.add(_identity(record))
        old = held.get(_identity(record))
        if old is None:
            created.append(record)
        elif old == record:
            unchanged += 1
        else:
            changed.append(Change(record, _changed_fields(old, record)))
    removed = tuple(
        record
        for identity, record in held.items()
        if identity not in said and record.source in remove_sources and not isinstance(record, Node)
    )
    return Difference(tuple(created), tuple(changed), removed, unchanged)


def _held(store: Store, batch: Batch, *, everything: bool) -> Iterator[tuple[tuple[str, ...], Record]]:
    types = RELATION_TYPES if everything else {relation.type for relation in batch.relations}
    for label in sorted({node.label for node in batch.nodes}):
        yield from ((_identity(node), node) for node in store.nodes(label))
    for type in sorted(types):
        yield from ((_identity(relation), relation) for relation in store.relations(type))
    if everything or batch.facts:
        yield from ((_identity(fact), fact) for fact in store.facts())


def _changed_fields(old: Record, new: Record) -> dict[str, tuple[Property | None, Property | None]]:
    before, after = to_properties(old), to_properties(new)
    names = [*after, *(name for name in before if name not in after)]
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}


def _identity(record: Record) -> tuple[str, ...]:
    return (record.id,) if isinstance(record, Node) else record.identity


def _kind(record: Record) -> str:
    match record:
        case Node():
            return record.label
        case Relation():
            return record.type
        case Fact():
            return "Fact"


def _by_name(pairs: Iterable[tuple[str, tuple[T, ...]]]) -> dict[str, tuple[T, ...]]:
    """Two readings of the same name are told together."""
    together: dict[str, tuple[T, ...]] = {}
    for name, items in pairs:
        if items:
            together[name] = together.get(name, ()) + items
    return together
