"""The pairs of a scope that would help most, each with what speaks for it, its sources, and what pays for a first step.

What pays for two towns is found pair by pair (`matching.letters.ways`), so it is looked up only for pairs that are
chosen while it is taken for granted; when all the chosen are looked up, none that is not could be better.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.errors import InvalidRecord
from graph.said import said
from matching.asker import Asker, understand
from matching.introductions.choosing import MOST_OF_ONE, choose
from matching.introductions.worth import WORTH, Parts, own_proof, parts_of, with_fields, without_fields
from matching.kinds import statements
from matching.kinds.claims import Doing, doings
from matching.letters import wording
from matching.letters.known import led_known, solution_known, topics_of
from matching.letters.languages import of_both, spoken_in
from matching.letters.ways import Paid, Way, Ways
from matching.ties import Ties
from matching.types import Evidence, Language, Query
from matching.words.told import told

#: The most towns on one side that are compared with all that are shown to know something; and the most pairs.
MOST_TOWNS, MOST_PAIRS = 3_000, 100
#: How often what pays is looked up for newly chosen pairs.
_ROUNDS = 40
#: The format of exchange that goes with what pays.
_FORMATS: Mapping[Paid, str] = {
    "visits": "format:eui-city-to-city",
    "twinning": "format:town-twinning-event",
    "network": "format:urbact-action-planning-network",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """What `town` could learn of `teacher` (rows): the `topics` (ids), what shows that the teacher knows them, and the
    sentence for the letter that the town writes, by language."""

    town: int
    teacher: int
    topics: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    letter: tuple[tuple[Language, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """Two towns to introduce to each other (rows). `parts` add up to `worth` (0–100).

    `bridge` says whether no chain of partners joins the two, whether they have no partner in common, or whether they
    have one; `languages` are official in both countries. `way` pays for something of the two, `format` is the format
    that goes with it; both None where nothing is known.
    """

    one: int
    other: int
    worth: float
    parts: Mapping[str, float]
    learning: tuple[Learning, ...]
    bridge: Literal["apart", "no common partner", "common partner"]
    languages: tuple[Language, ...]
    way: Way | None
    format: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Introductions:
    """The pairs, the best first. `basis` says whether needs are known, or only what both are shown to know; `gap` by
    what share another choice might be better in sum; `looked_at` the towns of the scope that had a need or a proof."""

    pairs: tuple[Introduction, ...]
    basis: Literal["needs", "proof"]
    gap: float
    looked_at: int


def introductions(
    ties: Ties,
    ways: Ways,
    *,
    scope: npt.NDArray[np.bool_],
    needs: Floats32,
    topics: Sequence[int] = (),
    within: bool = False,
    count: int,
    on: date,
    language: Language = "en",
) -> Introductions:
    """The `count` best pairs with one town of the scope (flags), or with both (`within`). Each town of it that needs
    something gets a first pair, where there is one, before any gets a second.

    `needs` is what each town needs, (towns, topics); where no town of a pair needs anything, proof alone pairs towns
    that know the same. `topics` are the only ones that count, all where there are none. Raises InvalidRecord for more
    than MOST_PAIRS, or a scope too large to be compared.
    """
    if not 1 <= count <= MOST_PAIRS:
        raise InvalidRecord(said("between 1 and {most} pairs", most=MOST_PAIRS))
    proof, needs = own_proof(ties), without_fields(ties, needs)
    if len(topics):
        beside = np.ones(proof.shape[1], dtype=np.bool_)
        beside[list(topics)] = False
        needs, proof = needs.copy(), proof.copy()
        needs[:, beside] = proof[:, beside] = 0
    there = ties.snapshot.partners
    needing, knowing = there & needs.any(axis=1), there & proof.any(axis=1)
    basis: Literal["needs", "proof"] = "needs" if (needing & scope).any() else "proof"
    if basis == "needs":
        # Who needs something beside who knows something: one of the two, or both, lie in the scope.
        rows = np.flatnonzero(needing & scope if within else needing).astype(np.int32)
        columns = np.flatnonzero(knowing & scope if within else knowing).astype(np.int32)
    else:
        rows = np.flatnonzero(knowing & scope).astype(np.int32)
        columns = np.flatnonzero(knowing & scope if within else knowing).astype(np.int32)
    if len(rows) > MOST_TOWNS:
        raise InvalidRecord(
            said("{count:,} towns are too many to compare; name a country, region, network or topic", count=len(rows))
        )
    looked_at = int(((needing | knowing) & scope).sum())
    if not len(rows) or not len(columns):
        return Introductions(pairs=(), basis=basis, gap=0.0, looked_at=looked_at)
    parts = parts_of(ties, rows, columns, needs if basis == "needs" else None, proof)
    at_most = parts.at_most()
    at_most[~(scope[rows][:, None] | scope[columns])] = 0
    _once(at_most, rows, columns)
    first = needing & scope if basis == "needs" else None
    choice = _Choice(ties, ways, rows, columns, parts, at_most, on, language, first)
    chosen, gap = choice.best(count)
    told_of = needs if basis == "needs" else proof
    pairs = tuple(choice.told(row, column, told_of, proof, basis) for row, column in chosen)
    return Introductions(pairs=pairs, basis=basis, gap=gap, looked_at=looked_at)


def _once(worth: Floats32, rows: Ints32, columns: Ints32) -> None:
    """Of a pair that stands in the matrix both ways round, one is left."""
    at = np.searchsorted(columns, rows)
    both = (at < len(columns)) & (columns[np.minimum(at, len(columns) - 1)] == rows)
    there, places = np.flatnonzero(both), at[both]
    block = worth[np.ix_(there, places)]
    worth[np.ix_(there, places)] = np.triu(block, 1)


@dataclass
class _Choice:
    """One choice while what pays is looked up."""

    ties: Ties
    ways: Ways
    rows: Ints32
    columns: Ints32
    parts: Parts
    worth: Floats32
    on: date
    language: Language
    #: Who gets a first pair before anybody gets a second (flags); None: nobody goes before others.
    first: npt.NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        self._ways: dict[tuple[int, int], Way | None] = {}
        self._askers: dict[int, Asker] = {}

    def best(self, count: int) -> tuple[list[tuple[int, int]], float]:
        """The pairs as (row, column), and the gap."""
        chosen: list[tuple[int, int]] = []
        bound = 0.0
        for _ in range(_ROUNDS):
            chosen, bound = self._chosen(count)
            new = [pair for pair in chosen if pair not in self._ways and self.parts.abroad[pair]]
            for pair in new:
                self._look_up(pair)
            if not new:
                break
        have = float(sum(self.worth[pair] for pair in chosen))
        gap = bound / have - 1 if have > 0 else 0.0
        return sorted(chosen, key=lambda pair: (-float(self.worth[pair]), pair)), gap if gap > 1e-6 else 0.0

    def _chosen(self, count: int) -> tuple[list[tuple[int, int]], float]:
        """The pairs by what is known so far, and what no choice exceeds: first one for each of those `first`, as far as
        there are pairs for them, then the others."""
        if self.first is None:
            found = choose(self.rows, self.columns, self.worth, count)
            return list(found.pairs), found.bound
        free = np.full(len(self.ties.snapshot.municipalities), MOST_OF_ONE)
        once = np.where(self.first, 1, free)
        begun = choose(self.rows, self.columns, self.worth, count, once)
        if len(begun.pairs) == count:
            return list(begun.pairs), begun.bound
        left = self.worth.copy()
        for row, column in begun.pairs:
            left[row, column] = 0
            free[[self.rows[row], self.columns[column]]] -= 1
        more = choose(self.rows, self.columns, left, count - len(begun.pairs), free)
        return [*begun.pairs, *more.pairs], begun.bound + more.bound

    def _look_up(self, pair: tuple[int, int]) -> None:
        way = self.ways.first(self.asker(int(self.rows[pair[0]])), int(self.columns[pair[1]]))
        self._ways[pair] = way
        self.worth[pair] -= np.float32(WORTH["paid"] - self._paid(way))

    @staticmethod
    def _paid(way: Way | None) -> float:
        """Half of it where it is still to be checked whether both may take part."""
        return 0.0 if way is None else WORTH["paid"] * (1.0 if way.sure else 0.5)

    def asker(self, town: int) -> Asker:
        if town not in self._askers:
            id = self.ties.snapshot.municipalities.ids[town]
            query = Query(town=id, on=self.on, language=self.language)
            self._askers[town] = understand(self.ties, query, None, {})
        return self._askers[town]

    def told(
        self, row: int, column: int, wanted: Floats32, proof: Floats32, basis: Literal["needs", "proof"]
    ) -> Introduction:
        one, other, pair = int(self.rows[row]), int(self.columns[column]), (row, column)
        way = self._ways.get(pair)
        names = ("learning", "other_way", "bridge", "size", "language")
        parts = {name: round(WORTH[name] * float(getattr(self.parts, name)[pair]), 2) for name in names}
        bridge = float(self.parts.bridge[pair])
        towns = self.ties.snapshot.municipalities.category("country")
        directions = ((one, other), (other, one))
        learning = [self._learning(town, teacher, wanted, proof, basis) for town, teacher in directions]
        return Introduction(
            one=one,
            other=other,
            worth=round(float(self.worth[pair]), 2),
            parts={**parts, "paid": self._paid(way)},
            learning=tuple(found for found in learning if found is not None),
            bridge="apart" if bridge == 1 else "no common partner" if bridge > 0 else "common partner",
            languages=tuple(sorted(spoken_in_both(towns[one], towns[other]))),
            way=way,
            format=None if way is None else self._format(way),
        )

    def _format(self, way: Way) -> str | None:
        id = _FORMATS.get(way.paid)
        return id if id is not None and id in self.ties.snapshot.tables["Format"].ids else None

    def _learning(
        self, town: int, teacher: int, wanted: Floats32, proof: Floats32, basis: Literal["needs", "proof"]
    ) -> Learning | None:
        met = wanted[town] * proof[teacher]
        if not met.any():
            return None
        asker, snapshot = self.asker(town), self.ties.snapshot
        at_large = with_fields(self.ties, met)  # where a field itself is named, all its topics are (`own_proof`)
        found = self._own(teacher, met) or self._own(teacher, at_large)
        evidence = [doing.evidence(snapshot, teacher, self.language, self.on) for doing in found]
        if not evidence:
            evidence = [self._offer(teacher, at_large)]
        sentences: list[tuple[Language, str]] = []
        if basis == "needs":
            country = snapshot.municipalities.category("country")[teacher] or ""
            for language in of_both(asker.country, country):
                parts = [told(wording.WANTED.fill(topics=topics_of(asker, met)), language)]
                if found:
                    tell = led_known if found[0].network else solution_known
                    parts.append(told(wording.fact(tell(asker, teacher, found[0].thing, evidence[0])), language))
                sentences.append((language, " ".join(parts)))
        ids = snapshot.tables["Topic"].ids
        order = np.lexsort((np.arange(len(met)), -met))[:2]
        return Learning(
            town=town,
            teacher=teacher,
            topics=tuple(ids[int(at)] for at in order if met[at] > 0),
            evidence=tuple(evidence),
            letter=tuple(sentences),
        )

    def _own(self, teacher: int, topics: Floats32) -> list[Doing]:
        return [doing for doing in doings(self.ties, teacher, topics) if doing.proof == "own"][:2]

    def _offer(self, teacher: int, met: Floats32) -> Evidence:
        snapshot = self.ties.snapshot
        offered = snapshot.links("OFFERS").ends(teacher)
        topic = int(max(offered.tolist(), key=lambda at: float(met[at])))
        text = told(
            said(
                "{town} says that it offers experience: {topic}",
                town=snapshot.municipalities.named(teacher),
                topic=snapshot.tables["Topic"].named(topic),
            ),
            self.language,
        )
        return statements.statement(snapshot, "OFFERS", "Municipality", teacher, topic, text)


def spoken_in_both(one: str | None, other: str | None) -> frozenset[Language]:
    """The languages that are official in all of both countries."""
    return spoken_in(one) & spoken_in(other)
