"""How dense the towns lie, as hexagons: a picture of a hundred thousand places in a few kilobytes."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup

from api.pages.pictures import drawing
from api.pages.pictures.frame import WIDTH
from graph.arrays import Floats64

#: From the centre of a hexagon to its corners, in units.
RADIUS = 8.0
#: The shades: each begins at this share of the densest hexagons (the quantile of those that hold any town).
_SHADES = (0.0, 0.4, 0.7, 0.9)


def counted(units: Floats64, radius: float = RADIUS) -> tuple[Floats64, Floats64]:
    """The centres (n, 2) of the hexagons in which any of the points lie, and how many lie in each.

    Two lattices of rectangles, one shifted by a half, have the centres; each point belongs to the nearer of its two
    (D. B. Carr et al., *Scatterplot matrix techniques for large N*, 1987).
    """
    wide, high = np.sqrt(3.0) * radius, 3.0 * radius
    even = np.round(units / (wide, high))
    odd = np.floor(units / (wide, high)) + 0.5
    near = ((units - even * (wide, high)) ** 2).sum(axis=1) <= ((units - odd * (wide, high)) ** 2).sum(axis=1)
    cells, towns = np.unique(np.where(near[:, None], even, odd), axis=0, return_counts=True)
    return cells * (wide, high), towns.astype(np.float64)


def hexagons(units: Floats64, height: float, radius: float = RADIUS) -> Markup:
    """The hexagons of the points within the picture, darker where more lie: `shade1` (few) to `shade4` (many)."""
    inside = (units >= 0).all(axis=1) & (units <= (WIDTH, height)).all(axis=1)
    if not inside.any():
        return Markup("")
    centres, towns = counted(units[inside], radius)
    shade = np.searchsorted(np.quantile(towns, _SHADES[1:]), towns, side="left")
    if towns.max() == 1:  # none is denser than another: all are to be seen
        shade[:] = 2
    half, rise = round(np.sqrt(3.0) / 2 * radius), round(radius / 2)
    outline = f"l{half} {rise}v{2 * rise}l-{half} {rise}-{half}-{rise}v-{2 * rise}z"
    corners = np.round(centres - (0, 2 * rise)).astype(int)
    return Markup("").join(
        drawing.path("".join(f"M{x} {y}{outline}" for x, y in corners[shade == at].tolist()), f"shade{at + 1}")
        for at in range(len(_SHADES))
    )
