"""Peers on your theme: towns alike, anywhere in Europe, with a proof on the need or on what towns like yours do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.said import said
from matching.kinds.alike_first import ALIKE_FIRST
from matching.kinds.everyday import EVERYDAY
from matching.kinds.learned import LEARNED
from matching.kinds.partners import PARTNERS, interests_ground, interests_of_your_like, similar_size
from matching.kinds.scoring import Feature, Recipe, of_need
from matching.purposes.purpose import Purpose, Searched, alike_where_nothing_is_sought, not_too_large, weighed

#: Weights beside each other; they add up to 100. What is silent without a need is shared out among the rest.
_WEIGHTS = {
    **{"topic_fit": 27, "offers_what_you_need": 7, "needs_what_you_offer": 4, "interests_of_your_like": 6},
    **{"similar_size": 12, "experience": 1, "works_with_your_like": 1, "shared_solutions": 1},
    **{"common_language": 6, "within_reach": 7, "did_it_itself": 8, "reads_nearest": 20},
}
PEERS: Recipe = (*weighed(_WEIGHTS), *ALIKE_FIRST)
#: What work on what the asker or its like works on is worth beside the learned points, where no need is named. Chosen
#: on the networks of 2015 and 2016 (docs/ranking.md); with 15 the theme decides too little, with 80 too much.
INTERESTS = 40.0
#: And to be of the asker's own size: the learned points follow cities, which join most.
OWN_SIZE = 20.0
#: Without a need whom one worked with so far says most: the learned points, and what the asker or its like work on;
#: and who did something of which one can hear.
LEARNED_PEERS: Recipe = (
    *LEARNED,
    Feature(interests_of_your_like, INTERESTS, interests_ground),
    EVERYDAY,
    *(replace(feature, weight=OWN_SIZE) for feature in PARTNERS if feature.name == similar_size.__name__),
)


def _serves(searched: Searched, towns: Ints32) -> npt.NDArray[np.bool_]:
    """Towns with a proof that are not so much larger that what they do is of no use to the asker."""
    asker = searched.asker
    serves: npt.NDArray[np.bool_] = asker.proven[towns] & not_too_large(asker, towns)
    return serves & alike_where_nothing_is_sought(asker, towns)


def _recipe(searched: Searched) -> Recipe:
    """By hand where something is wanted, or where there are no learned models."""
    asker = searched.asker
    return PEERS if asker.lesson is None or of_need(asker) else LEARNED_PEERS


PEERS_ON_YOUR_THEME = Purpose(
    name="peers",
    called=said("Peers on your theme, anywhere in Europe"),
    called_without_need=said("Active in what towns like yours work on, anywhere in Europe"),
    summary="towns alike, with a proof on the need or on what towns like the asker do",
    serves=_serves,
    recipe=_recipe,
)
