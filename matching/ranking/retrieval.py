"""Which towns are looked at closely: the nearest, those of the programme's countries, the practised and the large."""

from __future__ import annotations

import numpy as np

from graph.arrays import Ints32
from matching.pairs import highest
from matching.ranking.situation import Situation

#: How many towns each way of looking brings in. Twice as many put no other town among the first ten.
NEAREST = 700
NEAREST_OF_COUNTRY = 400
PRACTISED = 700
LARGEST = 300


def candidates(situation: Situation) -> Ints32:
    """The towns to score, sorted: all that can be partners, without the town that asks, from four sides."""
    past, record = situation.past, situation.record
    found = [situation.nearest[:NEAREST], past.largest[:LARGEST], record.practised[:PRACTISED]]
    if len(situation.named):
        near = np.exp(situation.distances / np.float32(-200)) * past.snapshot.partners
        found += [highest(near * (past.countries == code), NEAREST_OF_COUNTRY) for code in situation.named]
    if situation.programme is not None:
        took = situation.took_part * past.snapshot.partners
        found.append(highest(took, PRACTISED))
    marked = np.zeros(len(past.countries), dtype=np.bool_)  # to sort so many costs several times as much
    marked[np.concatenate(found)] = True
    if situation.town is not None:
        marked[situation.town] = False
    return np.flatnonzero(marked).astype(np.int32)
