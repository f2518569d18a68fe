"""Who does what, by proof: something of a town's own, or only a network that is about it as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph import dates
from graph.arrays import Ints32
from graph.said import Said
from matching.gaps.scope import ADDRESSED, Cut, distinct
from matching.kinds import statements
from matching.ties import Ties
from matching.words.taking_part import dated_use, in_network, with_solution

#: (body, topic) pairs, each once, ordered.
Pairs = tuple[Ints32, Ints32]


@dataclass(frozen=True)
class Work:
    """What bodies do on topics (topics that a thing merely touches, below ADDRESSED, do not count)."""

    ties: Ties

    @cached_property
    def own(self) -> Pairs:
        """Who has something of its own on a topic: uses a solution, leads a project, or states that it offers it.

        What is only planned, and a label or a prize, behind which may be anything, are none.
        """
        ties, snapshot = self.ties, self.ties.snapshot
        uses = _on_topics(*ties.own_uses, ties.solution_topics)
        leads = _on_topics(*ties.own_projects, ties.network_topics)
        return self._joined([uses, leads, snapshot.links("OFFERS").pairs])

    @cached_property
    def by_network(self) -> Pairs:
        """Who is in a network that is about a topic as well; to stand on a list is nothing."""
        ties = self.ties
        kept = ~ties.listed[ties.memberships.things]
        return _on_topics(ties.memberships.towns[kept], ties.memberships.things[kept], ties.network_topics)

    def _joined(self, pairs: Sequence[Pairs]) -> Pairs:
        first, second = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
        return distinct(first, second, len(self.ties.snapshot.tables["Topic"]))

    def doers(self, cut: Cut, pairs: Pairs) -> npt.NDArray[np.bool_]:
        """Which municipalities are in a pair with one of the topics that count."""
        found = np.zeros(len(cut.bodies), dtype=np.bool_)
        found[pairs[0][cut.topics[pairs[1]]]] = True
        return found


def _on_topics(bodies: Ints32, things: Ints32, matrix: npt.NDArray[np.float32]) -> Pairs:
    row, topic = np.nonzero(matrix[things] >= ADDRESSED)
    return distinct(bodies[row], topic.astype(np.int32), matrix.shape[1])


@dataclass(frozen=True, slots=True)
class Proven:
    """What shows that a town does something on the topics, in a sentence; `own` whether it is its own."""

    sentence: Said
    source: str
    own: bool


def proof(cut: Cut, town: int) -> Proven | None:
    """The strongest thing of the town on the topics that count, as its source tells it; None where there is none."""
    ties = cut.ties
    best: tuple[int, float, int, bool] | None = None
    uses = ties.uses
    for row in range(int(uses.indptr[town]), int(uses.indptr[town + 1])):
        if ties.done[row]:
            best = _better(best, 2, ties.solution_topics[uses.things[row], cut.topics], int(uses.things[row]), False)
    members = ties.memberships
    for row in range(int(members.indptr[town]), int(members.indptr[town + 1])):
        thing = int(members.things[row])
        if not ties.listed[thing]:
            rank = 2 if ties.leads[row] else 1
            best = _better(best, rank, ties.network_topics[thing, cut.topics], thing, True)
    return None if best is None else _told(cut, town, best[2], network=best[3], own=best[0] == 2)


def _better(
    best: tuple[int, float, int, bool] | None, rank: int, topics: npt.NDArray[np.float32], thing: int, network: bool
) -> tuple[int, float, int, bool] | None:
    strength = float(topics.max(initial=0))
    if strength < ADDRESSED or (best is not None and (rank, strength) <= best[:2]):
        return best
    return rank, strength, thing, network


def _told(cut: Cut, town: int, thing: int, *, network: bool, own: bool) -> Proven:
    snapshot = cut.snapshot
    links = snapshot.links("MEMBER_OF" if network else "USES")
    at = statements.row(links, town, thing)
    name, since = snapshot.municipalities.named(town), dates.from_code(int(links.since[at]))
    called = snapshot.tables["Network" if network else "Solution"].named(thing)
    if network:
        over = statements.takes_part_no_more(snapshot, links, at, cut.on)
        sentence = in_network(name, called, role=links.role[at], since=since, over=over)
    else:
        practice = snapshot.tables["Solution"].category("kind")[thing] == "practice"
        seen = dates.from_code(int(links.as_of[at]))
        when = dated_use(links.status[at], since, seen, practice=practice)
        when = when and when.fill(day=since)
        sentence = with_solution(name, called, status=links.status[at], when=when, practice=practice)
    return Proven(sentence, snapshot.source(int(links.source[at])), own)
