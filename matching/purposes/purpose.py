"""What a purpose is: what partners of its sort are for, who can serve it, and the order in which they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.said import Said
from matching.asker import Asker
from matching.kinds.partners import PARTNERS
from matching.kinds.scoring import Recipe, of_need
from matching.purposes.areas import Areas
from matching.purposes.taken_along import TakenAlong


@dataclass(frozen=True, slots=True)
class Searched:
    """A search for partners: who asks, which areas programmes have, and who took small towns along."""

    asker: Asker
    areas: Areas
    along: TakenAlong


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """One of the things that partners are for, under the `name` that questions and answers use.

    `called` heads its suggestions; `summary` says in the API what they are. Of the candidates those are suggested that
    `serves` marks, each for a ground that its `recipe` tells; where there is none, none is.
    """

    name: str
    called: Said
    summary: str
    serves: Callable[[Searched, Ints32], npt.NDArray[np.bool_]]
    recipe: Callable[[Searched], Recipe]


def weighed(weights: Mapping[str, float]) -> Recipe:
    """The features of the recipe made by hand with these weights. What answers a need is silent without one, and what
    towns like the asker do where a need is named: their points are shared out among the rest."""
    speaks = {"need": of_need, "interests_of_your_like": lambda asker: not of_need(asker)}
    return tuple(
        replace(f, weight=weights[f.name], speaks=speaks.get(f.name, speaks.get(f.about, f.speaks)))
        for f in PARTNERS
        if f.name in weights
    )
