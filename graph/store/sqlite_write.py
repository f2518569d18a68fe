"""One write to the SQLite store: stage what comes, compare, remove, upsert, check. The caller holds the transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter

import orjson

from graph.errors import DanglingRelation, InvalidRecord, StoreBroken
from graph.model import Batch, Fact, Municipality, Node, Relation, to_properties
from graph.said import said
from graph.store.name_search import candidates_of
from graph.store.protocol import Changes
from graph.store.references import needed_nodes, two_labels
from graph.store.restore import node_from_properties
from graph.store.sqlite_schema import FACT_KEY, NODE_KEY, RELATION_KEY, STAGED, STAGING, WRITTEN
from graph.store.written import KEYS, WRITES, Keys, few

#: Table, key columns, other columns: what makes two rows the same statement, and what may differ.
_TABLES = (
    ("node", NODE_KEY, "name, source, as_of, properties"),
    ("relation", RELATION_KEY, "as_of, since, until, role, status, weight, evidence"),
    ("fact", FACT_KEY, "value, as_of"),
)
_NODE_COLUMNS = ("id", "name", "source", "as_of")
_RELATION_FIELDS = tuple(f.name for f in fields(Relation))
_FACT_FIELDS = tuple(f.name for f in fields(Fact))
_RELATION_ROW, _FACT_ROW = attrgetter(*_RELATION_FIELDS), attrgetter(*_FACT_FIELDS)


def write_records(connection: sqlite3.Connection, batches: Sequence[Batch], remove_sources: Sequence[str]) -> Changes:
    """Bring the batches in and take the sources out, as `Store.write` says, the revision included."""
    touched = Keys.of(batches) if few(batches) else None
    _stage(connection, batches, remove_sources)
    _check_labels(connection)
    if touched is not None and remove_sources:
        touched |= _stale(connection)
    removed = sum(_remove_stated(connection, table, key) for table, key, _ in _TABLES[1:])
    created = changed = unchanged = 0
    _find_renamed(connection)
    for table, key, others in _TABLES:
        new, different, same = _upsert(connection, table, key, others)
        created, changed, unchanged = created + new, changed + different, unchanged + same
    removed += _remove_nodes(connection)
    _renew_spellings(connection, batches)
    _check_references(connection, batches)
    if touched is not None and remove_sources:
        touched |= Keys(nodes=frozenset(id for (id,) in connection.execute("SELECT id FROM temp.gone")))
    for table in STAGED:
        connection.execute(f"DROP TABLE temp.{table}")
    changes = Changes(created=created, changed=changed, removed=removed, unchanged=unchanged)
    if changes:
        connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
        if touched is not None and len(touched) <= KEYS:
            _keep(connection, touched)
    return changes


def node_row(node: Node) -> tuple[str, str, str, str, str | None, str]:
    """The node as a row of the table `node`; what has no column of its own goes into one JSON object."""
    properties = {k: v for k, v in to_properties(node).items() if k not in _NODE_COLUMNS}
    return (node.label, node.id, node.name, node.source, node.as_of, orjson.dumps(properties).decode())


def node_from_row(row: Sequence[str]) -> Node:
    """The inverse of `node_row`. Raises StoreBroken where the properties are no JSON any more."""
    label, id, name, source, as_of, properties = row
    try:
        own = {"id": id, "name": name, "source": source, "as_of": as_of, **orjson.loads(properties)}
    except (orjson.JSONDecodeError, TypeError) as error:
        raise StoreBroken(said("{label} {id}: its properties cannot be read.", label=label, id=id)) from error
    return node_from_properties(label, own)


def _stage(connection: sqlite3.Connection, batches: Iterable[Batch], remove_sources: Iterable[str]) -> None:
    for statement in STAGING.split(";\n"):
        connection.execute(statement)
    relation, fact = ",".join("?" * len(_RELATION_FIELDS)), ",".join("?" * len(_FACT_FIELDS))
    for batch in batches:
        connection.executemany(
            "INSERT OR REPLACE INTO temp.new_node VALUES (?,?,?,?,?,?)", (node_row(n) for n in batch.nodes)
        )
        connection.executemany(
            f"INSERT INTO temp.arrived_relation VALUES ({relation})", map(_RELATION_ROW, batch.relations)
        )
        connection.executemany(f"INSERT OR REPLACE INTO temp.new_fact VALUES ({fact})", map(_FACT_ROW, batch.facts))
    connection.execute(
        f"INSERT OR REPLACE INTO temp.new_relation SELECT * FROM temp.arrived_relation ORDER BY {RELATION_KEY}, rowid"
    )
    connection.executemany("INSERT OR IGNORE INTO temp.removed_source VALUES (?)", ((s,) for s in remove_sources))


def _check_labels(connection: sqlite3.Connection) -> None:
    """An id is one thing: it cannot be a town in one file and a network in another."""
    found = connection.execute(
        """SELECT new.id, old.label, new.label FROM temp.new_node new JOIN node old
           ON old.id = new.id AND old.label <> new.label
           UNION ALL SELECT id, min(label), max(label) FROM temp.new_node GROUP BY id HAVING count(*) > 1
           ORDER BY 1 LIMIT 1"""
    ).fetchone()
    if found:
        raise InvalidRecord(two_labels(*found))


def _same_key(key: str, left: str, right: str) -> str:
    return " AND ".join(f"{left}.{column} = {right}.{column}" for column in key.split(", "))


def _stale(connection: sqlite3.Connection) -> Keys:
    """What the removed sources stated, and what of it is removed with them: more of it than KEYS is not told whole."""

    def stated(table: str, key: str) -> frozenset[tuple[str, ...]]:
        rows = f"SELECT {key} FROM {table} WHERE source IN (SELECT source FROM temp.removed_source) LIMIT {KEYS + 1}"
        return frozenset(connection.execute(rows).fetchall())

    (_, _, _), (relation, relation_key, _), (fact, fact_key, _) = _TABLES
    return Keys(relations=stated(relation, relation_key), facts=stated(fact, fact_key))  # type: ignore[arg-type]  # as many columns as the key


def _keep(connection: sqlite3.Connection, touched: Keys) -> None:
    """Keep the keys under the revision that this write makes, and forget those of old ones."""
    (revision,) = connection.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
    connection.execute(WRITTEN)
    connection.execute("DELETE FROM written WHERE revision <= ?", (revision - WRITES,))
    connection.execute("INSERT OR REPLACE INTO written VALUES (?, ?)", (revision, touched.to_json()))


def _remove_stated(connection: sqlite3.Connection, table: str, key: str) -> int:
    """Remove what the sources stated and do not state again in this write."""
    return connection.execute(
        f"""DELETE FROM {table} AS old WHERE source IN (SELECT source FROM temp.removed_source)
            AND NOT EXISTS (SELECT 1 FROM temp.new_{table} new WHERE {_same_key(key, "new", "old")})"""
    ).rowcount


def _upsert(connection: sqlite3.Connection, table: str, key: str, others: str) -> tuple[int, int, int]:
    """Rows created, changed and found unchanged."""
    (total, created) = connection.execute(
        f"""SELECT count(*), count(*) FILTER (WHERE NOT EXISTS
            (SELECT 1 FROM {table} old WHERE {_same_key(key, "new", "old")})) FROM temp.new_{table} new"""
    ).fetchone()
    columns = others.split(", ")
    written = connection.execute(
        f"""INSERT INTO {table} SELECT * FROM temp.new_{table} WHERE true ON CONFLICT ({key}) DO UPDATE
            SET {", ".join(f"{c} = excluded.{c}" for c in columns)}
            WHERE {" OR ".join(f"excluded.{c} IS NOT {table}.{c}" for c in columns)}"""
    ).rowcount
    return created, written - created, total - written


def _remove_nodes(connection: sqlite3.Connection) -> int:
    """Remove the nodes of the removed sources to which nothing refers any more."""
    connection.execute(
        """INSERT INTO temp.gone SELECT id FROM node
           WHERE source IN (SELECT source FROM temp.removed_source)
           AND NOT EXISTS (SELECT 1 FROM temp.new_node new WHERE new.label = node.label AND new.id = node.id)
           AND id NOT IN (SELECT start FROM relation) AND id NOT IN (SELECT "end" FROM relation)
           AND id NOT IN (SELECT subject FROM fact)"""
    )
    connection.execute("DELETE FROM embedding WHERE id IN (SELECT id FROM temp.gone)")
    return connection.execute("DELETE FROM node WHERE id IN (SELECT id FROM temp.gone)").rowcount


def _find_renamed(connection: sqlite3.Connection) -> None:
    """Note the municipalities that are new or differ: their spellings are written again."""
    connection.execute(
        """INSERT INTO temp.renamed SELECT new.id FROM temp.new_node new
           LEFT JOIN node old ON old.label = new.label AND old.id = new.id
           WHERE new.label = 'Municipality'
           AND (old.id IS NULL OR new.name <> old.name OR new.properties <> old.properties)"""
    )


def _renew_spellings(connection: sqlite3.Connection, batches: Iterable[Batch]) -> None:
    stale = "id IN (SELECT id FROM temp.renamed UNION ALL SELECT id FROM temp.gone)"
    # FTS5 forgets a row of an index without text only if it is told the very text again.
    connection.execute(
        f"""INSERT INTO trigram (trigram, rowid, form)
            SELECT 'delete', rowid, ' ' || form || ' ' FROM spelling WHERE {stale}"""
    )
    connection.execute(f"DELETE FROM spelling WHERE {stale}")
    towns = {node.id: node for batch in batches for node in batch.nodes if isinstance(node, Municipality)}
    renamed = connection.execute("SELECT id FROM temp.renamed ORDER BY id").fetchall()
    connection.executemany(
        "INSERT INTO spelling (form, name, id, country, partner, population) VALUES (?,?,?,?,?,?)",
        _spellings(towns[id] for (id,) in renamed),
    )
    connection.execute(
        """INSERT INTO trigram (rowid, form)
           SELECT rowid, ' ' || form || ' ' FROM spelling WHERE id IN (SELECT id FROM temp.renamed) ORDER BY rowid"""
    )


def _spellings(towns: Iterable[Municipality]) -> Iterator[tuple[str, str, str, str, bool, int]]:
    for town in towns:
        for c in candidates_of(town):
            yield (c.form, c.name, c.id, town.country, c.partner, c.population)


def _check_references(connection: sqlite3.Connection, batches: Sequence[Batch]) -> None:
    missing: set[str] = set()
    for labels, ids in needed_nodes(batches).items():
        connection.execute("DELETE FROM temp.needed")
        connection.executemany("INSERT INTO temp.needed VALUES (?)", ((id,) for id in sorted(ids)))
        rows = connection.execute(
            f"""SELECT needed.id FROM temp.needed LEFT JOIN node ON node.id = needed.id
                WHERE node.label IS NULL OR node.label NOT IN ({",".join("?" * len(labels))})""",
            labels,
        )
        missing.update(id for (id,) in rows)
    if missing:
        raise DanglingRelation(sorted(missing))
