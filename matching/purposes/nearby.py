"""Near you in your own country: towns that do what is wanted, or share a network or a solution with the asker."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.said import said
from matching.asker import MAINLY_ADDRESSED, Asker
from matching.kinds.alike_first import DEED, DEEDS_FIRST
from matching.kinds.nearest_proof import NEAREST_PROOF, near_by_text
from matching.kinds.scoring import Recipe, of_need
from matching.purposes.experienced import EXPERIENCED_TIMES
from matching.purposes.peers import LEARNED_PEERS
from matching.purposes.purpose import (
    Purpose,
    Searched,
    alike_where_nothing_is_sought,
    fellows,
    not_too_large,
    weighed,
)
from matching.ties import MANY_USERS

#: So far away, in kilometres, a town can be visited within a day.
NEARBY_KM = 150.0
#: Who did it itself is worth a longer way than who holds a label for it.
DOERS_KM = 300.0
_WEIGHTS = {
    **{"topic_fit": 15, "offers_what_you_need": 6, "needs_what_you_offer": 4, "interests_of_your_like": 6},
    **{"near": 25, "in_your_region": 9, "similar_size": 8, "shared_networks": 3, "shared_solutions": 3},
    **{"did_it_itself": 18, "reads_nearest": 3},
}


#: Near by the way decides much, and must not make up for a deed.
NEARBY_DEED = 2 * DEED


NEARBY: Recipe = tuple(
    replace(feature, value=near_by_text, named=NEAREST_PROOF.name)
    if feature.name == NEAREST_PROOF.name
    else replace(feature, weight=NEARBY_DEED)
    if feature is DEEDS_FIRST
    else feature
    for feature in weighed(_WEIGHTS)
)


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
    ground = _did_it(asker, near) & not_too_large(asker, near)
    if not asker.query.need and not asker.query.topics:
        tells = (ties.experience[near] > 0) | fellows(asker)[near]
        # What a larger town does may be of no use; how it came to take part is.
        ground |= tells & not_too_large(asker, near, EXPERIENCED_TIMES)
        ground &= alike_where_nothing_is_sought(asker, near, smaller=math.inf)
    serves[serves] = ground
    return serves


def _did_it(asker: Asker, towns: Ints32) -> npt.NDArray[np.bool_]:
    """Which of the towns have a proof; of a need in words, one that may be told to answer it; where words alone were
    compared, also a deed of their own, or a network that they led, mainly about a topic which leads the need. Who
    offers it is asked in any case."""
    near = asker.near
    if near is None:
        return asker.proven[towns]
    did = (near.towns_told > 0) | (asker.ties.offers[:, asker.leading] > 0).any(axis=1)
    if not near.cosines:
        doers, solutions = asker.ties.own_uses
        few = asker.ties.uses.sizes[solutions] <= MANY_USERS
        did[doers[asker.on_topic("Solution", MAINLY_ADDRESSED)[solutions] & few]] = True
        leaders, networks = asker.ties.own_projects
        did[leaders[asker.on_topic("Network", MAINLY_ADDRESSED)[networks]]] = True
    return did[towns]


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
