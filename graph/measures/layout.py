"""Where nodes are drawn: a layout of each component by itself, the components side by side, the largest first.

A force layout over a whole network that falls apart flings the small parts across the picture; so each part is laid
out alone (T. M. J. Fruchterman and E. M. Reingold, *Graph drawing by force-directed placement*, 1991, as igraph has it,
with a seed) and all are set in rows.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from graph.arrays import Floats64

if TYPE_CHECKING:
    from igraph import Graph

#: The side of the square that a component gets, by the root of the number of its nodes; and the gap between squares.
_SIDE, _GAP = 30.0, 30.0


def positions(graph: Graph, *, seed: int = 0) -> Floats64:
    """A place (x, y) for each node of the graph, shape (n, 2); the same in every run with the same seed."""
    from igraph import set_random_number_generator

    places: Floats64 = np.zeros((graph.vcount(), 2))
    parts = sorted(graph.connected_components(), key=lambda part: (-len(part), part[0]))
    width = _SIDE * np.sqrt(max(graph.vcount(), 1)) * 1.6
    x = y = row = 0.0
    set_random_number_generator(random.Random(seed))
    try:
        for part in parts:
            side = _SIDE * np.sqrt(len(part))
            if x and x + side > width:
                x, y, row = 0.0, y + row + _GAP, 0.0
            if len(part) > 1:
                drawn = np.array(graph.induced_subgraph(part).layout_fruchterman_reingold(weights="weight").coords)
                low, high = drawn.min(axis=0), drawn.max(axis=0)
                places[part] = (drawn - low) / max(float((high - low).max()), 1e-9) * side
            places[part] += (x, y)
            x, row = x + side + _GAP, max(row, side)
    finally:
        set_random_number_generator(random)
    return places.round(3)
