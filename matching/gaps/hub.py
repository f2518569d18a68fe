"""Dependence on one hub: which network, solution or town holds the others together, and what falls apart without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.measures.chosen import repeats
from graph.measures.report import TOWNS
from graph.said import Said, counted, said, said_many
from matching.gaps.reach import reached
from matching.gaps.scope import Cut, ids_of
from matching.gaps.topics import VISIT_KM
from matching.gaps.values import Finding, Gap, Subject, SubjectKind

if TYPE_CHECKING:
    from igraph import Graph

#: A hub is looked for among so many of the best connected: who is tied to few, holds few together.
HUBS = 60
#: A hub without which one town is cut off is no dependence.
LEAST = 2


@dataclass(frozen=True, slots=True)
class Affiliations:
    """Bodies of a scope and the things that tie them, as one graph: node i is body `bodies[i]`, then come the things
    (`labels`, and indices in their tables)."""

    graph: Graph
    bodies: npt.NDArray[np.int64]
    labels: tuple[str, ...]
    things: npt.NDArray[np.int64]


def affiliations(cut: Cut) -> Affiliations:
    """The bodies of the scope with the networks they are in and the solutions they use, those that count: a practice
    that several towns carry out, each for itself, ties nobody (`Cut.joint_solutions`). A part that only repeats its
    umbrella is left out, as in all measures (`graph.measures.chosen.memberships`). Where the scope names a network,
    those beside it hold as well: who is in another too does not depend on it.
    """
    from igraph import Graph

    ties = cut.ties
    town, network = ties.memberships.towns, ties.memberships.things
    kept = cut.all_networks[network] & cut.bodies[town]
    town, network = town[kept], network[kept]
    kept = ~repeats(cut.snapshot, town, network)[network]
    town, network = town[kept], network[kept]
    user, solution = ties.uses.towns, ties.uses.things
    used = cut.bodies[user] & cut.joint_solutions[solution]
    if cut.scope.topic is not None:
        used &= cut.about(ties.solution_topics)[solution]
    user, solution = user[used], solution[used]
    bodies = np.unique(np.concatenate([town, user])).astype(np.int64)
    networks, solutions = np.unique(network).astype(np.int64), np.unique(solution).astype(np.int64)
    ends = np.concatenate(
        [
            np.searchsorted(networks, network) + len(bodies),
            np.searchsorted(solutions, solution) + len(bodies) + len(networks),
        ]
    )
    pairs = np.column_stack([np.searchsorted(bodies, np.concatenate([town, user])), ends])
    graph = Graph(len(bodies) + len(networks) + len(solutions), pairs)
    labels = ("Network",) * len(networks) + ("Solution",) * len(solutions)
    return Affiliations(graph, bodies, labels, np.concatenate([networks, solutions]))


def hub(cut: Cut, top: int) -> Finding:
    """The hubs on which most of the scope's bodies depend: without it they are cut off from the largest part that it
    held together, or are left without any tie.

    Bodies are tied by the networks they are in and the solutions they use. `count` is how many are cut off, `towns` who
    (the first of the table); `town` and `partner` are the tie that would hold most easily: one of them, and one of
    those that stay. Looked for among the HUBS best connected articulation points; with a network, only at that.
    """
    net = affiliations(cut)
    graph, many = net.graph, len(net.bodies)
    candidates = sorted(graph.articulation_points(), key=lambda at: (-graph.degree(at), at))[:HUBS]
    if cut.network is not None:
        own = [at for at, label in enumerate(net.labels) if label == "Network" and net.things[at] == cut.network]
        candidates = [many + at for at in own]
    component = np.array(graph.connected_components().membership, dtype=np.int64)
    found = [(at, lost) for at in candidates if len(lost := _cut_off(graph, component, at, many)) >= LEAST]
    found.sort(key=lambda entry: (-len(entry[1]), entry[0]))
    number = len(found[0][1]) if found else 0
    summary: Said
    if not many:
        summary = said("No town here is in a network or uses a solution that we know of, so none depends on one.")
    elif not found:
        summary = said("Nothing here depends on one network, solution or town alone.")
        if cut.network is not None:
            named = cut.snapshot.tables["Network"].named(cut.network)
            summary = said("No two towns here depend on {network} alone.", network=named)
    else:
        summary = said_many(
            "{count:,} town here is in a network or uses a solution; without {hub}, {number} would be cut off.",
            "{count:,} towns here are in a network or use a solution; without {hub}, {number} would be cut off.",
            count=many,
            number=number,
            hub=_subject(cut, net, found[0][0]).name,
        )
    return Finding(
        name="hub",
        title=said("Dependence on one hub"),
        number=number,
        of=many,
        summary=summary,
        action=said("Tie some of the towns that depend on it to others as well."),
        rows=tuple(_row(cut, net, at, lost) for at, lost in found[:top]),
        total=len(found),
        counts=said("towns cut off without it"),
        not_known=(
            said("Practices that several towns carry out, each for itself, are no ties and do not count here."),
            said("Ties that no list names may hold without it: this is what falls apart of what is known."),
            said("Twin towns and neighbours do not count here, for they seldom lead to a third town."),
        ),
    )


def _cut_off(graph: Graph, component: npt.NDArray[np.int64], at: int, many: int) -> npt.NDArray[np.int64]:
    """The bodies (nodes below `many`) that are not in the largest part of the hub's component once it is gone."""
    inside = np.flatnonzero(component == component[at])
    rest = inside[inside != at]
    parts = np.array(graph.induced_subgraph(rest.tolist()).connected_components().membership, dtype=np.int64)
    is_body = rest < many
    sizes = np.bincount(parts[is_body], minlength=int(parts.max(initial=-1)) + 1)
    if len(sizes) < 2:
        return np.empty(0, dtype=np.int64)
    kept = int(np.argmax(sizes))
    if sizes[kept] == 1:  # nothing is left that holds together
        kept = -1
    cut_off: npt.NDArray[np.int64] = rest[is_body & (parts != kept)]
    return cut_off


def _subject(cut: Cut, net: Affiliations, at: int) -> Subject:
    if at < len(net.bodies):
        label, index, kind = "Municipality", int(net.bodies[at]), "town"
    else:
        label, index = net.labels[at - len(net.bodies)], int(net.things[at - len(net.bodies)])
        kind = label.lower()
    table = cut.snapshot.tables[label]
    chosen: SubjectKind = "town" if kind == "town" else "network" if kind == "network" else "solution"
    return Subject(kind=chosen, id=table.ids[index], name=table.named(index))


def _row(cut: Cut, net: Affiliations, at: int, lost: npt.NDArray[np.int64]) -> Gap:
    subject = _subject(cut, net, at)
    cut_off = net.bodies[lost]
    held = [end for end in net.graph.neighbors(at) if end < len(net.bodies)] if at >= len(net.bodies) else [at]
    stay = np.setdiff1d(net.bodies, cut_off)
    beyond = np.setdiff1d(stay, net.bodies[held])  # who is in it as well would be no second tie
    stay = beyond if len(beyond) else stay
    found = reached(cut.snapshot, cut_off, stay, VISIT_KM)
    first = int(np.lexsort((cut_off, -found.score))[0])
    town, other = cut.places.town(int(cut_off[first])), int(found.other[first])
    partner = None if other < 0 else cut.places.town(other)
    why = said(
        "Without {hub}, {lost} would be cut off from the others: {towns}.",
        hub=subject.name,
        lost=counted(len(lost), TOWNS),
        towns=named_towns(cut, cut_off),
    )
    if partner is None:
        action = said("Find {town} a second network.", town=town.name)
    else:
        action = said("Tie {town} to {partner} as well.", town=town.name, partner=partner.name)
    return Gap(
        subject=subject,
        town=town,
        partner=partner,
        distance_km=None if other < 0 else cut.places.kilometres(int(cut_off[first]), other),
        count=len(lost),
        why=why,
        action=action,
        towns=ids_of(cut.snapshot, cut_off),
    )


#: So many towns are named in a sentence.
_TOLD = 5


def named_towns(cut: Cut, towns: npt.NDArray[np.int64]) -> tuple[str, ...]:
    """The names of the largest, and how many more there are."""
    people = np.nan_to_num(cut.snapshot.population[towns])
    order = towns[np.lexsort((towns, -people))]
    names: tuple[str, ...] = tuple(cut.snapshot.municipalities.named(int(at)) for at in order[:_TOLD])
    left = len(towns) - len(names)
    return (*names, said("{count:,} more", count=left)) if left else names
