"""Which towns did themselves what is wanted, and how near their work reads among all that is on the wanted topic."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from matching.asker import Asker
from matching.kinds.items import CLEARLY_ADDRESSED, LEADING
from matching.kinds.partners import SIZE_TIMES, of_use, town_words
from matching.kinds.scoring import Feature, Ground
from matching.pairs import floats
from matching.proofs.nearness import PROOF_LABELS, ProofLabel, topics_of

#: Texts on one topic are told apart by their cosines only where the nearest lies so far above the middle one.
TOLD_APART = 0.05


def leading_topics(asker: Asker) -> Ints32:
    """The topics that lead what is wanted: those of at least the share LEADING of the strongest."""
    most = float(asker.wanted.max(initial=0))
    return np.flatnonzero(asker.wanted >= max(LEADING * most, 1e-6)).astype(np.int32)


def on_topic(asker: Asker) -> Mapping[ProofLabel, npt.NDArray[np.bool_]]:
    """Which solutions and networks clearly address a topic that leads what is wanted, by label."""
    leading, ties = leading_topics(asker), asker.ties
    return {
        label: np.asarray((topics_of(ties, label)[:, leading] >= CLEARLY_ADDRESSED).any(axis=1), dtype=np.bool_)
        for label in PROOF_LABELS
    }


def did_it(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which towns did something of their own that is about what is wanted, by its topic or its text: no plan, no label,
    no network in which they are one of many."""
    ties, answers = asker.ties, dict(on_topic(asker))
    if asker.near is not None:
        answers = {label: fits | asker.near.about[label] for label, fits in answers.items()}
    did = np.zeros(len(ties.snapshot.municipalities), dtype=np.bool_)
    towns, solutions = ties.own_uses
    did[towns[answers["Solution"][solutions]]] = True
    # Evaluation adds networks of its own behind those of the snapshot: nothing is known of what they address.
    of_network = np.pad(answers["Network"], (0, len(ties.memberships.sizes) - len(answers["Network"])))
    towns, networks = ties.own_projects
    did[towns[of_network[networks]]] = True
    return did


def did_it_itself(asker: Asker, towns: Ints32) -> Floats32:
    """{name} did this itself, and does not only hold a label for it or stand in a list.

    1 for a town with something of its own that is about what is wanted (`did_it`).
    """
    return floats(did_it(asker)[towns])


def reads_nearest(asker: Asker, towns: Ints32) -> Floats32:
    """Of all that we know on this topic, what {name} did reads much like your need.

    Among the solutions on the leading topics: how far the cosine of each lies above the middle one, over the highest;
    of a town that of its best, times what ties the two (`Ties.use_shares`) and `of_use` beyond SIZE_TIMES the asker's
    inhabitants. It tells apart what a topic lumps together
    where a need lies far from all texts; 0 where no text was compared, or all lie alike.
    """
    nearness = np.zeros(len(asker.ties.snapshot.municipalities), dtype=np.float32)
    cosines, ties = asker.likeness.get("Solution"), asker.ties
    on = on_topic(asker)["Solution"]
    if cosines is None or not on.any():
        return nearness[towns]
    middle, highest = float(np.median(cosines[on])), float(cosines[on].max())
    if highest - middle < TOLD_APART:
        return nearness[towns]
    near = np.where(on, np.maximum(cosines - np.float32(middle), 0) / np.float32(highest - middle), 0)
    np.maximum.at(nearness, ties.uses.towns, floats(near[ties.uses.things] * ties.use_shares))
    return floats(nearness[towns] * of_use(asker, towns, free=SIZE_TIMES))


def _ground(asker: Asker, town: int) -> Ground:
    return Ground(town_words(asker, town))


#: For recipes that give them their own weights (`matching.purposes.purpose`).
OWN_PROOF = (
    Feature(did_it_itself, 10, _ground, about="facts"),
    Feature(reads_nearest, 10, _ground, about="facts"),
)
