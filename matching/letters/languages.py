"""In which languages letters are written, and which is a country's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from matching.types import Language
from matching.words.told import letter_languages


@lru_cache(maxsize=256)
def language_of(country: str) -> Language:
    """The first of the country's official languages (CLDR), where letters are written in it, else English."""
    from babel.languages import get_official_languages

    official = get_official_languages(country)
    return official[0] if official and official[0] in letter_languages() else "en"


#: Where town halls work in another language than the first of their country, by the beginning of their NUTS code: South
#: Tyrol (statute of autonomy, article 99), Brussels, Wallonia and its German-speaking communes (Belgian constitution,
#: article 4), the French- and Italian-speaking cantons (their constitutions; of two languages that of most communes).
_OF_PLACE: Mapping[str, Language] = {
    **{"ITH10": "de", "BE1": "fr", "BE3": "fr", "BE336": "de", "CH07": "it"},
    **dict.fromkeys(("CH011", "CH012", "CH013", "CH022", "CH024", "CH025"), "fr"),
}


def language_at(country: str, nuts: str | None) -> Language:
    """The language of letters to a place: that of its region (NUTS code), where it has one of its own, else that of the
    country."""
    beginnings = (nuts[:length] for length in range(len(nuts), 2, -1)) if nuts else ()
    own = next((_OF_PLACE[beginning] for beginning in beginnings if beginning in _OF_PLACE), None)
    return own if own in letter_languages() else language_of(country)


def of_both(country: str, other: str, nuts: str | None = None, other_nuts: str | None = None) -> tuple[Language, ...]:
    """The languages of a letter between two places, by their countries and, where known, regions (NUTS codes), each
    once, that of the asker first."""
    return tuple(dict.fromkeys((language_at(country, nuts), language_at(other, other_nuts))))


#: Countries with several official languages, of which in most of their towns only one is spoken.
_DIVIDED = frozenset({"BE", "CH", "CY", "FI"})


@lru_cache(maxsize=256)
def spoken_in(country: str | None) -> frozenset[Language]:
    """The official languages of the country (CLDR), if all of it speaks them; none where that differs from town to
    town, or the country is not known."""
    from babel.languages import get_official_languages

    return frozenset() if country is None or country in _DIVIDED else frozenset(get_official_languages(country))
