"""What the things that towns ask for are called in English, so that a need in another language finds texts in English.

What towns did is told in English and German. A short need in Polish shares no word with that, and sentence models
hardly know it: "wspólne dojazdy" came nearest to notes for cars on cycle lanes. `matching/data/glossary.csv` has a row a
thing: how the texts call it, and how people do in other languages, `|` between several words for it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from matching.need.phrases import SUFFIXED, Found, PhraseIndex
from matching.need.text import SPOKEN, CutText, cut, stem
from matching.need.topics import TOWN_STEMS
from matching.types import TopicMatch

#: The languages of the texts: a need in one of them is left as it is.
HOME = frozenset(("en", "de"))


@dataclass(frozen=True)
class InEnglish:
    """A need in English, word for word and in its own order; what the glossary does not have stays as it is written.

    `said` has the words of the need behind each English stem. What every town says of itself is left out. `whole`:
    the glossary has every word of it.
    """

    text: str
    said: Mapping[str, tuple[str, ...]]
    whole: bool

    def as_written(self, match: TopicMatch) -> TopicMatch:
        """The topic with the words of the need that led to it, where it was read from the English ones."""
        words = [word for spoken in match.words for word in self.said.get(stem(spoken), (spoken,))]
        return replace(match, words=tuple(dict.fromkeys(words)))


@cache
def _glossary() -> tuple[Sequence[str], PhraseIndex]:
    """The things in English, and how they are called in all languages, by row."""
    text = resources.files("matching").joinpath("data/glossary.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    phrases = [
        (at, phrase, language) for at, row in enumerate(rows) for language in row for phrase in row[language].split("|")
    ]
    return [row["en"] for row in rows], PhraseIndex(phrases, len(rows))


@lru_cache(maxsize=64)
def in_english(need: str) -> InEnglish | None:
    """The need in English by the glossary; None where it is in English or German, or the glossary has none of it."""
    things, index = _glossary()
    text = cut(need)
    languages = _languages(text, index)
    if not languages:
        return None
    order = {word: at for at, word in enumerate(text.written)}
    taken: dict[str, int] = {}
    for thing, found in sorted(index.find(text, languages).items(), key=_telling):
        if found.outright - taken.keys():
            taken |= dict.fromkeys(found.outright - taken.keys(), thing)
    if not taken:
        return None
    parts: list[str] = []
    said: dict[str, tuple[str, ...]] = {}
    for word in order:
        if word not in taken:
            parts.append(text.written[word])
            continue
        thing = taken[word]
        if things[thing] in parts or stem(things[thing]) in TOWN_STEMS:
            continue
        parts.append(things[thing])
        behind = tuple(text.written[other] for other in order if taken.get(other) == thing)
        for spoken in cut(things[thing]).written:
            said.setdefault(spoken, behind)
    return InEnglish(", ".join(parts), said, whole=taken.keys() >= order.keys()) if said else None


def _telling(entry: tuple[int, Found]) -> tuple[int, float, int]:
    """Orders the things that a need names: those of more of its words first, then those that it names more clearly."""
    thing, found = entry
    return -len(found.outright), -found.evidence, thing


def _languages(text: CutText, index: PhraseIndex) -> frozenset[str]:
    """The languages that the text is most likely in; none where it may as well be English or German."""
    known: dict[str, float] = {language: text.small[language] for language in SPOKEN}
    for language, words in index.at_home(text, least=SUFFIXED).items():
        known[language] = known.get(language, 0.0) + words
    most = max(known.values(), default=0.0)
    if not most or any(known.get(language, 0.0) >= most for language in HOME):
        return frozenset()
    return frozenset(language for language, words in known.items() if words >= 0.8 * most) - HOME
