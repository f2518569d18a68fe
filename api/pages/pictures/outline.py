"""Make the outline of Europe once, from the countries of world-atlas, a TopoJSON of Natural Earth (public domain).

    python -m api.pages.pictures.outline FOLDER

reads FOLDER/countries-50m.json (package world-atlas 2.0.2, ISC) and writes `outline.json` beside this module, which
`api.pages.pictures.land` draws from. Natural Earth draws lines as it finds them on the ground; these are drawn as the
European Union recognises them:

* Crimea is Ukraine's (Council Decision 2014/145/CFSP and the yearly declarations after it).
* Cyprus is one country (Protocol No 10 to the Act of Accession of 2003).
* Kosovo has a border, as on the maps of Eurostat (GISCO), whose note has to stand with it: `land.KOSOVO`.
* Abkhazia and South Ossetia are Georgia's, Transnistria is Moldova's, as in Natural Earth.
* Of borders that touch no country of Europe nothing is kept: they are land, and no more.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from api.pages.pictures.laea import laea
from graph.arrays import Floats64

#: Where the outline is kept.
KEPT = Path(__file__).with_name("outline.json")
#: What is kept, in kilometres of the projection: west, south, east, north. The Canaries and the Azores are within.
EXTENT = (800.0, 600.0, 8000.0, 6700.0)
#: Points that lie this near to the line between their neighbours are left out; one unit of the file is so long.
TOLERANCE_KM, UNIT_KM = 1.2, 0.5
#: Beyond the extent a point counts as this much nearer to the line: there is only the way of the line to be kept.
BEYOND = 0.01
#: Islands smaller than this are left out, unless they are all there is of a country.
SMALLEST_KM2 = 25.0
#: The countries by their numbers in the file (ISO 3166-1), and by their names where they have none; all else is land.
COUNTRIES = {
    "008": "AL", "020": "AD", "031": "AZ", "040": "AT", "051": "AM", "056": "BE", "070": "BA", "100": "BG",
    "112": "BY", "191": "HR", "196": "CY", "203": "CZ", "208": "DK", "233": "EE", "234": "FO", "246": "FI",
    "248": "AX", "250": "FR", "268": "GE", "276": "DE", "300": "GR", "336": "VA", "348": "HU", "352": "IS",
    "372": "IE", "380": "IT", "428": "LV", "438": "LI", "440": "LT", "442": "LU", "470": "MT", "492": "MC",
    "498": "MD", "499": "ME", "528": "NL", "578": "NO", "616": "PL", "620": "PT", "642": "RO", "643": "RU",
    "674": "SM", "688": "RS", "703": "SK", "705": "SI", "724": "ES", "752": "SE", "756": "CH", "792": "TR",
    "804": "UA", "807": "MK", "826": "GB", "831": "GG", "832": "JE", "833": "IM", "Kosovo": "XK", "N. Cyprus": "CY",
}  # fmt: skip
#: A place inside what Natural Earth gives to another country (longitude, latitude), and whose it is.
GIVEN_BACK = {"UA": (34.1, 45.0)}

Rings = list[list[int]]


def made(topology: dict[str, Any]) -> dict[str, Any]:
    """The outline as it is kept: `arcs`, each its first point and then steps in units of UNIT_KM; `land`, rings of arcs
    (`~i` is arc i backwards); `borders`, the arcs between two countries of which one at least is of Europe; and the
    rings of each of the `countries`. What is inside of an even number of rings is outside."""
    arcs = [laea(*_degrees(topology, at).T) for at in range(len(topology["arcs"]))]
    polygons: dict[str, list[Rings]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        country = COUNTRIES.get(shape.get("id") or shape["properties"]["name"], "")
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        polygons.setdefault(country, []).extend(parts)
    for country, degrees in GIVEN_BACK.items():
        _give_back(polygons, arcs, country, laea(*degrees))
    sides: dict[int, set[str]] = {}
    for country, parts in polygons.items():
        for arc in (arc for rings in parts for ring in rings for arc in ring):
            sides.setdefault(_arc(arc), set()).add(country)
    land = list(_kept([part for shape in topology["objects"]["land"]["geometries"] for part in shape["arcs"]], arcs))
    drawn = {country: list(_kept(parts, arcs)) for country, parts in sorted(polygons.items()) if country}
    used = sorted({_arc(arc) for parts in (land, *drawn.values()) for rings in parts for ring in rings for arc in ring})
    at = {arc: place for place, arc in enumerate(used)} | {~arc: ~place for place, arc in enumerate(used)}
    return {
        "about": "Made with Natural Earth (public domain) from world-atlas 2.0.2 (ISC), EPSG:3035, units of 500 m",
        "arcs": [_steps(simplified(arcs[arc])) for arc in used],
        "land": [[at[arc] for arc in ring] for rings in land for ring in rings],
        "borders": [at[arc] for arc in used if len(sides[arc]) > 1 and sides[arc] - {"", "RU"}],
        "countries": {
            country: [[at[arc] for arc in ring] for rings in parts for ring in rings]
            for country, parts in drawn.items()
        },
    }


def _arc(at: int) -> int:
    """The arc, whichever way it is gone."""
    return at if at >= 0 else ~at


def joined(ring: Sequence[int], arcs: Sequence[Floats64]) -> Floats64:
    """The points of a ring of arcs, shape (n, 2), the first again at the end."""
    parts = [arcs[at] if at >= 0 else arcs[~at][::-1] for at in ring]
    return np.concatenate([part[:-1] for part in parts] + [parts[-1][-1:]])


def contains(ring: Floats64, point: Floats64) -> bool:
    """Whether the point lies within the ring: a ray from it crosses the ring an odd number of times."""
    (x0, y0), (x1, y1) = ring[:-1].T, ring[1:].T
    crossing = (y0 > point[1]) != (y1 > point[1])
    at = x0[crossing] + (point[1] - y0[crossing]) / (y1 - y0)[crossing] * (x1 - x0)[crossing]
    return bool(np.count_nonzero(at > point[0]) % 2)


def simplified(arc: Floats64) -> Floats64:
    """The arc without the points that lie near the line between those that stay (D. H. Douglas and T. K. Peucker,
    *Algorithms for the reduction of the number of points required to represent a digitized line*, 1973)."""
    west, south, east, north = EXTENT
    within = (arc[:, 0] >= west) & (arc[:, 0] <= east) & (arc[:, 1] >= south) & (arc[:, 1] <= north)
    weight = np.where(within, 1.0, BEYOND)
    stay = np.zeros(len(arc), dtype=np.bool_)
    stay[[0, -1]] = True
    waiting = [(0, len(arc) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        between = arc[first + 1 : last] - arc[first]
        way = arc[last] - arc[first]
        length = float(np.hypot(*way))
        if length:
            along = np.clip(between @ way / length**2, 0, 1)
            away = np.hypot(*(between - along[:, None] * way).T)
        else:  # an island is a line that ends where it began
            away = np.hypot(*between.T)
        away *= weight[first + 1 : last]
        farthest = int(away.argmax())
        if away[farthest] > TOLERANCE_KM:
            middle = first + 1 + farthest
            stay[middle] = True
            waiting += [(first, middle), (middle, last)]
    return arc[stay]


def _degrees(topology: dict[str, Any], at: int) -> Floats64:
    """The points of an arc in degrees, longitude before latitude: the file has steps on a grid."""
    steps = np.cumsum(np.array(topology["arcs"][at], dtype=np.float64), axis=0)
    degrees: Floats64 = steps * topology["transform"]["scale"] + topology["transform"]["translate"]
    return degrees


def _give_back(polygons: dict[str, list[Rings]], arcs: Sequence[Floats64], country: str, point: Floats64) -> None:
    """Give the polygon in which the point lies to the country."""
    for holder, parts in polygons.items():
        for rings in parts:
            if holder != country and contains(joined(rings[0], arcs), point):
                parts.remove(rings)
                polygons[country].append(rings)
                return


def _kept(parts: list[Rings], arcs: Sequence[Floats64]) -> Iterator[Rings]:
    """The polygons that reach into the extent, without the smallest islands; of each country the largest stays."""
    west, south, east, north = EXTENT
    outer = [joined(rings[0], arcs) for rings in parts]
    areas = [_area(ring) for ring in outer]
    for rings, ring, area in zip(parts, outer, areas, strict=True):
        (left, bottom), (right, top) = ring.min(axis=0), ring.max(axis=0)
        reaches = left < east and right > west and bottom < north and top > south
        if reaches and (area >= SMALLEST_KM2 or area == max(areas)):
            yield rings


def _area(ring: Floats64) -> float:
    (x0, y0), (x1, y1) = ring[:-1].T, ring[1:].T
    return float(abs((x0 * y1 - x1 * y0).sum()) / 2)


def _steps(arc: Floats64) -> list[int]:
    """The first point and the steps from each to the next, in units, one list: x, y, dx, dy, …"""
    units = np.round(arc / UNIT_KM).astype(int)
    steps = np.concatenate([units[:1], np.diff(units, axis=0)])
    moving = np.r_[True, (steps[1:] != 0).any(axis=1)]
    listed: list[int] = steps[moving].ravel().tolist()
    return listed


def main(folder: str) -> None:
    """Write the outline anew from the countries in the folder."""
    topology = json.loads(Path(folder, "countries-50m.json").read_text(encoding="utf-8"))
    KEPT.write_text(json.dumps(made(topology), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
