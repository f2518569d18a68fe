"""Numbers, days, countries and languages as the reader's language writes them (CLDR, through Babel)."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from graph import dates
from matching.types import Language

if TYPE_CHECKING:
    from babel import Locale


@lru_cache(maxsize=8)
def _locale(language: Language) -> Locale:
    from babel import Locale

    return Locale(language)


@lru_cache(maxsize=1024)
def country_name(code: str | None, language: Language) -> str:
    """The country's name in the language; the code itself where CLDR has none."""
    return str(_locale(language).territories.get(code, code)) if code else ""


@lru_cache(maxsize=1024)
def language_name(code: str, language: Language) -> str:
    """The language's name in the language; the code itself where CLDR has none."""
    return str(_locale(language).languages.get(code, code))


def number(value: float, language: Language) -> str:
    """A whole number with the language's thousands separator; "?" where it is not known."""
    if value != value:
        return "?"
    return as_written(f"{round(value):,}", language)


@lru_cache(maxsize=4096)
def amount(value: float, language: Language) -> str:
    """A sum of money as one says it: "800,000", "3.5 million", "3,5 Millionen"."""
    if value < 1_000_000:
        return number(value, language)
    from babel.numbers import format_compact_decimal

    # As a whole number, for with a fraction of nought one million would be one of several.
    rounded = int(round(value, -5 if value < 1e9 else -8))
    return str(format_compact_decimal(rounded, format_type="long", locale=language, fraction_digits=1))


def rough_number(value: float, language: Language) -> str:
    """A number with one decimal below ten, as the language writes it, and a whole one from there on: "1,4", "14"."""
    return number(value, language) if round(value, 1) >= 10 else as_written(f"{value:.1f}", language)


def as_written(number: str, language: Language) -> str:
    """A number that is written as in English, with the language's separators: "1.195,5"."""
    return number.translate(_separators(language))


@lru_cache(maxsize=8)
def percent_sign(language: Language) -> str:
    """What stands behind a number of per cent, with the language's blank before it: German has one, English none."""
    from babel.numbers import format_percent

    return str(format_percent(0, locale=_locale(language))).lstrip("0")


@lru_cache(maxsize=8)
def _separators(language: Language) -> dict[int, str]:
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return {ord(","): str(get_group_symbol(_locale(language))), ord("."): str(get_decimal_symbol(_locale(language)))}


@lru_cache(maxsize=4096)
def day(date: str, language: Language) -> str:
    """A date at its own precision, as the language writes it: "5 June 2027", "5. Juni 2027", "Juni 2027", "2027"."""
    if len(date) < 10:
        return month(date, language)
    from babel.dates import format_date

    return str(format_date(dates.first_day(date), format="long", locale="en_GB" if language == "en" else language))


@lru_cache(maxsize=1024)
def month(date: str, language: Language) -> str:
    """A month (`2027-04`, or a day in it) as the language writes it; what names no month as it stands."""
    found = re.match(r"(\d{4})-(\d{2})", date)
    if found is None:
        return date
    from babel.dates import format_skeleton

    first = datetime.date(int(found[1]), int(found[2]), 1)
    return str(format_skeleton("yMMMM", first, locale=_locale(language)))
