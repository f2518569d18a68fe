"""Smaller towns first: what a very large city does serves a much smaller town where nobody of its like does it."""

from __future__ import annotations

import numpy as np

from graph.arrays import Floats32, Ints32
from matching.asker import Asker
from matching.kinds.partners import town_ground
from matching.kinds.scoring import Feature
from matching.pairs import floats
from matching.ranking.bias import much_larger


def smaller_first(asker: Asker, towns: Ints32) -> Floats32:
    """{name} stands behind smaller towns: very large cities would else be shown more often than they join.

    −1 for a very large city with more than twice the asker's inhabitants where no call is named, else 0: as in the
    learned recipe (`matching.ranking.bias`), it is named where no smaller town fills the place.
    """
    query = asker.query
    if not query.bias_control or query.call is not None:
        return np.zeros(len(towns), dtype=np.float32)
    return floats(-1.0 * much_larger(asker.ties.snapshot.population[towns], asker.population))


#: A hundred points, as many as all that speaks for a town.
SMALLER_FIRST = Feature(smaller_first, 100.0, town_ground, about="facts", takes=True)
