"""Which towns did themselves what is wanted, and how near their work reads among all that is on the wanted topic."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from matching.asker import Asker
from matching.kinds.partners import SIZE_TIMES, of_use, town_words
from matching.kinds.scoring import Feature, Ground
from matching.pairs import floats
from matching.proofs.nearness import LEAST

#: Texts on one topic are told apart by their cosines only where the nearest lies so far above the middle one.
TOLD_APART = 0.05
#: What was last heard of longer ago than so many years may be no more, and stands behind what is as near and newer.
OLD_YEARS = 10


def did_it_itself(asker: Asker, towns: Ints32) -> Floats32:
    """{name} did this itself, and does not only hold a label for it or stand in a list.

    1 for a town with something of its own that is about what is wanted (`Asker.did_it`).
    """
    return floats(asker.did_it[towns])


def reads_nearest(asker: Asker, towns: Ints32) -> Floats32:
    """Of all that we know on this topic, what {name} did reads much like your need.

    Among the solutions on the leading topics: how far the cosine of each lies above the middle one, over the highest;
    of a town that of its best, times what ties the two (`Ties.use_shares`) and `of_use` beyond SIZE_TIMES the asker's
    inhabitants. It tells apart what a topic lumps together
    where a need lies far from all texts; 0 where no text was compared, or all lie alike.
    """
    nearness = np.zeros(len(asker.ties.snapshot.municipalities), dtype=np.float32)
    cosines, ties = asker.likeness.get("Solution"), asker.ties
    on = asker.on_topic("Solution")
    if cosines is None or not on.any():
        return nearness[towns]
    middle, highest = float(np.median(cosines[on])), float(cosines[on].max())
    if highest - middle < TOLD_APART:
        return nearness[towns]
    near = np.where(on, np.maximum(cosines - np.float32(middle), 0) / np.float32(highest - middle), 0)
    np.maximum.at(nearness, ties.uses.towns, floats(near[ties.uses.things] * ties.use_shares))
    return floats(nearness[towns] * of_use(asker, towns, free=SIZE_TIMES))


def long_ago(asker: Asker, towns: Ints32) -> Floats32:
    """What {name} did was last heard of more than ten years ago.

    −1 where the text nearest to the need is of something that was last heard of more than OLD_YEARS before the day of
    the question, and nothing newer of the town is as near; else 0: among what is alike the newer comes first.
    """
    if asker.near is None:
        return np.zeros(len(towns), dtype=np.float32)
    return floats(-1.0 * near_by_these_alone(asker, heard_long_ago(asker))[towns])


def heard_long_ago(asker: Asker) -> npt.NDArray[np.bool_]:
    """Of which of the pairs of `Ties.uses` nobody has told for more than OLD_YEARS."""
    return asker.ties.last_heard_before((asker.query.on.year - OLD_YEARS) * 10_000)


def near_by_these_alone(asker: Asker, some: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """For each municipality whether `some` of the pairs of `Ties.uses` come near to a need that has a text (LEAST), and
    nothing else of it, neither another use nor a network, comes as near."""
    near, uses = asker.near, asker.ties.uses
    assert near is not None, "without a need nothing is near"
    nearness = floats(near.nearness["Solution"][uses.things] * asker.ties.use_shares)
    others = near.towns_by_networks.copy()
    np.maximum.at(others, uses.towns[~some], nearness[~some])
    by_these = np.zeros_like(others)
    np.maximum.at(by_these, uses.towns[some], nearness[some])
    alone: npt.NDArray[np.bool_] = (by_these >= LEAST) & (by_these > others)
    return alone


def _ground(asker: Asker, town: int) -> Ground:
    return Ground(town_words(asker, town))


#: For recipes that give them their own weights (`matching.purposes.purpose`).
OWN_PROOF = (
    Feature(did_it_itself, 10, _ground, about="facts"),
    Feature(reads_nearest, 10, _ground, about="facts"),
)
#: What stands behind what is alike and newer: a few of a hundred points.
NEWER_FIRST = Feature(long_ago, 6.0, _ground, about="facts", takes=True)
