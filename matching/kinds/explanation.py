"""From points to words: the contributions of one suggestion, largest first, adding up to its score."""

from __future__ import annotations

import numpy as np

from matching.asker import Asker
from matching.best import Points
from matching.kinds.scoring import Recipe
from matching.types import Contribution
from matching.words.told import told


def contributions(recipe: Recipe, asker: Asker, points: Points, position: int, index: int) -> tuple[Contribution, ...]:
    """What each feature contributes to one candidate, with its sentence and evidence.

    What neither adds nor takes is left out.

    `points` has shape (features, candidates); `position` is the candidate's column in it.
    """
    found, language = [], asker.query.language
    for feature, earned in zip(recipe, points[:, position], strict=True):
        if earned == 0:
            continue
        ground = feature.ground(asker, index)
        found.append(
            Contribution(
                feature=feature.name,
                value=float(earned / feature.weight),
                weight=float(feature.weight),
                points=float(earned),
                reason=told(feature.reason.fill(**ground.words), language),
                evidence=ground.evidence,
            )
        )
    order = np.argsort([-c.points for c in found], kind="stable")
    return tuple(found[i] for i in order)
