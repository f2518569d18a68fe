"""The embedded store: one SQLite file, no server. The default."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from graph.errors import DanglingRelation, StoreBroken, StoreUnavailable
from graph.model import PARTNER_KINDS, RELATION_TYPES, Batch, Fact, Municipality, MunicipalityKind, Node, Relation
from graph.said import said
from graph.store.name_search import CANDIDATES, ENOUGH, Candidate, likenesses, met_by, newest_kinds, ranked, understood
from graph.store.protocol import Changes, Counts, Direction, Embedding, NameMatch
from graph.store.restore import fact_from_row, relation_from_row
from graph.store.sqlite_schema import BUSY_SECONDS, FACT_COLUMNS, RELATION_COLUMNS, connect, prepare
from graph.store.sqlite_write import node_from_row, write_records
from graph.store.sqlite_written import read_since
from graph.store.written import Since

Record = TypeVar("Record")
_SPELLING = "id, form, name, partner, population"
_RELATION_OF_R = ", ".join(f"r.{column}" for column in RELATION_COLUMNS.split(", "))
_RELATION_WIDTH = len(RELATION_COLUMNS.split(", "))
#: A typing error is looked for through at least so many trigrams, and more until so many rows have been read.
_LEAST_TRIGRAMS, _MOST_ROWS = 3, 50_000
#: How many names that look alike are scored.
_MOST_ALIKE = 1_200


class SqliteStore:
    """A store in one file, in write-ahead mode: readers go on while somebody writes, and see whole writes only.

    Any number of threads may use it. Writers of other processes wait for each other, at most a minute. The file and
    its folder are created if missing. Raises StoreBroken if the file is something else, StoreUnavailable if it cannot
    be opened.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self._readers: deque[sqlite3.Connection] = deque()
        self._write_lock = threading.Lock()
        self._closed = False
        with self._told():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = connect(self._path, writable=True)
            try:
                prepare(self._writer, self._path)
                (identity,) = self._writer.execute("SELECT value FROM meta WHERE key = 'identity'").fetchone()
            except BaseException:
                self._writer.close()
                raise
        self._identity = str(identity)

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def address(self) -> str:
        """The URL of the file."""
        return f"sqlite:///{self._path}"

    @property
    def identity(self) -> str:
        """The random id given to this graph when the file was created."""
        return self._identity

    def write(self, batches: Sequence[Batch], *, remove_sources: Sequence[str] = ()) -> Changes:
        """See `graph.store.protocol.Store.write`. Raises InvalidRecord if an id is already a node of another label."""
        with self._transaction() as connection:
            return write_records(connection, batches, remove_sources)

    def nodes(self, label: str) -> Iterator[Node]:
        """All nodes with the label, ordered by id."""
        return self._records(node_from_row, "SELECT * FROM node WHERE label = ? ORDER BY id", label)

    def relations(self, type: str) -> Iterator[Relation]:
        """All relations of the type, ordered by (start, end, source)."""
        statement = f'SELECT {RELATION_COLUMNS} FROM relation WHERE type = ? ORDER BY start, "end", source'
        return self._records(relation_from_row, statement, type)

    def facts(self) -> Iterator[Fact]:
        """All facts, ordered by (subject, key, source)."""
        return self._records(fact_from_row, f"SELECT {FACT_COLUMNS} FROM fact ORDER BY subject, key, source")

    def get(self, id: str) -> Node | None:
        """The node with the id, None where there is none."""
        return next(iter(self._all(node_from_row, "SELECT * FROM node WHERE id = ?", id)), None)

    def facts_of(self, id: str) -> Sequence[Fact]:
        """The facts about one municipality, ordered by (key, source)."""
        return self._all(
            fact_from_row, f"SELECT {FACT_COLUMNS} FROM fact WHERE subject = ? ORDER BY subject, key, source", id
        )

    def neighbours(
        self, id: str, type: str | None = None, direction: Direction = "both"
    ) -> Sequence[tuple[Relation, Node]]:
        """The relations at a node with the node at their other end, ordered by (type, start, end, source)."""
        # Naming every type lets SQLite seek by start in the table's own order, without an index of starts.
        types = tuple(RELATION_TYPES) if type is None else (type,)
        ways = {"out": ("start", '"end"'), "in": ('"end"', "start")}
        statement = " UNION ALL ".join(
            f"SELECT {_RELATION_OF_R}, node.* FROM relation r JOIN node ON node.id = r.{there} "
            f"WHERE r.{here} = ? AND r.type IN ({','.join('?' * len(types))})"
            for here, there in (ways.values() if direction == "both" else [ways[direction]])
        )
        values = (id, *types) * (2 if direction == "both" else 1)
        return sorted(self._all(_relation_and_node, statement, *values), key=lambda pair: pair[0].identity)

    def search(self, name: str, *, country: str | None = None, limit: int = 10) -> Sequence[NameMatch]:
        """Municipalities by name, best first; see `graph.store.protocol.Store.search` and `graph.store.name_search`."""
        return understood(name, country, limit, bearing=partial(self._named, alike=False), alike=self._named)

    def _named(
        self, forms: Sequence[str], country: str | None, limit: int, *, alike: bool = True
    ) -> Sequence[NameMatch]:
        """Municipalities under the forms of a name; without `alike` those with the very name only."""
        with self._reader() as connection:
            candidates = _candidates(connection, forms, country) if alike else _very(connection, forms, country)
            met = met_by(forms, candidates)
            kinds = _stated_kinds(connection, sorted(met))
            told = (
                (score, c._replace(partner=kinds[c.id] in PARTNER_KINDS) if c.id in kinds else c)
                for score, c in met.values()
            )
            best = ranked(told, limit)
            marks = ",".join("?" * len(best))
            statement = f"SELECT * FROM node WHERE label = '{Municipality.label}' AND id IN ({marks})"
            rows = connection.execute(statement, [found.id for found in best])
            towns = {row[1]: _town_of(row, kinds.get(row[1])) for row in rows}
        return [NameMatch(towns[found.id], found.name, found.score) for found in best]

    def counts(self) -> Counts:
        """How much the store holds."""
        with self._reader() as connection:
            nodes = dict(connection.execute("SELECT label, count(*) FROM node GROUP BY label").fetchall())
            relations = dict(connection.execute("SELECT type, count(*) FROM relation GROUP BY type").fetchall())
            (facts,) = connection.execute("SELECT count(*) FROM fact").fetchone()
        return Counts(nodes=nodes, relations=relations, facts=facts)

    def revision(self) -> int:
        """Grows by one with each write that changed something; 0 for an empty store."""
        return self._all(lambda row: int(row[0]), "SELECT value FROM meta WHERE key = 'revision'")[0]

    def since(self, revision: int) -> Since | None:
        """See `graph.store.protocol.Store.since`; all records are of one moment."""
        with self._reader() as connection:
            connection.execute("BEGIN")
            try:
                return read_since(connection, revision)
            finally:
                connection.execute("ROLLBACK")

    def sources(self) -> Mapping[str, int]:
        """Each source with the number of records that rest on it."""
        parts = " UNION ALL ".join(
            f"SELECT source, count(*) AS n FROM {t} GROUP BY source" for t in ("node", "relation", "fact")
        )
        return dict(self._all(tuple, f"SELECT source, sum(n) FROM ({parts}) GROUP BY source ORDER BY source"))

    def write_embeddings(self, model: str, embeddings: Sequence[Embedding]) -> None:
        """Keep vectors of a model, all or none; raises DanglingRelation if a node is not in the graph."""
        rows = ((model, e.id, e.text_hash, np.asarray(e.vector, dtype="<f4").tobytes()) for e in embeddings)
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO embedding VALUES (?, ?, ?, ?)", rows)
            missing = connection.execute("SELECT id FROM embedding WHERE id NOT IN (SELECT id FROM node)").fetchall()
            if missing:
                raise DanglingRelation([id for (id,) in missing])

    def embeddings(self, model: str) -> Iterator[Embedding]:
        """The vectors kept for a model, ordered by id."""
        statement = "SELECT id, text_hash, vector FROM embedding WHERE model = ? ORDER BY id"
        return self._records(
            lambda row: Embedding(row[0], row[1], np.frombuffer(row[2], dtype="<f4").astype(np.float32)),
            statement,
            model,
        )

    def close(self) -> None:
        """Close the file. Closing twice is allowed."""
        self._closed = True
        with self._write_lock:
            self._writer.close()
        while self._readers:
            self._readers.pop().close()

    def _records(self, restore: Callable[[Any], Record], statement: str, *values: str) -> Iterator[Record]:
        with self._reader() as connection, closing(connection.execute(statement, values)) as cursor:
            yield from map(restore, cursor)

    def _all(self, restore: Callable[[Any], Record], statement: str, *values: str) -> list[Record]:
        with self._reader() as connection:
            return [restore(row) for row in connection.execute(statement, values).fetchall()]

    @contextmanager
    def _reader(self) -> Iterator[sqlite3.Connection]:
        """A connection that nobody else uses meanwhile; as many are kept as were ever needed at once."""
        with self._told():
            try:
                connection = self._readers.pop()
            except IndexError:
                connection = connect(self._path, writable=False)
            try:
                yield connection
            finally:
                if self._closed:
                    connection.close()
                else:
                    self._readers.append(connection)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._write_lock, self._told():
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise
            self._writer.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what SQLite and the file system complain of in the words of `graph.errors`."""
        try:
            yield
        except sqlite3.ProgrammingError:  # a store used after close(), or a mistake of ours: not the file's fault
            raise
        except (sqlite3.OperationalError, OSError) as error:
            reason = str(error)
            if "locked" in reason:
                reason = said("another process has been writing to it for {seconds:.0f} seconds", seconds=BUSY_SECONDS)
            raise StoreUnavailable(self.address, reason) from error
        except sqlite3.DatabaseError as error:
            raise StoreBroken(
                said(
                    "{file} is damaged or not a Peerpolis graph ({why}). "
                    "Name another file in PEERPOLIS_GRAPH, or load your sources into a new one.",
                    file=self._path,
                    why=str(error),
                )
            ) from error


def _relation_and_node(row: Sequence[Any]) -> tuple[Relation, Node]:
    return relation_from_row(row[:_RELATION_WIDTH]), node_from_row(row[_RELATION_WIDTH:])


def _candidates(connection: sqlite3.Connection, forms: Sequence[str], country: str | None) -> list[Candidate]:
    """Names worth a score: the very name, else also names with such a part, and names that share rare trigrams."""
    here, values = ("", ()) if country is None else (" AND country = ?", (country,))
    very = _very(connection, forms, country)
    rows: list[tuple[Any, ...]] = []
    by_size = f"ORDER BY partner DESC, population DESC, id LIMIT {CANDIDATES}"
    inside = f"SELECT {_SPELLING} FROM spelling WHERE rowid IN (SELECT rowid FROM trigram WHERE trigram MATCH ?){here}"
    typed = [form for form in forms if len(form) >= 2]
    for form in typed:
        rows += connection.execute(f"{inside} {by_size}", (_all_of(_trigrams(f" {form}")), *values)).fetchall()
    # All trigrams may also stand apart in a name.
    begun = {id for id, name, *_ in rows if any(f" {form}" in f" {name}" for form in typed)}
    if not very and len(begun) < ENOUGH:
        alike = {row for form in typed for row in _alike(connection, _trigrams(f" {form} "))}
        met = _met(connection, forms, sorted(alike))
        marks = ",".join("?" * len(met))
        rows += connection.execute(f"SELECT {_SPELLING} FROM spelling WHERE rowid IN ({marks}){here}", (*met, *values))
    return very + _candidates_of(rows)


def _met(connection: sqlite3.Connection, forms: Sequence[str], rows: Sequence[int]) -> list[int]:
    """Those of the rows whose name is like one of the forms: few of the many that share its letters."""
    marks = ",".join("?" * len(rows))
    # One text of all names is read in half the time of as many rows; normal forms are of one line.
    statement = f"SELECT group_concat(rowid), group_concat(form, char(10)) FROM spelling WHERE rowid IN ({marks})"
    ids, names = connection.execute(statement, rows).fetchone()
    if not ids:
        return []
    scores = zip(*(likenesses(form, names.split("\n")) for form in forms), strict=True)
    return [int(id) for id, found in zip(ids.split(","), scores, strict=True) if max(found) > 0.0]


def _very(connection: sqlite3.Connection, forms: Sequence[str], country: str | None) -> list[Candidate]:
    """The names that have one of the forms."""
    here, values = ("", ()) if country is None else (" AND country = ?", (country,))
    exact = f"SELECT {_SPELLING} FROM spelling WHERE form IN ({','.join('?' * len(forms))}){here}"
    return _candidates_of(connection.execute(exact, (*forms, *values)))


def _candidates_of(rows: Iterable[tuple[Any, ...]]) -> list[Candidate]:
    return [Candidate(id, form, name, bool(partner), population) for id, form, name, partner, population in rows]


@lru_cache(maxsize=4096)
def _town_of(row: tuple[str, ...], kind: MunicipalityKind | None) -> Municipality:
    """The municipality that is stored so, of the kind that is stated. Whoever types a name asks for the same ones with
    each letter."""
    town = node_from_row(row)
    assert isinstance(town, Municipality)
    return town if kind is None else replace(town, kind=kind)


def _stated_kinds(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, MunicipalityKind]:
    marks = ",".join("?" * len(ids))
    rows = connection.execute(f"SELECT {FACT_COLUMNS} FROM fact WHERE subject IN ({marks}) AND key = 'kind'", ids)
    return newest_kinds(fact_from_row(row) for row in rows)


def _trigrams(text: str) -> list[str]:
    return sorted({text[i : i + 3] for i in range(len(text) - 2)})


def _all_of(trigrams: Sequence[str]) -> str:
    """An FTS5 expression. Normal forms hold letters, digits and spaces only, so that quoting is safe."""
    return " AND ".join(f'"{t}"' for t in trigrams)


def _alike(connection: sqlite3.Connection, trigrams: Sequence[str]) -> list[int]:
    """The rows of `spelling` that share most trigrams, counted over the rarest ones: the common ones cost most."""
    marks = ",".join("?" * len(trigrams))
    known = connection.execute(f"SELECT term, doc FROM trigram_count WHERE term IN ({marks}) ORDER BY doc", trigrams)
    shared: list[npt.NDArray[np.int64]] = []
    read = 0
    for count, (term, rows) in enumerate(known.fetchall()):
        read += rows
        if count >= _LEAST_TRIGRAMS and read > _MOST_ROWS:
            break
        # One text of all numbers is read in a fraction of the time of as many rows.
        statement = "SELECT group_concat(rowid) FROM trigram WHERE trigram MATCH ?"
        (found,) = connection.execute(statement, (f'"{term}"',)).fetchone()
        if found:
            shared.append(np.fromstring(found, dtype=np.int64, sep=","))
    if not shared:
        return []
    rowids, first, counts = np.unique(np.concatenate(shared), return_index=True, return_counts=True)
    if len(rowids) > _MOST_ALIKE:
        # Of those that share as many, the ones that share the rarest; `first` is below what one more counts.
        rowids = rowids[np.argpartition(first - counts * sum(map(len, shared)), _MOST_ALIKE)[:_MOST_ALIKE]]
    most: list[int] = rowids.tolist()
    return most
