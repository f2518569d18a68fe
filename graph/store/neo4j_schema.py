"""What a Neo4j database needs before it holds a graph: constraints, indexes, and the node that names the graph."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from graph.errors import StoreBroken
from graph.model import NODE_TYPES
from graph.said import said

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Record, Result

SCHEMA_VERSION = 1
#: Names of the indexes that are asked by name: words of names, whole names, vectors.
WORDS, WHOLE_NAMES, VECTORS = "municipality_words", "municipality_names", "embedding_vectors"

_STATEMENTS = (
    "CREATE CONSTRAINT graph_name IF NOT EXISTS FOR (g:Graph) REQUIRE g.name IS UNIQUE",
    *(
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in NODE_TYPES
    ),
    # normal_names are the forms of graph.names, so that the analyzers have nothing left to fold. Neo4j has one
    # full-text index for the same properties only: the words are also those of the name as it is written.
    *(
        f"""CREATE FULLTEXT INDEX {index} IF NOT EXISTS FOR (n:Municipality) ON EACH [{properties}]
            OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{analyzer}'}}}}"""
        for index, properties, analyzer in (
            (WORDS, "n.normal_names, n.name", "whitespace"),
            (WHOLE_NAMES, "n.normal_names", "keyword"),
        )
    ),
    "CREATE INDEX embedding_model IF NOT EXISTS FOR (e:Embedding) ON (e.model)",
    # No fixed number of dimensions: each model brings its own, and vectors of different lengths are never compared.
    f"""CREATE VECTOR INDEX {VECTORS} IF NOT EXISTS FOR (e:Embedding) ON (e.vector)
        OPTIONS {{indexConfig: {{`vector.similarity_function`: 'cosine'}}}}""",
)


def run(transaction: ManagedTransaction, statement: str, **parameters: Any) -> Result:
    """Run a statement put together from the labels and types of `graph.model`; values go in as parameters only."""
    return transaction.run(statement, parameters)


def one(transaction: ManagedTransaction, statement: str, **parameters: Any) -> Record:
    """Run a statement that answers with one row."""
    return run(transaction, statement, **parameters).single(strict=True)


def check(transaction: ManagedTransaction) -> str | None:
    """The identity of the graph in the database, None if the database is empty.

    Raises StoreBroken if it holds something else, or a graph of another version.
    """
    graph = run(transaction, "MATCH (g:Graph {name: 'peerpolis'}) RETURN g.identity, g.version").single()
    if graph is None:
        if run(transaction, "MATCH (n) RETURN 1 LIMIT 1").single() is not None:
            raise StoreBroken(
                said("The Neo4j database holds data of another program. Give Peerpolis a database of its own.")
            )
        return None
    if graph["g.version"] != SCHEMA_VERSION:
        raise StoreBroken(
            said(
                "The graph in Neo4j was made by another version of Peerpolis (schema {found}, expected {expected}). "
                "Give it an empty database, and fill that one: peerpolis seed",
                found=graph["g.version"],
                expected=SCHEMA_VERSION,
            )
        )
    return str(graph["g.identity"])


def create_indexes(transaction: ManagedTransaction) -> None:
    """Create what is missing of constraints and indexes."""
    for statement in _STATEMENTS:
        run(transaction, statement).consume()


def create_graph(transaction: ManagedTransaction) -> str:
    """Create the node that names the graph, unless another process has; the identity that holds."""
    run(transaction, "CALL db.awaitIndexes(60)").consume()
    found = one(
        transaction,
        """MERGE (g:Graph {name: 'peerpolis'})
           ON CREATE SET g.identity = $identity, g.revision = 0, g.version = $version RETURN g.identity""",
        identity=uuid.uuid4().hex,
        version=SCHEMA_VERSION,
    )
    return str(found["g.identity"])
