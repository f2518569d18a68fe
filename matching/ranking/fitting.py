"""Fitting the curves: a listwise likelihood over all lists at once, smooth and convex, so that it has one answer.

Each list is a question: of its candidates some joined. With scores s and sampled candidates weighed back to the pool
by w, a partner p has the likelihood exp(s_p) / Σ w exp(s) (the top-one model of Cao et al. 2007, ListNet,
10.1145/1273496.1273513; with sampled candidates as in Jean et al. 2015, 10.3115/v1/P15-1001). The curves are penalised
for steps and for bends (P-splines, Eilers and Marx 1996, 10.1214/ss/1038425655), those over two features along both
(Wood 2006, 10.1111/j.1541-0420.2006.00574.x), each group's for leaving the common one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32
from matching.ranking.curves import Grid, hat_matrix

if TYPE_CHECKING:
    import scipy.sparse as sp

Heights = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Lists:
    """Questions with their candidates, one under the other: `columns` holds each feature's values, rows are candidates.

    `sizes` cuts the rows into lists; `joined` is 1 for those that joined; `weights` weigh sampled candidates back to
    the pool; `groups` is the group of each row, whose curves it goes by (−1: the common ones)."""

    columns: Sequence[Floats32]
    sizes: npt.NDArray[np.int64]
    joined: Floats32
    weights: Floats32
    groups: npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Penalty:
    """How dear a curve's steps, bends and heights are, and how much dearer a group's own than the common curve's."""

    step: float = 0.5
    bend: float = 2.0
    height: float = 0.05
    group: float = 5.0


def fit_curves(
    lists: Lists, grids: Sequence[Grid], *, groups: int, penalty: Penalty, rounds: int = 150
) -> tuple[Heights, Heights]:
    """The common heights of all grids, shape (heights,), and each group's on top of them, shape (groups, heights).

    Deterministic: L-BFGS from zero on a convex function.
    """
    from scipy.optimize import minimize

    design = hat_matrix(lists.columns, grids)
    width = design.shape[1]
    rows = [np.flatnonzero(lists.groups == group) for group in (-1, *range(groups))]
    blocks = [design[own] for own in rows]
    across = [block.T.tocsr() for block in blocks]
    del design
    roughness = _roughness(grids, groups, penalty)
    starts = np.concatenate([[0], np.cumsum(lists.sizes)[:-1]])
    of_list = np.repeat(np.arange(len(lists.sizes)), lists.sizes)
    partners = np.add.reduceat(lists.joined, starts).astype(np.float64)
    # A list counts by the root of its partners: one of thirty is no thirty questions.
    worth = 1 / np.sqrt(partners)
    log_weights = np.log(lists.weights)

    def loss(heights: Heights) -> tuple[float, Heights]:
        parts = heights.reshape(groups + 1, width)
        scores = np.empty(len(lists.joined), dtype=np.float32)
        for place, (own, block) in enumerate(zip(rows, blocks, strict=True)):
            # A group's curves are the common ones and its own on top; rows of none (−1) have the common ones alone.
            scores[own] = block @ (parts[0] + parts[place] if place else parts[0]).astype(np.float32)
        offered = scores + log_weights
        top = np.maximum.reduceat(offered, starts)
        odds = np.exp(offered - top[of_list])
        total = np.add.reduceat(odds, starts)
        drawn = np.add.reduceat(lists.joined * scores, starts)
        value = float((worth * (partners * (top + np.log(total)) - drawn)).sum())
        pull = ((odds / total[of_list]) * partners[of_list] - lists.joined) * worth[of_list]
        rough = roughness @ heights
        pulls = np.stack([a @ pull[own].astype(np.float32) for own, a in zip(rows, across, strict=True)])
        pulls[0] = pulls.sum(axis=0)
        return value + 0.5 * float(heights @ rough), pulls.ravel() + rough

    found = minimize(loss, np.zeros(width * (groups + 1)), jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    return found[:width], found[width:].reshape(groups, width)


def _roughness(grids: Sequence[Grid], groups: int, penalty: Penalty) -> sp.csr_matrix:
    import scipy.sparse as sp

    blocks = []
    for block in range(groups + 1):
        dear = 1.0 if block == 0 else penalty.group
        for grid in grids:
            sizes = [len(knots) for knots in grid.knots]
            square = penalty.height * np.eye(grid.size)
            for at, size in enumerate(sizes):
                before, behind = math.prod(sizes[:at]), math.prod(sizes[at + 1 :])
                square += np.kron(np.kron(np.eye(before), _unevenness(size, penalty)), np.eye(behind))
            blocks.append(dear * square)
    return sp.block_diag(blocks, format="csr")


def _unevenness(size: int, penalty: Penalty) -> Heights:
    steps = np.diff(np.eye(size), axis=0)
    bends = np.diff(np.eye(size), n=2, axis=0)
    uneven: Heights = penalty.step * steps.T @ steps + penalty.bend * bends.T @ bends
    return uneven
