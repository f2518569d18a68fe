"""Near you in your own country: towns that do what is wanted, or share a network or a solution with the asker."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.said import said
from matching.kinds.scoring import Recipe, of_need
from matching.purposes.experienced import EXPERIENCED_TIMES
from matching.purposes.peers import LEARNED_PEERS
from matching.purposes.purpose import Purpose, Searched, fellows, not_too_large, weighed

#: So far away, in kilometres, a town can be visited within a day.
NEARBY_KM = 150.0
#: Who did it itself is worth a longer way than who holds a label for it.
DOERS_KM = 200.0
_WEIGHTS = {
    **{"topic_fit": 25, "offers_what_you_need": 6, "needs_what_you_offer": 4, "interests_of_your_like": 6},
    **{"near": 15, "similar_size": 10, "shared_networks": 3, "shared_solutions": 3},
    **{"did_it_itself": 20, "reads_nearest": 8},
}
NEARBY: Recipe = weighed(_WEIGHTS)


def _serves(searched: Searched, towns: Ints32) -> npt.NDArray[np.bool_]:
    """Towns at home within NEARBY_KM with a ground: a proof; without a need also a common network (no mere list) or
    solution, or networks and projects of its own that it can tell of; those that did what is wanted themselves within
    DOERS_KM."""
    asker = searched.asker
    ties = asker.ties
    reach = np.full(len(towns), NEARBY_KM)
    if of_need(asker):
        reach[asker.did_it[towns]] = DOERS_KM
    serves: npt.NDArray[np.bool_] = asker.at_home[towns] & (asker.distances[towns] <= reach)
    near = towns[serves]
    ground = asker.proven[near] & not_too_large(asker, near)
    if not asker.query.need and not asker.query.topics:
        tells = (ties.experience[near] > 0) | fellows(asker)[near]
        # What a larger town does may be of no use; how it came to take part is.
        ground |= tells & not_too_large(asker, near, EXPERIENCED_TIMES)
    serves[serves] = ground
    return serves


def _recipe(searched: Searched) -> Recipe:
    """By hand where something is wanted, or where there are no learned models; else by the learned points, of which
    nearness is the most: a town near at home is asked for its experience, whatever it is in."""
    asker = searched.asker
    return NEARBY if asker.lesson is None or of_need(asker) else LEARNED_PEERS


NEAR_YOU = Purpose(
    name="nearby",
    called=said("Near you, in your own country"),
    summary="towns of the asker's country, near, that do what is wanted; without a need also those with a record",
    serves=_serves,
    recipe=_recipe,
)
