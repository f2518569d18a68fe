"""Scoring: a recipe is a visible list of features with weights; a score is the sum of what they contribute.

After nomenklatura's logic: a feature is a function, its docstring explains it, and the list of features is the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from graph.arrays import Floats32, Ints32
from graph.said import Said
from matching.asker import Asker
from matching.best import Points
from matching.types import About, Evidence, Proof


@dataclass(frozen=True, slots=True)
class Ground:
    """What a reason rests on for one candidate: the words that fill its sentence, and the evidence.

    `sentence` and `about` are those of the reason for this candidate, where they are not the feature's; `proof` is what
    its claim rests on.
    """

    words: Mapping[str, object] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    sentence: Said | None = None
    about: About | None = None
    proof: Proof | None = None


@lru_cache(maxsize=256)
def _first_line(value: Callable[[Asker, Ints32], Floats32]) -> Said:
    return Said((value.__doc__ or "").strip().partition("\n")[0])


def _always(asker: Asker) -> bool:
    return True


def of_need(asker: Asker) -> bool:
    """Whether anything is wanted: what only a need can earn is silent without one."""
    return bool(asker.wanted.any() or asker.likeness)


def names_a_need(asker: Asker) -> bool:
    """Whether the question itself names what is wanted: then what is not about it is not suggested as if it were. What
    a town once said that it needs only orders what is suggested."""
    query = asker.query
    return bool(query.need or query.topics or query.call) and of_need(asker)


@dataclass(frozen=True, slots=True)
class Feature:
    """One line of a recipe.

    `value(asker, candidates)` gives a float32 array, 0 (says nothing) to 1 (says all it can), one per candidate;
    `ground(asker, candidate)` finds the words and the evidence for one candidate, and is called for the top k only.
    `speaks(asker)` tells whether it can say anything in this question. `named` and `sentence` are its name and its
    reason where they are not those of its function, because several kinds share it, each in other words. `about` tells
    what its reason speaks of: facts that the answer shows anyway are no reasons to read first. One that `takes` gives
    −1 to 0: its weight is none of the hundred points.
    """

    value: Callable[[Asker, Ints32], Floats32]
    weight: float
    ground: Callable[[Asker, int], Ground]
    speaks: Callable[[Asker], bool] = _always
    named: str | None = None
    sentence: Said | None = None
    about: About = "ties"
    takes: bool = False

    @property
    def name(self) -> str:
        """The name of the feature: its own, or else that of its function."""
        return self.named or self.value.__name__

    @property
    def reason(self) -> Said:
        """The reason, with places for words: its own sentence, or else the first line of the function's docstring."""
        return self.sentence or _first_line(self.value)


Recipe = Sequence[Feature]


def for_question(recipe: Recipe, asker: Asker) -> Recipe:
    """The recipe for a question: the weights of features that are silent in it are shared out among the rest in
    proportion, so that points are out of as many in every question."""
    rest = [feature for feature in recipe if feature.speaks(asker)]
    whole, left = (sum(feature.weight for feature in some if not feature.takes) for some in (recipe, rest))
    if len(rest) == len(recipe) or not left:
        return recipe
    return [f if f.takes else replace(f, weight=f.weight * (whole / left)) for f in rest]


def points(recipe: Recipe, asker: Asker, candidates: Ints32) -> Points:
    """What each feature contributes to each candidate's score, shape (features, candidates), float64.

    The weights of a recipe made by hand add up to 100, so that its scores read as points out of 100.
    """
    rows = [feature.value(asker, candidates).astype(np.float64) * feature.weight for feature in recipe]
    return np.stack(rows) if rows else np.zeros((0, len(candidates)))
