"""Maps as SVG: where the towns of an answer lie, and who is in and who could be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from markupsafe import Markup

from api.pages.pictures import drawing, labels, land
from api.pages.pictures.frame import Frame, frame_around
from api.pages.pictures.laea import laea
from api.pages.pictures.outline import EXTENT
from api.pages.pictures.spacing import apart
from graph.arrays import Floats64
from graph.said import Said

Role = Literal["asker", "partner", "member", "candidate", "landmark"]
#: How each is marked: its class, and the radius in a small and in a wide map. Also by form, not by colour alone.
_MARKS: dict[Role, tuple[str, float, float]] = {
    "asker": ("asker", 17.0, 9.0),
    "partner": ("first", 21.0, 7.0),
    "member": ("first", 12.0, 6.0),
    "candidate": ("hollow", 11.0, 7.0),
    "landmark": ("landmark", 6.0, 3.0),
}
#: What is drawn last lies above.
_ABOVE: tuple[Role, ...] = ("landmark", "candidate", "member", "partner", "asker")
#: How often marks are pushed apart at most: a map is drawn with every answer.
_ROUNDS = 20
#: The sizes of type, and how many names at most: on a small map, on a wide one, and on a wide one on a phone.
_SMALL, _WIDE, _NARROW = (38.0, 14), (17.0, 40), (34.0, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on a map: what it is called, where it lies (degrees, None for unknown), and what it is here.

    `title` is told where the pointer rests, and to who hears the page; `mark` is a short text on the mark, such as the
    number in the list beside the map. The first places get their names first.
    """

    name: str
    lat: float | None
    lon: float | None
    role: Role
    title: str
    href: str | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """A map: the picture, the places that lie beyond it or nobody knows where, and what has to be said with it."""

    svg: Markup
    frame: Frame
    beyond: tuple[Place, ...]
    notes: tuple[Said, ...]


def kilometres(places: Sequence[Place]) -> Floats64:
    """Where the places lie on the projection, shape (n, 2); NaN where nobody knows, or where no land is kept."""
    unknown = float("nan")
    km = laea(
        [unknown if place.lon is None else place.lon for place in places],
        [unknown if place.lat is None else place.lat for place in places],
    ).reshape(-1, 2)
    west, south, east, north = EXTENT
    with np.errstate(invalid="ignore"):
        within = np.asarray((km >= (west, south)).all(axis=1) & (km <= (east, north)).all(axis=1))
    return np.where(within[:, None], km, unknown)


def map_of(
    places: Sequence[Place],
    *,
    label: str,
    wide: bool = False,
    shown: Frame | None = None,
    here: Collection[str] = (),
    beneath: Markup = Markup(""),  # noqa: B008  # never changes
) -> Map:
    """The map of the places, with a line from the asker to each partner.

    It shows what is around the places, or the frame `shown`; the countries `here` (ISO 3166-1) are set off from the
    others; `beneath` is drawn on the land, under the marks. `label` says what the map shows.
    """
    km = kilometres(places)
    on = frame_around(km) if shown is None else shown
    within = on.holds(km)
    drawn = [place for place, kept in zip(places, within.tolist(), strict=True) if kept]
    radii = np.array([_MARKS[place.role][2 if wide else 1] for place in drawn])
    moved = np.array([place.role in ("partner", "candidate") for place in drawn], dtype=np.bool_)
    at = apart(on.units(km[within]), radii, moved, rounds=_ROUNDS)
    parts = [
        drawing.path(land.land_path(on), "land"),
        *(drawing.path(land.country_path(on, country), "here") for country in sorted(here)),
        drawing.path(land.border_path(on), "border"),
        beneath,
        drawing.path(_lines(drawn, at), "tie"),
        *_marks(drawn, at, radii),
        *_names(drawn, at, radii, on.height, wide),
    ]
    return Map(
        drawing.picture(parts, height=on.height, label=label, name="map" if wide else "map small"),
        on,
        tuple(place for place, kept in zip(places, within.tolist(), strict=True) if not kept),
        (land.KOSOVO,) if land.shows_kosovo(on) else (),
    )


def _lines(places: Sequence[Place], at: Floats64) -> str:
    """From each asker to each partner."""
    roles = np.array([place.role for place in places])
    return "".join(
        f"M{' '.join(map(drawing.plain, np.round(at[asker])))}L{' '.join(map(drawing.plain, np.round(at[partner])))}"
        for asker in np.flatnonzero(roles == "asker").tolist()
        for partner in np.flatnonzero(roles == "partner").tolist()
    )


def _marks(places: Sequence[Place], at: Floats64, radii: Floats64) -> list[Markup]:
    """The marks; of equal rank the first places lie above the others."""
    order = sorted(range(len(places)), key=lambda i: (_ABOVE.index(places[i].role), -i))
    return [
        _mark(places[i], float(at[i, 0]), float(at[i, 1]), float(radii[i]))
        for i in order
        if places[i].role != "landmark"
    ]


def _mark(place: Place, x: float, y: float, radius: float) -> Markup:
    inside = drawing.circle(x, y, radius)
    if place.role == "asker":
        inside += drawing.circle(x, y, radius * 0.45, "core")
    if place.mark:
        inside += drawing.text(x, y + radius * 0.55, place.mark, "mark", "middle")
    return drawing.linked(inside, href=place.href, title=place.title, name=_MARKS[place.role][0])


def _dot(at: Floats64, radius: float) -> Markup:
    return drawing.circle(float(at[0]), float(at[1]), radius)


def _names(places: Sequence[Place], at: Floats64, radii: Floats64, height: int, wide: bool) -> Iterator[Markup]:
    """The names; then quietly those of landmarks, each with its mark, where there is room beside all others."""
    order = sorted(range(len(places)), key=lambda i: -_ABOVE.index(places[i].role))
    names = [places[i].name for i in order]
    for (size, most), called in ((_WIDE, "wide"), (_NARROW, "narrow")) if wide else ((_SMALL, ""),):
        loud, quiet = list[labels.Label](), list[labels.Label]()
        for label in labels.placed(names, at[order], radii[order], size=size, height=height, most=most):
            (quiet if places[order[label.at]].role == "landmark" else loud).append(label)
        dots = Markup("").join(_dot(at[order[label.at]], radii[order[label.at]]) for label in quiet)
        yield labels.written(quiet, f"names landmark names-{called}".removesuffix(" names-"), dots)
        yield labels.written(loud, f"names names-{called}".removesuffix(" names-"))
