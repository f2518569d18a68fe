"""Peers on your theme: towns alike, anywhere in Europe, with a proof on the need or on what towns like yours do."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.said import said
from matching.kinds.scoring import Recipe
from matching.purposes.purpose import Purpose, Searched, not_too_large, weighed

#: Weights beside each other; they add up to 100. What is silent without a need is shared out among the rest.
_WEIGHTS = {
    **{"topic_fit": 42, "offers_what_you_need": 10, "needs_what_you_offer": 5, "interests_of_your_like": 8},
    **{"similar_size": 14, "experience": 3, "works_with_your_like": 3, "shared_solutions": 3},
    **{"common_language": 6, "within_reach": 6},
}
PEERS: Recipe = weighed(_WEIGHTS)


def _serves(searched: Searched, towns: Ints32) -> npt.NDArray[np.bool_]:
    """Towns with a proof that are not so much larger that what they do is of no use to the asker."""
    asker = searched.asker
    serves: npt.NDArray[np.bool_] = (asker.proof[towns] > 0) & not_too_large(asker, towns)
    return serves


PEERS_ON_YOUR_THEME = Purpose(
    name="peers",
    called=said("Peers on your theme, anywhere in Europe"),
    summary="towns alike, with a proof on the need or on what towns like the asker do",
    serves=_serves,
    recipe=lambda searched: PEERS,
)
