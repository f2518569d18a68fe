"""What a stranger may send as a need: words of any length cost no more than their length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.need.phrases import PhraseIndex
from matching.need.text import _ENDINGS, cut, stem

INDEX = PhraseIndex([(0, "Wasserversorgung", "de"), (1, "Bürgerbeteiligung", "de"), (2, "Wärmeplanung", "de")], 3)


def cost(text: str) -> float:
    """The processor's time for reading the text, the least of five."""
    taken = []
    for _ in range(5):
        began = time.process_time()
        INDEX.find(cut(text))
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("part", ["a", "en", "ungen", "wasser", "wasserversorgung", "\ufdfa", "ment"])
def test_a_word_four_times_as_long_is_read_in_some_four_times_the_time(part: str) -> None:
    short, long = part * (8_000 // len(part)), part * (32_000 // len(part))
    assert cost(long) < 10 * cost(short) + 0.002  # a square would be 16 times, a cube 64


@given(st.text("aemntugs", min_size=1, max_size=40))
def test_endings_are_stripped_one_by_one_from_the_end(word: str) -> None:
    bare = stem(word + "b")[:-1]  # as it is without endings
    while len(bare) > 4:
        shorter = _ENDINGS.sub("", bare, count=1)
        if shorter == bare or len(shorter) < 4:
            break
        bare = shorter
    assert stem(word) == bare


def test_a_vocabulary_word_is_found_in_a_word_that_has_lost_its_blanks() -> None:
    assert set(INDEX.find(cut("x" * 500 + "wasserversorgung" + "y" * 500))) == {0}
