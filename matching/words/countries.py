"""Countries as names that are told in the language of each reader."""

from __future__ import annotations

from functools import cache

from graph.said import Named
from matching.words.told import languages
from matching.words.written import country_name


@cache
def country_named(code: str) -> Named:
    """The country by its name in English, with what it is called in the languages of answers."""
    return Named(country_name(code, "en"), {language: country_name(code, language) for language in languages()})
