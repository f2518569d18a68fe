"""Peers on your theme: towns alike, anywhere in Europe, with a proof on the need or on what towns like yours do."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.said import said
from matching.asker import Asker
from matching.kinds.learned import LEARNED
from matching.kinds.partners import interests_ground, interests_of_your_like
from matching.kinds.scoring import Feature, Recipe, of_need
from matching.purposes.purpose import Purpose, Searched, not_too_large, weighed
from matching.ties import floats

#: Weights beside each other; they add up to 100. What is silent without a need is shared out among the rest.
_WEIGHTS = {
    **{"topic_fit": 27, "offers_what_you_need": 7, "needs_what_you_offer": 4, "interests_of_your_like": 6},
    **{"similar_size": 12, "experience": 1, "works_with_your_like": 1, "shared_solutions": 1},
    **{"common_language": 6, "within_reach": 7, "did_it_itself": 8, "reads_nearest": 20},
}
PEERS: Recipe = weighed(_WEIGHTS)
#: What work on what the asker or its like works on is worth beside the learned points, where no need is named. Chosen
#: on the networks of 2015 and 2016 (docs/ranking.md); with 15 the theme decides too little, with 80 too much.
INTERESTS = 40.0
#: Without a need whom one worked with so far says most: the learned points, and what the asker or its like work on.
LEARNED_PEERS: Recipe = (*LEARNED, Feature(interests_of_your_like, INTERESTS, interests_ground))


#: So much work on a topic (`Ties.activity`) a town has at most of which no more is known than that it stands on a list
#: of hundreds; to be in a network of hundreds is three times as much.
MERELY_LISTED = 0.05


def proof(asker: Asker, towns: Ints32) -> Floats32:
    """How much is known of what each town does on the need, or offers, or how near the text of such a thing comes that
    is about the need; 0 where nothing is known. Where the question names no need, on what the asker once said that it
    needs, or on what it does or towns like it do; that a town is MERELY_LISTED is then no ground to lead anybody to it.
    """
    topics, least = asker.wanted, 0.0
    if not asker.query.need and not asker.query.topics:
        topics, least = np.maximum(topics, asker.likes_interests), MERELY_LISTED
    ties, by_topics = asker.ties, np.zeros(len(towns), dtype=np.float32)
    known = np.flatnonzero(ties.known_for_something[towns])
    some, most = towns[known], np.zeros(len(known), dtype=np.float32)
    for topic in np.flatnonzero(topics):  # topic by topic, as the arrays lie in memory
        told = ties.activity[:, topic].take(some)
        if ties.offered[topic]:
            told += ties.offers[:, topic].take(some)
        told[told <= least] = 0
        np.maximum(most, told * topics[topic], out=most)
    by_topics[known] = most
    return floats(by_topics if asker.near is None else np.maximum(by_topics, asker.near.towns_about[towns]))


def _serves(searched: Searched, towns: Ints32) -> npt.NDArray[np.bool_]:
    """Towns with a proof that are not so much larger that what they do is of no use to the asker."""
    asker = searched.asker
    serves: npt.NDArray[np.bool_] = (proof(asker, towns) > 0) & not_too_large(asker, towns)
    return serves


def _recipe(searched: Searched) -> Recipe:
    """By hand where something is wanted, or where there are no learned models."""
    asker = searched.asker
    return PEERS if asker.lesson is None or of_need(asker) else LEARNED_PEERS


PEERS_ON_YOUR_THEME = Purpose(
    name="peers",
    called=said("Peers on your theme, anywhere in Europe"),
    summary="towns alike, with a proof on the need or on what towns like the asker do",
    serves=_serves,
    recipe=_recipe,
)
