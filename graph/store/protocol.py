"""The protocol that both stores follow. A store holds the truth and ranks nothing.

`tests/graph/store_contract.py` is the specification: one test class, run on SQLite and on Neo4j.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from graph.model import Batch, Fact, Municipality, Node, Relation
from graph.store.written import Since

Direction = Literal["out", "in", "both"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write changed: records that came, changed, went; `unchanged` were there already, to the letter."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A municipality found by a name: `name` matched; `score` is 1.0 for the very name, less for typing errors."""

    municipality: Municipality
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How many nodes by label, relations by type and facts the store holds."""

    nodes: Mapping[str, int] = field(default_factory=dict)
    relations: Mapping[str, int] = field(default_factory=dict)
    facts: int = 0


@dataclass(frozen=True, slots=True)
class Embedding:
    """A node's text as a vector: `text_hash` tells whether the text has changed since."""

    id: str
    text_hash: str
    vector: npt.NDArray[np.float32]


class Store(Protocol):
    """A graph store. All methods raise StoreUnavailable, within seconds, when the store does not answer."""

    @property
    def address(self) -> str:
        """Where the store is, without a password."""
        ...

    @property
    def identity(self) -> str:
        """A random id given to this graph when it was created; with `revision` it names a state of the graph."""
        ...

    def write(self, batches: Sequence[Batch], *, remove_sources: Sequence[str] = ()) -> Changes:
        """Upsert all batches in one transaction: all or nothing. The same records again change nothing.

        First everything stated by `remove_sources` (relations, facts, nodes no longer referred to) is removed, so that
        a source can be replaced or undone in the same transaction. Raises DanglingRelation if an end of a relation or
        the subject of a fact is neither stored nor in `batches`, or has a label the relation type does not join.
        The revision grows by one if, and only if, something changed.
        """
        ...

    def nodes(self, label: str) -> Iterator[Node]:
        """All nodes with the label, ordered by id."""
        ...

    def relations(self, type: str) -> Iterator[Relation]:
        """All relations of the type, ordered by (start, end, source)."""
        ...

    def facts(self) -> Iterator[Fact]:
        """All facts, ordered by (subject, key, source)."""
        ...

    def get(self, id: str) -> Node | None:
        """The node with the id, None where there is none."""
        ...

    def facts_of(self, id: str) -> Sequence[Fact]:
        """The facts about one municipality, ordered by (key, source)."""
        ...

    def neighbours(
        self, id: str, type: str | None = None, direction: Direction = "both"
    ) -> Sequence[tuple[Relation, Node]]:
        """The relations at a node with the node at their other end, ordered by (type, start, end, source)."""
        ...

    def search(self, name: str, *, country: str | None = None, limit: int = 10) -> Sequence[NameMatch]:
        """Municipalities by name: accents, case, alternate names and typing errors forgiven; see `graph.names`.

        Where nobody bears the name as it stands, its words of office, postcode, abbreviations and second names are
        understood (`graph.readings`): who is meant so scores 1 as well. Best score first, then, of a name with letters
        such as ü, those who spell it so, partner kinds before quarters, larger population, id. A municipality's kind
        is the one that the newest fact states, else that of its record.
        """
        ...

    def counts(self) -> Counts:
        """How much the store holds."""
        ...

    def revision(self) -> int:
        """Grows by one with each write that changed something; 0 for an empty store."""
        ...

    def since(self, revision: int) -> Since | None:
        """All records that may be otherwise than at an earlier revision, as they are now; None where that is not known
        any more (`graph.store.written`), and the whole graph has to be read."""
        ...

    def sources(self) -> Mapping[str, int]:
        """Each source with the number of records that rest on it."""
        ...

    def write_embeddings(self, model: str, embeddings: Sequence[Embedding]) -> None:
        """Keep the vectors of a model for nodes; replaces those of the same id. Does not change the revision."""
        ...

    def embeddings(self, model: str) -> Iterator[Embedding]:
        """The vectors kept for a model, ordered by id."""
        ...

    def close(self) -> None:
        """Give back connections; the store must not be used afterwards. Closing twice is allowed."""
        ...
