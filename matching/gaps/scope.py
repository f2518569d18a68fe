"""Whom a gap report is about: towns and subjects, by country, region, size, list, network and topic, all at once.

Each of them only ever narrows the scope: with two, it is what both leave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.measures.chosen import towns_chosen
from graph.measures.report import Parameter, index_of
from graph.measures.topics import with_narrower
from graph.snapshot.frozen import Snapshot
from matching.gaps.admission import Admission
from matching.gaps.places import Places
from matching.rules.three_valued import NO
from matching.ties import Ties


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """That a town (id) wants a topic (id); `text` is what it wrote, `source` where that stands."""

    town: str
    topic: str
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a report is asked for; what is None or empty narrows nothing.

    `countries` (ISO 3166-1 alpha-2) and `regions` (ids of regions, or NUTS codes of any level) keep the towns in one of
    each; `smallest` and `largest` those with so many inhabitants at least and at most, where that is known; `members`
    those of a list (ids). `network` keeps the towns that are in it or could join it by its own terms, and speaks of no
    other network; `topic` keeps what is about it, or about one below it. `needs` are wants beside those of the graph,
    `unread` texts of wants in which no topic was found.
    """

    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    smallest: int | None = None
    largest: int | None = None
    members: tuple[str, ...] | None = None
    network: str | None = None
    topic: str | None = None
    needs: tuple[Need, ...] = ()
    unread: tuple[str, ...] = ()

    def parameters(self) -> Mapping[str, Parameter]:
        """The scope as plain values. Lists of towns and needs are told by their ids."""
        return {
            "countries": self.countries,
            "regions": self.regions,
            "smallest": self.smallest,
            "largest": self.largest,
            "members": self.members,
            "network": self.network,
            "topic": self.topic,
            "needs": tuple(f"{need.town} {need.topic}" for need in self.needs),
        }


@dataclass(frozen=True)
class Cut:
    """What a scope leaves of one snapshot, on the day `on`: the rows of towns, networks and topics that count.

    Raises UnknownId and InvalidRecord, when first asked, for what the scope names and the snapshot does not have.
    """

    ties: Ties
    scope: Scope
    on: date

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that is cut."""
        return self.ties.snapshot

    @cached_property
    def places(self) -> Places:
        """Where towns lie."""
        return Places(self.snapshot)

    @cached_property
    def asked_for(self) -> npt.NDArray[np.bool_]:
        """Who is asked about by place, size and list, (municipalities,): all that can be partners, also counties."""
        scope, snapshot = self.scope, self.snapshot
        inside: npt.NDArray[np.bool_] = snapshot.partners & towns_chosen(
            snapshot, population_min=scope.smallest, population_max=scope.largest, places=scope.countries or None
        )
        if scope.regions:
            there = np.zeros_like(inside)
            for region in scope.regions:
                there |= self.places.lying_in(region)
            inside = inside & there
        if scope.members is not None:
            listed = np.zeros(len(inside), dtype=np.bool_)
            listed[[index_of(snapshot, "Municipality", id) for id in scope.members]] = True
            inside &= listed
        return inside

    @cached_property
    def bodies(self) -> npt.NDArray[np.bool_]:
        """Who is looked at, (municipalities,): of those asked about, with a network, its members and who could join."""
        inside = self.asked_for.copy()
        if self.network is not None:
            able = np.array(Admission(self.ties, self.on, inside, self.places).of(self.network) != NO)
            able[self.ties.memberships.towns_of(self.network)] = True
            inside &= able
        return inside

    @cached_property
    def admission(self) -> Admission:
        """Who of the scope can join which network."""
        return Admission(self.ties, self.on, self.bodies, self.places)

    @cached_property
    def towns(self) -> npt.NDArray[np.bool_]:
        """The towns among `bodies`: none that is made of towns (a county, a union)."""
        return self.bodies & ~self.snapshot.wide_bodies

    @cached_property
    def network(self) -> int | None:
        """The index of the network that the scope names."""
        return None if self.scope.network is None else index_of(self.snapshot, "Network", self.scope.network)

    @cached_property
    def topics(self) -> npt.NDArray[np.bool_]:
        """The topics that count, (topics,): no fields; with a topic it alone, and those below it."""
        if self.scope.topic is None:
            fields = np.unique(self.snapshot.links("BROADER", "Topic").end)
            kept = np.ones(len(self.snapshot.tables["Topic"]), dtype=np.bool_)
            kept[fields] = False
            return kept
        kept = np.zeros(len(self.snapshot.tables["Topic"]), dtype=np.bool_)
        kept[list(with_narrower(self.snapshot, [index_of(self.snapshot, "Topic", self.scope.topic)]))] = True
        return kept

    @cached_property
    def all_networks(self) -> npt.NDArray[np.bool_]:
        """The networks in which towns of the scope may be tied, (networks,): no mere lists, and those on the topic."""
        kept: npt.NDArray[np.bool_] = ~self.ties.listed
        if self.scope.topic is not None:
            kept = kept & self.about(self.ties.network_topics)
        return kept

    @cached_property
    def networks(self) -> npt.NDArray[np.bool_]:
        """The networks that count, (networks,): those of `all_networks`, or of them the one that the scope names."""
        kept = self.all_networks
        return kept if self.network is None else kept & (np.arange(len(kept)) == self.network)

    @cached_property
    def joint_solutions(self) -> npt.NDArray[np.bool_]:
        """The solutions whose users share something, (solutions,): one software, one platform. Towns that carry out the
        same practice (a citizens' budget, bicycles for rent), each for itself, are not tied by it."""
        joint: npt.NDArray[np.bool_] = ~self.ties.practices
        return joint

    def about(self, matrix: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
        """Which things address one of the topics that count, by a matrix (things, topics)."""
        addressed: npt.NDArray[np.bool_] = np.any(matrix[:, self.topics] >= ADDRESSED, axis=1)
        return addressed

    @cached_property
    def wants(self) -> tuple[Ints32, Ints32]:
        """The (body, topic) pairs that bodies of the scope need, of the topics that count; each once, ordered."""
        snapshot = self.snapshot
        town, topic = snapshot.links("NEEDS").pairs
        more = [
            (snapshot.municipalities.ids.find(n.town), index_of(snapshot, "Topic", n.topic)) for n in self.scope.needs
        ]
        known = np.array([pair for pair in more if pair[0] is not None], dtype=np.int32).reshape(-1, 2)
        town, topic = np.concatenate([town, known[:, 0]]), np.concatenate([topic, known[:, 1]])
        kept = self.bodies[town] & self.topics[topic]
        return distinct(town[kept], topic[kept], len(self.topics))


#: From this strength on a thing is about a topic, and does not merely touch it.
ADDRESSED = 0.5


def distinct(first: Ints32, second: Ints32, count: int) -> tuple[Ints32, Ints32]:
    """The distinct pairs, ordered by first, then second; the second are below `count`."""
    size = max(count, 1)
    keys = np.unique(np.asarray(first, dtype=np.int64) * size + second)
    return (keys // size).astype(np.int32), (keys % size).astype(np.int32)


def ids_of(snapshot: Snapshot, towns: Sequence[int] | npt.NDArray[np.integer]) -> tuple[str, ...]:
    """The ids of municipalities."""
    return tuple(snapshot.municipalities.ids[int(at)] for at in towns)
