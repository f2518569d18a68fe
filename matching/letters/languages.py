"""In which languages letters are written, and which is a country's."""

from __future__ import annotations

from functools import lru_cache

from matching.types import Language
from matching.words.told import letter_languages


@lru_cache(maxsize=256)
def language_of(country: str) -> Language:
    """The first of the country's official languages (CLDR), where letters are written in it, else English."""
    from babel.languages import get_official_languages

    official = get_official_languages(country)
    return official[0] if official and official[0] in letter_languages() else "en"


def of_both(country: str, other: str) -> tuple[Language, ...]:
    """The languages of a letter between the two countries, each once, that of the asker first."""
    return tuple(dict.fromkeys((language_of(country), language_of(other))))


#: Countries with several official languages, of which in most of their towns only one is spoken.
_DIVIDED = frozenset({"BE", "CH", "CY", "FI"})


@lru_cache(maxsize=256)
def spoken_in(country: str | None) -> frozenset[Language]:
    """The official languages of the country (CLDR), if all of it speaks them; none where that differs from town to
    town, or the country is not known."""
    from babel.languages import get_official_languages

    return frozenset() if country is None or country in _DIVIDED else frozenset(get_official_languages(country))
