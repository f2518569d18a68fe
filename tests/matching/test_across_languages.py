"""What the sentences of clerks find across German and English, beside what they find within one language."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from benchmarks.across_languages import TARGET, is_found, paraphrase_shares
from matching.embedding import open_embedder


@cache
def shares() -> dict[tuple[str, str], dict[str, float]]:
    return paraphrase_shares(open_embedder())


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
