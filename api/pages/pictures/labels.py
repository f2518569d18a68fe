"""Where names stand in a picture, so that none lies over another or over a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

from api.pages.pictures import drawing
from api.pages.pictures.frame import WIDTH
from graph.arrays import Floats64

#: Widths of letters by the size of the type, of a sans serif like Fira Sans; all others are as wide as OTHERS.
_WIDTHS = {
    **dict.fromkeys("iljıI.,:;'|!’", 0.28),
    **dict.fromkeys("ftrJ()-/ ", 0.37),
    **dict.fromkeys("mwMW@—…", 0.87),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZÄÖÜŁŚŻÉ", 0.66),
}
_OTHERS = 0.57
#: Above the baseline, and below it, by the size of the type.
_RISE, _FALL = 0.76, 0.22
#: Names are no longer than this; the rest is told where the pointer rests.
LONGEST = 28
_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Label:
    """A name that stands in the picture: at its baseline, from there on, around it, or up to it (`anchor`)."""

    at: int
    name: str
    x: float
    y: float
    anchor: str


def width(name: str, size: float) -> float:
    """About how wide the name is, in the unit of the size."""
    return size * sum(_WIDTHS.get(letter, _OTHERS) for letter in name)


def shortened(name: str) -> str:
    """The name, without its middle where it is longer than LONGEST: many begin alike."""
    if len(name) <= LONGEST:
        return name
    return name[: LONGEST * 2 // 3].rstrip() + "…" + name[len(name) - LONGEST // 3 :].lstrip()


def told_apart(names: Sequence[str]) -> list[str]:
    """The names as they are short enough, in their order; those that would then read alike without what they share.

    Of "Covenant of Mayors, coordinated by …", a dozen times, only the coordinators are left.
    """
    short = [shortened(name) for name in names]
    alike: dict[str, list[str]] = {}
    for name, written in zip(names, short, strict=True):
        if written != name:
            alike.setdefault(written, []).append(name)
    heads = {written: _shared_head(several) for written, several in alike.items() if len(set(several)) > 1}
    return [
        _without_head(name, heads[written]) if written in heads and written != name else written
        for name, written in zip(names, short, strict=True)
    ]


def _shared_head(names: Sequence[str]) -> int:
    """How many letters all of them begin with, in whole words, the blank behind these included."""
    words = [name.split(" ") for name in names]
    shared = takewhile(lambda at: len(set(at)) == 1, zip(*words, strict=False))
    return sum(len(at[0]) + 1 for at in shared)


def _without_head(name: str, head: int) -> str:
    rest = name[head:]
    return ("…" if head else "") + (rest if len(rest) < LONGEST else rest[: LONGEST - 2].rstrip() + "…")


def placed(
    names: Sequence[str],
    points: Floats64,
    radii: Floats64,
    *,
    size: float,
    height: float,
    most: int = 40,
    guarded: int | None = None,
) -> list[Label]:
    """The labels of as many of the names as find room beside their points, the first names first.

    `points` (n, 2) and `radii` (n) are those of all marks, in units: also of those behind the names. No label covers
    one of them, or, where hundreds crowd, of the first `guarded` only. Each name tries right, left, above, below and
    the corners; what finds no room is left out, as is all that comes after `most`.
    """
    marks = np.column_stack([points - radii[:, None], points + radii[:, None]])
    taken = np.empty((0, 4))
    found: list[Label] = []
    for at, short in enumerate(told_apart(names)):
        if len(found) == most:
            break
        places, boxes = _tried(points[at], float(radii[at]), width(short, size), size)
        inside = (boxes[:, :2] >= 0).all(axis=1) & (boxes[:, 2] <= WIDTH) & (boxes[:, 3] <= height)
        free = inside & ~_covering(boxes, marks[:guarded], but=at) & ~_covering(boxes, taken)
        if free.any():
            first = int(free.argmax())
            taken = np.vstack([taken, boxes[first]])
            x, y, anchor = places[first]
            found.append(Label(at, short, x, y, anchor))
    return found


def written(labels: Sequence[Label], name: str, before: Markup = _NOTHING) -> Markup:
    """The labels as a group that screen readers pass over: what is named, says its own name."""
    if not labels:
        return _NOTHING
    told = _NOTHING.join(drawing.text(label.x, label.y, label.name, "label", label.anchor) for label in labels)
    return Markup('<g class="{}" aria-hidden="true">{}{}</g>').format(name, before, told)


def _tried(point: Floats64, radius: float, wide: float, size: float) -> tuple[list[tuple[float, float, str]], Floats64]:
    """Where a label may stand (x, baseline, anchor), the best first, and the boxes that it would take."""
    x, y = point.tolist()
    gap, middle = size * 0.25, (_RISE - _FALL) * size / 2
    side, low, high = radius + gap, y + radius + gap / 2 + _RISE * size, y - radius - gap / 2 - _FALL * size
    near = radius * 0.7 + gap / 2
    places = [
        (x + side, y + middle, "start"),
        (x - side, y + middle, "end"),
        (x, high, "middle"),
        (x, low, "middle"),
        (x + near, high + radius * 0.3, "start"),
        (x + near, low - radius * 0.3, "start"),
        (x - near, high + radius * 0.3, "end"),
        (x - near, low - radius * 0.3, "end"),
    ]
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}
    left = np.array([at - wide * share[anchor] for at, _, anchor in places])
    base = np.array([at for _, at, _ in places])
    return places, np.column_stack([left, base - _RISE * size, left + wide, base + _FALL * size])


def _covering(boxes: Floats64, others: Floats64, but: int | None = None) -> npt.NDArray[np.bool_]:
    """Which of the boxes (left, top, right, bottom) cover a part of any of the others, the one at `but` left aside."""
    a, b = boxes[:, None, :], others[None, :, :]
    beside: npt.NDArray[np.bool_] = np.logical_or.reduce(
        (a[..., :2] >= b[..., 2:]) | (a[..., 2:] <= b[..., :2]), axis=2
    )
    if but is not None and but < len(others):
        beside[:, but] = True
    apart: npt.NDArray[np.bool_] = np.logical_and.reduce(beside, axis=1)
    return ~apart
