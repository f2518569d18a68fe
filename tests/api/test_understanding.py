"""The sentence model is opened at the first need, and embeds what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import pytest

from api.workspace.notices import Notice, silent
from api.workspace.understanding import LazyLikeness
from graph.model import Batch
from graph.store.protocol import Store
from graph.store.sqlite_store import SqliteStore
from tests import worlds
from tests.api.conftest import SwitchedStore
from tests.factory import network
from tests.memory_store import snapshot_of

NEED = "zzz yyy xxx"


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


def likeness(store: object, embedder: OneAxisAText, opened: list[str], told: Notice = silent) -> LazyLikeness:
    snapshot = snapshot_of(worlds.twelve_towns())

    def open_embedder() -> OneAxisAText:
        opened.append("opened")
        return embedder

    return LazyLikeness(snapshot, cast(Store, store), open_embedder, told)


def test_a_need_is_compared_with_every_text_and_the_model_is_opened_once(
    switched: SwitchedStore, embedder: OneAxisAText
) -> None:
    opened: list[str] = []
    compare = likeness(switched, embedder, opened)
    found = compare(NEED)
    assert {label: len(cosines) for label, cosines in found.items()} == {
        "Network": 5,
        "Solution": 3,
        "Call": 2,
        "Topic": 6,
    }
    assert all(not cosines.any() for cosines in found.values())
    compare(NEED + " again")
    assert opened == ["opened"]


def test_vectors_are_kept_and_only_the_need_is_embedded_next_time(tmp_path: Path, embedder: OneAxisAText) -> None:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([worlds.twelve_towns()])
    told: list[object] = []
    likeness(store, embedder, [], told.append)(NEED)
    assert told == ["opening-model", "embedding"]
    again = OneAxisAText()
    told.clear()
    likeness(store, again, [], told.append)(NEED)
    assert again.texts == [NEED]
    assert told == ["opening-model"]
    store.close()


def test_while_the_store_is_down_the_vectors_are_made_anew(switched: SwitchedStore, embedder: OneAxisAText) -> None:
    switched.down = True
    assert likeness(switched, embedder, [])(NEED).keys() == {"Network", "Solution", "Call", "Topic"}


def test_a_need_with_bytes_that_are_no_text_is_compared_without_them(
    switched: SwitchedStore, embedder: OneAxisAText
) -> None:
    likeness(switched, embedder, [])("warmth\udcff")
    assert embedder.texts[-1] == "warmth?"


def test_a_text_that_has_changed_is_told_of_and_prepared_again(tmp_path: Path, embedder: OneAxisAText) -> None:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([worlds.twelve_towns()])
    before = likeness(store, embedder, [])
    assert not before.kept(embedder.name)
    before(NEED)
    assert before.kept(embedder.name)

    told: list[object] = []
    renamed = Batch(nodes=(network(worlds.HEAT_MAPS, name="Warmth on maps"),))
    after = LazyLikeness(snapshot_of(worlds.twelve_towns(), renamed), store, lambda: embedder, told.append)
    assert not after.kept(embedder.name)
    after(NEED)
    assert told == ["opening-model", "embedding"]
    assert after.kept(embedder.name)
    store.close()
