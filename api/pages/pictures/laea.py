"""Where places lie on the map of Europe: Lambert's azimuthal equal-area projection, as the EU's own maps have it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64

#: The ellipsoid GRS 1980: its equatorial radius in kilometres, and its eccentricity.
_RADIUS_KM, _E = 6378.137, np.sqrt(0.006694380022900788)
#: The centre of the projection in degrees, and where it lies on the map in kilometres (EPSG:3035).
_LAT, _LON, _EAST_KM, _NORTH_KM = 52.0, 10.0, 4321.0, 3210.0


def laea(lon: npt.ArrayLike, lat: npt.ArrayLike) -> Floats64:
    """Degrees as kilometres east and north on ETRS89-LAEA (EPSG:3035), shape (..., 2); NaN stays NaN.

    Equal areas, so that densities may be compared; whole Europe within 10 % of true distances. IOGP, *Geomatics
    Guidance Note 7-2*, method 9820.
    """
    beta0, beta = (np.arcsin(_q(np.radians(phi)) / _q(np.pi / 2)) for phi in (_LAT, np.asarray(lat, dtype=np.float64)))
    east = np.radians(np.asarray(lon, dtype=np.float64) - _LON)
    radius = _RADIUS_KM * np.sqrt(_q(np.pi / 2) / 2)
    sin0 = np.sin(np.radians(_LAT))
    d = _RADIUS_KM * np.cos(np.radians(_LAT)) / np.sqrt(1 - (_E * sin0) ** 2) / (radius * np.cos(beta0))
    towards = np.sin(beta0) * np.sin(beta) + np.cos(beta0) * np.cos(beta) * np.cos(east)
    b = radius * np.sqrt(2 / np.maximum(1 + towards, 1e-12))  # the opposite point of the earth has no place
    x = _EAST_KM + b * d * np.cos(beta) * np.sin(east)
    y = _NORTH_KM + b / d * (np.cos(beta0) * np.sin(beta) - np.sin(beta0) * np.cos(beta) * np.cos(east))
    return np.stack([x, y], axis=-1)


def _q(phi: npt.ArrayLike) -> Floats64:
    """What makes the latitude authalic: the area of the ellipsoid from the equator to it, by a half a squared."""
    sin = np.sin(phi)
    within: Floats64 = (1 - _E**2) * (sin / (1 - (_E * sin) ** 2) - np.log((1 - _E * sin) / (1 + _E * sin)) / (2 * _E))
    return within
