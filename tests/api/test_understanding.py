"""The sentence model is loaded for needs that the vocabulary does not understand, and for no other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import pytest

from api.understanding import SparingLikeness
from graph.sqlite_store import SqliteStore
from graph.store import Store
from matching.topics import TopicReader
from tests import worlds
from tests.api.conftest import SwitchedStore
from tests.memory_store import snapshot_of

NOT_UNDERSTOOD = "zzz yyy xxx"


class OneAxisAText:
    """An embedder for which equal texts are alike and different texts are not: each gets an axis of its own."""

    name = "one-axis-a-text"
    dimensions = 64

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.texts += [t for t in texts if t not in self.texts]
        return np.eye(self.dimensions, dtype=np.float32)[[self.texts.index(t) for t in texts]]


@pytest.fixture
def embedder() -> OneAxisAText:
    return OneAxisAText()


def likeness(store: object, embedder: OneAxisAText, opened: list[str]) -> SparingLikeness:
    snapshot = snapshot_of(worlds.twelve_towns())

    def open_embedder() -> OneAxisAText:
        opened.append("opened")
        return embedder

    return SparingLikeness(snapshot, TopicReader(snapshot), cast(Store, store), open_embedder, lambda text: None)


def test_a_need_in_the_words_of_the_vocabulary_loads_no_model(switched: SwitchedStore, embedder: OneAxisAText) -> None:
    opened: list[str] = []
    assert likeness(switched, embedder, opened)("kommunale Wärmeplanung") == {}
    assert opened == []


def test_another_need_is_compared_with_every_text_and_the_model_is_opened_once(
    switched: SwitchedStore, embedder: OneAxisAText
) -> None:
    opened: list[str] = []
    compare = likeness(switched, embedder, opened)
    found = compare(NOT_UNDERSTOOD)
    assert {label: len(cosines) for label, cosines in found.items()} == {"Network": 5, "Solution": 3, "Call": 2}
    assert all(not cosines.any() for cosines in found.values())
    compare(NOT_UNDERSTOOD + " again")
    assert opened == ["opened"]


def test_vectors_are_kept_and_only_the_need_is_embedded_next_time(tmp_path: Path, embedder: OneAxisAText) -> None:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([worlds.twelve_towns()])
    likeness(store, embedder, [])(NOT_UNDERSTOOD)
    again = OneAxisAText()
    likeness(store, again, [])(NOT_UNDERSTOOD)
    assert again.texts == [NOT_UNDERSTOOD]
    store.close()


def test_while_the_store_is_down_the_vectors_are_made_anew(switched: SwitchedStore, embedder: OneAxisAText) -> None:
    switched.down = True
    assert likeness(switched, embedder, [])(NOT_UNDERSTOOD).keys() == {"Network", "Solution", "Call"}
