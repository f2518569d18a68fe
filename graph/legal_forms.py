"""What the name of a public body says beside the place: "Comune di Milano" is a municipality, a Landkreis is none.

The words stand in `graph/data/legal_forms.csv`, one row each: `form` (a last `*` stands for any ending), `at` (where in
the name: start, end or any), the `kind` of body and the language. Names in a genitive ("Vilniaus miesto savivaldybė",
Göteborgs stad) are led back to the name itself by the endings in `graph/data/genitives.csv`. Some words tell the rank
of a municipality among its like, which the list of municipalities tells as well (`graph/data/ranks.csv`): of two
places called Odobești, the Orașul is the town.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from graph.names import normal_form, normal_forms

BodyKind = Literal["municipality", "county", "region", "union", "borough", "other"]
#: What a municipality is among its like, by law: a town, a market (in Germany and Austria), or a commune (in Romania).
Rank = Literal["town", "market", "commune"]
#: Kinds that are made of municipalities; lists take them for one another.
WIDE_KINDS: frozenset[str] = frozenset({"county", "region", "union"})
#: Of several kinds that a name speaks of, the first in this order holds: "County Council of the City of …" is a county.
_PRECEDENCE: tuple[BodyKind, ...] = ("other", "union", "county", "region", "borough", "municipality")
_PARTS = re.compile(r"\s*[|,;()\[\]]\s*|\s*/\s*|\s+[-–—]+\s+")
#: Written before the name on one list and after it, or not at all, on the other; Sankt is St. on some.
_ARTICLE = re.compile(r"^(los|las|el|la|les|els|l|o|os|a|as|il|lo|le|st|sankt|the) ")
_LONGEST_FORM = 6  # words


@dataclass(frozen=True, slots=True)
class Naming:
    """One way to read a name: the normal form of the `place`, the `kind` of body and its `rank` (None where nothing
    tells)."""

    place: str
    kind: BodyKind | None
    rank: Rank | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A name, understood. `whole` are its readings as one name, `parts` those of the parts it has beside it.

    `other` is the word that says it is nobody's municipality (universität, GmbH), "" where there is none.
    """

    whole: tuple[Naming, ...]
    parts: tuple[Naming, ...]
    other: str

    @property
    def kind(self) -> BodyKind | None:
        """The kind of body that the name speaks of, None where nothing in it tells."""
        if self.other:
            return "other"
        return next((naming.kind for naming in (*self.whole, *self.parts) if naming.kind), None)


@dataclass(frozen=True, slots=True)
class _Forms:
    start: Mapping[str, BodyKind]
    end: Mapping[str, BodyKind]
    anywhere: re.Pattern[str]
    #: What words of the office say of the rank.
    ranks: Mapping[str, Rank]
    #: The words that make a name one of this kind: those before it, those behind it.
    of_kind: Mapping[BodyKind, tuple[tuple[str, ...], tuple[str, ...]]]


def read_body(name: str) -> Body:
    """The readings of `name`, the one with most words first.

    Of the parts that commas, brackets, slashes and dashes divide, the first counts whatever it is, the others only if
    they bear the form of a body ("Budafok (22nd District of Budapest)").
    """
    other = _forms().anywhere.search(normal_form(name))
    whole = dict.fromkeys(_readings(name))
    parts: dict[Naming, None] = {}
    first, *rest = [part for part in _PARTS.split(name) if part.strip()] or [name]
    if rest:
        parts.update(dict.fromkeys(_readings(first)))
        told = any(naming.kind for naming in parts)
        parts.update(dict.fromkeys(naming for part in rest for naming in _readings(part) if naming.kind))
        if not told and any(naming.kind for naming in parts):
            parts = {naming: None for naming in parts if naming.kind}
    return Body(tuple(whole), tuple(r for r in parts if r not in whole), other[0] if other else "")


def with_office(place: str, kind: BodyKind | None) -> tuple[str, ...]:
    """The names that a body of the `kind` for the place may bear: `landkreis gorlitz` and others for `gorlitz`."""
    before, behind = _forms().of_kind.get(kind, ((), ())) if kind else ((), ())
    return (place, *(f"{word} {place}" for word in before), *(f"{place} {word}" for word in behind))


def genitive_countries() -> tuple[str, ...]:
    """The countries whose languages put names of towns into the genitive, as far as the table knows."""
    return tuple(_genitives())


def nominatives(place: str, country: str) -> tuple[str, ...]:
    """The names of which `place` may be the genitive in a language of `country`."""
    return tuple(
        place.removesuffix(ending) + base for ending, base in _genitives().get(country, ()) if place.endswith(ending)
    )


def compact(place: str) -> str:
    """`place` without its article and its blanks: `La Ampolla` and `l ampolla` as lists divide them differently."""
    return _ARTICLE.sub("", place).replace(" ", "")


def full_forms(name: str) -> tuple[str, ...]:
    """The normal forms of the whole name, with what stands in brackets."""
    return normal_forms(name.replace("(", " ").replace(")", " "))


def _readings(text: str) -> Iterator[Naming]:
    """The text, and the text without the words of the office at its start and end, step by step."""
    for spelling in dict.fromkeys((text, re.sub("['’`´]", " ", text))):
        for form in full_forms(spelling):
            yield from _stripped(form)


def _stripped(form: str) -> Iterator[Naming]:
    words = form.split()
    forms, kinds = _forms(), set[BodyKind]()
    rank: Rank | None = None
    while words:
        yield Naming(" ".join(words), next((kind for kind in _PRECEDENCE if kind in kinds), None), rank)
        for length in range(min(len(words) - 1, _LONGEST_FORM), 0, -1):
            start, end = " ".join(words[:length]), " ".join(words[-length:])
            if start in forms.start:
                words, kind, word = words[length:], forms.start[start], start
                break
            if end in forms.end:
                words, kind, word = words[:-length], forms.end[end], end
                break
        else:
            return
        kinds.add(kind)
        rank = rank or forms.ranks.get(word)


@cache
def _forms() -> _Forms:
    start: dict[str, BodyKind] = {}
    end: dict[str, BodyKind] = {}
    anywhere: list[str] = []
    for row in _table("legal_forms"):
        for form in normal_forms(row["form"].replace("*", "")):
            match row["at"]:
                case "start":
                    start[form] = row["kind"]  # type: ignore[assignment]  # the table names no other kinds
                case "end":
                    end[form] = row["kind"]  # type: ignore[assignment]  # as above
                case _:
                    anywhere.append(form + (r"\w*" if row["form"].endswith("*") else ""))
    kinds = {*start.values(), *end.values()}
    of_kind = {
        kind: tuple(tuple(form for form, of in words.items() if of == kind) for words in (start, end)) for kind in kinds
    }
    ranks = {form: row["rank"] for row in _table("ranks") for form in normal_forms(row["form"])}
    return _Forms(start, end, re.compile(rf"\b(?:{'|'.join(anywhere)})\b"), ranks, of_kind)  # type: ignore[arg-type]  # pairs


@cache
def _genitives() -> Mapping[str, Sequence[tuple[str, str]]]:
    endings: dict[str, list[tuple[str, str]]] = {}
    for row in _table("genitives"):
        endings.setdefault(row["country"], []).append((row["ending"], row["base"]))
    return endings


def _table(name: str) -> list[dict[str, str]]:
    text = resources.files("graph").joinpath(f"data/{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
