"""Bars and lines over years as SVG: the numbers are written as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import numpy as np
from markupsafe import Markup

from api.pages.pictures import drawing, labels
from api.pages.pictures.frame import WIDTH
from matching.types import Language
from matching.words.written import as_written, number

#: The height of a chart, the size of its type, and what is left free above, below and at the right, in units.
HEIGHT, _TYPE, _ABOVE, _BELOW, _RIGHT = 440, 26.0, 24.0, 46.0, 16.0
#: How many lines there are across, about.
_TICKS = 4
#: Lines in their order: also told apart by how they are broken, not by colour alone.
_LINES = ("first", "second", "third")
_Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one thing, one for each place of the axis; None where it is not known."""

    name: str
    values: tuple[float | None, ...]


def chart(
    along: Sequence[str],
    series: Sequence[Series],
    *,
    label: str,
    language: Language,
    form: Literal["bars", "lines"] = "bars",
) -> Markup:
    """The chart of up to three series along years or other names. Bars show the first series only.

    What is not known is left free: no bar, and the line is broken. Axes begin at zero, so that lengths compare.
    """
    known = [value for one in series for value in one.values if value is not None]
    ticks = ticks_to(max(known, default=0.0))
    left = max(labels.width(_written(tick, ticks, language), _TYPE) for tick in ticks) + 16
    right = WIDTH - _RIGHT
    if form == "lines":
        right -= max((labels.width(one.name, _TYPE) for one in series), default=0.0) + 14
    step = (right - left) / max(len(along), 1)
    across = [left + step * (at + 0.5) for at in range(len(along))]

    def y(value: float) -> float:
        return HEIGHT - _BELOW - value / ticks[-1] * (HEIGHT - _ABOVE - _BELOW)

    parts = [
        drawing.path("".join(f"M{left:.0f} {y(tick):.0f}H{right:.0f}" for tick in ticks), "grid"),
        *(drawing.text(left - 10, y(t) + _TYPE * 0.34, _written(t, ticks, language), "tick", "end") for t in ticks),
        *_names_below(along, across, step),
        *(_bars(along, series[0], across, step, y, language) if form == "bars" and series else ()),
        *(_lines(along, series, across, right, y, language) if form == "lines" else ()),
    ]
    return drawing.picture(parts, height=HEIGHT, label=label, name="chart")


def ticks_to(top: float) -> list[float]:
    """Round values from zero to the first that is no less than `top`: steps of 1, 2 or 5 times a power of ten."""
    if top <= 0:
        return [0.0, 1.0]
    power = 10.0 ** np.floor(np.log10(top / _TICKS))
    step = next(float(power * round_) for round_ in (1, 2, 5, 10) if power * round_ * _TICKS >= top * 0.999999)
    return [step * at for at in range(int(np.ceil(top / step - 1e-9)) + 1)]


def _written(value: float, ticks: Sequence[float], language: Language) -> str:
    if ticks[1] >= 1:
        return number(value, language)
    return as_written(f"{value:.{max(0, -int(np.floor(np.log10(ticks[1]))))}f}", language)


def _told(value: float, language: Language) -> str:
    return number(value, language) if float(value).is_integer() else as_written(f"{value:,.3g}", language)


def _names_below(along: Sequence[str], across: Sequence[float], step: float) -> list[Markup]:
    """The names of the places, so many that none touches the next; the last always among them."""
    if not along:
        return []
    room = max(labels.width(name, _TYPE) for name in along) + 18
    every = max(int(np.ceil(room / step)), 1)
    return [
        drawing.text(across[at], HEIGHT - 12, along[at], "tick", "middle")
        for at in range((len(along) - 1) % every, len(along), every)
    ]


def _bars(
    along: Sequence[str], series: Series, across: Sequence[float], step: float, y: _Scale, language: Language
) -> list[Markup]:
    wide = max(step * 0.72, 1.0)
    return [
        drawing.linked(
            drawing.rectangle(x - wide / 2, y(value), wide, y(0) - y(value)),
            href=None,
            title=f"{name}: {_told(value, language)}",
            name="bar",
        )
        for name, x, value in zip(along, across, series.values, strict=True)
        if value is not None
    ]


def _lines(
    along: Sequence[str], series: Sequence[Series], across: Sequence[float], right: float, y: _Scale, language: Language
) -> list[Markup]:
    parts, ends = list[Markup](), list[tuple[float, Series, str]]()
    for one, name in zip(series, _LINES, strict=False):
        points = [(x, value) for x, value in zip(across, one.values, strict=True)]
        runs = [[*run] for there, run in groupby(points, lambda point: point[1] is not None) if there]
        data = "".join("M" + "L".join(f"{x:.0f} {y(value or 0.0):.0f}" for x, value in run) for run in runs)
        parts.append(drawing.path(data, f"line {name}"))
        for at, (x, value) in enumerate(points):
            if value is not None:
                told = f"{one.name}, {along[at]}: {_told(value, language)}"
                parts.append(drawing.linked(drawing.circle(x, y(value), 5), href=None, title=told, name=name))
        last = next((value for value in reversed(one.values) if value is not None), None)
        if last is not None:
            ends.append((y(last) + _TYPE * 0.34, one, name))
    below = -np.inf
    for baseline, one, name in sorted(ends, key=lambda end: end[0]):
        below = max(baseline, below + _TYPE * 1.1)
        parts.append(drawing.text(right + 12, below, one.name, f"tick of-{name}"))
    return parts
