"""What the program says, in the reader's language, out of that language's book of words (a gettext catalogue).

The keys of a book are the English templates (`graph.said`). What a book lacks is told in English, so a language begins
with one sentence: `locale/<language>/LC_MESSAGES/peerpolis.po`, compiled by `python -m api.book`.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.said import Named, Said, Writing, said_as
from matching.types import Language
from matching.words.written import as_written, percent_sign

#: Where the books lie.
BOOKS = Path(__file__).with_name("locale")
DOMAIN = "peerpolis"
#: The book of letters between towns, in more languages than answers are told in (`matching.letters.wording`).
LETTERS = "letters"
#: How text is quoted, and how inside other quotation marks.
QUOTED, QUOTED_WITHIN = said_as("quotation", "'{text}'"), said_as("quotation within another", "'{text}'")


@lru_cache(maxsize=1)
def languages() -> tuple[Language, ...]:
    """The languages that are told: English, and each that has a book."""
    return _with_book(DOMAIN)


@lru_cache(maxsize=1)
def letter_languages() -> tuple[Language, ...]:
    """The languages that letters are written in: English, and each that has a book of letters."""
    return _with_book(LETTERS)


def _with_book(domain: str) -> tuple[Language, ...]:
    return ("en", *sorted(book.parents[1].name for book in BOOKS.glob(f"*/LC_MESSAGES/{domain}.mo")))


def told(text: str, language: Language) -> str:
    """The sentence or name in the language; any other text, and what the language's book lacks, as it stands."""
    if isinstance(text, Named):
        return text.called.get(language, str(text))
    if not isinstance(text, Said) or language == "en":
        return str(text)
    return _in_the_book(text, text.values, language)


def told_with(sentence: Said, values: Mapping[str, object], language: Language) -> str:
    """The sentence filled with these values, told: as `told` with `Said.fill`, and written only once."""
    if language == "en":
        return sentence.written(values)
    return _in_the_book(sentence, {**sentence.values, **values}, language)


def _in_the_book(text: Said, values: Mapping[str, object], language: Language) -> str:
    book = _book(language)
    count = values.get("count")
    if text.many is not None and isinstance(count, int):
        template = book.ngettext(text.template, text.many, count)
    elif text.context is not None:
        template = book.pgettext(text.context, text.template)
    else:
        template = book.gettext(text.template)
    if not values:
        return template
    filled = _writing(language).vformat(template, (), values)
    if template.endswith("}.") and filled.endswith("..") and not filled.endswith("..."):
        filled = filled[:-1]  # a name that ends in a full stop ("Freitag, dem 13.") ends the sentence as well
    within = _quoted_within(language)
    return within[0].sub(within[1], filled) if within else filled


class _Telling(Writing):
    """Fills templates as the language writes values: sentences and names told, numbers and quotation marks its own."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def convert_field(self, value: Any, conversion: Any) -> Any:
        """A value to be quoted, in the language's quotation marks."""
        if conversion == "r":
            return _quotation(QUOTED, self.language).format(text=repr(str(value))[1:-1])
        return super().convert_field(value, conversion)

    def text(self, value: str) -> str:
        """A sentence or a name, told."""
        return told(value, self.language)

    def format_field(self, value: Any, format_spec: str) -> str:
        """The value as the language writes it."""
        if isinstance(value, str):
            return self.text(value)
        written = super().format_field(value, format_spec)
        if not isinstance(value, int | float):
            return written
        if format_spec.endswith("%"):
            return as_written(written[:-1], self.language) + percent_sign(self.language)
        return as_written(written, self.language)


@lru_cache(maxsize=8)
def _writing(language: Language) -> _Telling:
    return _Telling(language)


@lru_cache(maxsize=8)
def _book(language: Language) -> gettext.NullTranslations:
    """The language's book of answers, and behind it that of letters."""
    book = gettext.translation(DOMAIN, BOOKS, [language], fallback=True)
    book.add_fallback(gettext.translation(LETTERS, BOOKS, [language], fallback=True))
    return book


def _quotation(marks: Said, language: Language) -> str:
    return _book(language).pgettext(str(marks.context), marks.template)


@lru_cache(maxsize=8)
def _quoted_within(language: Language) -> tuple[re.Pattern[str], str] | None:
    """What finds a quotation inside another, and what becomes of it; None where the language has no such marks."""
    (left, right), inner = _quotation(QUOTED, language).split("{text}"), _quotation(QUOTED_WITHIN, language)
    if inner == QUOTED_WITHIN.template:
        return None
    left, right = re.escape(left), re.escape(right)
    outside = f"{left}[^{left}{right}]*"
    return re.compile(f"({outside}){left}([^{left}{right}]*){right}"), r"\1" + inner.replace("{text}", r"\2")
