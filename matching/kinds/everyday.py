"""What towns do every day, and what is under the surface: data portals and software say little of a town to call."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from graph.said import AND, joined, said
from matching.asker import Asker
from matching.kinds import statements
from matching.kinds.alike_first import DIGITAL_FIELDS, inside, tools
from matching.kinds.partners import town_words
from matching.kinds.scoring import Feature, Ground, of_need
from matching.pairs import floats

#: So many practices of its own on everyday topics tell enough of a town.
ENOUGH = 2
#: What they are worth beside the learned points, where no need is named: a factor of e².
WEIGHT = 20.0
_DID = said("{name} did: {things}.")


def under_the_surface(asker: Asker) -> npt.NDArray[np.bool_]:
    """Which solutions are tools, or are about data and the digital administration first of all."""
    topics = asker.ties.solution_topics
    digital = inside(asker, DIGITAL_FIELDS)
    first = topics[:, digital].max(axis=1, initial=0) >= topics.max(axis=1, initial=0)
    about: npt.NDArray[np.bool_] = first & topics.any(axis=1)
    return tools(asker) | about


def everyday_practices(asker: Asker, towns: Ints32) -> Floats32:
    """{name} did what towns do every day.

    How many practices of its own, neither a lesson nor `under_the_surface`, are known of the town, over ENOUGH; at
    most 1.
    """
    doers, done = asker.ties.own_uses
    told = asker.of_things("Solution", ~(under_the_surface(asker) | asker.ties.warnings | asker.ties.honours))
    count = np.bincount(doers[told[done]], minlength=len(asker.at_home))
    return floats(np.minimum(count[towns] / ENOUGH, 1))


def _ground(asker: Asker, town: int) -> Ground:
    ties, language = asker.ties, asker.query.language
    doers, done = ties.own_uses
    of_town = done[doers == town]
    left_out = under_the_surface(asker) | ties.warnings | ties.honours
    shown = sorted(of_town[~left_out[of_town]].tolist())[:ENOUGH]
    names = joined([ties.snapshot.tables["Solution"].name(at, language) for at in shown], AND)
    evidence = tuple(statements.use_told(ties.snapshot, town, at, language) for at in shown)
    return Ground({**town_words(asker, town), "things": names}, evidence, sentence=_DID)


EVERYDAY = Feature(everyday_practices, WEIGHT, _ground, lambda asker: not of_need(asker))
