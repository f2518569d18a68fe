"""What a purpose is: what partners of its sort are for, who can serve it, and the order in which they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.said import Said
from matching.asker import Asker
from matching.kinds.alike_first import ANSWERS_FIRST, DEEDS_FIRST
from matching.kinds.at_hand import AT_HAND
from matching.kinds.nearest_proof import NEAREST_PROOF
from matching.kinds.own_proof import NEWER_FIRST, OWN_PROOF
from matching.kinds.partners import PARTNERS, of_use
from matching.kinds.scoring import Recipe, of_need
from matching.kinds.smaller_first import SMALLER_FIRST
from matching.pairs import spread
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

    `called` heads its suggestions, `called_without_need` where no need is named and it is another; `summary` says
    in the API what they are. Of the candidates those are suggested that `serves` marks, each for a ground that its
    `recipe` tells; where there is none, none is.
    """

    name: str
    called: Said
    called_without_need: Said | None = None
    summary: str
    serves: Callable[[Searched, Ints32], npt.NDArray[np.bool_]]
    recipe: Callable[[Searched], Recipe]

    def heading(self, need: bool) -> Said:
        """What heads its suggestions in an answer to a question with a need, or without one."""
        return self.called if need or self.called_without_need is None else self.called_without_need


#: What a town of up to so many times the asker's inhabitants does is of use to it: four times as large, half as much.
OF_USE_TIMES, OF_USE = 10.0, 0.5


def not_too_large(asker: Asker, towns: Ints32, times: float = OF_USE_TIMES) -> npt.NDArray[np.bool_]:
    """Which towns are not so much larger than the asker that what they do is of no use to it; see `of_use`."""
    enough: npt.NDArray[np.bool_] = of_use(asker, towns, free=times) >= OF_USE
    return enough


#: Without a need a peer has up to so many times the asker's inhabitants, and no less than that share of them.
ALIKE_TIMES = 3.0


def alike_where_nothing_is_sought(asker: Asker, towns: Ints32, smaller: float = ALIKE_TIMES) -> npt.NDArray[np.bool_]:
    """Which towns are up to ALIKE_TIMES as large as the asker and no more than `smaller` times as small, or of unknown
    size: where no need is named, likeness is all that leads to a town. All of them where one is."""
    alike = np.ones(len(towns), dtype=np.bool_)
    if of_need(asker) or not asker.population > 0:
        return alike
    times = asker.ties.snapshot.population[towns] / asker.population
    alike[(times > ALIKE_TIMES) | (times < 1 / smaller)] = False
    if asker.query.present_partners:  # who is asked for by that is wanted at any size
        alike |= np.isin(towns, asker.present_partners)
    return alike


def fellows(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which towns are in a network with the asker, no mere list, or use a solution that it uses and not very many."""
    ties, found = asker.ties, np.zeros(len(asker.at_home), dtype=np.bool_)
    for pairs, own in (
        (ties.memberships, asker.networks[~ties.listed[asker.networks]]),
        (ties.uses, asker.telling_solutions),
    ):
        found[spread(pairs.thing_indptr, pairs.towns_by_thing, own)[1]] = True
    return found


#: What the nearest text of a proof is worth of 100 points, where a need is given in words; the other features are worth
#: as much beside each other as without one. Chosen with the development needs of `benchmarks.answering`: of the first
#: three peers 0.58 answer with 45, 0.59 with 70 and 0.60 with 80, and each step takes from what is near and alike.
NEAREST_TEXT = 70.0
#: What is left of the weights of all other features beside it.
BESIDE_TEXT = 1 - NEAREST_TEXT / 100


def weighed(weights: Mapping[str, float]) -> Recipe:
    """The features of the recipe made by hand with these weights, cut down to BESIDE_TEXT, and the nearest proof.

    They add up to 100 where the weights, with those of a purpose's own features, do; beside these very large cities
    stand behind smaller towns, and what is old behind what is newer. What answers a need is silent without one, and
    what towns like the asker do where a need is named: their points are shared out among the rest.
    """
    given = {name: weight * BESIDE_TEXT for name, weight in weights.items()} | {NEAREST_PROOF.name: NEAREST_TEXT}
    speaks = {
        "need": of_need,
        "interests_of_your_like": lambda asker: not of_need(asker),
        NEAREST_PROOF.name: NEAREST_PROOF.speaks,
        **{feature.name: of_need for feature in OWN_PROOF},
    }
    telling = (
        replace(f, weight=given[f.name], speaks=speaks.get(f.name, speaks.get(f.about, f.speaks)))
        for f in (*PARTNERS, *AT_HAND, *OWN_PROOF, NEAREST_PROOF)
        if f.name in given
    )
    return (*telling, SMALLER_FIRST, NEWER_FIRST, ANSWERS_FIRST, DEEDS_FIRST)
