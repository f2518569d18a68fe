"""The areas of rules and programmes in words: countries and regions by their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from graph.nuts import EU_CODES, iso_country
from graph.nuts_names import nuts_in_german, nuts_name
from graph.said import said
from matching.rules.country_sets import region_codes
from matching.rules.judging.places import NUTS, names_of_nuts
from matching.rules.terms import term
from matching.types import Language
from matching.words.written import country_name

_BELONGS_TO = {"euroregion": said("Euroregion {name}"), "leader_region": said("LEADER region {name}")}


def areas_told(values: Sequence[str], language: Language) -> tuple[str, ...]:
    """Countries (`DE`, `DE:BB,BE`), NUTS regions (`DE40`, `part_of_DE40`, `DEF:north`) and regions of other kinds
    (`euroregion:pomerania`), each once, in their order, a code that no table names as it stands."""
    return tuple(dict.fromkeys(_told(value, language) for value in values))


def _region(code: str, language: Language) -> str | None:
    if len(code) == len("DE"):
        return country_name(iso_country(code), language)
    german = nuts_in_german(code) if language == "de" else None
    return german or names_of_nuts().get(code) or nuts_name(code)


@lru_cache(maxsize=4096)
def _told(value: str, language: Language) -> str:
    whole, divided, parts = value.partition(":")
    if whole in _BELONGS_TO:
        return _BELONGS_TO[whole].fill(name=parts.replace("_", " ").title())
    if len(whole) == 2:
        name: str = country_name(EU_CODES.get(whole, whole), language)
        named = region_codes()
        inside = ", ".join(named.get((whole, part), part.replace("_", " ")) for part in parts.split(","))
    else:
        code = NUTS.fullmatch(whole)
        name = term(whole) if code is None else _region(code["code"], language) or whole
        if code is not None and code["part"] and name != whole:
            name = said("a part of {region}", region=name)
        inside = ", ".join(map(term, parts.split(",")))
    return said("{country} ({regions})", country=name, regions=inside) if divided else name
