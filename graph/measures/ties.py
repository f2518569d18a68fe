"""How many ties each municipality has, by all lists that are loaded.

A *tie* is a network the town is a member of, a solution it uses or a town it is twinned with, each counted once. Mere
lists are no ties. Nothing is said of what was not loaded: that no tie is known is no more than that.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.measures.chosen import memberships
from graph.snapshot.frozen import Snapshot


def tie_counts(snapshot: Snapshot) -> npt.NDArray[np.int64]:
    """How many ties each municipality has; a tandem that repeats its umbrella is not counted twice."""
    n = len(snapshot.municipalities)
    counts = np.bincount(memberships(snapshot)[0], minlength=n) + snapshot.links("USES").start_degrees
    first, second = snapshot.links("TWINNED_WITH").pairs
    low, high = np.minimum(first, second).astype(np.int64), np.maximum(first, second)
    pairs = np.unique(low * n + high)  # some say it from one side, some from the other
    both = np.concatenate((pairs // n, pairs % n)) if n else pairs
    ties: npt.NDArray[np.int64] = counts + np.bincount(both, minlength=n)
    return ties
