"""What a town does on topics, and the sentence about it that claims no more than its proof holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np

from graph.arrays import Floats32
from graph.said import Said, said
from graph.snapshot.frozen import Snapshot
from matching.asker import Asker
from matching.kinds import statements
from matching.kinds.scoring import Ground
from matching.ties import PROOF, Ties
from matching.types import Evidence, Language, Proof
from matching.words.taking_part import honoured_on, network_about

#: From the strongest proof to the weakest.
_ORDER: tuple[Proof, ...] = tuple(PROOF)
#: What is said of a solution that a town does not use itself, as far as is known.
_PLANS = said("{name} plans something on: {topics}.")
#: What is said of what a town has of its own, where all that is told of it is over.
_WORKED_ON = said("{name} worked on this topic: {topics}.")


@dataclass(frozen=True, slots=True)
class Doing:
    """A thing of a town that addresses the topics by `strength`: a network, or else a solution; and what it proves."""

    proof: Proof
    strength: float
    network: bool
    thing: int

    def evidence(self, snapshot: Snapshot, town: int, language: Language, on: date) -> Evidence:
        """That the town has it, or had it before the day, as its source says."""
        if self.network:
            return statements.membership(snapshot, town, self.thing, language, on)
        return statements.use(snapshot, town, self.thing, language)

    def told(self, snapshot: Snapshot, town: int, language: Language, on: date) -> Evidence:
        """What is told of the thing itself, where anything is (`statements.use_told`); else as `evidence`."""
        if self.network:
            return self.evidence(snapshot, town, language, on)
        return statements.use_told(snapshot, town, self.thing, language)

    def over(self, snapshot: Snapshot, town: int, on: date) -> bool:
        """Whether the town no more does it on the day, as far as is known."""
        links = snapshot.links("MEMBER_OF" if self.network else "USES")
        over = statements.takes_part_no_more if self.network else statements.used_long_ago
        return over(snapshot, links, statements.row(links, town, self.thing), on)


def doings(ties: Ties, town: int, topics: Floats32) -> list[Doing]:
    """What a town does on the topics: what proves most first, and of that what addresses them best."""
    found = [doing for doing in (*_networks(ties, town, topics), *_solutions(ties, town, topics)) if doing.strength > 0]
    return sorted(found, key=lambda d: (_ORDER.index(d.proof), -d.strength, d.network, d.thing))


def _networks(ties: Ties, town: int, topics: Floats32) -> Iterator[Doing]:
    pairs = ties.memberships
    for at in range(pairs.indptr.item(town), pairs.indptr.item(town + 1)):
        network = pairs.things.item(at)
        proof = _of_membership(ties, at)
        yield Doing(proof, float(ties.topics_by_network[network] @ topics), True, network)


def _solutions(ties: Ties, town: int, topics: Floats32) -> Iterator[Doing]:
    pairs = ties.uses
    for at in range(pairs.indptr.item(town), pairs.indptr.item(town + 1)):
        solution = pairs.things.item(at)
        proof = _of_use(ties, at)
        yield Doing(proof, float(ties.topics_by_solution[solution] @ topics), False, solution)


def _of_membership(ties: Ties, row: int) -> Proof:
    if ties.listed.item(ties.memberships.things.item(row)):
        return "listed"
    return "own" if ties.leads.item(row) else "network"


def _of_use(ties: Ties, row: int) -> Proof:
    return "planned" if ties.planned.item(row) else "label" if ties.labelled.item(row) else "own"


def proof_of_membership(ties: Ties, town: int, network: int) -> Proof:
    """What it proves that a town is in a network."""
    return _of_membership(ties, ties.memberships.row(town, network))


def proof_of_use(ties: Ties, town: int, solution: int) -> Proof:
    """What it proves that a town is said to use a solution."""
    return _of_use(ties, ties.uses.row(town, solution))


def claim(asker: Asker, town: int, topics: Floats32, most: int = 2) -> Ground:
    """What may be said of a town's work on the topics: that it does it, where it has something of its own on them; else
    that it plans to; else which network it is in that is about them as well, or on which list it stands.

    The topics named are those that this proof holds, and the evidence, at most `most` pieces, begins with it.
    """
    ties, language = asker.ties, asker.query.language
    snapshot, found = ties.snapshot, doings(asker.ties, town, topics)
    words: dict[str, object] = {"name": snapshot.municipalities.name(town, language)}
    if not found:
        return Ground(words)
    if asker.near is not None:
        # Of what proves as much, what is nearest to the need is told first: sorting keeps the order of the rest.
        near = asker.near.nearness
        found.sort(key=lambda d: (_ORDER.index(d.proof), -near["Network" if d.network else "Solution"][d.thing]))
    first, sentence = found[0], None
    held = [doing for doing in found if doing.proof == first.proof]
    if first.proof == "planned":
        sentence = _PLANS
    elif first.proof == "label":
        # One sentence is told of the first: only what is alike stands beside it.
        status = statements.use_status(snapshot, town, first.thing)
        held = [doing for doing in held if statements.use_status(snapshot, town, doing.thing) == status]
        sentence = honoured_on(status)
    elif first.proof == "own":
        if all(doing.over(snapshot, town, asker.query.on) for doing in held[:most]):
            sentence = _WORKED_ON
    else:
        held = [first]
        sentence = _about_network(snapshot, town, first, asker.query.on)
        words["network"] = snapshot.tables["Network"].name(first.thing, language)
    addressed = [(ties.topics_by_network if doing.network else ties.topics_by_solution)[doing.thing] for doing in held]
    words["topics"] = statements.topic_names(snapshot, reduce(np.maximum, addressed) * topics, language)
    evidence = tuple(doing.told(snapshot, town, language, asker.query.on) for doing in found[:most])
    return Ground(words, evidence, sentence=sentence, proof=first.proof)


def _about_network(snapshot: Snapshot, town: int, doing: Doing, on: date) -> Said:
    links = snapshot.links("MEMBER_OF")
    role = links.role[statements.row(links, town, doing.thing)]
    return network_about(role, ended=doing.over(snapshot, town, on), listed=doing.proof == "listed")
