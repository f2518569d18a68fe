"""Near you in your own country: towns that do what is wanted, or share a network or a solution with the asker."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.said import said
from matching.kinds.scoring import Recipe
from matching.purposes.purpose import Purpose, Searched, not_too_large, weighed
from matching.ties import spread

#: So far away, in kilometres, a town can be visited within a day.
NEARBY_KM = 150.0
_WEIGHTS = {
    **{"topic_fit": 38, "offers_what_you_need": 8, "needs_what_you_offer": 5, "interests_of_your_like": 6},
    **{"near": 20, "similar_size": 10, "shared_networks": 5, "shared_solutions": 8},
}
NEARBY: Recipe = weighed(_WEIGHTS)


def _serves(searched: Searched, towns: Ints32) -> npt.NDArray[np.bool_]:
    """Towns at home within NEARBY_KM with a ground: a proof, or a common network (no mere list) or solution."""
    asker = searched.asker
    ties = asker.ties
    near = asker.at_home[towns] & (asker.distances[towns] <= NEARBY_KM)
    ground = asker.proof[towns] > 0
    if not asker.query.need and not asker.query.topics:
        for pairs, own in (
            (ties.memberships, asker.networks[~ties.listed[asker.networks]]),
            (ties.uses, asker.solutions),
        ):
            shared = np.zeros(len(pairs.degrees), dtype=np.bool_)
            shared[spread(pairs.thing_indptr, pairs.towns_by_thing, own)[1]] = True
            ground |= shared[towns]
    served: npt.NDArray[np.bool_] = near & ground & not_too_large(asker, towns)
    return served


NEAR_YOU = Purpose(
    name="nearby",
    called=said("Near you, in your own country"),
    summary="towns of the asker's country, near, that do what is wanted or share a network or a solution with it",
    serves=_serves,
    recipe=lambda searched: NEARBY,
)
