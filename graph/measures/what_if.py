"""What if: the measures of the network before and after a tie, a member more, or a hub gone, on a copy of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Unpack

import numpy as np

from graph.errors import InvalidRecord, UnknownId
from graph.measures.basis import notes, reach
from graph.measures.centrality import measured
from graph.measures.chosen import Which, stated
from graph.measures.counts import counts_told
from graph.measures.projection import Projection, Weighting, project
from graph.measures.report import Report, index_of, report
from graph.measures.whole import figures
from graph.said import Said, said, said_as, said_many
from graph.snapshot.changed import with_members, with_tandems, without
from graph.snapshot.frozen import Snapshot
from graph.steps import begin_step

#: What is measured of the towns that are named, beside the figures of the whole network.
OF_TOWNS: Mapping[str, Said] = MappingProxyType(
    {
        "degree": said_as("figure", "partners of the town"),
        "betweenness": said_as("figure", "how much the town stands between others (betweenness)"),
        "constraint": said_as("figure", "how far its ties lead to the same few (constraint)"),
    }
)
#: What a town has that is in no network: no partner, and it stands between none. Of the others nothing is defined.
_NOT_IN_IT = {"degree": 0.0, "betweenness": 0.0}


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of the network, or a measure of a town of it (`id`, `name`; empty for the network), before and after.

    `change` is after less before; all are None where the figure is not defined.
    """

    id: str
    name: str
    figure: str
    before: float | None
    after: float | None
    change: float | None


def what_if(
    snapshot: Snapshot,
    *,
    ties: Sequence[tuple[str, str]] = (),
    members: Sequence[tuple[str, str]] = (),
    removed: Sequence[str] = (),
    weighting: Weighting = "newman",
    isolates: bool = False,
    **which: Unpack[Which],
) -> Report[Difference]:
    """The figures of the co-membership network (`graph.measures.whole`) and the measures OF_TOWNS of the towns named,
    as the network is, and as it would be.

    `ties` are pairs of municipalities (ids) that would have a tandem of their own, `members` pairs of a municipality
    and a network that it would be in, `removed` ids of municipalities or networks that would be gone. Changes are made
    in this order on a copy. Raises UnknownId, and InvalidRecord where nothing is asked, or a town is tied to itself.
    """
    if not (ties or members or removed):
        raise InvalidRecord(said("say what would be otherwise: a tie, a member, or what is removed"))
    towns = dict.fromkeys(id for pair in ties for id in pair)
    copy = with_tandems(snapshot, [_pair(snapshot, one, other) for one, other in ties])
    towns |= dict.fromkeys(town for town, _ in members)
    copy = with_members(
        copy,
        [(index_of(copy, "Municipality", town), index_of(copy, "Network", network)) for town, network in members],
    )
    for id in removed:
        begin_step()
        label = _label(snapshot, id)
        copy = without(copy, label, index_of(copy, label, id))
        if label == "Municipality":
            towns.pop(id, None)
    before, after = (project(graph, weighting=weighting, isolates=isolates, **which) for graph in (snapshot, copy))
    rows = [
        _difference("", "", old.figure, old.value, new.value)
        for old, new in zip(figures(snapshot, before), figures(copy, after), strict=True)
    ]
    asked = {id: index_of(snapshot, "Municipality", id) for id in towns}
    for measure in OF_TOWNS:
        begin_step()
        values = [_of_towns(ties_, measure, list(asked.values())) for ties_ in (before, after)]
        for id, old, new in zip(asked, *values, strict=True):
            rows.append(_difference(id, snapshot.municipalities.named(asked[id]), measure, old, new))
    told = _told(rows)
    return report(
        snapshot,
        said("What would be otherwise"),
        told,
        tuple(rows),
        notes=(
            said("Each tie is counted as a tandem: a network of these two. The graph itself stays as it is."),
            *counts_told(snapshot, **which),
            *notes(snapshot, listed=bool(which.get("listed"))),
        ),
        sources=tuple(row for row in reach(snapshot) if row.type == "MEMBER_OF"),
        ties=tuple(" ".join(pair) for pair in ties),
        members=tuple(" ".join(pair) for pair in members),
        removed=tuple(removed),
        weighting=weighting,
        isolates=isolates,
        **stated(which),
    )


def _pair(snapshot: Snapshot, one: str, other: str) -> tuple[int, int]:
    first, second = (index_of(snapshot, "Municipality", id) for id in (one, other))
    if first == second:
        raise InvalidRecord(said("{id}: a node has no relation with itself", id=one))
    return first, second


def _label(snapshot: Snapshot, id: str) -> str:
    for label in ("Municipality", "Network"):
        if id in snapshot.tables[label].ids:
            return label
    for label in ("Solution", "Call", "Programme"):
        if id in snapshot.tables[label].ids:
            name = snapshot.tables[label].named(snapshot.tables[label].ids.index(id))
            raise InvalidRecord(
                said("{name} is no town and no network: here only common memberships are ties.", name=name)
            )
    raise UnknownId("network", id, [])


def _of_towns(ties: Projection, measure: str, towns: Sequence[int]) -> list[float | None]:
    values = measured(ties, measure)
    found: list[float | None] = []
    for town in towns:
        at = int(np.searchsorted(ties.towns, town))
        inside = at < len(ties.towns) and int(ties.towns[at]) == town
        value = float(values[at]) if inside else _NOT_IN_IT.get(measure)
        found.append(None if value is None or np.isnan(value) else value)
    return found


def _difference(id: str, name: str, figure: str, before: float | None, after: float | None) -> Difference:
    change = None if before is None or after is None else after - before
    return Difference(id, name, figure, before, after, change)


def _told(rows: Sequence[Difference]) -> str:
    """How the number of parts, and the largest of them, would change: what a coordinator looks at first."""
    by = {row.figure: row for row in rows if not row.id}
    parts, largest = by["components"], by["largest_component"]
    return said_many(
        "The network is in {count:,} part, and would be in {parts:,}; its largest has {now:,} towns, and would have "
        "{then:,}.",
        "The network is in {count:,} parts, and would be in {parts:,}; its largest has {now:,} towns, and would have "
        "{then:,}.",
        count=int(parts.before or 0),
        parts=int(parts.after or 0),
        now=int(largest.before or 0),
        then=int(largest.after or 0),
    )
