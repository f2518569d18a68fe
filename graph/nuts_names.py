"""What the regions of the European classification (NUTS) are called, and which are meant by a name.

The table `graph/data/nuts.csv` holds the names of levels 1 to 3 as Eurostat writes them, in the language of the
country, and in Latin letters where that writes others: NUTS 2016, Regulation (EC) No 1059/2003 as amended by (EU)
2016/2066, with the statistical regions of candidate and EFTA countries. It is the version that lists of municipalities
are coded in.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources

from graph.legal_forms import nominatives, read_body
from graph.names import normal_form
from graph.nuts import iso_country

#: What tells two countries' regions of one name apart in the table: Limburg (BE), SOUTH EAST (ENGLAND).
_OF_COUNTRY = re.compile(r"\s*\((?:[A-Z]{2}|ENGLAND)\)$")
#: The body behind the place: "Karlsruhe, Landkreis".
_BODY_BEHIND = re.compile(r"(?P<place>.+), (?P<body>Landkreis|Stadtkreis|Kreisfreie Stadt)")
#: The word for the body before the place, and what people write for it.
_BODY_BEFORE = {
    "Landkreis ": ("Landkreis", "Kreis"),
    "Stadtkreis ": ("Stadtkreis", "Stadt"),
    "Kreisfreie Stadt ": ("Kreisfreie Stadt", "Stadt"),
    "Prov. ": ("Prov.", "Province de", "Provincie", "Provinz"),
    "Arr. ": ("Arr.", "Arrondissement"),
    "Bezirk ": ("Bezirk",),
}
#: German regions whose name is that of the place alone, by the length of their code.
_GERMAN_BODIES = {4: ("Regierungsbezirk",), 5: ("Landkreis", "Kreis")}
#: Small words stay small where a name in capitals is set as a name.
_SMALL = {
    "and",
    "da",
    "das",
    "de",
    "di",
    "do",
    "dos",
    "du",
    "e",
    "en",
    "et",
    "i",
    "la",
    "og",
    "och",
    "of",
    "the",
    "und",
    "y",
}


def nuts_name(code: str) -> str | None:
    """What the region of the code is called, in Latin letters, None for a code that the table does not have.

    Level 1 stands in capitals in the table: it goes by the name of a region of level 2 that is all of it where there is
    one (DE4 is Brandenburg as DE40 is), else its words get a capital each.
    """
    written = _names().get(code)
    if written is None:
        return None
    if len(code) == 3 and written[-1].isupper():
        lower = _names().get(f"{code}0", ("",))[-1]
        alike = normal_form(lower) == normal_form(written[-1])
        return _bare(lower) if alike else _with_capitals(_bare(written[-1]))
    return _bare(written[-1])


def nuts_in_german(code: str) -> str | None:
    """What German speakers call the region, None where they call it as it is written there.

    `graph/data/nuts_de.csv` has the regions of other countries that programmes of borders name. It rests on general
    knowledge, not on a published list.
    """
    return _german().get(code)


@cache
def _german() -> Mapping[str, str]:
    text = resources.files("graph").joinpath("data/nuts_de.csv").read_text(encoding="utf-8")
    return {row["code"]: row["name_de"] for row in csv.DictReader(text.splitlines())}


def nuts_told(code: str) -> str:
    """The region as a person reads it who may have to look it up: `Prignitz (DE40F)`."""
    name = nuts_name(code)
    return code if name is None else f"{name} ({code})"


def nuts_called(text: str) -> tuple[str, ...]:
    """The codes of the regions with the name, with or without the word for what they are (Landkreis, län), ordered.

    Of regions that lie in each other under one name, the largest: Berlin is DE3, DE30 and DE300.
    """
    for place in sorted((naming.place for naming in read_body(text).whole), key=lambda place: -len(place.split())):
        if found := _by_name().get(place):
            return found
    return ()


def nuts_with_name(country: str, name: str) -> tuple[str, ...]:
    """The codes of the regions of a country (ISO 3166) that bear exactly this name, but for case and accents."""
    wanted = normal_form(name)
    codes = (
        code
        for code in _by_name().get(wanted, ())
        if iso_country(code) == country and any(wanted in _as_written(one) for one in _names()[code])
    )
    return tuple(codes)


def names_alike(form: str, count: int) -> tuple[str, ...]:
    """The names of regions whose normal form is spelt like this one, the likest first."""
    near = difflib.get_close_matches(form, _by_name(), n=count)
    return tuple(dict.fromkeys(nuts_name(_by_name()[one][0]) or "" for one in near))


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Code → the name, and the one in Latin letters where that is another."""
    text = resources.files("graph").joinpath("data/nuts.csv").read_text(encoding="utf-8")
    return {row["code"]: tuple(filter(None, (row["name"], row["latin"]))) for row in csv.DictReader(text.splitlines())}


@cache
def _by_name() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for code, names in _names().items():
        for key in {key for name in names for key in _keys(code, name)}:
            found.setdefault(key, set()).add(code)
    return {key: tuple(sorted(_outermost(codes))) for key, codes in found.items()}


def _keys(code: str, name: str) -> Iterator[str]:
    """The normal forms under which a region is found."""
    for one in (_bare(name), *_bare(name).split("/")):
        yield normal_form(one)
        before = next((word for word in _BODY_BEFORE if one.startswith(word)), None)
        place = one.removeprefix(before or "")
        bodies = _BODY_BEFORE[before] if before else _GERMAN_BODIES.get(len(code), ()) if code.startswith("DE") else ()
        yield from (normal_form(f"{body} {place}") for body in bodies)
        for naming in read_body(place).whole:
            yield naming.place
            if naming.kind is not None:
                yield from nominatives(naming.place, iso_country(code))


def _as_written(name: str) -> tuple[str, ...]:
    bare = _bare(name)
    return (normal_form(bare), *map(normal_form, bare.split("/")))


def _outermost(codes: Iterable[str]) -> Iterator[str]:
    every = set(codes)
    return (code for code in every if not any(code[:length] in every for length in range(3, len(code))))


def _bare(name: str) -> str:
    """The name without the mark of its country, the word for the body before its place."""
    name = _OF_COUNTRY.sub("", name)
    behind = _BODY_BEHIND.fullmatch(name)
    name = name if behind is None else f"{behind['body']} {behind['place']}"
    return re.sub(r"\s*/\s*", "/", name.replace("\N{NO-BREAK SPACE}", " "))


def _with_capitals(name: str) -> str:
    words = re.split(r"([\s/’'-]+)", name.lower())
    return "".join(word if word in _SMALL and at else word[:1].upper() + word[1:] for at, word in enumerate(words))
