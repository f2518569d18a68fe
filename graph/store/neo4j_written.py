"""The keys of the last writes in Neo4j (`graph.store.written`), each a node `Written`, and what was written since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from typing import TYPE_CHECKING

from graph.model import NODE_TYPES, RELATION_TYPES, Fact, Node, Relation
from graph.store.neo4j_schema import one, run
from graph.store.restore import fact_from_row, node_from_properties, relation_from_row
from graph.store.written import WRITES, FactKey, Keys, RelationKey, Since, together

if TYPE_CHECKING:
    from collections.abc import Iterable

    from neo4j import ManagedTransaction

#: What is read of a relation and of a fact.
ATTRIBUTES = ", ".join(f"r.{f.name}" for f in fields(Relation) if f.name not in ("type", "start", "end"))
FACT = "m.id, " + ", ".join(f"f.{f.name}" for f in fields(Fact) if f.name != "subject")
_REVISION = "MATCH (g:Graph {name: 'peerpolis'}) RETURN g.revision AS revision"


def keep_keys(transaction: ManagedTransaction, touched: Keys) -> None:
    """Keep the keys under the revision that this write has made, and forget those of old ones."""
    revision = one(transaction, _REVISION)["revision"]
    run(transaction, "MATCH (w:Written) WHERE w.revision <= $old DELETE w", old=revision - WRITES).consume()
    statement = "MERGE (w:Written {revision: $revision}) SET w.keys = $keys"
    run(transaction, statement, revision=revision, keys=touched.to_json()).consume()


def read_since(transaction: ManagedTransaction, revision: int) -> Since | None:
    """All that may be otherwise than at the revision, None where that is not kept.

    The server may show a write that ends meanwhile; what that touches is told again of the revision that it makes.
    """
    now = one(transaction, _REVISION)["revision"]
    rows = run(
        transaction, "MATCH (w:Written) WHERE w.revision > $revision RETURN w.revision, w.keys", revision=revision
    )
    keys = together(dict(rows.values()), revision, now)
    if keys is None:
        return None
    nodes, relations = _nodes(transaction, keys.nodes), _relations(transaction, keys.relations)
    return Since(now, nodes, relations, _facts(transaction, keys.facts))


def _nodes(transaction: ManagedTransaction, ids: Iterable[str]) -> dict[str, Node | None]:
    found: dict[str, Node | None] = dict.fromkeys(ids)
    for label in NODE_TYPES:
        statement = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN properties(n)"
        for properties in run(transaction, statement, ids=list(found)).value():
            found[properties["id"]] = node_from_properties(label, properties)
    return found


def _relations(transaction: ManagedTransaction, keys: Iterable[RelationKey]) -> dict[RelationKey, Relation | None]:
    found: dict[RelationKey, Relation | None] = dict.fromkeys(keys)
    by_type: dict[str, list[list[str]]] = defaultdict(list)
    for type, *rest in found:
        by_type[type].append(rest)
    for type, rows in by_type.items():
        for label in RELATION_TYPES[type].starts:
            statement = f"""UNWIND $rows AS row MATCH (a:{label} {{id: row[0]}})-[r:{type} {{source: row[2]}}]->(b)
                            WHERE b.id = row[1] RETURN a.id, b.id, {ATTRIBUTES}"""
            for row in run(transaction, statement, rows=rows).values():
                relation = relation_from_row((type, *row))
                found[relation.identity] = relation
    return found


def _facts(transaction: ManagedTransaction, keys: Iterable[FactKey]) -> dict[FactKey, Fact | None]:
    found: dict[FactKey, Fact | None] = dict.fromkeys(keys)
    statement = f"""UNWIND $rows AS row MATCH (m:Municipality {{id: row[0]}})
                    -[:HAS_FACT]->(f:Fact {{key: row[1], source: row[2]}}) RETURN {FACT}"""
    for row in run(transaction, statement, rows=[list(key) for key in found]).values():
        fact = fact_from_row(row)
        found[fact.identity] = fact
    return found
