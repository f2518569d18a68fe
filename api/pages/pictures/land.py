"""The land of Europe and its borders, cut to what a map shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from api.pages.pictures.frame import WIDTH, Frame
from api.pages.pictures.outline import KEPT, UNIT_KM, contains, joined
from graph.arrays import Floats64
from graph.said import said

#: What the EU's own maps say where Kosovo is drawn, with the sign that stands at its name there.
KOSOVO = said(
    "Kosovo: this designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the "
    "ICJ Opinion on the Kosovo declaration of independence."
)
#: What is drawn beyond the edges of the picture, so that no line of a cut shows, in units.
_BEYOND = 20


@dataclass(frozen=True, eq=False)
class Outline:
    """Lines and rings in kilometres of the projection, each an array (n, 2); the first point of a ring ends it, too."""

    land: tuple[Floats64, ...]
    borders: tuple[Floats64, ...]
    countries: dict[str, tuple[Floats64, ...]]


@cache
def outline() -> Outline:
    """The outline that is kept (`api.pages.pictures.outline`)."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    arcs = [np.cumsum(np.array(arc, dtype=np.float64).reshape(-1, 2), axis=0) * UNIT_KM for arc in kept["arcs"]]

    def rings(of: Iterable[Sequence[int]]) -> tuple[Floats64, ...]:
        return tuple(joined(ring, arcs) for ring in of)

    countries = {country: rings(parts) for country, parts in kept["countries"].items()}
    return Outline(rings(kept["land"]), tuple(arcs[at] for at in kept["borders"]), countries)


def country_at(km: Floats64) -> str | None:
    """The country (ISO 3166-1) in which a place of the projection lies; None for the sea and what is not of Europe."""
    return next(
        (
            country
            for country, rings in outline().countries.items()
            if sum(contains(ring, km) for ring in rings) % 2  # what is inside of two rings is a hole
        ),
        None,
    )


@lru_cache(maxsize=256)
def land_path(frame: Frame) -> str:
    """The land within the frame as the data of an SVG path, whole units, to be filled by the rule `evenodd`."""
    return _filled(outline().land, frame)


@lru_cache(maxsize=256)
def border_path(frame: Frame) -> str:
    """The borders of the countries of Europe within the frame as the data of an SVG path."""
    return "".join(_lines(line, frame) for line in _touching(outline().borders, frame))


@lru_cache(maxsize=256)
def country_path(frame: Frame, country: str) -> str:
    """The country within the frame as the data of an SVG path, to be filled; empty where it has no outline."""
    return _filled(outline().countries.get(country, ()), frame)


def shows_kosovo(frame: Frame) -> bool:
    """Whether the border of Kosovo is drawn, so that `KOSOVO` has to be said."""
    return any(True for _ in _touching(outline().countries["XK"], frame))


def _touching(lines: tuple[Floats64, ...], frame: Frame) -> Iterator[Floats64]:
    """Those of the lines of which the frame may show a part."""
    if lines:
        left, bottom, right, top = _boxes(lines).T
        near = (left < frame.east) & (right > frame.west) & (bottom < frame.north) & (top > frame.south)
        yield from (lines[at] for at in np.flatnonzero(near).tolist())


#: Around which points each of several lines lies, by the tuple that the outline keeps them in.
_BOXES: dict[int, tuple[tuple[Floats64, ...], Floats64]] = {}


def _boxes(lines: tuple[Floats64, ...]) -> Floats64:
    """The least and the highest place of each line, shape (n, 4): looked for once, for an outline is kept for good."""
    if id(lines) not in _BOXES:
        _BOXES[id(lines)] = lines, np.array([(*line.min(axis=0), *line.max(axis=0)) for line in lines])
    return _BOXES[id(lines)][1]


def _filled(rings: tuple[Floats64, ...], frame: Frame) -> str:
    return "".join(_path(clipped(frame.units(ring[:-1]), frame.height), "z") for ring in _touching(rings, frame))


def clipped(ring: Floats64, height: int) -> Floats64:
    """The part of a ring within the picture and a little around it: one edge after the other is cut (I. E. Sutherland
    and G. W. Hodgman, *Reentrant polygon clipping*, 1974)."""
    for axis, edge, way in ((0, -_BEYOND, 1), (0, WIDTH + _BEYOND, -1), (1, -_BEYOND, 1), (1, height + _BEYOND, -1)):
        if not len(ring):
            break
        depth = (ring[:, axis] - edge) * way
        within = depth >= 0
        if within.all():
            continue
        if not within.any():
            return ring[:0]
        after, depth_after = np.concatenate([ring[1:], ring[:1]]), np.concatenate([depth[1:], depth[:1]])
        crossing = within != (depth_after >= 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = depth / (depth - depth_after)
            met = ring + (after - ring) * share[:, None]
        ring = np.stack([ring, met], axis=1)[np.stack([within, crossing], axis=1)]
    return ring


def _lines(line: Floats64, frame: Frame) -> str:
    """The pieces of a line whose points, or whose neighbours, lie within the picture and a little around it."""
    units = frame.units(line)
    x, y = units.T
    within = (x >= -_BEYOND) & (x <= WIDTH + _BEYOND) & (y >= -_BEYOND) & (y <= frame.height + _BEYOND)
    near = within.copy()
    near[1:] |= within[:-1]
    near[:-1] |= within[1:]
    if near.all() or not near.any():  # most lines: there is nothing to divide
        return _path(units) if near.any() else ""
    cuts = np.flatnonzero(np.diff(near)) + 1
    return "".join(
        _path(piece) for piece, kept in zip(np.split(units, cuts), np.split(near, cuts), strict=True) if kept[0]
    )


def _path(units: Floats64, closing: str = "") -> str:
    """The data of a path through the points, in whole units; empty where fewer than two differ."""
    whole = np.round(units).astype(np.int64)
    steps = np.diff(whole, axis=0)
    steps = steps[steps.any(axis=1)]
    if len(steps) < (2 if closing else 1):
        return ""
    return f"M{whole[0, 0]} {whole[0, 1]}l{joined_numbers(steps)}{closing}"


def joined_numbers(numbers: npt.NDArray[np.int64]) -> str:
    """Whole numbers one after the other, a blank only where no minus divides them."""
    return " ".join(map(str, numbers.ravel().tolist())).replace(" -", "-")
