"""What a map shows: a piece of the projection, and where its kilometres lie in the units of the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64

#: Pictures are so many units wide, so that whole units are fine enough and paths stay short.
WIDTH = 1000
#: A map shows at least so many kilometres, so that two neighbours are not shown as on a town plan.
NARROWEST_KM = 160.0
#: What is left free around the places that are shown, as a share of the map.
MARGIN = 0.12


@dataclass(frozen=True, slots=True)
class Frame:
    """The piece of the map from its `west` and `north` on, in kilometres, `scale` units each, `height` units high."""

    west: float
    north: float
    scale: float
    height: int

    @property
    def south(self) -> float:
        """The lower edge in kilometres."""
        return self.north - self.height / self.scale

    @property
    def east(self) -> float:
        """The right edge in kilometres."""
        return self.west + WIDTH / self.scale

    def units(self, km: Floats64) -> Floats64:
        """Kilometres of the projection, shape (n, 2), as units right and down from the upper left corner."""
        return (km - (self.west, self.north)) * (self.scale, -self.scale)

    def holds(self, km: Floats64) -> npt.NDArray[np.bool_]:
        """Which of the places lie within; a place that is not known does not."""
        x, y = self.units(km).T
        return np.asarray((x >= 0) & (x <= WIDTH) & (y >= 0) & (y <= self.height))


def frame(west: float, south: float, east: float, north: float) -> Frame:
    """The frame with these edges in kilometres."""
    scale = WIDTH / (east - west)
    return Frame(west, north, scale, round((north - south) * scale))


def frame_around(km: Floats64, *, flattest: float = 0.7, steepest: float = 1.1) -> Frame:
    """The frame around the places, with a margin; its height is between `flattest` and `steepest` of its width.

    Places that are not known (NaN) do not count; where none is known, it is all of Europe.
    """
    known = km[~np.isnan(km).any(axis=1)]
    if not len(known):
        return EUROPE
    low, high = known.min(axis=0), known.max(axis=0)
    wide, tall = np.maximum((high - low) / (1 - 2 * MARGIN), NARROWEST_KM)
    wide = max(wide, tall / steepest)
    tall = min(max(tall, wide * flattest), wide * steepest)
    x, y = (low + high) / 2
    return frame(round(x - wide / 2), round(y - tall / 2), round(x + wide / 2), round(y + tall / 2))


#: All of Europe but the islands in the oceans and Svalbard.
EUROPE = frame(2560.0, 1360.0, 7400.0, 5440.0)
