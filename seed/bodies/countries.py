"""Countries as publishers write them, as ISO 3166-1 alpha-2 codes: the one reader behind all importers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from graph.names import normal_form
from graph.nuts import EU_CODES

#: Names that the Unicode list of territories writes otherwise, in normal form.
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
    "swaziland": "SZ",
    **{"macedonia": "MK", "fyrom": "MK", "brd": "DE", "vatican": "VA", "holy see": "VA"},
    "sao tome and principe": "ST",
    "bosnia and herzegovina": "BA",
    **{"great britain": "GB", "united kingdom of great britain and northern ireland": "GB", "england": "GB"},
    **{"scotland": "GB", "wales": "GB", "northern ireland": "GB", "grossbritannien": "GB"},
    **{"hellenic republic": "GR", "slovak republic": "SK", "italian republic": "IT", "french republic": "FR"},
    **{"portuguese republic": "PT", "swiss confederation": "CH", "russian federation": "RU", "holland": "NL"},
    **{"republique francaise": "FR", "repubblica italiana": "IT", "rzeczpospolita polska": "PL"},
    **{"reino de espana": "ES", "republica portuguesa": "PT", "schweizerische eidgenossenschaft": "CH"},
    **{"ceska republika": "CZ", "slovenska republika": "SK", "republika slovenija": "SI", "republika hrvatska": "HR"},
    **{"tschechische republik": "CZ", "slowakische republik": "SK", "italienische republik": "IT"},
    **{"republica italiana": "IT", "republica francesa": "FR", "koninkrijk belgie": "BE", "royaume de belgique": "BE"},
}
#: States that are a part of today's, or today's under another name; of one that fell apart nobody knows which is meant.
_OTHER_NAMES |= {
    **{"west germany": "DE", "east germany": "DE", "german democratic republic": "DE", "westdeutschland": "DE"},
    **{"ostdeutschland": "DE", "deutsche demokratische republik": "DE"},
}
#: Signs of vehicles (UNECE), as stand before postcodes; those of two letters and more are codes or two countries'.
_SIGNS = {
    **{"A": "AT", "B": "BE", "D": "DE", "E": "ES", "F": "FR", "H": "HU", "I": "IT", "L": "LU", "M": "MT", "N": "NO"},
    **{"P": "PT", "S": "SE"},
}
#: What stands before the name in the long official names, and which countries it can be of: there is a Kingdom of the
#: Netherlands, that of Hungary is no more. None: of any that is not named in another line; China's is two countries'.
_MONARCHIES = frozenset(
    {"BE", "BH", "BT", "DK", "ES", "GB", "JO", "KH", "LS", "MA", "NL", "NO", "SA", "SE", "SZ", "TH"}
)
_STATES: Mapping[str, frozenset[str] | None] = {
    **dict.fromkeys(("kingdom of the", "kingdom of", "konigreich der", "konigreich", "royaume du"), _MONARCHIES),
    **dict.fromkeys(("royaume de", "reino de", "regno di", "regno del", "koninkrijk der", "kongeriget"), _MONARCHIES),
    **dict.fromkeys(("konungariket", "reino dos"), _MONARCHIES),
    **dict.fromkeys(("grand duchy of", "grossherzogtum", "grand duche de"), frozenset({"LU"})),
    **dict.fromkeys(("principality of", "furstentum", "principaute de"), frozenset({"AD", "LI", "MC"})),
    **dict.fromkeys(("federal republic of", "bundesrepublik"), frozenset({"DE"})),
    **dict.fromkeys(("republic of the", "republic of", "republik", "republique de", "republique d"), None),
    **dict.fromkeys(("republica de", "repubblica di", "republika", "state of", "the"), None),
}
_NOT_REPUBLICS = _MONARCHIES | {"CN", "LU", "LI", "MC", "AD"}
#: Codes of the Unicode list that are no country's.
_NO_COUNTRY = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
#: The languages in which names of countries are understood: those of the graph's towns.
_LANGUAGES = (
    *("bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu", "is", "it", "lb"),
    *("lt", "lv", "mk", "mt", "nb", "nl", "nn", "pl", "pt", "ro", "sk", "sl", "sq", "sr", "sv", "tr", "uk"),
)


def country_code(text: str) -> str | None:
    """The code that a code (`DE`, `DEU`, the EU's `EL`, a vehicle's `D`) or a name means, in English or another
    language of Europe, short or official (`Kingdom of the Netherlands`, `Frankreich`), or several that mean the same
    one (`Belgique/België`, `DE - Germany`); None for anything else."""
    bare = text.strip()
    if bare in _SIGNS:
        return _SIGNS[bare]
    if len(bare) in (2, 3) and bare.isascii() and bare.isalpha():
        code = _codes().get(bare.upper())
        if code or len(bare) == 2:
            return code
    parts = [part for part in re.split(r" ?[/|] ?| [-–—:] |: ", bare) if part.strip()]
    if len(parts) > 1:  # Belgique/België, DE - Germany
        codes = {country_code(part) for part in parts}
        return codes.pop() if len(codes) == 1 else None
    before, comma, behind = bare.partition(",")
    if comma and normal_form(behind) in _STATES:  # Moldova, Republic of
        bare = before
    forms = dict.fromkeys((normal_form(bare), normal_form(re.sub(r"\([^)]*\)", " ", bare))))
    return next(filter(None, (_named(form) or _named_at_length(form) for form in forms if form)), None)


def _named(form: str) -> str | None:
    return _english().get(form) or _in_all_languages().get(form)


def _named_at_length(form: str) -> str | None:
    """The country of the name behind the form of its state."""
    for state, countries in _STATES.items():
        code = _named(form.removeprefix(f"{state} ")) if form.startswith(f"{state} ") else None
        of_such = code not in _NOT_REPUBLICS or state == "the" if countries is None else code in countries
        if code is not None and of_such:
            return code
    return None


@cache
def _codes() -> Mapping[str, str]:
    """Code of two or three letters → code of two."""
    from babel import Locale
    from babel.core import get_global

    codes = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()} - _NO_COUNTRY
    longer = {str(long): str(short[0]) for long, short in get_global("territory_aliases").items()}
    known = {long: code for long, code in longer.items() if len(long) == 3 and long.isalpha() and code in codes}
    return {**known, **{code: code for code in codes}, **EU_CODES}


@cache
def _english() -> Mapping[str, str]:
    return {**_names("en"), **_OTHER_NAMES}


@cache
def _in_all_languages() -> Mapping[str, str]:
    """Name → code, without names that are two countries' in two languages."""
    found: dict[str, set[str]] = {}
    for language in _LANGUAGES:
        for form, code in _names(language).items():
            found.setdefault(form, set()).add(code)
    return {form: codes.pop() for form, codes in found.items() if len(codes) == 1}


def _names(language: str) -> Mapping[str, str]:
    from babel import Locale

    known = _codes()
    territories = Locale(language).territories
    named = [(name, code) for code, name in territories.items() if len(code) == 2 and code in known]
    written = ((name, name.replace("&", "and")) for name, _ in named)
    return {normal_form(one): code for (_, code), ways in zip(named, written, strict=True) for one in ways}
