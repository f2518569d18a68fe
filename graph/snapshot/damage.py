"""Where a store holds what is no record, found when a snapshot cannot be made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from graph.errors import StoreBroken
from graph.model import NODE_TYPES, RELATION_TYPES, Fact, Node, Relation
from graph.said import said
from graph.store.protocol import Store

#: What arises where a value is of another kind than its property: text for a number, a number for a text or a day.
DAMAGE = (ValueError, TypeError, AttributeError, KeyError)


def located(store: Store, error: Exception) -> StoreBroken:
    """The error with the record that it comes from; the records of the store are read again, and checked one by one."""
    for name, id, record in _all(store):
        if why := _wrong(record):
            address = store.address
            return StoreBroken(
                said("{label} {id} in {store} is damaged: {why}", label=name, id=id, store=address, why=why)
            )
    return StoreBroken(
        said(
            "A record in {store} is damaged ({kind}: {why}).",
            store=store.address,
            kind=type(error).__name__,
            why=str(error),
        )
    )


def _all(store: Store) -> Iterator[tuple[str, str, Node | Relation | Fact]]:
    """Every record, with what it is called and which one it is."""
    for label in NODE_TYPES:
        yield from ((label, node.id, node) for node in store.nodes(label))
    for type in RELATION_TYPES:
        yield from ((type, f"{relation.start} – {relation.end}", relation) for relation in store.relations(type))
    yield from (("Fact", f"{fact.subject} {fact.key}", fact) for fact in store.facts())


def _wrong(record: Node | Relation | Fact) -> str | None:
    """What is wrong about a record that a store gave back unchecked; None where it is as it may be."""
    for name, value in asdict(record).items():
        annotation = str(type(record).__dataclass_fields__[name].type)
        if value is None:
            if "None" not in annotation:
                return f"{name} = None"
            continue
        kinds: tuple[type, ...] = (tuple,) if "tuple" in annotation else (str,)
        if "int" in annotation or "float" in annotation:
            kinds = (int, float)
        if not isinstance(value, kinds) or (isinstance(value, tuple) and not all(isinstance(p, str) for p in value)):
            return f"{name} = {value!r}"
    try:
        type(record)(**asdict(record))
    except DAMAGE as error:
        return str(error)
    return None
