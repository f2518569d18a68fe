"""How sure one may be that a need was read as the right topic, calibrated on needs that were judged by hand.

Words alone cannot tell "bus fare" from "bus": what is left unread speaks against what was read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from graph.names import normal_form
from matching.need.text import cut
from matching.need.topics import TOWN_STEMS
from matching.types import TopicMatch

#: Below this it is more likely that the topic is wrong than that it is right, and none is forced on the need.
CONFIDENT = 0.5
#: Whoever names two things of a topic is about it, however long the text is.
_ENOUGH = 2
#: A logistic regression on the development half of `benchmarks.short_needs`, which prints it: a constant, and the
#: weights of `signs`.
WEIGHTS = (-3.98, 3.15, 4.61, 3.64)
#: What a town charges, taxes or fines is a matter between it and a single citizen, and no topic: "cemetery fees". Not
#: where the topic has the word itself ("parking fees").
_DUES_WORDS = """
    Bußgeld Bußgelder Gebühr Gebühren Steuer Steuern fee fees fines tax taxes amende amendes contravention
    contraventions redevance taxe taxes tarifs impuesto impuestos multa multas tasa tasas contravvenzione imposta
    imposte multe tassa tasse taxa taxas mandat mandaty opłata opłaty podatek podatki pokuta pokuty poplatek poplatky
"""
_DUES = frozenset(map(normal_form, _DUES_WORDS.split()))


def confidence(need: str, understood: Sequence[TopicMatch]) -> float:
    """How likely it is, 0–1, that the first of the topics is what the need is about; 0 where it was read as none.

    `understood` are the topics as they count in suggestions, the strongest first (`matching.need.reading.borne_out`).
    """
    if not understood:
        return 0.0
    constant, *weights = WEIGHTS
    return 1 / (1 + math.exp(-constant - sum(w * s for w, s in zip(weights, signs(need, understood[0]), strict=True))))


def signs(need: str, match: TopicMatch) -> tuple[float, float, float]:
    """What speaks for a topic, each 0–1: its strength, how much of the need names it outright, and how much of it led
    there at all; of a long need two words are enough. What every town says of every plan ("Angebote") is not left
    unread."""
    telling = [w for s, w in cut(need).written.items() if s not in TOWN_STEMS or w in match.words]
    if any(normal_form(word) in _DUES and word not in match.words for word in telling):
        return match.strength, 0.0, 0.0
    enough = max(1, min(len(telling), _ENOUGH))
    outright = match.outright * len(telling)
    return match.strength, min(1.0, outright / enough), min(1.0, len(match.words) / enough)
