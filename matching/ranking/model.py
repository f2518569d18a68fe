"""The learned model: a curve a feature and group, in a small plain file; a score is the sum of what they are worth."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.errors import PeerpolisError
from matching.programmes import FAMILIES
from matching.ranking.bias import MARKS
from matching.ranking.curves import Knots, hats
from matching.ranking.features import FEATURES
from matching.ranking.situation import TOWN_GROUPS, Situation
from matching.ties import Ints

#: Grows when an older file can no longer be read.
FORMAT = 1
AGAIN = "Make it again: peerpolis train"

Points = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """What a feature is worth: heights at the knots, for each group of situations (`Situation.group`)."""

    knots: Knots
    groups: Mapping[str, Points]


@dataclass(frozen=True)
class AdditiveModel:
    """Curves by feature. `charges` are what very large cities and the own country pay, in each group, for being shown
    too often (`matching.ranking.bias`); `trained` says on what and how, in plain values."""

    curves: Mapping[str, Curve]
    charges: Mapping[str, Mapping[str, float]]
    trained: Mapping[str, Any]

    def points(self, situation: Situation, towns: Ints) -> Points:
        """What each feature adds to each town's score, shape (features, towns); a score is the sum of its column.

        The points are natural logarithms of odds; each curve begins at 0, so that nothing is ever taken away.
        """
        rows = np.empty((len(self.curves), len(towns)))
        for row, (name, curve) in zip(rows, self.curves.items(), strict=True):
            heights = curve.groups[situation.group]
            left, low, high = hats(FEATURES[name](situation, towns), curve.knots)
            row[:] = heights[left] * low + heights[np.minimum(left + 1, len(heights) - 1)] * high
        return rows

    def charged(self, situation: Situation, towns: Ints) -> Points:
        """What each mark of `matching.ranking.bias` takes from each town's score, 0 or less, shape (marks, towns)."""
        own = self.charges[situation.group]
        return np.stack([-own[mark] * of(situation, towns).astype(np.float64) for mark, of in MARKS.items()])

    def scores(self, situation: Situation, towns: Ints, *, bias_control: bool = True) -> Points:
        """The score of each town; without bias control, as likely as it is."""
        total: Points = self.points(situation, towns).sum(axis=0)
        return total + self.charged(situation, towns).sum(axis=0) if bias_control else total

    @cached_property
    def features(self) -> tuple[str, ...]:
        """The names of the features, in the order of `points`."""
        return tuple(self.curves)

    def document(self) -> dict[str, Any]:
        """The model as plain values, rounded to six digits."""
        return {
            "format": FORMAT,
            "trained": dict(self.trained),
            "charges": {
                group: {mark: float(f"{charge:.6g}") for mark, charge in own.items()}
                for group, own in self.charges.items()
            },
            "curves": {
                name: {
                    "knots": _plain(curve.knots),
                    **{group: _plain(heights) for group, heights in curve.groups.items()},
                }
                for name, curve in self.curves.items()
            },
        }


def _plain(values: Sequence[float] | Points) -> list[float]:
    return [float(f"{value:.6g}") for value in values]


def model_of(document: Mapping[str, Any]) -> AdditiveModel:
    """The model out of its document. Raises PeerpolisError for another format, an unknown feature or group."""
    if document.get("format") != FORMAT:
        raise PeerpolisError(
            f"The model has format {document.get('format')}, not {FORMAT}. Make it again: peerpolis train"
        )
    unknown = set(document["curves"]) - set(FEATURES)
    if unknown:
        raise PeerpolisError(
            f"The model uses unknown features: {', '.join(sorted(unknown))}. Make it again: peerpolis train"
        )
    groups = set(document["charges"])
    if groups not in (set(FAMILIES), set(TOWN_GROUPS)) or any(
        groups != set(stored) - {"knots"} for stored in document["curves"].values()
    ):
        raise PeerpolisError(f"The model is for other groups of questions: {', '.join(sorted(groups))}. {AGAIN}")
    curves = {
        name: Curve(
            np.array(stored["knots"]),
            {group: np.array(heights) for group, heights in stored.items() if group != "knots"},
        )
        for name, stored in document["curves"].items()
    }
    charges = {group: {mark: float(own[mark]) for mark in MARKS} for group, own in document["charges"].items()}
    return AdditiveModel(curves, charges, document["trained"])


def to_json(document: Mapping[str, Any]) -> str:
    """The document as text, a curve a line, so that two models can be compared by eye."""
    head = {key: value for key, value in document.items() if key != "curves"}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(curve)}" for name, curve in document["curves"].items())
    return f'{json.dumps(head, indent=1)[:-2]},\n "curves": {{\n{lines}\n }}\n}}\n'
