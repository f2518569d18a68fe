"""What the name of a public body says beside the place: "Comune di Milano" is a municipality, a Landkreis is none.

The words stand in `seed/data/legal_forms.csv`, in normal form (`graph.names`), one row each: `form` (words; a last `*`
stands for any ending), `at` (where in the name: start, end or any), `kind` and the language it is of.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from graph.names import normal_forms

BodyKind = Literal["municipality", "county", "region", "union", "borough", "other"]
#: Of several kinds that a name speaks of, the first in this order holds: the university of the city of X is no city.
_PRECEDENCE: tuple[BodyKind, ...] = ("other", "union", "county", "region", "borough", "municipality")
_PARTS = re.compile(r"\s*[/|,;()\[\]]\s*|\s+[-–—]\s+")


@dataclass(frozen=True, slots=True)
class Body:
    """A name, understood: the `kind` of body (None where the name says none), by which `form`.

    `places` are normal forms of the place's name, of the whole name first.
    """

    kind: BodyKind | None
    form: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Forms:
    start: Mapping[str, BodyKind]
    end: Mapping[str, BodyKind]
    anywhere: re.Pattern[str]


def read_body(name: str) -> Body:
    """The kind of body that `name` speaks of, and the place's name without the words of the office."""
    found: dict[BodyKind, str] = {}
    places: dict[str, None] = {}
    for part in (name, *_PARTS.split(name)):
        for form in normal_forms(part):
            other = _forms().anywhere.search(form)
            if other:
                found.setdefault("other", other[0])
            for kind, words, place in _stripped(form):
                if kind:
                    found.setdefault(kind, words)
                places.setdefault(place)
    kind = next((kind for kind in _PRECEDENCE if kind in found), None)
    return Body(kind, found[kind] if kind else "", tuple(place for place in places if place))


def _stripped(form: str) -> Iterator[tuple[BodyKind | None, str, str]]:
    """`form`, and `form` without the words of the office at its start and end, step by step."""
    yield None, "", form
    words = form.split()
    forms = _forms()
    while len(words) > 1:
        for length in range(min(len(words) - 1, 5), 0, -1):
            start, end = " ".join(words[:length]), " ".join(words[-length:])
            if start in forms.start:
                words = words[length:]
                yield forms.start[start], start, " ".join(words)
                break
            if end in forms.end:
                words = words[:-length]
                yield forms.end[end], end, " ".join(words)
                break
        else:
            return


@cache
def _forms() -> _Forms:
    text = resources.files("seed").joinpath("data/legal_forms.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    by_place: dict[str, dict[str, BodyKind]] = {"start": {}, "end": {}}
    for row in rows:
        if row["at"] != "any":
            by_place[row["at"]][row["form"]] = row["kind"]  # type: ignore[assignment]
    words = [re.escape(row["form"]).replace(r"\*", r"\w*") for row in rows if row["at"] == "any"]
    return _Forms(by_place["start"], by_place["end"], re.compile(rf"\b(?:{'|'.join(words)})\b"))
