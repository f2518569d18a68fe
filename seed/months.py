"""Months as people write them in the languages of Europe: `Februar`, `févr.`, `mayo`, `lutego`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

_LANGUAGES = (
    *("bg", "bs", "ca", "cs", "da", "de", "de_AT", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr", "hu"),
    *("is", "it", "lb", "lt", "lv", "mk", "mt", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "tr", "uk"),
)
#: As they are shortened beside Unicode's list.
_OTHERS = {"mrz": 3, "sept": 9, "mär": 3, "mai": 5, "avr": 4, "gen": 1, "ene": 1, "maj": 5}
#: `1. Februar 2023`, `12 de mayo de 2023`, `2 Feb 2023`, `Feb. 2023`, `1st March 2023`.
_DAY = re.compile(r"(?:(\d{1,2})(?:\.|er|st|nd|rd|th|º)?[ -]?(?:de |of )?)?([^\W\d_]+)\.?,?[ -](?:de |del )?(\d{4})\.?")
#: `February 1, 2023`.
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?, ?(\d{4})")


def day_in_words(text: str) -> str | None:
    """The day or month in ISO form (`2023-02-01`, `2023-02`) of a date with a month's name and a whole year; None for
    anything else, and for a name that is two months in two languages (`listopad`)."""
    if found := _DAY.fullmatch(text):
        number, name, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(text):
        name, number, year = found.groups()
    else:
        return None
    month = _months().get(_bare(name))
    if month is None:
        return None
    return f"{year}-{month:02}" + (f"-{int(number):02}" if number else "")


def _bare(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _months() -> Mapping[str, int]:
    from babel import Locale

    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for forms in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in forms.get(width, {}).items():
                    if not name.rstrip(".").isdigit():
                        found.setdefault(_bare(name).rstrip("."), set()).add(number)
    for name, number in _OTHERS.items():
        found.setdefault(_bare(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}
