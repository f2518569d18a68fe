"""What is told beside an answer is told in the reader's language, and says what to do next."""

from __future__ import annotations

from typing import get_args

import pytest

from api.workspace.notices import Work, in_words
from graph.errors import EmptyGraph, PeerpolisError, StoreUnavailable, UnknownId


@pytest.mark.parametrize(
    "what",
    [
        *get_args(Work),
        UnknownId("municipality", "Tortu", ["Tartu"]),
        StoreUnavailable("neo4j://host:7687", "…"),
        EmptyGraph("neo4j://host:7687"),
    ],
    ids=str,
)
def test_german_and_english_differ(what: Work | PeerpolisError) -> None:
    assert in_words(what, "de") != in_words(what, "en")


def test_an_english_notice_of_an_error_is_the_error_s_own_message() -> None:
    for error in (StoreUnavailable("neo4j://host:7687", "refused"), EmptyGraph("neo4j://host:7687")):
        assert in_words(error, "en") == str(error)


def test_a_store_that_is_down_is_named_in_both_languages() -> None:
    for language in ("de", "en"):
        assert "neo4j://host:7687 " in in_words(StoreUnavailable("neo4j://host:7687", "refused"), language)
