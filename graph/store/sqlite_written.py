"""What was written since an earlier revision, out of a SQLite graph (`graph.store.written`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from graph.store.restore import fact_from_row, relation_from_row
from graph.store.sqlite_schema import FACT_COLUMNS, FACT_KEY, RELATION_COLUMNS, RELATION_KEY
from graph.store.sqlite_write import node_from_row
from graph.store.written import Since, together

KeyT = TypeVar("KeyT", bound=str | tuple[str, ...])
RecordT = TypeVar("RecordT")


def read_since(connection: sqlite3.Connection, revision: int) -> Since | None:
    """All that may be otherwise than at the revision, None where that is not kept. The caller holds the transaction."""
    (now,) = connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
    kept: dict[int, str] = {}
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'written'").fetchone():
        kept = dict(connection.execute("SELECT revision, keys FROM written WHERE revision > ?", (revision,)).fetchall())
    keys = together(kept, revision, now)
    if keys is None:
        return None

    def records(
        what: str, by: str, asked: Iterable[KeyT], restore: Callable[[Sequence[Any]], RecordT]
    ) -> dict[KeyT, RecordT | None]:
        statement = f"SELECT {what} WHERE {' AND '.join(f'{column} = ?' for column in by.split(', '))}"
        found: dict[KeyT, RecordT | None] = {}
        for key in asked:
            row = connection.execute(statement, (key,) if isinstance(key, str) else key).fetchone()
            found[key] = None if row is None else restore(row)
        return found

    return Since(
        now,
        records("* FROM node", "id", keys.nodes, node_from_row),
        records(f"{RELATION_COLUMNS} FROM relation", RELATION_KEY, keys.relations, relation_from_row),
        records(f"{FACT_COLUMNS} FROM fact", FACT_KEY, keys.facts, fact_from_row),
    )
