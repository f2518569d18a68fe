"""What the sentences of clerks find across German and English, beside what they find within one language."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from benchmarks.across_languages import TARGET, paraphrase_shares
from benchmarks.item_pools import is_found
from benchmarks.languages import borne_out_vectors, read_paraphrases, topics_snapshot
from matching.need.topics import TopicReader
from matching.vectors.embedder import Embedder
from matching.vectors.opening import open_embedder

pytestmark = pytest.mark.models


@cache
def packaged() -> Embedder:
    return open_embedder()


@cache
def shares() -> dict[tuple[str, str], dict[str, float]]:
    return paraphrase_shares(packaged())


@pytest.mark.parametrize(("asked", "over"), [("de", "en"), ("en", "de")])
@pytest.mark.parametrize("way", ["topics", "texts", "both"])
def test_a_need_finds_across_languages_nearly_what_it_finds_within_one(asked: str, over: str, way: str) -> None:
    assert shares()[asked, over][way] >= TARGET * shares()[over, over][way]


@pytest.mark.parametrize(("asked", "over"), [("de", "de"), ("en", "en"), ("de", "en"), ("en", "de")])
def test_topics_and_texts_together_find_more_than_texts_alone_and_most_needs(asked: str, over: str) -> None:
    found = shares()[asked, over]
    assert found["both"] > found["texts"]
    assert found["both"] >= 0.75


def test_ties_count_against_the_right_item_and_its_twin_stands_aside() -> None:
    tied = np.ones(11)
    assert not is_found(tied, frozenset({0}), frozenset())
    assert is_found(tied, frozenset({0}), frozenset({1}))
    assert not is_found(np.zeros(3), frozenset({0}), frozenset())


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_sentence_corrects_what_the_words_were_misread_as_and_keeps_what_was_read_right(language: str) -> None:
    snapshot = topics_snapshot()
    reader, asked = TopicReader(snapshot), read_paraphrases(snapshot, half=1)
    by_words = np.stack([reader.vector(text) for text in asked.texts[language]])
    heard = borne_out_vectors(snapshot, reader, packaged(), asked.texts[language])
    right, then = (read.argmax(axis=1) == asked.topics for read in (by_words, heard))
    corrected, spoiled = int((then & ~right).sum()), int((right & ~then).sum())
    assert corrected >= max(2 * spoiled, 1)
    assert (heard[right, asked.topics[right]] > 0).mean() >= 0.9
