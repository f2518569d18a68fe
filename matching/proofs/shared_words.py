"""Which texts speak of a need in its own words: whole words, endings aside, and parts of compounds.

"Mitfahrbank" stands in no text, but "Mitfahrplattform" and "Mitfahren" begin as it does. Topics are too coarse to tell
these from a free town bus, and sentence vectors hardly know such compounds; the texts themselves do.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32, Ints32
from matching.need.phrases import FIRST, HEAD, INSIDE, SHORTEST_PART
from matching.need.text import content_words, words
from matching.need.topics import TOWN_STEMS
from matching.pairs import floats, spread

#: A part of a need's compound has at least so many letters: "bank" is in "Datenbank" as well.
SHORTEST_OWN_PART = 5


@dataclass(frozen=True)
class SharedWords:
    """Finds the words of a need in `texts`, each a node's; empty ones have no words.

    A word is worth log(1 + n/d)/log(1 + n) where d of the n texts answer to it (inverse document frequency).
    """

    texts: Sequence[str]

    @cached_property
    def _vocabulary(self) -> tuple[list[str], npt.NDArray[np.int64], Ints32]:
        """The stems of the texts, sorted, and in CSR form which texts have each."""
        numbers: dict[str, int] = {}
        #: A word as it is written → the numbers of its stems: most words stand in many texts.
        stemmed: dict[str, list[int]] = {}
        found: list[int] = []
        counts = []
        for text in self.texts:
            own = set(words(text))
            for word in own:
                if word in stemmed:
                    continue
                stemmed[word] = [numbers.setdefault(stem, len(numbers)) for _, stem in content_words(word)]
            own_stems = {number for word in own for number in stemmed[word]}
            found.extend(own_stems)
            counts.append(len(own_stems))
        stems = sorted(numbers)
        place = np.empty(len(stems), dtype=np.int64)
        place[[numbers[stem] for stem in stems]] = np.arange(len(stems))
        rows = place[np.array(found, dtype=np.int64)]
        texts = np.repeat(np.arange(len(counts), dtype=np.int32), np.array(counts, dtype=np.int64))
        order = np.lexsort((texts, rows))
        indptr = np.searchsorted(rows[order], np.arange(len(stems) + 1)).astype(np.int64)
        return stems, indptr, texts[order]

    @cached_property
    def _joined(self) -> tuple[str, npt.NDArray[np.int64]]:
        """All stems in one text, and where each begins: a part is sought in all at once."""
        stems = self._vocabulary[0]
        lengths = np.array([len(stem) + 1 for stem in stems], dtype=np.int64)
        return "\n".join(stems), np.concatenate([[0], np.cumsum(lengths)])

    def shares(self, need: str, *, one_part: float = 1.0) -> Floats32:
        """How much of the need each text speaks of, 0–1: of its telling words the worth that is found, over the whole.

        A word that no text answers to is worth most: what it asks for is not there. A text that has only one part of a
        compound counts for so much (`one_part`) of what it would else: participation of the young is no participation.
        """
        return self.spoken_of(need, one_part=one_part)[0]

    def spoken_of(self, need: str, *, one_part: float = 1.0) -> tuple[Floats32, npt.NDArray[np.bool_]]:
        """The `shares`, and which texts speak of more than one word of the need, or of the only one that it has.

        What every town says of itself is no telling word beside others: a health centre is in a town as well.
        """
        found = np.zeros(len(self.texts))
        whole = 0.0
        named = dict.fromkeys(stem for _, stem in content_words(need))
        stems = tuple(stem for stem in named if stem not in TOWN_STEMS) or tuple(named)
        words = np.zeros(len(self.texts), dtype=np.int32)
        for stem in stems:
            worth, quality = self._word(stem, one_part)
            found += quality
            words += quality > 0
            whole += worth
        return floats(found / whole if whole else found), words >= min(len(stems), 2)

    def _word(self, stem: str, one_part: float) -> tuple[float, npt.NDArray[np.float64]]:
        """What a word of the need is worth, and how much of that each text has."""
        #: By where the part stands in the word: all of it, its beginning, its end.
        best = np.zeros((3, len(self.texts)))
        worth = 1.0
        for part, share, place in self._parts(stem):
            quality = self._texts_with(part)
            having = int(np.count_nonzero(quality))
            if not having:
                continue
            telling = math.log(1 + len(self.texts) / having) / math.log(1 + len(self.texts))
            if part == stem:
                worth = telling
            np.maximum(best[place], quality * share * telling, out=best[place])
        parts = best[1:].max(axis=0)
        if one_part < 1:
            both = (best[1:] > 0).all(axis=0)
            parts = np.where(both, best[1:].sum(axis=0), parts * one_part)
        return worth, np.minimum(np.maximum(best[0], parts), worth)

    def _parts(self, stem: str) -> Iterator[tuple[str, float, int]]:
        """The word, and the beginnings and ends of it that are words of the texts, each with its share of the word and
        where it stands (0: all of it, 1: its beginning, 2: its end)."""
        yield stem, 1.0, 0
        stems = self._vocabulary[0]
        for length in range(SHORTEST_OWN_PART, len(stem) - 2):
            for place, part in ((1, stem[:length]), (2, stem[-length:])):
                at = bisect_left(stems, part)
                if at < len(stems) and stems[at] == part:
                    yield part, length / len(stem), place

    def _texts_with(self, part: str) -> npt.NDArray[np.float64]:
        """How well each text answers to a word, 0–1: by the best of its own words, see `matching.need.phrases`."""
        _, indptr, ends = self._vocabulary
        answers = list(self._answers(part))
        quality = np.zeros(len(self.texts))
        if answers:
            rows, values = np.array([at for at, _ in answers], dtype=np.int32), np.array([q for _, q in answers])
            position, texts = spread(indptr, ends, rows)
            np.maximum.at(quality, texts, values[position])
        return quality

    def _answers(self, part: str) -> Iterator[tuple[int, float]]:
        """The stems that hold a word, by number, and how well each answers to it."""
        stems = self._vocabulary[0]
        at = bisect_left(stems, part)
        if at < len(stems) and stems[at] == part:
            yield at, 1.0
        if len(part) < SHORTEST_PART:
            return
        joined, begins = self._joined
        start = joined.find(part)
        while start >= 0:
            at = int(np.searchsorted(begins, start, side="right")) - 1
            stem = stems[at]
            if stem != part:
                place = HEAD if stem.endswith(part) else FIRST if start == begins[at] else INSIDE
                yield at, place * min(1.0, 0.4 + len(part) / len(stem))
            start = joined.find(part, int(begins[at + 1]))
