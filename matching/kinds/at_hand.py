"""What makes one of several peers easier to ask: a language in common, and a way that is not too long.

They tell apart towns that did as much on a need; what a town did outweighs them.
"""

from __future__ import annotations

import numpy as np

from graph.arrays import Floats32, Ints32
from matching.asker import Asker
from matching.kinds.partners import REACH_KM, near_ground, town_ground
from matching.kinds.scoring import Feature, Ground
from matching.kinds.solutions import TONGUES
from matching.pairs import floats, unknown_as_zero
from matching.words.written import language_name


def common_language(asker: Asker, towns: Ints32) -> Floats32:
    """Its administration works in a language of yours, too: {tongue}.

    1 where the administrations of both countries work in one language (`solutions.TONGUES`), all of one or parts of it.
    """
    own = set(TONGUES.get(asker.country, ()))
    column = asker.ties.snapshot.municipalities.category("country")
    speaks = np.array([bool(own & set(TONGUES.get(country or "", ()))) for country in (*column.values, None)])
    return floats(speaks[column.codes[towns]])


def _tongue_ground(asker: Asker, town: int) -> Ground:
    own, country = TONGUES.get(asker.country, ()), asker.ties.snapshot.municipalities.category("country")[town]
    tongue = next(t for t in own if t in TONGUES.get(country or "", ()))
    return Ground({"tongue": language_name(tongue, asker.query.language)})


def within_reach(asker: Asker, towns: Ints32) -> Floats32:
    """{name} is {distance} km from you.

    exp(−distance / REACH_KM), 0 where a place is unknown: islands in the ocean come last of what did as much.
    """
    return unknown_as_zero(np.exp(asker.distances[towns] / np.float32(-REACH_KM)))


def in_your_region(asker: Asker, towns: Ints32) -> Floats32:
    """{name} is in your region, too.

    1 where both are in one region (a Land, a province) by the register: one law, and one authority above.
    """
    links, there = asker.ties.snapshot.links("IN"), np.zeros(len(asker.at_home), dtype=np.float32)
    for region in () if asker.index is None else links.ends(asker.index).tolist():
        there[links.starts(region)] = 1
    return there[towns]


#: For recipes that give them their own weights (`matching.purposes.purpose`).
AT_HAND = (
    Feature(common_language, 5, _tongue_ground, about="facts"),
    Feature(within_reach, 5, near_ground, about="facts"),
    Feature(in_your_region, 5, town_ground, about="facts"),
)
