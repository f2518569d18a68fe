"""What the things that towns ask for are called in English, so that a need in another language finds texts in English.

What towns did is told in English and German. A short need in Polish shares no word with that, and sentence models
hardly know it: "wspólne dojazdy" came nearest to notes for cars on cycle lanes. `matching/data/glossary.csv` has a row
a thing: how the texts call it, and how people do in 21 other languages, `|` between several words for it. German is
among them: the models know English best, and "Flut" stands in fewer texts than "flood".
"""

from __future__ import annotations

import csv
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from graph.names import normal_form
from matching.need.countries_named import EUROPE, countries_named
from matching.need.phrases import Found, PhraseIndex
from matching.need.text import CutText, cut, stem, words
from matching.need.topics import SPEAKS, TOWN_STEMS
from matching.types import TopicMatch

#: The language that needs are told in.
HOME = "en"
#: A word is known in a language where one of the glossary begins alike over this share of it, over so many letters at
#: least; that counts a little less than the very word.
ALIKE, SHORTEST, NOT_QUITE = 0.75, 5, 0.9


#: A stem of so few letters says little; the words then have to begin alike over this share of the shorter one.
SHORT_STEM, BEGINS_ALIKE = 4, 0.7
#: Languages that write two things as one word: a Schuldach is the roof of a school. A part of it has at least
#: so many letters, and leaves as many.
COMPOUNDING, SHORTEST_HALF = frozenset({"de", "nl", "sv", "da"}), 4


@dataclass(frozen=True)
class InEnglish:
    """A need in English, word for word and in its own order; what the glossary does not have stays as it is written.

    `said` has the words of the need behind each English stem. What every town says of itself is left out. `share`
    is how much of its words the glossary has; `at_home`: it was in German or English, as the texts and most words for
    topics are.
    """

    text: str
    said: Mapping[str, tuple[str, ...]]
    share: float
    at_home: bool

    @property
    def whole(self) -> bool:
        """Whether the glossary has every word of the need."""
        return self.share >= 1

    def as_written(self, match: TopicMatch) -> TopicMatch:
        """The topic with the words of the need that led to it, where it was read from the English ones."""
        words = [word for spoken in match.words for word in self.said.get(stem(spoken), (spoken,))]
        return replace(match, words=tuple(dict.fromkeys(words)))


@lru_cache(maxsize=64)
def in_english(need: str) -> InEnglish | None:
    """The need in English by the glossary; None where the glossary has none of it. Of a need in English it is what the
    texts call what people call otherwise ("dial-a-ride" is an on-demand bus), without its own words."""
    things = _things()
    language, text, taken = max(
        ((language, own := cut(need, _small_words(language)), _named(own, language)) for language in _languages(need)),
        key=lambda tongue: len(tongue[2]),
        default=(HOME, cut(need), {}),
    )
    idle = {word for word, written in text.written.items() if _tells_nothing(written, language)}
    telling = {word: thing for word, thing in taken.items() if stem(things[thing]) not in TOWN_STEMS}
    halves = {w: _halves(w, written, language) for w, written in text.written.items() if w not in telling.keys() | idle}
    parts: list[str] = []
    said: dict[str, tuple[str, ...]] = {}
    for word in text.written:
        named = [telling[word]] if word in telling else halves.get(word, ())
        if word not in taken and not named and language != HOME and word not in idle:
            parts.append(text.written[word])
        for thing in named:
            if things[thing] in parts or stem(things[thing]) in TOWN_STEMS:
                continue
            parts.append(things[thing])
            behind = tuple(text.written[w] for w in text.written if taken.get(w) == thing or thing in halves.get(w, ()))
            for spoken in cut(things[thing]).written:
                said.setdefault(spoken, behind)
    if not said:
        return None
    told = taken.keys() | idle | {word for word, both in halves.items() if both}
    share = len(told & text.written.keys()) / len(text.written)
    return InEnglish(", ".join(parts), said, share=share, at_home=language in ("de", HOME))


def _named(text: CutText, language: str) -> Mapping[str, int]:
    """The words of the text that name things in the language, each with the thing, by row."""
    taken: dict[str, int] = {}
    for thing, found in sorted(_phrases(language).find(text).items(), key=_telling):
        meant = {word for word in found.outright if _is_written_so(word, text.written.get(word, word), thing, language)}
        taken = dict.fromkeys(meant - taken.keys(), thing) | taken
    return taken


def _is_written_so(stem: str, written: str, thing: int, language: str) -> bool:
    """Whether a word is one of those that name the thing, as it is written: a stem of a few letters is that of others
    as well (of Gewitter and gewinnen, Kellner and Keller)."""
    if len(stem) > SHORT_STEM:
        return True
    word = normal_form(written)

    def begin_alike(other: str) -> bool:
        shorter = min(len(word), len(other))
        same = next((at for at in range(shorter) if word[at] != other[at]), shorter)
        return same >= BEGINS_ALIKE * shorter

    return any(map(begin_alike, normal_form(_rows()[thing][language].replace("|", " ")).split()))


def _halves(word: str, written: str, language: str) -> Sequence[int]:
    """The two things that a compound is made of, the one that it is first: the longest that it ends with, and one that
    it begins with, with a joint of up to two letters between; of what every town says of itself nothing is told. None
    where either is not known."""
    if language not in COMPOUNDING:
        return ()
    alone = _of_one_word(language)
    for at in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1):
        if word[at:] not in alone:
            continue
        whole, _ = alone[word[at:]]
        if len(word) - at <= SHORT_STEM and not _ends_so(written, whole, language):
            continue
        for first in (word[:end] for end in range(at, max(at - 3, SHORTEST_HALF - 1), -1)):
            if first in TOWN_STEMS:
                return [whole]
            of, called = alone.get(first, (whole, ""))
            # Grundschule has nothing to do with Gründen.
            if called and written.casefold().startswith(called.casefold()[:SHORTEST_HALF]):
                return [whole] if whole == of else [whole, of]
    return ()


def _ends_so(written: str, thing: int, language: str) -> bool:
    """Whether a compound ends with a word for the thing, but for one letter: a moat (Burggraben) is no grave."""
    word = normal_form(written)
    others = normal_form(_rows()[thing][language].replace("|", " ")).split()
    return any(word.endswith(other) or word[:-1].endswith(other) for other in others)


@cache
def _of_one_word(language: str) -> Mapping[str, tuple[int, str]]:
    """The things that the language has one word for, by the stem of it: the first that it names, by row, and how the
    word is written."""
    found: dict[str, tuple[int, str]] = {}
    for at, row in enumerate(_rows()):
        for phrase in _ways_to_say(row, language):
            if len(of_phrase := cut(phrase, _small_words(language)).written) == 1:
                found.setdefault(*next((stem, (at, word)) for stem, word in of_phrase.items()))
    return found


def _telling(entry: tuple[int, Found]) -> tuple[int, float, int]:
    """Orders the things that a need names: those of more of its words first, then those that it names more clearly."""
    thing, found = entry
    return -len(found.outright), -found.evidence, thing


@cache
def _rows() -> Sequence[Mapping[str, str]]:
    return _table("glossary")


def _table(name: str) -> Sequence[Mapping[str, str]]:
    text = resources.files("matching").joinpath(f"data/{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _phrases(language: str) -> PhraseIndex:
    """How the language calls the things, by row; English, otherwise than the texts do."""
    rows = _rows()
    first = 1 if language == HOME else 0
    phrases = [(at, phrase, language) for at, row in enumerate(rows) for phrase in _ways_to_say(row, language)[first:]]
    return PhraseIndex(phrases, len(rows), _small_words(language))


def _ways_to_say(row: Mapping[str, str], language: str) -> Sequence[str]:
    return row[language].split("|")


@cache
def _things() -> Sequence[str]:
    """How the texts call the things, by row."""
    return [_ways_to_say(row, HOME)[0] for row in _rows()]


def _small_words(language: str) -> frozenset[str]:
    """What says nothing in the language, folded: "most" is a bridge in Polish, and "les" a forest in Czech."""
    return _words_of_all("words")[language]


def _fillers(language: str) -> frozenset[str]:
    """What says nothing where no thing is named with it, folded: "new" is left out of new roofs, and kept in new
    residents; so are verbs of having, going, finding, and what tells when and how often."""
    return _words_of_all("fillers")[language]


def _tells_nothing(word: str, language: str) -> bool:
    """Whether a word that names no thing tells nothing of what is wanted either: a filler, a number, a country."""
    return normal_form(word) in _fillers(language) or word.isdigit() or bool(countries_named(word, EUROPE))


@cache
def _words_of_all(column: str) -> Mapping[str, frozenset[str]]:
    return {row["language"]: frozenset(map(normal_form, row[column].split())) for row in _table("small_words")}


@cache
def _unsaid(language: str) -> frozenset[str]:
    return _small_words(language) | _fillers(language)


@cache
def _words(language: str) -> Sequence[str]:
    """The words of the language, folded and sorted."""
    return sorted(set(normal_form("|".join(row[language] for row in _rows())).split()))


def _languages(need: str) -> Sequence[str]:
    """The languages that the need is most likely in, by its small words and those of the glossary; English alone where
    it may as well be that."""
    forms = [normal_form(word) for word in words(need)]
    of_towns = [form for form in forms if stem(form) in TOWN_STEMS]  # German and English words
    own = [form for form in forms if stem(form) not in TOWN_STEMS]
    known = {
        language: (len(of_towns) if language in (HOME, "de") else 0)
        + sum(1.0 if form in _unsaid(language) else _known(form, _words(language)) for form in own)
        for language in _rows()[0]
    }
    most = max(known.values())
    if not most or known[HOME] >= most:
        return (HOME,)
    return [language for language, words in known.items() if words >= SPEAKS * most and language != HOME]


def _known(word: str, known: Sequence[str]) -> float:
    """How well words that are known, sorted, know one, 0–1."""
    at = bisect_left(known, word)
    if known[at : at + 1] == [word]:
        return 1.0
    beginning = word[: max(SHORTEST, math.ceil(ALIKE * len(word)))]
    alike = len(word) >= SHORTEST and any(other.startswith(beginning) for other in known[max(at - 1, 0) : at + 1])
    return NOT_QUITE if alike else 0.0
