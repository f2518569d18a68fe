"""Sentences of the program in German: errors, notices and reports are written in English, where they arise.

A sentence is found by the template that it was made from; its values are taken out of it and put into the German one.
So the graph and its importers know one language, and what nobody has translated is told in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from api.words.german_faults import FAULTS
from api.words.german_sentences import NOUNS, SENTENCES, VALUES
from graph.errors import RowError
from graph.said import Named, Said
from matching.types import Language
from matching.words.told import told as in_words
from matching.words.written import number

_COUNT = re.compile(r"(no|\d[\d,]*) ([a-z][a-z ]+)")
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+")
_QUOTED = re.compile(r"'(.*)'|\"(.*)\"")
_NOTHING: Mapping[str, str] = {}


def told(sentence: str, language: Language, names: Mapping[str, str] = _NOTHING) -> str:
    """The English sentence in the language; `names` says what names in it are called there."""
    if isinstance(sentence, Said | Named):
        return in_words(sentence, language)
    return in_german(sentence, names) if language == "de" else sentence


def fault_told(error: RowError, language: Language) -> str:
    """The located error as a sentence in the language."""
    why = error.why if isinstance(error.why, Said) else told(error.why, language)
    return in_words(replace(error, why=why).said, language)


def in_german(sentence: str, names: Mapping[str, str] = _NOTHING) -> str:
    """The sentence in German, or as it is where no template fits; of several that fit, the longest."""
    for pattern, german in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            values = found.groupdict().items()
            # What is `known` is typed as it stands, in every language.
            return german.format(**{name: t if name == "known" else _value(t, names) for name, t in values})
    return sentence


def _value(text: str, names: Mapping[str, str]) -> str:
    """A value as German writes it: counts, numbers, words of the vocabulary, names, and sentences inside others."""
    if text in names or text in VALUES:
        return names.get(text) or VALUES[text]
    count, quoted = _COUNT.fullmatch(text), _QUOTED.fullmatch(text)
    if count and count[2] in NOUNS:
        return f"{'keine' if count[1] == 'no' else _value(count[1], names)} {NOUNS[count[2]]}"
    if _NUMBER.fullmatch(text):
        return number(int(text.replace(",", "")), "de")
    if quoted:
        return f"„{quoted[1] or quoted[2] or ''}“"
    told = in_german(text, names)
    if told == text and ", " in text:
        return ", ".join(_value(part, names) for part in text.split(", "))
    return told


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The templates as patterns, those with the most words of their own first."""
    templates = {**SENTENCES, **FAULTS}
    own = {english: len(re.sub(r"{\w+}", "", english)) for english in templates}
    return [(_pattern(english), templates[english]) for english in sorted(own, key=lambda t: -own[t])]


def _pattern(english: str) -> re.Pattern[str]:
    parts = re.split(r"{(\w+)}", english)
    return re.compile(
        "".join(f"(?P<{part}>.*?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)), re.DOTALL
    )
