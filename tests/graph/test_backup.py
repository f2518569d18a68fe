"""A graph is kept in a file and comes back as it was, while others read it and write to it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from graph.errors import StoreBroken
from graph.model import Batch, Municipality
from graph.snapshot.build import build_snapshot
from graph.store.backup import BackupFailed, backup, restore
from graph.store.protocol import Store
from graph.store.sqlite_store import SqliteStore
from tests import worlds

NEW = Municipality(id="gn:1", name="Newtown", country="DE", source="s")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([worlds.twelve_towns()])
    yield store
    store.close()


def digest(store: Store) -> str:
    return build_snapshot(store).digest


def test_what_is_kept_comes_back_and_a_running_service_sees_it(store: SqliteStore, tmp_path: Path) -> None:
    kept, before, revision = tmp_path / "kept" / "backup.sqlite", digest(store), store.revision()
    counts = backup(store, kept)
    assert counts == store.counts()
    assert [file.name for file in kept.parent.iterdir()] == ["backup.sqlite"]
    store.write([Batch(nodes=(NEW,))])
    identity = store.identity
    assert restore(store, kept) == counts
    assert digest(store) == before
    assert store.revision() > revision + 1  # else a service would take it for what it has seen
    assert store.identity == identity
    store.write([Batch(nodes=(NEW,))])
    assert digest(store) != before


def test_a_backup_is_a_graph_that_can_be_opened(store: SqliteStore, tmp_path: Path) -> None:
    backup(store, tmp_path / "backup.sqlite")
    copy = SqliteStore(tmp_path / "backup.sqlite")
    assert digest(copy) == digest(store)
    copy.close()


def test_a_backup_is_whole_though_somebody_writes_meanwhile(store: SqliteStore, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        at = 1
        while not stop.is_set():
            towns = [Municipality(id=f"gn:{100 * at + i}", name=f"N{at}", country="DE", source="s") for i in range(50)]
            store.write([Batch(nodes=tuple(towns))])
            at += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for at in range(5):
            counts = backup(store, tmp_path / f"{at}.sqlite")
            assert (counts.nodes["Municipality"] - 12) % 50 == 0
    finally:
        stop.set()
        writer.join()


def test_a_backup_replaces_no_file(store: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(BackupFailed, match="there already"):
        backup(store, tmp_path / "mine")
    assert (tmp_path / "mine").read_text() == "mine"
    with pytest.raises(BackupFailed, match="cannot be written"):
        backup(store, tmp_path / "mine" / "backup.sqlite")


@pytest.mark.parametrize("wrong", ["cut", "text", "empty", "missing", "another"])
def test_what_is_no_whole_graph_is_not_brought_back(store: SqliteStore, tmp_path: Path, wrong: str) -> None:
    before, file = digest(store), tmp_path / "wrong.sqlite"
    if wrong == "cut":
        backup(store, file)
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    elif wrong in ("text", "empty"):
        file.write_text("a text, no graph, long enough to be looked at " * 20 if wrong == "text" else "")
    elif wrong == "another":
        with sqlite3.connect(file) as other:
            other.execute("CREATE TABLE t (a)")
        other.close()
    with pytest.raises(StoreBroken):
        restore(store, file)
    assert digest(store) == before


class Elsewhere:
    """A store that is no SQLite file, as a server is none."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


def test_a_graph_on_a_server_is_kept_in_the_same_kind_of_file(store: SqliteStore, tmp_path: Path) -> None:
    backup(cast(Store, Elsewhere(store)), tmp_path / "backup.sqlite")
    empty = SqliteStore(tmp_path / "empty.sqlite")
    restore(cast(Store, Elsewhere(empty)), tmp_path / "backup.sqlite")
    assert digest(empty) == digest(store)
    with pytest.raises(BackupFailed, match="not empty"):
        restore(cast(Store, Elsewhere(empty)), tmp_path / "backup.sqlite")
    empty.close()
