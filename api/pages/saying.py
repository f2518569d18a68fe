"""What the templates of the pages say with, each in its reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph.said import Said
from matching.types import Language
from matching.words.told import told


def saying(language: Language) -> Mapping[str, Callable[..., str]]:
    """The functions of a page in the language, by their names in its template.

    `say` and `say_many` are `said` and `said_many` of `graph.said`, told; `tell` tells what is said already.
    """

    def say(template: str, /, **values: object) -> str:
        return told(Said(template, values=values), language)

    def say_many(one: str, many: str, /, **values: object) -> str:
        return told(Said(one, many, values=values), language)

    def tell(text: str) -> str:
        return told(text, language)

    return {"say": say, "say_many": say_many, "tell": tell}
