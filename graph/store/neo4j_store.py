"""The store on a Neo4j server (5.26 LTS or later), for graphs that several programs share, and for Cypher."""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np

from graph.errors import StoreBroken, StoreUnavailable
from graph.model import NODE_TYPES, RELATION_TYPES, Batch, Fact, Municipality, Node, Relation
from graph.said import said
from graph.store.name_search import CANDIDATES, best_matches, candidates_of, newest_kinds, understood
from graph.store.neo4j_schema import WHOLE_NAMES, WORDS, check, create_graph, create_indexes, one, run
from graph.store.neo4j_write import write_records, write_vectors
from graph.store.neo4j_written import ATTRIBUTES, FACT, read_since
from graph.store.protocol import Changes, Counts, Direction, Embedding, NameMatch
from graph.store.restore import fact_from_row, node_from_properties, relation_from_row
from graph.store.written import Since

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Session

Answer = TypeVar("Answer")
_ANY_LABEL = "|".join(NODE_TYPES)
_ANY_TYPE = "|".join(RELATION_TYPES)
#: Seconds: for a connection, for a free one from the pool, and for trying again what failed for a passing reason.
#: Whoever follows the server has to see within some seconds that it is gone, and that it is back.
CONNECT_SECONDS, ACQUIRE_SECONDS, RETRY_SECONDS = 2.0, 5.0, 2.0
#: A connection that has rested so long is tested before use, so that a restarted server is found again at once.
REST_SECONDS = 1.0


class Neo4jStore:
    """A store on a server, spoken to at first use, so that a service can start while Neo4j does not run yet.

    Any number of threads may use it. When the server goes away every method raises StoreUnavailable within some
    ten seconds; when it is back, the same object works again. A database that is not empty and not a graph of this
    version raises StoreBroken.
    """

    def __init__(self, address: str, *, user: str | None = None, password: str | None = None) -> None:
        from neo4j import GraphDatabase

        self._address = address
        self._identity: str | None = None
        self._first_use = threading.Lock()
        with self._told():
            self._driver = GraphDatabase.driver(
                address,
                auth=None if user is None else (user, password or ""),
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=ACQUIRE_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS,
                liveness_check_timeout=REST_SECONDS,
                notifications_min_severity="OFF",
            )
        # With bookmarks a reader of a cluster sees what this store wrote before.
        self._bookmarks = GraphDatabase.bookmark_manager()

    @property
    def address(self) -> str:
        """The URL of the server."""
        return self._address

    @property
    def identity(self) -> str:
        """The random id given to this graph when the database was first used."""
        with self._told(), self._session(writes=True):
            assert self._identity is not None
            return self._identity

    def write(self, batches: Sequence[Batch], *, remove_sources: Sequence[str] = ()) -> Changes:
        """See `graph.store.protocol.Store.write`. Raises InvalidRecord if an id is already a node of another label.

        The server holds the transaction in memory: with a heap of 2 GB write at most some 200,000 records at once.
        """
        with self._told(), self._session(writes=True) as session:
            return session.execute_write(write_records, batches, remove_sources)

    def nodes(self, label: str) -> Iterator[Node]:
        """All nodes with the label, ordered by id."""
        if label in NODE_TYPES:
            for (properties,) in self._stream(f"MATCH (n:{label}) RETURN properties(n) ORDER BY n.id"):
                yield node_from_properties(label, properties)

    def relations(self, type: str) -> Iterator[Relation]:
        """All relations of the type, ordered by (start, end, source)."""
        if type not in RELATION_TYPES:
            return
        # The order of starts comes from the index of ids; sorting the rest here spares the server's memory.
        streams = (
            self._stream(f"MATCH (a:{label})-[r:{type}]->(b) RETURN a.id AS start, b.id, {ATTRIBUTES} ORDER BY start")
            for label in RELATION_TYPES[type].starts
        )
        for _, rows in groupby(heapq.merge(*streams, key=lambda row: row[0]), key=lambda row: row[0]):
            for row in sorted(rows, key=lambda row: (row[1], row[2])):
                yield relation_from_row((type, *row))

    def facts(self) -> Iterator[Fact]:
        """All facts, ordered by (subject, key, source)."""
        statement = f"MATCH (m:Municipality)-[:HAS_FACT]->(f:Fact) RETURN {FACT} ORDER BY m.id, f.key, f.source"
        return map(fact_from_row, self._stream(statement))

    def get(self, id: str) -> Node | None:
        """The node with the id, None where there is none."""
        rows = self._rows(f"MATCH (n:{_ANY_LABEL} {{id: $id}}) RETURN labels(n)[0], properties(n)", id=id)
        return node_from_properties(*rows[0]) if rows else None

    def facts_of(self, id: str) -> Sequence[Fact]:
        """The facts about one municipality, ordered by (key, source)."""
        statement = f"MATCH (m:Municipality {{id: $id}})-[:HAS_FACT]->(f:Fact) RETURN {FACT} ORDER BY f.key, f.source"
        return [fact_from_row(row) for row in self._rows(statement, id=id)]

    def neighbours(
        self, id: str, type: str | None = None, direction: Direction = "both"
    ) -> Sequence[tuple[Relation, Node]]:
        """The relations at a node with the node at their other end, ordered by (type, start, end, source)."""
        if type is not None and type not in RELATION_TYPES:
            return []
        left, right = {"out": ("-", "->"), "in": ("<-", "-"), "both": ("-", "-")}[direction]
        rows = self._rows(
            f"""MATCH (n:{_ANY_LABEL} {{id: $id}}) MATCH (n){left}[r:{type or _ANY_TYPE}]{right}(other)
                RETURN labels(other)[0], properties(other), type(r), startNode(r).id, endNode(r).id, {ATTRIBUTES}""",
            id=id,
        )
        found = [(relation_from_row(row[2:]), node_from_properties(row[0], row[1])) for row in rows]
        return sorted(found, key=lambda pair: pair[0].identity)

    def search(self, name: str, *, country: str | None = None, limit: int = 10) -> Sequence[NameMatch]:
        """Municipalities by name, best first; see `graph.store.protocol.Store.search` and `graph.store.name_search`."""
        return understood(name, country, limit, bearing=partial(self._named, alike=False), alike=self._named)

    def _named(
        self, forms: Sequence[str], country: str | None, limit: int, *, alike: bool = True
    ) -> Sequence[NameMatch]:
        """Municipalities under the forms of a name; without `alike` those with the very name only."""
        towns = self._read(lambda transaction: _towns_named(transaction, forms, country, alike=alike))
        stated = "UNWIND $ids AS id MATCH (m:Municipality {id: id})-[:HAS_FACT]->(f:Fact {key: 'kind'})"
        kinds = newest_kinds(map(fact_from_row, self._rows(f"{stated} RETURN {FACT}", ids=sorted(towns))))
        towns |= {id: replace(towns[id], kind=kind) for id, kind in kinds.items()}
        candidates = [c for town in towns.values() for c in candidates_of(town)]
        return [NameMatch(towns[m.id], m.name, m.score) for m in best_matches(forms, candidates, limit)]

    def counts(self) -> Counts:
        """How much the store holds."""
        parts = [f"MATCH (n:{label}) RETURN '{label}' AS name, count(n) AS n" for label in (*NODE_TYPES, "Fact")]
        nodes = {name: n for name, n in self._rows(" UNION ALL ".join(parts)) if n}
        parts = [f"MATCH ()-[r:{type}]->() RETURN '{type}' AS name, count(r) AS n" for type in RELATION_TYPES]
        relations = {name: n for name, n in self._rows(" UNION ALL ".join(parts)) if n}
        facts = nodes.pop("Fact", 0)
        return Counts(nodes=nodes, relations=relations, facts=facts)

    def revision(self) -> int:
        """Grows by one with each write that changed something; 0 for an empty store."""
        statement = "MATCH (g:Graph {name: 'peerpolis'}) RETURN g.revision AS revision"
        return int(self._read(lambda transaction: one(transaction, statement)["revision"]))

    def since(self, revision: int) -> Since | None:
        """See `graph.store.protocol.Store.since`."""
        return self._read(lambda transaction: read_since(transaction, revision))

    def sources(self) -> Mapping[str, int]:
        """Each source with the number of records that rest on it."""
        rows = self._rows(
            f"""CALL () {{ MATCH (n:{_ANY_LABEL}|Fact) RETURN n.source AS source, count(*) AS n
                UNION ALL MATCH ()-[r:{_ANY_TYPE}]->() RETURN r.source AS source, count(*) AS n }}
                RETURN source, sum(n) ORDER BY source"""
        )
        return dict(rows)

    def write_embeddings(self, model: str, embeddings: Sequence[Embedding]) -> None:
        """Keep vectors of a model, all or none; raises DanglingRelation if a node is not in the graph."""
        with self._told(), self._session(writes=True) as session:
            session.execute_write(write_vectors, model, embeddings)

    def embeddings(self, model: str) -> Iterator[Embedding]:
        """The vectors kept for a model, ordered by id."""
        rows = self._stream(
            """MATCH (e:Embedding {model: $model})<-[:HAS_EMBEDDING]-(n)
               RETURN n.id, e.text_hash, e.vector ORDER BY n.id""",
            model=model,
        )
        for id, text_hash, vector in rows:
            yield Embedding(id, text_hash, np.array(vector, dtype=np.float32))

    def close(self) -> None:
        """Give back the connections. Closing twice is allowed."""
        self._driver.close()

    def _read(self, work: Callable[[ManagedTransaction], Answer]) -> Answer:
        with self._told(), self._session() as session:
            return session.execute_read(work)

    def _rows(self, statement: str, **parameters: Any) -> list[list[Any]]:
        return self._read(lambda transaction: run(transaction, statement, **parameters).values())

    def _stream(self, statement: str, **parameters: Any) -> Iterator[Sequence[Any]]:
        """The rows as they come; nothing is tried again once the first one has been handed out."""
        with self._told(), self._session() as session:
            for record in session.run(statement, parameters):
                yield record.values()

    @contextmanager
    def _session(self, *, writes: bool = False) -> Iterator[Session]:
        if self._identity is None:
            self._prepare()
        access = "WRITE" if writes else "READ"
        with self._driver.session(
            default_access_mode=access, bookmark_manager=self._bookmarks, fetch_size=5_000
        ) as session:
            yield session

    def _prepare(self) -> None:
        with self._first_use, self._driver.session(bookmark_manager=self._bookmarks) as session:
            if self._identity is None:
                session.execute_read(check)
                session.execute_write(create_indexes)
                self._identity = session.execute_write(create_graph)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what the driver complains of in the words of `graph.errors`."""
        from neo4j import exceptions

        try:
            yield
        except exceptions.AuthError as error:
            raise StoreUnavailable(self._address, said("the server refuses this user or password")) from error
        except (exceptions.TransientError, exceptions.DriverError, OSError) as error:
            raise StoreUnavailable(self._address, str(error).partition("\n")[0] or type(error).__name__) from error
        except exceptions.Neo4jError as error:
            if error.is_retryable():
                raise StoreUnavailable(self._address, error.message or error.code or "") from error
            raise StoreBroken(
                said("Neo4j at {address} refused a statement: {why}", address=self._address, why=error.message)
            ) from error


def _towns_named(
    transaction: ManagedTransaction, forms: Sequence[str], country: str | None, *, alike: bool
) -> dict[str, Municipality]:
    """Towns worth a score: with the very name, and, if `alike`, with such a part of a name, and if none has it, with a
    similar one."""
    towns: dict[str, Municipality] = {}

    def ask(index: str, query: str, order: str) -> int:
        rows = run(
            transaction,
            f"""CALL db.index.fulltext.queryNodes($index, $query) YIELD node AS n, score
                WHERE $country IS NULL OR n.country = $country
                RETURN properties(n) ORDER BY {order}, n.id LIMIT {CANDIDATES}""",
            index=index,
            query=query,
            country=country,
        ).value()
        for properties in rows:
            town = node_from_properties("Municipality", properties)
            towns[town.id] = cast(Municipality, town)
        return len(rows)

    # Normal forms hold letters, digits and spaces in lower case only: nothing that Lucene would take for syntax.
    by_size = "coalesce(n.population, 0) DESC"
    whole = " OR ".join(form.replace(" ", "\\ ") for form in forms)
    exact = ask(WHOLE_NAMES, whole, by_size)
    for form in forms if alike else ():
        words = form.split()
        if len(form) < 2:
            continue
        ask(WORDS, " ".join(f"+{word}" for word in words[:-1]) + f" +{words[-1]}*", by_size)
        if not exact:
            ask(WHOLE_NAMES, form.replace(" ", "\\ ") + "~2", "score DESC")
            ask(WORDS, " ".join(f"{word}~{2 if len(word) > 4 else 1}" for word in words), "score DESC")
    return towns
