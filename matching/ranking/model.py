"""The learned model: a curve a feature and group, in a small plain file; a score is the sum of what they are worth."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from graph.arrays import Floats32, Ints32
from graph.errors import PeerpolisError
from graph.said import said
from matching.best import Points
from matching.programmes import FAMILIES
from matching.ranking.bias import BEHIND, MARKS, stands_behind
from matching.ranking.curves import Knots, corners
from matching.ranking.features import FEATURES, LEANINGS, FeatureValue, Term
from matching.ranking.situation import TOWN_GROUPS, Situation

#: Grows when an older file can no longer be read.
FORMAT = 2
AGAIN = said("Make it again: peerpolis train")


@dataclass(frozen=True)
class Curve:
    """What one feature is worth, or two together: heights at the knots, for each group of situations
    (`Situation.group`); those of two features as a grid, flat, the second feature's knots side by side."""

    features: Term
    knots: tuple[Knots, ...]
    groups: Mapping[str, Points]

    def worth(self, group: str, values: Mapping[str, Floats32]) -> Points:
        """The worth of each town, by its values of the features."""
        heights = self.groups[group]
        columns = [values[name] for name in self.features]
        if len(columns) == 1:
            return np.interp(columns[0], self.knots[0], heights)
        return sum((heights[number] * near for number, near in corners(columns, self.knots)), np.zeros(len(columns[0])))


@dataclass(frozen=True)
class AdditiveModel:
    """Curves by the name of their term. `charges` are what very large cities and the own country pay, in each group,
    for being shown too often (`matching.ranking.bias`); `trained` says on what and how, in plain values."""

    curves: Mapping[str, Curve]
    charges: Mapping[str, Mapping[str, float]]
    trained: Mapping[str, Any]

    def points(self, situation: Situation, towns: Ints32) -> Points:
        """What each term adds to each town's score, shape (terms, towns); a score is the sum of its column.

        The points are natural logarithms of odds; each curve begins at 0, so that nothing is ever taken away. The last
        rows are LEANINGS.
        """
        group = situation.group
        values = {name: FEATURES[name](situation, towns) for name in self._looked_at}
        rows = np.empty((len(self.terms), len(towns)))
        for at, curve in enumerate(self.curves.values()):
            rows[at] = curve.worth(group, values)
        for at, feature in enumerate(self._leanings, start=len(self.curves)):
            rows[at] = LEANINGS[feature] * feature(situation, towns)
        return rows

    @cached_property
    def _looked_at(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for curve in self.curves.values() for name in curve.features))

    def chances(self, situation: Situation) -> Floats32:
        """The logarithm of the chance that each town is the one drawn from all that may join, shape (towns,).

        By the curves alone, without leaning and without bias control; −inf for what cannot be a partner.
        """
        from scipy.special import log_softmax

        towns = np.flatnonzero(situation.past.snapshot.partners).astype(np.int32)
        chances = np.full(len(situation.past.countries), -np.inf, dtype=np.float32)
        chances[towns] = log_softmax(self.points(situation, towns)[: len(self.curves)].sum(axis=0))
        return chances

    def charged(self, situation: Situation, towns: Ints32) -> Points:
        """What each mark of `matching.ranking.bias` takes from each town's score, 0 or less, and behind these what it
        takes to stand behind smaller towns, shape (marks + 1, towns)."""
        own = self.charges[situation.group]
        taken = [own[mark] * of(situation, towns).astype(np.float64) for mark, of in MARKS.items()]
        return -np.stack([*taken, BEHIND * stands_behind(situation, towns).astype(np.float64)])

    def scores(self, situation: Situation, towns: Ints32, *, bias_control: bool = True) -> Points:
        """The score of each town; without bias control, as likely as it is."""
        total: Points = self.points(situation, towns).sum(axis=0)
        return total + self.charged(situation, towns).sum(axis=0) if bias_control else total

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The names of the terms, in the order of `points`."""
        return (*self.curves, *(feature.__name__ for feature in self._leanings))

    @cached_property
    def _leanings(self) -> tuple[FeatureValue, ...]:
        return tuple(feature for feature in LEANINGS if feature.__name__ not in self.trained.get("without", ()))

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
                    "features": list(curve.features),
                    "knots": [_plain(knots) for knots in curve.knots],
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
        found = str(document.get("format"))
        raise PeerpolisError(
            said("The model has format {found}, not {expected}. {hint}", found=found, expected=FORMAT, hint=AGAIN)
        )
    unknown = {name for stored in document["curves"].values() for name in stored["features"]} - set(FEATURES)
    if unknown:
        raise PeerpolisError(
            said("The model uses unknown features: {names}. {hint}", names=sorted(unknown), hint=AGAIN)
        )
    groups = tuple(document["charges"])  # in their order, which the file that is made again has to the byte
    if set(groups) not in (set(FAMILIES), set(TOWN_GROUPS)) or any(
        set(groups) != set(stored) - {"features", "knots"} for stored in document["curves"].values()
    ):
        raise PeerpolisError(
            said("The model is for other groups of questions: {names}. {hint}", names=sorted(groups), hint=AGAIN)
        )
    curves = {
        name: Curve(
            tuple(stored["features"]),
            tuple(np.array(knots) for knots in stored["knots"]),
            {group: np.array(stored[group]) for group in groups},
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
