"""The best of many: the highest scores, in an order that is the same every time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64, Ints32

Points = Floats64


def best(scores: Points, candidates: Ints32, top: int) -> npt.NDArray[np.intp]:
    """The positions of the `top` highest scores, the highest first; equal scores in the order of the candidates' ids.

    Candidates are indices into a table sorted by id, so the lower index is the lower id.
    """
    top = min(top, len(scores))
    if top == 0:
        return np.empty(0, dtype=np.intp)
    threshold = np.partition(scores, len(scores) - top)[len(scores) - top]
    above = np.flatnonzero(scores >= threshold)
    order = np.lexsort((candidates[above], -scores[above]))
    return above[order[:top]]
