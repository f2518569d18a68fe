"""Ids, texts and categories come back from their columns as they went in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.snapshot.vocabulary import CategoryColumn, TextColumn, Vocabulary

IDS = st.lists(st.from_regex(r"[a-z]{1,4}:[a-z0-9-]{1,30}", fullmatch=True), unique=True, max_size=20)
TEXTS = st.lists(st.none() | st.text(min_size=1, max_size=10), max_size=20)


@given(IDS, st.from_regex(r"[a-z]{1,4}:[a-z0-9-]{1,40}", fullmatch=True))
def test_an_id_is_found_at_its_place_among_the_sorted_ids_and_nothing_else_is(ids: list[str], other: str) -> None:
    vocabulary = Vocabulary.of(ids)
    assert len(vocabulary) == len(ids)
    assert [vocabulary[i] for i in range(len(ids))] == sorted(ids)
    assert all(vocabulary.index(id) == sorted(ids).index(id) for id in ids)
    assert (other in vocabulary) == (other in ids)
    asked = [other, "Łomża", *ids]
    assert vocabulary.indices(asked).tolist() == [-1 if (at := vocabulary.find(id)) is None else at for id in asked]


def test_ids_that_begin_alike_are_kept_apart() -> None:
    vocabulary = Vocabulary.of(["gn:12", "gn:1", "gn:123"])
    assert vocabulary.indices(["gn:1", "gn:12", "gn:123", "gn:1234", "gn:"]).tolist() == [0, 1, 2, -1, -1]


def test_an_id_that_is_not_there_is_an_error_only_where_an_index_is_asked_for() -> None:
    vocabulary = Vocabulary.of(["gn:1"])
    assert vocabulary.find("gn:2") is None
    assert vocabulary.find("Łomża") is None
    with pytest.raises(KeyError):
        vocabulary.index("gn:2")


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Vocabulary.of(["gn:1", "gn:2", "gn:1"])


def test_nobody_can_change_a_vocabulary() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Vocabulary.of(["gn:1"]).ids[0] = b"gn:2"


@given(TEXTS)
def test_texts_come_back_as_they_went_in_and_unknown_stays_unknown(texts: list[str | None]) -> None:
    column = TextColumn.of(texts)
    assert [column[i] for i in range(len(column))] == texts


@given(TEXTS)
def test_categories_come_back_as_they_went_in_and_unknown_stays_unknown(texts: list[str | None]) -> None:
    column = CategoryColumn.of(texts)
    assert [column[i] for i in range(len(column))] == texts
    assert column.values == tuple(sorted({t for t in texts if t is not None}))


def test_a_value_that_never_occurs_equals_no_row_not_even_an_unknown_one() -> None:
    column = CategoryColumn.of(["DE", None])
    assert not np.any(column.codes == column.code("XX"))
    assert not np.any(column.codes == column.code(None))
    assert (column.codes == column.code("DE")).tolist() == [True, False]
