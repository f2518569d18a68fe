"""The truth in three dictionaries: just what building a snapshot reads, for tests that need no database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from graph.model import Batch, Fact, Node, Relation
from graph.snapshot.build import build_snapshot
from graph.snapshot.frozen import Snapshot
from graph.store.protocol import Store


class MemoryStore:
    """Holds what it is given, and gives it back in the order that the protocol promises."""

    identity = "memory"

    def __init__(self, *batches: Batch) -> None:
        self._nodes = {n.id: n for b in batches for n in b.nodes}
        self._relations = {r.identity: r for b in batches for r in b.relations}
        self._facts = {f.identity: f for b in batches for f in b.facts}

    def nodes(self, label: str) -> Iterator[Node]:
        return iter(sorted((n for n in self._nodes.values() if n.label == label), key=lambda n: n.id))

    def relations(self, type: str) -> Iterator[Relation]:
        return iter([self._relations[key] for key in sorted(self._relations) if key[0] == type])

    def facts(self) -> Iterator[Fact]:
        return iter([self._facts[key] for key in sorted(self._facts)])

    def revision(self) -> int:
        return 1


def snapshot_of(*batches: Batch, as_of: date | None = None, undated: bool = False) -> Snapshot:
    """The snapshot of the batches together."""
    return build_snapshot(cast(Store, MemoryStore(*batches)), as_of=as_of, undated=undated)
