"""The towns that registered for groups: what the row of each says, and what the graph adds, no more than it proves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from graph.arrays import Floats64
from matching.groups.problem import Flags
from matching.kinds.claims import doings
from matching.ties import WORKING_SIZE, Ties


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One registered town. `town` is its row in the register, None where it is not recognised there.

    `topics` is what it wants to work on, `experience` where it says that it has some, both as rows of the topics;
    `languages` are ISO 639-1. `together` and `apart` are labels: who has the same goes into one group, or into
    different ones; `met` are the places of the entries that it was in a group with before. Of `dates` any will do.
    What is not known is None or empty.
    """

    name: str
    country: str | None = None
    town: int | None = None
    topics: frozenset[int] = frozenset()
    experience: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    county: str | None = None
    population: float | None = None
    dates: frozenset[date] = frozenset()
    together: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    met: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Registered:
    """The entries as arrays, in their order. `topics`, `experience`, `learning` are flags, shape (towns, topics).

    `experience` is what a town says itself or what it has something of its own in, by a source (`proven`);
    `learning` is what it wants and has no known experience in. `tied` marks two that work together already, as far as
    is known: twin towns, or in one network of at most WORKING_SIZE towns.
    """

    entries: Sequence[Entry]
    topics: Flags
    experience: Flags
    proven: Flags
    tied: Flags

    @property
    def learning(self) -> Flags:
        """What each town wants and has no known experience in."""
        return self.topics & ~self.experience

    @property
    def population(self) -> Floats64:
        """Inhabitants, NaN for unknown."""
        return np.array([np.nan if e.population is None else e.population for e in self.entries])


def registered(ties: Ties, entries: Sequence[Entry]) -> Registered:
    """The entries over the graph: who has proven experience in what it named, and who works with whom."""
    count, topics = len(entries), len(ties.snapshot.tables["Topic"])
    wanted, stated, proven = (np.zeros((count, topics), dtype=np.bool_) for _ in range(3))
    for at, entry in enumerate(entries):
        wanted[at, sorted(entry.topics | entry.experience)] = True
        stated[at, sorted(entry.experience)] = True
        if entry.town is not None:
            proven[at] = wanted[at] & _proven(ties, entry.town, wanted[at])
    return Registered(entries, wanted, stated | proven, proven, _tied(ties, entries))


def _proven(ties: Ties, town: int, wanted: Flags) -> Flags:
    """In which of the wanted topics the town has something of its own, or says that it offers experience."""
    held = ties.offers[town] > 0
    for doing in doings(ties, town, wanted.astype(np.float32)):
        if doing.proof == "own":
            held = held | ((ties.network_topics if doing.network else ties.solution_topics)[doing.thing] > 0)
    found: Flags = held
    return found


def _tied(ties: Ties, entries: Sequence[Entry]) -> Flags:
    known = [(at, entry.town) for at, entry in enumerate(entries) if entry.town is not None]
    places = np.array([at for at, _ in known], dtype=np.int64)
    networks = np.zeros((len(known), len(ties.memberships.sizes)), dtype=np.float32)
    twins = np.zeros((len(known), len(known)), dtype=np.bool_)
    rows = {town: place for place, (_, town) in enumerate(known)}
    links = ties.snapshot.links("TWINNED_WITH")
    for place, (_, town) in enumerate(known):
        networks[place, ties.memberships.things_of(town)] = 1
        beside = [rows[int(other)] for other in (links.ends(town) if len(links) else ()) if int(other) in rows]
        twins[place, beside] = True
    networks[:, (ties.memberships.sizes > WORKING_SIZE) | ties.listed] = 0
    tied = np.zeros((len(entries), len(entries)), dtype=np.bool_)
    if len(known):
        tied[np.ix_(places, places)] = (networks @ networks.T > 0) | twins | twins.T
    np.fill_diagonal(tied, False)
    return tied
