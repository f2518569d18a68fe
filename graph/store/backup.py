"""A graph kept in one file and brought back from it, whatever store it is in; the service may go on meanwhile.

The file is a SQLite graph as any other: it can be opened, asked and served. Of a graph in SQLite it is an exact copy,
of one in Neo4j it holds all records; vectors of texts, which are made again, are left out there.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

from graph.errors import PeerpolisError, StoreBroken, StoreUnavailable
from graph.model import NODE_TYPES, RELATION_TYPES, Batch
from graph.said import said
from graph.store.protocol import Counts, Store
from graph.store.sqlite_schema import connect, prepare
from graph.store.sqlite_store import SqliteStore

RecordT = TypeVar("RecordT")
#: A server holds what is written at once in its memory.
AT_ONCE = 100_000


class BackupFailed(PeerpolisError):
    """The file cannot be written, or would replace something."""


def backup(store: Store, target: Path) -> Counts:
    """Write the graph of the store into the file, whole or not at all, and tell how much it holds.

    Raises BackupFailed where the file is there already or cannot be written.
    """
    if target.exists():
        raise BackupFailed(said("{file} is there already; name another file.", file=target))
    try:
        with _draft(target.parent) as draft:
            if isinstance(store, SqliteStore):
                with closing(connect(store.path, writable=False)) as graph, closing(sqlite3.connect(draft)) as copy:
                    graph.backup(copy)  # all of one moment; in write-ahead mode no writer waits for a reader
                    copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            else:
                _copy_records(store, draft)
            counts = _checked(draft)
            os.replace(draft, target)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(said("{file} cannot be written ({why}).", file=target, why=str(error))) from error
    return counts


def restore(store: Store, source: Path) -> Counts:
    """Make the graph of the store what the file holds, whole or not at all, and tell how much that is.

    A service that follows the store shows it at its next look. Into a server only an empty graph is filled: what is
    there shall not be mixed with it. Raises StoreBroken where the file is no whole graph of this version,
    BackupFailed where the server's graph is not empty.
    """
    counts = _checked(source)
    if not isinstance(store, SqliteStore):
        if sum(store.counts().nodes.values()):
            raise BackupFailed(said("The graph at {address} is not empty; empty it first.", address=store.address))
        with closing(SqliteStore(source)) as graph:
            for batch in _batches(graph):
                store.write([batch])
        return counts
    try:
        with (
            _draft(store.path.parent) as draft,
            closing(sqlite3.connect(source)) as graph,
            closing(sqlite3.connect(draft)) as copy,
            closing(connect(store.path, writable=True)) as own,
        ):
            graph.backup(copy)
            (found,) = copy.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
            # A number that this graph has had already would be taken for what it was then.
            values = [(store.identity, "identity"), (max(store.revision(), found) + 1, "revision")]
            copy.executemany("UPDATE meta SET value = ? WHERE key = ?", values)
            copy.commit()
            copy.backup(own)
    except (OSError, sqlite3.Error) as error:
        raise StoreUnavailable(store.address, str(error)) from error
    return counts


def _checked(path: Path) -> Counts:
    """What the file holds. Raises StoreBroken where it is not a whole graph of this version."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if state != "ok" or not tables:
                raise StoreBroken(said("{file} is no whole graph ({why}).", file=path, why=state))
            prepare(connection, path)
    except sqlite3.Error as error:
        raise StoreBroken(said("{file} is no whole graph ({why}).", file=path, why=str(error))) from error
    with closing(SqliteStore(path)) as graph:
        return graph.counts()


def _copy_records(store: Store, path: Path) -> None:
    with closing(SqliteStore(path)) as copy:
        for batch in _batches(store):
            copy.write([batch])


def _batches(store: Store) -> Iterator[Batch]:
    """All records, nodes before what ties them, so many at a time."""
    for label in NODE_TYPES:
        yield from (Batch(nodes=part) for part in _parts(store.nodes(label)))
    for type in RELATION_TYPES:
        yield from (Batch(relations=part) for part in _parts(store.relations(type)))
    yield from (Batch(facts=part) for part in _parts(store.facts()))


def _parts(records: Iterable[RecordT]) -> Iterator[tuple[RecordT, ...]]:
    rest = iter(records)
    while part := tuple(islice(rest, AT_ONCE)):
        yield part


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """A file in the folder that is gone afterwards, unless it was given another name."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".backup-", suffix=".sqlite")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            Path(name + end).unlink(missing_ok=True)
