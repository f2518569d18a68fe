"""Which nodes a write needs: the ends of its relations and the subjects of its facts, with the labels they may have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.model import RELATION_TYPES, Batch

FACT_SUBJECTS = ("Municipality",)


def needed_nodes(batches: Iterable[Batch]) -> Mapping[tuple[str, ...], set[str]]:
    """Ids that relations and facts of the batches name, grouped by the labels that fit there."""
    needed: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for batch in batches:
        for relation in batch.relations:
            spec = RELATION_TYPES[relation.type]
            needed[spec.starts].add(relation.start)
            needed[spec.ends].add(relation.end)
        for fact in batch.facts:
            needed[FACT_SUBJECTS].add(fact.subject)
    return needed
