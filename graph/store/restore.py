"""Records back from a store without checking them again: they were checked when they were made to be written.

A snapshot reads a million relations; the checks of the ordinary constructor would take most of that time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import TypeVar

from graph.model import NODE_TYPES, Fact, Node, Relation, is_web_address

Record = TypeVar("Record", bound=Node | Relation | Fact)


def from_row(record_type: type[Record]) -> Callable[[Sequence[object]], Record]:
    """A function that makes a record of its values, given in the order of its fields."""
    # A frozen record refuses assignment, the descriptors of its slots do not.
    setters = tuple(getattr(record_type, f.name).__set__ for f in fields(record_type))

    def restore(values: Sequence[object]) -> Record:
        record = object.__new__(record_type)
        for put, value in zip(setters, values, strict=True):
            put(record, value)
        return record

    return restore


def from_properties(record_type: type[Record]) -> Callable[[Mapping[str, object]], Record]:
    """A function that makes a record of what `graph.model.to_properties` left of it; lists become tuples."""
    columns = tuple(
        (getattr(record_type, f.name).__set__, f.name, None if f.default is MISSING else f.default)
        for f in fields(record_type)
    )

    def restore(properties: Mapping[str, object]) -> Record:
        record = object.__new__(record_type)
        for put, name, default in columns:
            value = properties.get(name, default)
            put(record, tuple(value) if isinstance(value, list) else value)
        return record

    return restore


relation_from_row = from_row(Relation)
fact_from_row = from_row(Fact)
_ADDRESS = "https://bad-belzig.de"
_NODE = {label: from_properties(node_type) for label, node_type in NODE_TYPES.items()}


def node_from_properties(label: str, properties: Mapping[str, object]) -> Node:
    """The node of a label of `graph.model.NODE_TYPES`; what an earlier version took for an address, and is none, stays
    behind."""
    wrong = [name for name in NODE_TYPES[label].address_fields if not is_web_address(properties.get(name, _ADDRESS))]
    if wrong:
        properties = {name: value for name, value in properties.items() if name not in wrong}
    return _NODE[label](properties)
