"""What towns do every day, and what is under the surface: data portals and software say little of a town to call."""

from __future__ import annotations

import numpy as np

from graph.arrays import Floats32, Ints32
from graph.said import AND, joined, said
from matching.asker import Asker
from matching.kinds import statements
from matching.kinds.partners import town_words
from matching.kinds.scoring import Feature, Ground, of_need
from matching.pairs import floats

#: So many practices of its own on everyday topics tell enough of a town.
ENOUGH = 2
#: What they are worth beside the learned points, where no need is named: a factor of e².
WEIGHT = 20.0
_DID = said("{name} did: {things}.")


def everyday_practices(asker: Asker, towns: Ints32) -> Floats32:
    """{name} did what towns do every day.

    How many everyday practices of its own (`Ties.everyday_uses`) are known of the town, over ENOUGH; at most 1.
    """
    return floats(np.minimum(asker.ties.everyday_counts[towns] / ENOUGH, 1))


def _ground(asker: Asker, town: int) -> Ground:
    ties, language = asker.ties, asker.query.language
    doers, done = ties.everyday_uses
    shown = np.sort(done[doers == town])[:ENOUGH].tolist()
    names = joined([ties.snapshot.tables["Solution"].name(at, language) for at in shown], AND)
    evidence = tuple(statements.use_told(ties.snapshot, town, at, language) for at in shown)
    return Ground({**town_words(asker, town), "things": names}, evidence, sentence=_DID)


EVERYDAY = Feature(everyday_practices, WEIGHT, _ground, lambda asker: not of_need(asker))
