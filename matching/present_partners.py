"""Whom a town works with already: its twin towns, and its fellows in networks small enough to work together."""

from __future__ import annotations

import numpy as np

from graph.arrays import Ints32
from graph.snapshot.frozen import Snapshot
from matching.ties import WORKING_SIZE, Ties


def twin_towns(snapshot: Snapshot, town: int | None) -> Ints32:
    """The twin towns of a town (its index), as any source names them, in either direction; none without a town."""
    if town is None:
        return np.empty(0, dtype=np.int32)
    links = snapshot.links("TWINNED_WITH")
    return np.union1d(links.ends(town), links.starts(town)).astype(np.int32)


def present_partners(ties: Ties, town: int | None) -> Ints32:
    """Towns in a common network of at most WORKING_SIZE towns, no mere list, and the twin towns; as indices, sorted."""
    pairs, listed = ties.memberships, ties.listed
    networks = () if town is None else pairs.things_of(town)
    together = [pairs.towns_of(n) for n in networks if pairs.sizes[n] <= WORKING_SIZE and not listed[n]]
    return np.unique(np.concatenate([*together, twin_towns(ties.snapshot, town)]))
