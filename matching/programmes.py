"""What the name of a funding programme tells: which countries it joins, of which family it is, whom it succeeds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

from graph.names import normal_form
from graph.nuts import iso_country

Family = Literal["urbact", "cross-border", "transnational"]
FAMILIES: tuple[Family, ...] = ("cross-border", "transnational", "urbact")

#: Names that programmes use beside those of the Unicode CLDR.
_OTHER_NAMES: Mapping[str, str] = {
    **{"czech republic": "CZ", "netherlands": "NL", "macedonia": "MK", "turkey": "TR", "bosnia": "BA"},
    **{"former yugoslav republic of macedonia": "MK", "great britain": "GB", "england": "GB", "scotland": "GB"},
    **{"wales": "GB", "northern ireland": "GB", "bayern": "DE", "bavaria": "DE", "saxony": "DE"},
    **{"kosovo": "XK", "moldova": "MD", "russian federation": "RU", "slovak republic": "SK"},
}
_PERIOD = re.compile(r"(19|20)\d\d\s*[-–]\s*(19|20)?\d\d")
_CODES = re.compile(r"\(([A-Z]{2}(?:\s*[-–/]\s*[A-Z]{2})+)\)")
#: Interreg's strand C: one programme under a new name each period.
_INTERREGIONAL = re.compile(r"\b(?:III|IV|V|VI) ?-?C\b|Interreg Europe", re.IGNORECASE)
#: What the programmes of the European Union and their like have in their names.
_EUROPEAN = re.compile(r"\bLIFE\b|\b(?i:europe|european|eu|interreg|urbact|horizon|erasmus|cerv|cosme|nordic)\b")
#: Words that change from one funding period to the next, or say nothing.
_PASSING_WORDS = """
    interreg programme program cbc enpi eni ipa a b va vb iva ivb iiia iiib v iv iii ii i the of and region regions area
"""
_PASSING = frozenset(_PASSING_WORDS.split())


@cache
def _country_names() -> tuple[int, Mapping[str, str]]:
    """How many words the longest name of a country has, and the names in normal form with the ISO code of each."""
    from babel import Locale

    named = {
        normal_form(name): code for code, name in Locale("en").territories.items() if re.fullmatch("[A-Z]{2}", code)
    }
    named.update(_OTHER_NAMES)
    return max(len(name.split()) for name in named), named


@lru_cache(maxsize=4096)
def named_countries(programme: str) -> frozenset[str]:
    """The countries (ISO 3166-1 alpha-2) that the programme's name names, in English or as codes: (IT-CH)."""
    codes = {code for match in _CODES.finditer(programme) for code in re.findall("[A-Z]{2}", match[1])}
    return frozenset({*_named_in(normal_form(programme).split()), *map(iso_country, codes)})


def _named_in(words: Sequence[str]) -> Iterator[str]:
    """The codes of the countries that the words name, the longest name first: Northern Ireland is not Ireland too."""
    longest, named = _country_names()
    at = 0
    while at < len(words):
        sizes = range(min(longest, len(words) - at), 0, -1)
        size = next((size for size in sizes if " ".join(words[at : at + size]) in named), 0)
        if size:
            yield named[" ".join(words[at : at + size])]
        at += size or 1


def is_european(name: str) -> bool:
    """Whether the name, of a programme or of who manages it, says that more than one country pays: it names Europe, one
    of its programmes, or the funding period that the programme is of.

    `Interreg Alpine Space`, `2007 - 2013 Alpine Space`, `European Commission`; not `Vinnova`, nor `Regio.NRW (ERDF)`,
    which is paid with Europe's money and one land's own.
    """
    return bool(_EUROPEAN.search(name) or _PERIOD.search(name))


def family(programme: str | None) -> Family | None:
    """URBACT, cross-border (its name joins two countries or more) or else transnational; None without a name."""
    if not programme:
        return None
    if "urbact" in programme.casefold():
        return "urbact"
    return "cross-border" if len(named_countries(programme)) >= 2 else "transnational"


@lru_cache(maxsize=4096)
def lineage(programme: str) -> str:
    """What stays of a programme from one funding period to the next: its countries, else its name's lasting words.

    `2007 - 2013 Alpine Space` and `2014 - 2020 INTERREG VB Alpine Space` are `alpine space`.
    """
    countries = named_countries(programme)
    if len(countries) >= 2:
        return "-".join(sorted(countries))
    if _INTERREGIONAL.search(programme):
        return "interregional"
    lasting = [word for word in normal_form(_PERIOD.sub(" ", programme)).split() if word not in _PASSING]
    return " ".join(lasting) or normal_form(programme)


def kinship(one: str, other: str) -> float:
    """How near two lineages are, from 0 to 1: 1 for the same, for two sets of countries the share they have in common.

    Sets that share less than half of their countries are strangers (Jaccard's index, 0.5): Poland–Germany and
    Poland–Slovakia meet in Poland, and nowhere else.
    """
    if one == other:
        return 1.0
    ours, theirs = set(one.split("-")), set(other.split("-"))
    if not all(len(part) == 2 and part.isupper() for part in ours | theirs):
        return 0.0
    shared = len(ours & theirs) / len(ours | theirs)
    return shared if shared >= 0.5 else 0.0
