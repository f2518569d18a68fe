"""The tables of the SQLite store, and how a connection to them is opened."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import fields
from pathlib import Path

from graph.errors import StoreBroken
from graph.model import Fact, Relation
from graph.said import said

#: Marks the file as a Peerpolis graph ("PPol"); `file` and SQLite's own tools show it.
APPLICATION_ID = 0x50506F6C
SCHEMA_VERSION = 1
#: How long a writer waits for another process that writes.
BUSY_SECONDS = 60.0

RELATION_COLUMNS = ", ".join(f'"{f.name}"' for f in fields(Relation))
FACT_COLUMNS = ", ".join(f'"{f.name}"' for f in fields(Fact))

_NODE = "label TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT, properties TEXT"
_RELATION = """type TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT,
    since TEXT, until TEXT, role TEXT, status TEXT, weight REAL, evidence TEXT"""
_FACT = "subject TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT"
NODE_KEY = "label, id"
RELATION_KEY = 'type, start, "end", source'
FACT_KEY = "subject, key, source"

# Rows lie in the order in which a snapshot reads them. `spelling` holds one row for each normal form of a town's name;
# its trigrams have no text of their own, so that a typing error costs no second copy of the names.
_SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE node ({_NODE}, PRIMARY KEY ({NODE_KEY})) WITHOUT ROWID;
CREATE UNIQUE INDEX node_by_id ON node (id);
CREATE TABLE relation ({_RELATION}, PRIMARY KEY ({RELATION_KEY})) WITHOUT ROWID;
CREATE INDEX relation_by_end ON relation ("end", type);
CREATE TABLE fact ({_FACT}, PRIMARY KEY ({FACT_KEY})) WITHOUT ROWID;
CREATE TABLE spelling (
    rowid INTEGER PRIMARY KEY, form TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL,
    country TEXT NOT NULL, partner INTEGER NOT NULL, population INTEGER NOT NULL);
CREATE INDEX spelling_by_form ON spelling (form);
CREATE INDEX spelling_by_id ON spelling (id);
CREATE VIRTUAL TABLE trigram USING fts5 (form, content='', tokenize='trigram', detail=none);
CREATE VIRTUAL TABLE trigram_count USING fts5vocab (trigram, row);
CREATE TABLE embedding (
    model TEXT NOT NULL, id TEXT NOT NULL, text_hash TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, id));
"""

#: The keys of the last writes (`graph.store.written`), made at the first of them: graphs of earlier versions keep their
#: file, and a version that does not know the table leaves a gap, so that the graph is read as a whole.
WRITTEN = "CREATE TABLE IF NOT EXISTS written (revision INTEGER PRIMARY KEY, keys TEXT NOT NULL)"

#: What a write brings, before it is compared with what is there; the same columns and order as the tables above.
#: Relations arrive in any order and are sorted as a whole: to put a million in their place one by one is twice as slow.
STAGING = f"""
CREATE TEMP TABLE new_node ({_NODE}, PRIMARY KEY ({NODE_KEY})) WITHOUT ROWID;
CREATE TEMP TABLE new_relation ({_RELATION}, PRIMARY KEY ({RELATION_KEY})) WITHOUT ROWID;
CREATE TEMP TABLE arrived_relation ({_RELATION});
CREATE TEMP TABLE new_fact ({_FACT}, PRIMARY KEY ({FACT_KEY})) WITHOUT ROWID;
CREATE TEMP TABLE needed (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE removed_source (source TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE renamed (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE gone (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""
STAGED = ("new_node", "arrived_relation", "new_relation", "new_fact", "needed", "removed_source", "renamed", "gone")


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection without implicit transactions, which only one thread uses at a time (the store sees to it)."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA synchronous = NORMAL")
    if writable:
        connection.execute("PRAGMA journal_size_limit = 67108864")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA temp.cache_size = -65536")
    else:
        connection.execute("PRAGMA query_only = ON")
    return connection


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Create the tables in an empty file; raise StoreBroken unless the file is a graph of this version."""
    if not _is_current(connection, path):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have been first while this one waited.
            if not _is_current(connection, path):
                for statement in _SCHEMA.split(";\n"):
                    connection.execute(statement)
                values = [("identity", uuid.uuid4().hex), ("revision", 0)]
                connection.executemany("INSERT INTO meta VALUES (?, ?)", values)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _is_current(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the tables are there; False for an empty file."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application == 0 and version == 0 and tables == 0:
        return False
    if application != APPLICATION_ID:
        raise StoreBroken(
            said("{file} is a database of another program. Name another file in PEERPOLIS_GRAPH.", file=path)
        )
    if version != SCHEMA_VERSION:
        raise StoreBroken(
            said(
                "{file} was made by another version of Peerpolis (tables {found}, expected {expected}). "
                "Move it away, or name another file in PEERPOLIS_GRAPH, and fill that one: peerpolis seed",
                file=path,
                found=version,
                expected=SCHEMA_VERSION,
            )
        )
    return True
