"""Sentences that remember how they were made, so that each reader is told them in a language of their own.

The graph and its importers write English and know no language. What they say keeps its template and its values, so
that a value (a file called `networks`) is never taken for a word; `matching.words.told` tells it in another language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from string import Formatter
from typing import Any

#: A plain mapping, so that what is said can be copied and sent to other processes.
_NOTHING: Mapping[str, Any] = {}


#: A piece of a template: the text before a place, its name (None at the end), how a value is written and converted.
_Piece = tuple[str, str | None, str, str | None]


@lru_cache(maxsize=16_384)
def _pieces(template: str) -> tuple[_Piece, ...] | None:
    """The template in pieces; None where a place is more than a name, or is written as another value says."""
    pieces = tuple((text, name, form or "", to) for text, name, form, to in Formatter().parse(template))
    plain = all(name is None or (name.isidentifier() and "{" not in form) for _, name, form, _ in pieces)
    return pieces if plain else None


class Writing(Formatter):
    """Fills templates as `str.format` does, and writes several values (a tuple or list) one after the other."""

    def vformat(self, format_string: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
        """The template filled. Every sentence passes here, so a template is taken apart only once."""
        pieces = _pieces(format_string)
        if pieces is None:
            return super().vformat(format_string, args, kwargs)
        written = []
        for text, name, form, to in pieces:
            written.append(text)
            if name is not None:
                value = kwargs[name]
                if isinstance(value, str) and not form and not to:  # most values
                    written.append(value if type(value) is str else self.text(value))
                else:
                    written.append(self.format_field(self.convert_field(value, to) if to else value, form))
        return "".join(written)

    def text(self, value: str) -> str:
        """A sentence or a name; a mere text stays as it is."""
        return value

    def format_field(self, value: Any, format_spec: str) -> str:
        """The value as it is written in English."""
        if isinstance(value, tuple | list):
            return ", ".join(self.format_field(one, format_spec) for one in value)
        return str(format(value, format_spec))


_ENGLISH = Writing()


class Said(str):
    """A sentence in English, with the `template` and the `values` it was made of.

    `many` is the template for all counts (the value `count`) but one; `context` tells apart what English says alike.
    """

    __slots__ = ("context", "many", "template", "values")

    template: str
    many: str | None
    context: str | None
    values: Mapping[str, object]

    def __new__(
        cls, template: str, many: str | None = None, context: str | None = None, values: Mapping[str, object] = _NOTHING
    ) -> Said:
        """The sentence. Without values it is the template as it stands, to be filled later (`fill`)."""
        made = super().__new__(cls, _in_english(template, many, values))
        made.template, made.many, made.context, made.values = template, many, context, values
        return made

    def written(self, values: Mapping[str, object]) -> str:
        """The sentence with these values beside those it has, as a mere text: for who only tells it in English."""
        return _in_english(self.template, self.many, {**self.values, **values})

    def fill(self, **values: object) -> Said:
        """The sentence with these values beside those it has."""
        return Said(self.template, self.many, self.context, {**self.values, **values})


def _in_english(template: str, many: str | None, values: Mapping[str, object]) -> str:
    chosen = template if many is None or values.get("count") == 1 else many
    return _ENGLISH.vformat(chosen, (), values) if values else chosen


def said(template: str, /, **values: object) -> Said:
    """The sentence made of the template; places are written as `str.format` has them: `{name}`, `{wrong!r}`, `{n:,}`.

    Values that are sentences themselves are told in the reader's language too, all other texts stay as they are.
    """
    return Said(template, values=values)


def said_as(context: str, template: str, /, **values: object) -> Said:
    """The sentence, where English says in one way what other languages tell apart by the `context`."""
    return Said(template, context=context, values=values)


def said_many(one: str, many: str, /, **values: object) -> Said:
    """The sentence for one where the value `count` is 1, and for many where it is anything else."""
    return Said(one, many, values=values)


def listed(values: Sequence[str], most: int) -> str:
    """The first `most` values, one after the other, and an ellipsis where there are more."""
    return ", ".join(values[:most]) + (" …" if len(values) > most else "")


class Named(str):
    """A name in English, or as its owner writes it, that knows what it is `called` in other languages (ISO 639-1)."""

    __slots__ = ("called",)

    called: Mapping[str, str]

    def __new__(cls, name: str, called: Mapping[str, str] = _NOTHING) -> Named:
        """The name, and what it is called by language."""
        made = super().__new__(cls, name)
        made.called = called
        return made


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted: the words for `none` of it, and those for one or many."""

    none: Said
    some: Said


def counted(number: int, noun: Noun) -> Said:
    """The number with its noun: `no towns`, `1 town`, `2,000 towns`."""
    return noun.some.fill(count=number) if number else noun.none


AND, OR = said("{some} and {other}"), said("{some} or {other}")


def joined(words: Sequence[str], by: Said) -> str:
    """The words as one text, each bound to those before it `by` AND or OR."""
    return reduce(lambda some, other: by.fill(some=some, other=other), words)
