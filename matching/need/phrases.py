"""Phrases found in free text: inflected, inside German compounds, or as a compound whose parts stand apart.

The vocabulary is small (some thousand phrases) and the question short, so plain dictionaries are fast, start in
milliseconds, and can say which word of the text it was.
"""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matching.need.text import LETTERS, LONGEST_KEPT, SMALL_WORDS, CutText, content_words, writes

#: Shorter pieces say nothing about a compound: "rad" is in "Kamerad" as well.
SHORTEST_PART = 4
#: How much a word says when it only contains the vocabulary's stem: as the head of a compound (Bürgerbeteiligung is a
#: Beteiligung), as its first part, or somewhere inside. The order matters, the values hardly: on the development half
#: of `benchmarks.languages` 0.7, 0.5, 0.3 and 0.95, 0.8, 0.6 did as well.
HEAD, FIRST, INSIDE = 0.85, 0.7, 0.5
#: Words that begin alike over this share of the longer one count as one: Wärmeplan, Wärmeplaner.
SAME_BEGINNING = 0.8
_SHORTEST_BEGINNING = 6
#: What is derived of a word or inflected is the word, whatever follows: touristisch is tourism, and időseknek ("for the
#: old") is idősek. The endings are folded, and those of agglutinating languages follow each other. Shorter words are
#: not looked for in this way, for endings are short, and so are many words.
SUFFIXED, SHORTEST_OWN = 0.95, 5
SUFFIXES = re.compile(
    # Adjectives of nouns: German; English; French, Spanish, Italian, Portuguese; Polish, Czech, Slovak, South Slavic.
    r"(?:s?t)?(?:isch|istisch|lich|ig|ell|iell|al|ial|iv|haft)"
    r"|(?:ic|ical|istic|istical|ous)"
    r"|(?:iqu|ique|istiqu|istique|ico|ica|istico|istica|ale|oso|osa|ier|iere)"
    r"|(?:ow|owy|owa|owego|owej|ski|ska|skie|skich|skiego|sky|ske|ny|na|ni|niho|nich|ovy|ova|ove)"
    # Cases, numbers and possession: Hungarian; Finnish; Estonian.
    r"|(?:[oeaö]?k|nak|nek|ban|ben|ba|be|ra|re|hoz|hez|b[oö]l|t[oö]l|r[oö]l|val|vel|ert|[oe]?t|[aoe]?s|s[ae]g|i|ja|je)+"
    r"|(?:ssa|sta|lla|lta|lle|ksi|na|ta|en|ien|jen|iden|in|n|t|ja|ia|issa|ista|illa|ille)"
    r"|(?:te|de|id|st|lt|le|ks|ga|sse|ni)+"
)
#: How Slavic nouns and adjectives end, folded: what begins alike over five letters and ends so is one word in two cases
#: (dažďová, dažďovej).
CASES = frozenset(
    (
        *("", "a", "e", "i", "o", "u", "y", "ej", "ou", "ov", "om", "em", "am", "im", "ym", "um", "ow", "oj", "ih"),
        *("ami", "ach", "ych", "ymi", "ima", "imi", "ama", "owi", "iej", "iem", "ie", "iu"),
        *("eho", "emu", "ego", "iego", "ega", "ojo"),
    )
)
#: What falls out of Slavic nouns before an ending: żłobek and "w żłobku", vrtec and vrtca. What is left begins so.
FLEETING = re.compile(r"(?P<before>.{2,}[^aeiouy])(?P<last>[kc])(?:u|a|i|y|e|em|om|ow|ov|ev|ach|ami|ih|om|ima|iem)")
#: A phrase of which at least this share is found stands in the text as a whole: an ending or a joint may differ.
WHOLE = 0.95


@dataclass(frozen=True)
class Found:
    """What a text says about one group: `evidence` (0 and up; one whole telling phrase is 1), through which words."""

    evidence: float
    words: tuple[str, ...]
    #: The stems of the text that make up one of the group's phrases, all of it.
    outright: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Answer:
    """How well (0–1) a word of the text answers to a stem, and whether to no more than its end."""

    quality: float
    at_end: bool


class PhraseIndex:
    """Phrases of numbered groups (topics), each in a language, to be found in texts.

    A stem is worth log(1 + n/d)/log(1 + n) when d of the n groups use it (inverse document frequency): "digital" is
    in half of them and says little. `small_words` (folded) say nothing; the texts are cut with the same ones.
    """

    def __init__(
        self, phrases: Iterable[tuple[int, str, str]], groups: int, small_words: frozenset[str] = SMALL_WORDS
    ) -> None:
        self._phrases: list[tuple[int, tuple[str, ...], str]] = []
        self._with_stem: dict[str, list[int]] = defaultdict(list)
        self._languages: dict[str, set[str]] = defaultdict(set)
        used_by: dict[str, set[int]] = defaultdict(set)
        for group, phrase, language in phrases:
            stems = tuple(dict.fromkeys(stem for _, stem in content_words(phrase, small_words)))
            for stem in stems:
                self._with_stem[stem].append(len(self._phrases))
                used_by[stem].add(group)
                self._languages[stem].add(language)
            if stems:
                self._phrases.append((group, stems, language))
        self.languages = frozenset(language for _, _, language in self._phrases)
        scale = math.log(1 + groups)
        self._worth = {stem: math.log(1 + groups / len(used)) / scale for stem, used in used_by.items()}
        self._sorted = sorted(self._worth)
        self._reversed = sorted(stem[::-1] for stem in self._worth)
        self._longest = max(map(len, self._worth), default=0)
        #: How long the stems are, at most, that begin with these letters: elsewhere in a compound none needs be sought.
        self._longest_from: dict[str, int] = {}
        for stem in self._worth:
            if len(stem) >= SHORTEST_PART:
                first = stem[:SHORTEST_PART]
                self._longest_from[first] = max(len(stem), self._longest_from.get(first, 0))
        # A short text is asked twice: for its languages, and for what it says.
        self._kept_answers = lru_cache(maxsize=4096)(self._stems_in)
        self._last_long_answers = lru_cache(maxsize=4)(self._stems_in)

    def at_home(self, text: CutText) -> dict[str, float]:
        """How many words of `text` the phrases of each language know; one that is known in part counts as much less."""
        known: dict[str, float] = defaultdict(float)
        for word in text.written:
            best: dict[str, float] = {}
            for stem, answer in self._answers(word).items():
                for language in self._languages[stem]:
                    best[language] = max(answer.quality, best.get(language, 0.0))
            for language, quality in best.items():
                known[language] += quality
        return known

    def find(self, text: CutText, languages: Collection[str] | None = None) -> dict[int, Found]:
        """What `text` says about each group; groups of which it says nothing are left out.

        A phrase counts with the square of the share of its worth that is found, so that half a phrase says little. With
        `languages`, half a phrase of another one says nothing: "zu wenig Personal" means people, no personal data. Nor
        is a word in part one of a language that does not write its letters: Hungarian "parkolás" holds no German Park.
        Each word of the text counts once for a group, through the phrase where it says most. What is said by
        words of a fixed phrase alone, which stands in the text, is not meant: a "digital twin" is no twin town.
        """
        written = text.written
        #: phrase → its stems that are found → the words of the text that answer to them, and how well
        covers: dict[int, dict[str, dict[str, _Answer]]] = defaultdict(lambda: defaultdict(dict))
        for word in written:
            strange = {letters for letters in LETTERS if not writes(letters, written[word])}
            for stem, answer in self._answers(word).items():
                for phrase in self._with_stem[stem]:
                    if answer.quality == 1.0 or self._phrases[phrase][2] not in strange:
                        covers[phrase][stem][word] = answer
        best: dict[int, dict[str, float]] = defaultdict(dict)
        outright: dict[int, set[str]] = defaultdict(set)
        #: word of the text → the groups that it names as a part of a fixed phrase
        fixed: dict[str, set[int]] = defaultdict(set)
        order = {word: at for at, word in enumerate(written)}
        for phrase, cover in covers.items():
            group, stems, language = self._phrases[phrase]
            share = self._share(stems, cover)
            # Endings cut down to four letters are alike in many languages: "staré" is old, and no start-up.
            in_doubt = share < WHOLE or (len(stems) == 1 and len(stems[0]) <= SHORTEST_PART)
            if in_doubt and languages is not None and language not in languages:
                continue
            if share >= WHOLE:
                outright[group].update(word for words in cover.values() for word in words)
                if _is_fixed(stems, cover, order):
                    for stem in stems:
                        fixed[stem].add(group)
            for word, evidence in self._evidence(share, cover).items():
                best[group][word] = max(evidence, best[group].get(word, 0.0))
        for group in [g for g, of in best.items() if all(word in fixed and g not in fixed[word] for word in of)]:
            del best[group]
        return {
            group: _found(evidence, written, order, frozenset(outright[group]))
            for group, evidence in sorted(best.items())
        }

    def _share(self, stems: tuple[str, ...], found: Mapping[str, Mapping[str, _Answer]]) -> float:
        """How much of the worth of a phrase is found, 0–1."""
        whole = sum(self._worth[stem] for stem in stems)
        return sum(_covered(words.values()) * self._worth[stem] for stem, words in found.items()) / whole

    def _evidence(self, share: float, found: Mapping[str, Mapping[str, _Answer]]) -> dict[str, float]:
        """What each word of the text says through one phrase, of which so much is found."""
        evidence: dict[str, float] = {}
        for stem, words in found.items():
            for word, answer in words.items():
                evidence[word] = max(evidence.get(word, 0.0), share**2 * answer.quality * self._worth[stem])
        return evidence

    def _answers(self, word: str) -> dict[str, _Answer]:
        return self._kept_answers(word) if len(word) <= LONGEST_KEPT else self._last_long_answers(word)

    def _stems_in(self, word: str) -> dict[str, _Answer]:
        """The vocabulary's stems that a stem of the text answers to, and how well; in time linear in its length."""
        found: dict[str, _Answer] = {}

        def note(stem: str, quality: float, *, at_end: bool = False) -> None:
            if stem not in found or quality > found[stem].quality:
                found[stem] = _Answer(quality, at_end)

        if word in self._worth:
            note(word, 1.0)
        # The text has a part of the vocabulary's compound ("Bürger … beteiligen"): it counts by its length.
        if len(word) >= SHORTEST_PART:
            for stem in _beginning_with(self._sorted, word):
                note(stem, len(word) / len(stem))
            for stem in _beginning_with(self._reversed, word[::-1]):
                note(stem[::-1], len(word) / len(stem), at_end=True)
        # The text has a compound that holds the vocabulary's stem.
        longest = self._longest_from
        starts = range(len(word) - SHORTEST_PART + 1)
        for start in [at for at in starts if word[at : at + SHORTEST_PART] in longest]:
            last = start + longest[word[start : start + SHORTEST_PART]]
            for end in range(start + SHORTEST_PART, min(last, len(word)) + 1):
                part = word[start:end]
                if part in self._worth and len(part) < len(word):
                    if start == 0 and len(part) >= SHORTEST_OWN and SUFFIXES.fullmatch(word, end):
                        note(part, SUFFIXED)
                        continue
                    place = HEAD if end == len(word) else FIRST if start == 0 else INSIDE
                    note(part, place * min(1.0, 0.4 + len(part) / len(word)))
        if (bare := FLEETING.fullmatch(word)) and (whole := f"{bare['before']}e{bare['last']}") in self._worth:
            note(whole, SUFFIXED)
        for cut in range(min(len(word) - 1, self._longest), _SHORTEST_BEGINNING - 1, -1):
            alike = _beginning_with(self._sorted, word[:cut])
            for stem in alike:
                if cut >= SAME_BEGINNING * max(len(word), len(stem)):
                    note(stem, cut / max(len(word), len(stem)))
                if word[cut:] in CASES and stem[cut:] in CASES:
                    note(stem, SUFFIXED)
            if alike:
                break
        return found


def _is_fixed(stems: Sequence[str], cover: Mapping[str, Mapping[str, _Answer]], order: Mapping[str, int]) -> bool:
    """Whether a phrase of several words stands in the text word for word, small words aside."""
    if len(stems) < 2 or not all(stem in order and stem in cover.get(stem, ()) for stem in stems):
        return False
    places = [order[stem] for stem in stems]
    return places == list(range(places[0], places[0] + len(places)))


def _covered(answers: Collection[_Answer]) -> float:
    """How much of a stem is found: the best answer for its end and the best for the rest of it, together.

    "Bürger" and "Bürgerinnen" both answer to the beginning of Bürgerbus, and cover no more of it than one of them.
    """
    rest = max((a.quality for a in answers if not a.at_end), default=0.0)
    return min(1.0, rest + max((a.quality for a in answers if a.at_end), default=0.0))


def _beginning_with(ordered: Sequence[str], beginning: str) -> Sequence[str]:
    """The texts of a sorted sequence that begin so."""
    first = bisect_left(ordered, beginning)
    return ordered[first : bisect_left(ordered, beginning + chr(sys.maxunicode), lo=first)]


def _found(
    evidence: Mapping[str, float], written: Mapping[str, str], order: Mapping[str, int], outright: frozenset[str]
) -> Found:
    """The sum, and the words that carry it: those that say at least a quarter of what the best one says."""
    least = max(evidence.values()) / 4
    telling = sorted((word for word, value in evidence.items() if value >= least), key=order.__getitem__)
    return Found(sum(evidence.values()), tuple(written[word] for word in telling), outright)
