"""Countries as publishers write them, as ISO 3166-1 alpha-2 codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from graph.names import normal_form

#: The European Union writes these two differently from ISO 3166.
EU_CODES = {"UK": "GB", "EL": "GR"}
#: Names that the Unicode list of territories writes otherwise.
_OTHER_NAMES = {
    "republic of macedonia": "MK",
    "former yugoslav republic of macedonia": "MK",
    "people s republic of china": "CN",
    "peoples republic of china": "CN",
    "united states of america": "US",
    "czech republic": "CZ",
    "the netherlands": "NL",
    "republic of ireland": "IE",
    "turkey": "TR",
    "palestine": "PS",
    "palestinian national authority": "PS",
    "ivory coast": "CI",
    "cote d ivoire": "CI",
    "cape verde": "CV",
    "republic of the congo": "CG",
    "democratic republic of the congo": "CD",
    "east timor": "TL",
    "sao tome and principe": "ST",
    "bosnia and herzegovina": "BA",
}


def country_code(text: str) -> str | None:
    """The code that a code (`DE`, the EU's `EL`) or an English name (`Germany`) means; None for anything else."""
    bare = text.strip()
    if len(bare) == 2 and bare.isascii() and bare.isalpha():
        return EU_CODES.get(bare.upper(), bare.upper())
    return _names().get(normal_form(bare))


@cache
def _names() -> Mapping[str, str]:
    from babel import Locale

    territories = Locale("en").territories
    return {normal_form(name): code for code, name in territories.items() if len(code) == 2} | _OTHER_NAMES
