"""Which nodes a write needs: the ends of its relations and the subjects of its facts, with the labels they may have.

An id has one label, whoever writes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.model import LABELS, RELATION_TYPES, Batch
from graph.said import Said, said

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


def two_labels(id: str, label: str, other: str) -> Said:
    """What is wrong with a record that gives another label to an id."""
    return said(
        "{id} is already a {label}, it cannot be a {other} as well", id=id, label=LABELS[label], other=LABELS[other]
    )
