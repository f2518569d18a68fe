"""Whom a statement about a part of a municipality counts for: the municipality, where it is known for sure.

A quarter that is named as the member of a network, the user of a solution or a twin town has no council of its own that
one could write to. Where its municipality is not known for sure, the statement stays with the place, and counts for
nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from graph.model import Relation
from graph.said import Said, said_many

#: Relations by which a town acts. What somebody wants or offers in the name of a part, in a profile, is left to it.
COUNTED = frozenset({"MEMBER_OF", "USES", "TWINNED_WITH"})


@dataclass(frozen=True, slots=True)
class Counted:
    """`relations` as they count; how many were `moved` by part, and how many were `left` with a part, by part."""

    relations: tuple[Relation, ...]
    moved: Mapping[str, int]
    left: Mapping[str, int]


def counted_for(
    relations: Iterable[Relation], municipality: Mapping[str, str], parts: Collection[str] = frozenset()
) -> Counted:
    """The relations, those of a part with its municipality (by id) in its stead, each statement once.

    What the municipality itself is said to do goes before what a part of it does. A pair of twins within one
    municipality is none. `parts` are places that are no municipality; of those whose municipality is not known, the
    statements are counted as left.
    """
    kept: dict[tuple[str, str, str, str], Relation] = {}
    behind: list[Relation] = []
    moved, left = Counter[str](), Counter[str]()
    for relation in relations:
        if relation.type not in COUNTED:
            kept[relation.identity] = relation
            continue
        ends = (relation.start, relation.end)
        of_parts = [end for end in ends if end in municipality]
        left.update(end for end in ends if end in parts and end not in municipality)
        if not of_parts:
            kept[relation.identity] = relation
            continue
        moved.update(of_parts)
        start, end = (municipality.get(end, end) for end in ends)
        if relation.type == "TWINNED_WITH":  # a pair stands in the order of its ids
            start, end = sorted((start, end))
        if start != end:
            behind.append(replace(relation, start=start, end=end))
    for relation in behind:
        kept.setdefault(relation.identity, relation)
    return Counted(tuple(kept.values()), moved, left)


def notices(counted: Counted) -> tuple[Said, ...]:
    """What was counted for others, and what for nobody, in a sentence each."""
    found = []
    if counted.moved:
        moved = said_many(
            "{count:,} statement about a part of a municipality counts for the municipality",
            "{count:,} statements about parts of municipalities count for the municipality",
            count=sum(counted.moved.values()),
        )
        found.append(moved)
    if counted.left:
        why = said_many(
            "{count:,} statement about a place that is no municipality, and whose municipality is not known for sure, "
            "counts for nobody",
            "{count:,} statements about places that are no municipality, and whose municipality is not known for sure, "
            "count for nobody",
            count=sum(counted.left.values()),
        )
        found.append(why)
    return tuple(found)
