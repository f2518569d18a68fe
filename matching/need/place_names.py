"""Names of places in running text: found by their words, capitalised, the longest name first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from graph.names import normal_form, normal_forms

_WORD = re.compile(r"[^\W_]+")


class PlaceMask:
    """Takes the names of places out of texts.

    Project texts are written when the partners are known, and name them: whoever measures a ranking by text masks
    these names first. `names` are names as their publisher writes them (Neustadt an der Weinstraße).
    """

    def __init__(self, names: Iterable[str]) -> None:
        followed: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for name in names:
            for form in normal_forms(name.replace("'", " ").replace("’", " ")):
                words = tuple(form.split())
                followed[words[0]].add(words)
        self._longest_first = {first: sorted(all, key=len, reverse=True) for first, all in followed.items()}

    def masked(self, text: str) -> str:
        """`text` without the names: whole words only, whatever their accents, one of them with a capital first letter,
        so that the town of Bath goes and the bath stays."""
        kept, end = [], 0
        for start, stop in self._found(text):
            kept.append(text[end:start])
            end = stop
        kept.append(text[end:])
        return " ".join(" ".join(kept).split())

    def names_any(self, text: str) -> bool:
        """Whether one of the places is named in `text`."""
        return next(self._found(text), None) is not None

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the names begin and end."""
        words = list(_WORD.finditer(text))
        forms = [_form(match[0]) for match in words]
        at = 0
        while at < len(words):
            length = next(
                (
                    len(name)
                    for name in self._longest_first.get(forms[at], ())
                    if tuple(forms[at : at + len(name)]) == name
                    and any(match[0][0].isupper() for match in words[at : at + len(name)])
                ),
                0,
            )
            if length:
                yield words[at].start(), words[at + length - 1].end()
            at += length or 1


@lru_cache(maxsize=65536)
def _form(word: str) -> str:
    return normal_form(word)
