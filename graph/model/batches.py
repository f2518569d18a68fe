"""Records to write together, and records as flat properties, as stores keep them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain

from graph.errors import InvalidRecord
from graph.model.facts import Fact
from graph.model.nodes import NODE_TYPES, Node
from graph.model.relations import Relation
from graph.said import said


@dataclass(frozen=True, slots=True)
class Batch:
    """Records to write together. Order does not matter: nodes go before facts and relations."""

    nodes: Sequence[Node] = ()
    relations: Sequence[Relation] = ()
    facts: Sequence[Fact] = ()

    def records(self) -> Iterator[Node | Relation | Fact]:
        """All of them: nodes, relations, facts."""
        return chain(self.nodes, self.relations, self.facts)

    def __len__(self) -> int:
        return len(self.nodes) + len(self.relations) + len(self.facts)


Property = str | int | float | bool | tuple[str, ...]

_FIELD_NAMES: Mapping[type, tuple[str, ...]] = {
    t: tuple(f.name for f in fields(t)) for t in (*NODE_TYPES.values(), Relation, Fact)
}


def to_properties(record: Node | Relation | Fact) -> dict[str, Property]:
    """The record as flat properties; what is unknown or empty is left out. `from_properties` is the inverse."""
    names = _FIELD_NAMES[type(record)]
    return {n: v for n in names if (v := getattr(record, n)) is not None and v != ()}


def node_from_properties(label: str, properties: Mapping[str, object]) -> Node:
    """The node that `to_properties` flattened; lists become tuples. Raises InvalidRecord for an unknown label."""
    try:
        node_type = NODE_TYPES[label]
    except KeyError:
        raise InvalidRecord(
            said("unknown label {wrong!r}; known are {known}", wrong=label, known=tuple(NODE_TYPES))
        ) from None
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in properties.items()}
    return node_type(**values)  # type: ignore[arg-type]  # those that to_properties wrote
