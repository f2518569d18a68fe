"""Where towns and networks stand in the picture of both.

A force layout of everything at once is a hairball with a rim of strays. Here a network is a disc, in which the towns
that are in no other network stand as points; only the towns that tie networks together stand between them. What hangs
together is laid out by itself, and all is set side by side, the largest first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from api.pages.pictures.frame import WIDTH
from api.pages.pictures.spacing import apart
from graph.arrays import Floats64, Ints32

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Indices = npt.NDArray[np.integer]
#: Between two points of a disc, about; and the least radius of a disc, in units.
_POINT, SMALLEST = 2.3, 6.0
#: The radius of a town in two networks, and that of the largest mark of a town.
TOWN, LARGEST = 4.5, 13.0
#: Around what hangs together, and at the edges of the picture.
_GAP, _EDGE = 14.0, 30.0
#: The area of the layout for each node, and how high it may be by its width: of so many nodes and more it is a circle.
_ROOM, _STEEPEST, _CROWD, _STEEPEST_CROWD = 1_300.0, 0.62, 120, 0.95
#: The least area of the largest part, from a dozen nodes on: a picture of few is no stamp.
_FIRST = 280_000.0
#: The golden angle, by which points fill a disc evenly (H. Vogel, *Mathematical Biosciences*, 1979).
_GOLDEN = np.pi * (3.0 - np.sqrt(5.0))


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Places in units. Each of the `groups` are rows of the incidence, towns in the same networks, of which there are
    two or more: one town, or several that nothing tells apart here; they stand at `group_at`, of radius `group_radius`.
    Each of the columns `networks` is a disc at `network_at` of radius `network_radius`.

    `points` are all towns that are no mark of their own: within the disc of their only network, or in their group.
    """

    groups: tuple[tuple[int, ...], ...]
    group_at: Floats64
    group_radius: Floats64
    networks: Ints32
    network_at: Floats64
    network_radius: Floats64
    points: Floats64
    height: int


def arranged(incidence: csr_array, *, seed: int = 0, always: Collection[int] = ()) -> Arrangement:
    """The arrangement of towns × networks; the same in every run with the same seed.

    The rows `always` stand between networks by themselves, in however few they are. Networks that share no town with
    another are left out, unless there are no others.
    """
    from scipy.sparse import block_array, csr_array

    groups = grouped(incidence, always)
    ties = incidence[[group[0] for group in groups]].tocsr()
    shared = np.asarray(ties.sum(axis=0)).ravel() > 0
    networks = np.flatnonzero(shared if shared.any() else ~shared).astype(np.int32)
    ties = csr_array(ties[:, networks])
    within = np.concatenate([np.asarray(group, dtype=np.int64) for group in groups] or [np.empty(0, np.int64)])
    alone = np.asarray(incidence[:, networks].sum(axis=0) - incidence[within][:, networks].sum(axis=0)).ravel()
    many, degree = np.array([len(group) for group in groups], dtype=np.float64), np.diff(ties.indptr)
    radius = np.maximum(_POINT * np.sqrt(alone) + 2.5, SMALLEST)
    group_radius = np.where(many > 1, _POINT * np.sqrt(many) + 1.5, np.minimum(TOWN * np.sqrt(degree / 2), LARGEST))
    at, height = side_by_side(
        block_array([[None, ties], [ties.T, None]], format="csr") if ties.nnz else None,
        np.concatenate([group_radius, radius]),
        seed,
    )
    split = len(groups)
    inside = np.concatenate([np.where(many > 1, many, 0), alone])
    return Arrangement(groups, at[:split], group_radius, networks, at[split:], radius, _points(at, inside), height)


def grouped(incidence: csr_array, always: Collection[int] = ()) -> tuple[tuple[int, ...], ...]:
    """The rows with two columns and more, those with the same columns together; each row `always` by itself."""
    found: dict[tuple[int, ...], list[int]] = {}
    indptr, indices = incidence.indptr.tolist(), incidence.indices.tolist()
    for row, (first, last) in enumerate(pairwise(indptr)):
        if row in always:
            found[(-1, row)] = [row]
        elif last - first > 1:
            found.setdefault(tuple(indices[first:last]), []).append(row)
    return tuple(tuple(rows) for rows in found.values())


def side_by_side(linked: csr_array | None, radii: Floats64, seed: int = 0) -> tuple[Floats64, int]:
    """Places in units for the nodes of a network, its parts laid out each by itself, and the height of the picture.

    `linked` is symmetric; None stands for a network without ties.
    """
    from scipy.sparse.csgraph import connected_components

    parts = np.arange(len(radii)) if linked is None else connected_components(linked)[1]
    at, boxes = np.zeros((len(radii), 2)), list[tuple[Indices, Floats64]]()
    order = np.argsort(parts, kind="stable")
    most = int(np.bincount(parts).max()) if len(parts) else 0
    for part in np.split(order, np.flatnonzero(np.diff(parts[order])) + 1) if len(order) else ():
        if linked is not None and len(part) > 1:
            at[part] = _laid_out(linked, part, radii[part], seed, _FIRST if len(part) == most else 0.0)
        at[part] -= (at[part] - radii[part, None]).min(axis=0)
        boxes.append((part, (at[part] + radii[part, None]).max(axis=0)))
    return at, _packed(at, boxes)


def _laid_out(linked: csr_array, part: Indices, radii: Floats64, seed: int, least: float) -> Floats64:
    """Places of what hangs together, its long side level, no disc over another, over an area of `least` or more."""
    drawn = _by_forces(linked[part][:, part], seed)
    drawn = drawn - drawn.mean(axis=0)
    drawn = drawn @ np.linalg.svd(drawn, full_matrices=False)[2].T  # the long side becomes level
    drawn *= np.sign(drawn[np.abs(drawn).argmax(axis=0), (0, 1)])  # of two mirror images always the same
    area = max(_ROOM * len(part) + 6.0 * float((radii**2).sum()), least * min(len(part) / 12.0, 1.0))
    steepest = _STEEPEST if len(part) < _CROWD else _STEEPEST_CROWD
    wide = min(np.sqrt(area / steepest), WIDTH - 2 * _EDGE)
    if len(part) >= _CROWD:
        drawn = _unfolded(drawn)
    extent = np.maximum(np.ptp(drawn, axis=0), 1e-9)
    scale = np.minimum(np.array([wide, wide * steepest]) / extent, 2.0 * wide / extent[0])
    return apart(drawn * scale, radii + 1.5, np.ones(len(part), dtype=np.bool_), share=1.0, rounds=150)


def _unfolded(at: Floats64) -> Floats64:
    """The places half way to where they fill a circle evenly, each in its direction: a core of hundreds gets room."""
    away = np.hypot(at[:, 0], at[:, 1])
    rank = np.argsort(np.argsort(away, kind="stable"), kind="stable")
    even = np.sqrt((rank + 1) / len(at)) * np.quantile(away, 0.98)
    unfolded: Floats64 = at * ((0.35 * away + 0.65 * even) / np.maximum(away, 1e-9))[:, None]
    return unfolded


def _by_forces(matrix: csr_array, seed: int) -> Floats64:
    """Places by forces (T. M. J. Fruchterman and E. M. Reingold, 1991, as igraph has it), the same for one seed."""
    import random

    from igraph import Graph, set_random_number_generator

    rows, columns = matrix.nonzero()
    once = rows < columns
    graph = Graph(n=matrix.shape[0], edges=np.column_stack([rows[once], columns[once]]).tolist())
    set_random_number_generator(random.Random(seed))
    try:
        if graph.vcount() < _CROWD:
            return np.array(graph.layout_kamada_kawai().coords)
        return np.array(graph.layout_fruchterman_reingold(niter=400).coords)
    finally:
        set_random_number_generator(random)


def _packed(at: Floats64, boxes: Iterable[tuple[Indices, Floats64]]) -> int:
    """Set the boxes in rows from the upper left corner, the highest first, each row in the middle; gives the height."""
    rows: list[list[tuple[Indices, Floats64]]] = []
    room = 0.0
    for part, size in sorted(boxes, key=lambda box: (-float(box[1][1]), -float(box[1][0]), int(box[0][0]))):
        if not rows or room < size[0]:
            rows.append([])
            room = WIDTH - 2 * _EDGE
        rows[-1].append((part, size))
        room -= float(size[0]) + _GAP
    y = _EDGE
    for row in rows:
        x = (WIDTH - sum(float(size[0]) for _, size in row) - _GAP * (len(row) - 1)) / 2
        high = max(float(size[1]) for _, size in row)
        for part, size in row:
            at[part] += (x, y + (high - size[1]) / 2)
            x += float(size[0]) + _GAP
        y += high + _GAP
    return round(y - _GAP + _EDGE) if rows else 200


def _points(centres: Floats64, counts: Floats64) -> Floats64:
    """So many points in each disc, evenly."""
    disc = np.repeat(np.arange(len(counts)), counts.astype(int))
    number = np.arange(len(disc)) - np.repeat(np.cumsum(counts) - counts, counts.astype(int))
    away = _POINT * np.sqrt(number + 0.5) * 0.92
    points: Floats64 = (
        centres[disc] + np.stack([np.cos(number * _GOLDEN), np.sin(number * _GOLDEN)], axis=-1) * away[:, None]
    )
    return points
