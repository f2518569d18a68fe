"""NUTS codes: which country they begin with, and whether two regions lie in each other; and the local units below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

#: The countries that the European Union calls otherwise than ISO 3166.
EU_CODES: Mapping[str, str] = MappingProxyType({"UK": "GB", "EL": "GR"})
#: Countries whose local units (LAU) are parts of municipalities (communities, parishes, wards), or are often called
#: "centre" (TR).
UNITS_ARE_PARTS = frozenset({"GR", "IE", "PT", "TR"})
#: What stands before the code of a region of which no more than a part is meant: `part_of_DE40`.
PART_OF = "part_of_"
_EU_OF_ISO = {iso: eu for eu, iso in EU_CODES.items()}


def iso_country(code: str) -> str:
    """The country that a NUTS code, or a country's code as the European Union writes it, begins with, by ISO 3166."""
    return EU_CODES.get(code[:2], code[:2])


def nuts_country(country: str) -> str:
    """The code of NUTS for a country of ISO 3166."""
    return _EU_OF_ISO.get(country, country)


def may_lie_in(code: str, areas: Iterable[str]) -> bool:
    """Whether a place of which this NUTS code is known lies, or may lie, in one of the areas (NUTS codes).

    Of a place of which no more than the country is known, each area of it may be its own.
    """
    return any(code.startswith(area) or area.startswith(code) for area in areas)
