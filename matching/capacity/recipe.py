"""What a town can carry, as features of the recipe for calls: half of the score, beside the fit to the need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from graph.arrays import Floats32, Ints32
from graph.said import said
from matching.asker import Asker
from matching.capacity.fit import WEIGHTS, Name
from matching.capacity.listing import CAPACITY_SHARE, CallsOfSnapshot, Standing
from matching.kinds.scoring import Feature, Ground, Recipe

#: What is said of a feature of which nothing is known: it counts for about a half.
_NOTHING_KNOWN = said("Of this we know nothing for the call; it is counted as neither good nor bad.")


def with_capacity(recipe: Recipe, calls: CallsOfSnapshot, standings: Mapping[int, Standing]) -> Recipe:
    """The recipe for the need and, for the rest of the points, what the town can carry; `standings` by call (index).

    The weights go on adding up to what those of the recipe add up to.
    """
    of_need = [replace(feature, weight=feature.weight * (1 - CAPACITY_SHARE)) for feature in recipe]
    whole = sum(feature.weight for feature in recipe)
    return [*of_need, *_features(calls, standings, whole * CAPACITY_SHARE)]


def _features(calls: CallsOfSnapshot, standings: Mapping[int, Standing], points: float) -> Iterator[Feature]:
    for name, weight in WEIGHTS.items():
        yield _feature(name, weight * points, calls, standings)


def _feature(name: Name, weight: float, calls: CallsOfSnapshot, standings: Mapping[int, Standing]) -> Feature:
    def value(asker: Asker, candidates: Ints32) -> Floats32:
        return np.array([standings[call].fit.features[name] for call in candidates.tolist()], dtype=np.float32)

    def ground(asker: Asker, call: int) -> Ground:
        reason = standings[call].reason(calls, name)
        if reason is None:
            return Ground(sentence=_NOTHING_KNOWN)
        return Ground(sentence=said("{reason}", reason=reason.reason), evidence=reason.evidence)

    return Feature(value, weight, ground, named=name.replace(" ", "_"), sentence=_NOTHING_KNOWN, about="facts")
