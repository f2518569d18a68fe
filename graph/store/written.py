"""Which records each of the last writes touched: who knows the graph of an earlier revision reads only these again.

A write keeps the keys of all that it brought, changed or not, and of all that it removed. One that touched more than
KEYS keeps none, and so leaves a gap: then the whole graph is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson

from graph.model import Batch, Fact, Node, Relation

RelationKey = tuple[str, str, str, str]
FactKey = tuple[str, str, str]
#: As many keys are kept of one write, and the keys of as many writes.
KEYS, WRITES = 10_000, 30


@dataclass(frozen=True, slots=True)
class Keys:
    """Ids of nodes, and the identities of relations (type, start, end, source) and facts (subject, key, source)."""

    nodes: frozenset[str] = frozenset()
    relations: frozenset[RelationKey] = frozenset()
    facts: frozenset[FactKey] = frozenset()

    @classmethod
    def of(cls, batches: Iterable[Batch]) -> Keys:
        """The keys of all records of the batches."""
        batches = tuple(batches)
        return cls(
            frozenset(n.id for b in batches for n in b.nodes),
            frozenset(r.identity for b in batches for r in b.relations),
            frozenset(f.identity for b in batches for f in b.facts),
        )

    def __len__(self) -> int:
        return len(self.nodes) + len(self.relations) + len(self.facts)

    def __or__(self, other: Keys) -> Keys:
        return Keys(self.nodes | other.nodes, self.relations | other.relations, self.facts | other.facts)

    def to_json(self) -> str:
        """The keys as a store keeps them."""
        parts = {"nodes": sorted(self.nodes), "relations": sorted(self.relations), "facts": sorted(self.facts)}
        return orjson.dumps(parts).decode()

    @classmethod
    def from_json(cls, text: str) -> Keys:
        """The inverse of `to_json`."""
        kept = orjson.loads(text)
        relations, facts = ((tuple(key) for key in kept[part]) for part in ("relations", "facts"))
        return cls(frozenset(kept["nodes"]), frozenset(relations), frozenset(facts))


@dataclass(frozen=True, slots=True)
class Since:
    """All that may be otherwise than at an earlier revision: each key with its record as it is now, None where there
    is none any more. `revision` is the least that these records belong to."""

    revision: int
    nodes: Mapping[str, Node | None]
    relations: Mapping[RelationKey, Relation | None]
    facts: Mapping[FactKey, Fact | None]


def few(batches: Iterable[Batch]) -> bool:
    """Whether the batches are so small that their keys are kept."""
    return sum(len(b.nodes) + len(b.relations) + len(b.facts) for b in batches) <= KEYS


def together(kept: Mapping[int, str], earlier: int, now: int) -> Keys | None:
    """The keys of all writes after the revision `earlier` up to `now`, out of the kept ones by revision; None where one
    of them is not kept, or the graph has gone back."""
    if earlier > now:
        return None
    touched = Keys()
    for revision in range(earlier + 1, now + 1):
        if revision not in kept:
            return None
        touched |= Keys.from_json(kept[revision])
    return touched
