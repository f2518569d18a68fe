"""What an introduction of two towns is worth: what each could learn of the other, what it bridges, how alike they are.

A town is shown to know a topic by something of its own on it (a use, a practice, a project that it leads) or by what
it says that it offers (`own_proof`); that it stands in a network about it is no proof here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from matching.letters.languages import spoken_in
from matching.ranking.features import SIZE_SPREAD
from matching.ties import PROOF, WORKING_SIZE, Ties

Flags = npt.NDArray[np.bool_]
#: What the worth is made of; together 100. `other_way` is what the weaker direction of learning adds to the stronger.
WORTH: Mapping[str, float] = {
    "learning": 35,
    "other_way": 20,
    "bridge": 10,
    "size": 10,
    "language": 15,
    "paid": 10,
}
#: What of "learning" the need counts that is met best; the rest is how much of all of them is met.
BEST = 0.8


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts of the worth of rows × columns (towns), each 0–1, and which pairs count at all."""

    learning: Floats32
    other_way: Floats32
    bridge: Floats32
    size: Floats32
    language: Floats32
    abroad: Flags
    counts: Flags

    def at_most(self) -> Floats32:
        """The worth of each pair if something pays for it; that can be only across a border. 0 for who does not
        count."""
        parts = {"learning", "other_way", "bridge", "size", "language"}
        total = sum(np.float32(WORTH[name]) * getattr(self, name) for name in sorted(parts))
        return np.where(self.counts, total + np.float32(WORTH["paid"]) * self.abroad, np.float32(0)).astype(np.float32)


def own_proof(ties: Ties) -> Floats32:
    """How strongly each town is shown to know each topic, (towns, topics), 0–1."""
    found = ties.offers.copy()
    for pairs, own, topics in (
        (ties.uses, ties.use_shares == np.float32(PROOF["own"]), ties.solution_topics),
        (ties.memberships, ties.leads, ties.network_topics),
    ):
        np.maximum.at(found, pairs.towns[own], topics[pairs.things[own]])
    return without_fields(ties, found)


def without_fields(ties: Ties, strengths: Floats32) -> Floats32:
    """What is said of topics, (towns, topics), without the fields above them: who does one thing of a field is not
    shown to know another. Where a field itself was named, all its topics were."""
    broader, found = ties.snapshot.links("BROADER", "Topic"), strengths.copy()
    for field in np.unique(broader.end).tolist():
        topics = broader.starts(field)
        # A field is told at 0.3 of each of its topics (`topic_matrix`): above that it was named itself.
        named = found[:, field] > np.float32(0.3) * found[:, topics].max(axis=1) + np.float32(0.01)
        found[np.ix_(named, topics)] = np.maximum(found[np.ix_(named, topics)], found[named, field][:, None])
        found[:, field] = 0
    return found


def with_fields(ties: Ties, strengths: Floats32) -> Floats32:
    """What is said of topics, shape (topics,), and as much of the fields above them."""
    narrow, field = ties.snapshot.links("BROADER", "Topic").pairs
    wide = strengths.copy()
    np.maximum.at(wide, field, strengths[narrow])
    return wide


def parts_of(ties: Ties, rows: Ints32, columns: Ints32, needs: Floats32 | None, proof: Floats32) -> Parts:
    """The parts for each pair of a row and a column. `needs` and `proof` are those of all towns, (towns, topics).

    With needs: the stronger and the weaker direction of how much of one's needs the other is shown to know: by BEST the
    need that is met best, else all of them together, for who wants several things is helped by who knows one of them,
    and a text may be read as more than it asks for. Without:
    how alike what both are shown to know is (cosine), which both directions share.
    """
    if needs is None:
        strength = np.maximum(np.linalg.norm(proof, axis=1, keepdims=True), np.float32(1e-9))
        both = (proof[rows] / strength[rows]) @ (proof[columns] / strength[columns]).T
        learning = other_way = both
    else:
        there, back = _met(needs[rows], proof[columns]), _met(needs[columns], proof[rows]).T
        learning, other_way = np.maximum(there, back), np.minimum(there, back)
    tied, common, apart = _known_ties(ties, rows, columns)
    with np.errstate(invalid="ignore"):
        gap = np.subtract.outer(ties.log_population[rows], ties.log_population[columns]) / np.float32(SIZE_SPREAD)
    country = ties.snapshot.municipalities.category("country")
    spoken = _common_language(country.values)
    here, beside = country.codes[rows], country.codes[columns]
    return Parts(
        learning=learning,
        other_way=other_way,
        bridge=np.where(apart, 1.0, np.where(common, 0.0, 0.5)).astype(np.float32),
        size=np.nan_to_num(np.exp(-gap * gap / 2)).astype(np.float32),
        language=spoken[np.ix_(here, beside)].astype(np.float32),
        abroad=here[:, None] != beside,
        counts=(learning > 0.05) & ~tied & ~_same_practice(ties, rows, columns) & (rows[:, None] != columns),
    )


def _met(needs: Floats32, proof: Floats32) -> Floats32:
    """How much of the needs of the ones, (ones, topics), the others are shown to know, (others, topics), 0–1."""
    small = np.float32(1e-9)
    share = (needs / np.maximum(needs.sum(axis=1, keepdims=True), small)) @ proof.T
    strength = needs / np.maximum(needs.max(axis=1, keepdims=True, initial=0), small)
    best = np.zeros_like(share)
    for topic in np.flatnonzero(strength.any(axis=0)).tolist():
        wanting, knowing = np.flatnonzero(strength[:, topic]), np.flatnonzero(proof[:, topic])
        there = np.ix_(wanting, knowing)
        best[there] = np.maximum(best[there], np.outer(strength[wanting, topic], proof[knowing, topic]))
    met: Floats32 = np.float32(BEST) * best + np.float32(1 - BEST) * share
    return met


def _common_language(countries: tuple[str, ...] | list[str]) -> Flags:
    spoken = [spoken_in(code) for code in countries]
    return np.array([[bool(one & other) for other in spoken] for one in spoken], dtype=np.bool_)


def _same_practice(ties: Ties, rows: Ints32, columns: Ints32) -> Flags:
    """Which pairs carried out a practice of one name, as at most WORKING_SIZE towns did: a project of several has a row
    for each, and whoever was in it, or did just the same, learns nothing new from the other."""
    from scipy.sparse import csr_array

    table, uses = ties.snapshot.tables["Solution"], ties.uses
    names: dict[str, int] = {}
    group = np.array([names.setdefault(table.name(at), len(names)) for at in range(len(table))], dtype=np.int64)
    kept = ties.done & ties.practices[uses.things]
    pairs = np.unique(np.stack([uses.towns[kept], group[uses.things[kept]]]), axis=1)
    some = np.bincount(pairs[1], minlength=len(names))[pairs[1]] <= WORKING_SIZE
    towns, groups = pairs[:, some]
    shape = (len(ties.snapshot.municipalities), len(names))
    did: Any = csr_array((np.ones(len(towns), dtype=np.float32), (towns, groups)), shape)
    same: Flags = (did[rows] @ did[columns].T).toarray() > 0
    return same


def _known_ties(ties: Ties, rows: Ints32, columns: Ints32) -> tuple[Flags, Flags, Flags]:
    """Which pairs work together already (one network of at most WORKING_SIZE towns that is no mere list, or twins);
    which have a partner in common; and which no chain of partners joins."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    count = len(ties.snapshot.municipalities)
    members = ties.memberships
    works = (members.sizes <= WORKING_SIZE) & ~ties.listed
    kept = works[members.things]
    shape = (count, len(members.sizes))
    joined = csr_array((np.ones(int(kept.sum()), dtype=np.float32), (members.towns[kept], members.things[kept])), shape)
    start, end = ties.snapshot.links("TWINNED_WITH").pairs
    twins = csr_array(
        (np.ones(2 * len(start), dtype=np.float32), (np.r_[start, end], np.r_[end, start])), (count, count)
    )
    beside: Any = joined[rows] @ joined.T + twins[rows]
    others: Any = joined[columns] @ joined.T + twins[columns]
    near = (beside @ others.T).toarray() > 0
    tied = beside[:, columns].toarray() > 0
    whole = csr_array(_stacked(joined, twins))
    _, label = connected_components(whole, directed=False)
    return tied, near, label[rows][:, None] != label[columns]


def _stacked(joined: Any, twins: Any) -> Any:
    """Towns and networks as one graph."""
    from scipy.sparse import block_array

    return block_array([[twins, joined], [joined.T, None]])
