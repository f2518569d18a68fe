"""One write to Neo4j, inside one transaction of the driver: check, upsert, remove. Rows travel in lists of 5,000."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from graph.errors import DanglingRelation, InvalidRecord
from graph.model import NODE_TYPES, RELATION_TYPES, Batch, Fact, Municipality, Node, Relation, to_properties
from graph.store.name_search import candidates_of
from graph.store.neo4j_schema import run
from graph.store.neo4j_written import keep_keys
from graph.store.protocol import Changes, Embedding
from graph.store.references import needed_nodes, two_labels
from graph.store.written import KEYS, Keys, few

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

Item = TypeVar("Item")
_ROWS = 5_000
_RELATIONS = "|".join(RELATION_TYPES)


def write_records(transaction: ManagedTransaction, batches: Sequence[Batch], remove_sources: Sequence[str]) -> Changes:
    """Bring the batches in and take the sources out, as `Store.write` says, the revision included."""
    lock_graph(transaction)
    touched = Keys.of(batches) if few(batches) else None
    nodes = {(n.label, n.id): n for b in batches for n in b.nodes}
    relations = {r.identity: r for b in batches for r in b.relations}
    facts = {f.identity: f for b in batches for f in b.facts}
    label_of = _labels(transaction, nodes.values(), batches)
    sources = sorted(set(remove_sources))
    gone = _remove_relations(transaction, sources, relations) | _remove_facts(transaction, sources, facts)
    created = changed = 0
    for new, different in (
        _upsert_nodes(transaction, nodes.values()),
        _upsert_relations(transaction, relations.values(), label_of),
        _upsert_facts(transaction, facts.values()),
    ):
        created, changed = created + new, changed + different
    gone |= _remove_nodes(transaction, sources, nodes)
    unchanged = len(nodes) + len(relations) + len(facts) - created - changed
    changes = Changes(created=created, changed=changed, removed=len(gone), unchanged=unchanged)
    if changes:
        run(transaction, "MATCH (g:Graph {name: 'peerpolis'}) SET g.revision = g.revision + 1").consume()
        if touched is not None and len(touched | gone) <= KEYS:
            keep_keys(transaction, touched | gone)
    return changes


def write_vectors(transaction: ManagedTransaction, model: str, embeddings: Sequence[Embedding]) -> None:
    """Keep the vectors beside their nodes; raises DanglingRelation if a node is not in the graph."""
    lock_graph(transaction)
    latest = {e.id: e for e in embeddings}
    label_of = _stored_labels(transaction, latest, tuple(NODE_TYPES))
    if missing := latest.keys() - label_of.keys():
        raise DanglingRelation(sorted(missing))
    by_label: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for id, e in latest.items():
        vector = np.asarray(e.vector, dtype=np.float32).tolist()
        by_label[label_of[id]].append({"id": id, "text_hash": e.text_hash, "vector": vector})
    for label, all_rows in by_label.items():
        for rows in _portions(all_rows, 500):  # a vector is as long as a hundred records
            run(
                transaction,
                f"""UNWIND $rows AS row MATCH (n:{label} {{id: row.id}})
                    MERGE (n)-[:HAS_EMBEDDING]->(e:Embedding {{model: $model}}) SET e.text_hash = row.text_hash
                    WITH e, row CALL db.create.setNodeVectorProperty(e, 'vector', row.vector)""",
                rows=rows,
                model=model,
            ).consume()


def lock_graph(transaction: ManagedTransaction) -> None:
    """Let other writers wait until this transaction ends: what it has compared must not change meanwhile."""
    run(transaction, "MATCH (g:Graph {name: 'peerpolis'}) SET g.writing = true REMOVE g.writing").consume()


def _portions(items: Iterable[Item], size: int = _ROWS) -> Iterator[list[Item]]:
    portion: list[Item] = []
    for item in items:
        portion.append(item)
        if len(portion) == size:
            yield portion
            portion = []
    if portion:
        yield portion


def _stored_labels(transaction: ManagedTransaction, ids: Iterable[str], labels: Sequence[str]) -> dict[str, str]:
    """The label of each id that is a node of one of the labels in the database."""
    found: dict[str, str] = {}
    for portion in _portions(sorted(ids)):
        for label in labels:
            statement = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id"
            found.update((id, label) for id in run(transaction, statement, ids=portion).value())
    return found


def _labels(transaction: ManagedTransaction, nodes: Iterable[Node], batches: Sequence[Batch]) -> Mapping[str, str]:
    """The label of each id that the batches bring or name. Raises InvalidRecord and DanglingRelation."""
    label_of: dict[str, str] = {}
    for node in nodes:
        if (other := label_of.setdefault(node.id, node.label)) != node.label:
            raise InvalidRecord(two_labels(node.id, other, node.label))
    for label in sorted(set(label_of.values())):
        ours = [id for id, own in label_of.items() if own == label]
        for id, other in _stored_labels(transaction, ours, [t for t in NODE_TYPES if t != label]).items():
            raise InvalidRecord(two_labels(id, other, label))
    missing: set[str] = set()
    for labels, ids in needed_nodes(batches).items():
        label_of.update(_stored_labels(transaction, ids - label_of.keys(), labels))
        missing.update(id for id in ids if label_of.get(id) not in labels)
    if missing:
        raise DanglingRelation(sorted(missing))
    return label_of


def _upsert(transaction: ManagedTransaction, place: str, target: str, rows: Iterable[Any]) -> tuple[int, int]:
    """Merge the rows at a place of the graph: how many were created, how many differed.

    `place` binds `target` for `row`; `row.properties` is all that it has afterwards.
    """
    created = changed = 0
    for portion in _portions(rows):
        result = run(
            transaction,
            f"""UNWIND $rows AS row {place} ON CREATE SET {target} = row.properties
                WITH {target}, row WHERE properties({target}) <> row.properties
                SET {target} = row.properties RETURN count(*) AS changed""",
            rows=portion,
        )
        changed += result.single(strict=True)["changed"]
        counters = result.consume().counters
        created += counters.relationships_created if target == "r" else counters.nodes_created
    return created, changed


def _upsert_nodes(transaction: ManagedTransaction, nodes: Iterable[Node]) -> tuple[int, int]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for node in nodes:
        properties: dict[str, Any] = dict(to_properties(node))
        if isinstance(node, Municipality):
            properties["normal_names"] = [c.form for c in candidates_of(node)]
        rows[node.label].append({"id": node.id, "properties": properties})
    return _sum(_upsert(transaction, f"MERGE (n:{label} {{id: row.id}})", "n", part) for label, part in rows.items())


def _upsert_relations(
    transaction: ManagedTransaction, relations: Iterable[Relation], label_of: Mapping[str, str]
) -> tuple[int, int]:
    rows: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for r in relations:
        properties = {k: v for k, v in to_properties(r).items() if k not in ("type", "start", "end")}
        row = {"start": r.start, "end": r.end, "source": r.source, "properties": properties}
        rows[r.type, label_of[r.start], label_of[r.end]].append(row)
    return _sum(
        _upsert(
            transaction,
            f"""MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}})
                MERGE (a)-[r:{type} {{source: row.source}}]->(b)""",
            "r",
            part,
        )
        for (type, start, end), part in rows.items()
    )


def _upsert_facts(transaction: ManagedTransaction, facts: Iterable[Fact]) -> tuple[int, int]:
    place = """MATCH (m:Municipality {id: row.subject})
               MERGE (m)-[:HAS_FACT]->(f:Fact {key: row.properties.key, source: row.properties.source})"""
    rows = (
        {"subject": f.subject, "properties": {k: v for k, v in to_properties(f).items() if k != "subject"}}
        for f in facts
    )
    return _upsert(transaction, place, "f", rows)


def _sum(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    totals = [0, 0]
    for created, changed in pairs:
        totals[0] += created
        totals[1] += changed
    return totals[0], totals[1]


def _remove_relations(transaction: ManagedTransaction, sources: Sequence[str], kept: Mapping[Any, Relation]) -> Keys:
    """Remove the relations that the sources stated and do not state again in this write."""
    removed = Keys()
    for type in RELATION_TYPES if sources else ():
        stated = run(
            transaction,
            f"""MATCH (a)-[r:{type}]->(b) WHERE r.source IN $sources
                RETURN elementId(r) AS element, a.id AS start, b.id AS end, r.source AS source""",
            sources=sources,
        )
        stale = {(type, r["start"], r["end"], r["source"]): r["element"] for r in stated}
        gone = stale.keys() - kept.keys()
        for portion in _portions(stale[key] for key in gone):
            run(transaction, "UNWIND $ids AS id MATCH ()-[r]->() WHERE elementId(r) = id DELETE r", ids=portion)
        removed |= Keys(relations=frozenset(gone))
    return removed


def _remove_facts(transaction: ManagedTransaction, sources: Sequence[str], kept: Mapping[Any, Fact]) -> Keys:
    if not sources:
        return Keys()
    stated = run(
        transaction,
        """MATCH (m)-[:HAS_FACT]->(f:Fact) WHERE f.source IN $sources
           RETURN elementId(f) AS element, m.id AS subject, f.key AS key, f.source AS source""",
        sources=sources,
    )
    stale = {(r["subject"], r["key"], r["source"]): r["element"] for r in stated}
    gone = stale.keys() - kept.keys()
    for portion in _portions(stale[key] for key in gone):
        run(transaction, "UNWIND $ids AS id MATCH (f) WHERE elementId(f) = id DETACH DELETE f", ids=portion)
    return Keys(facts=frozenset(gone))


def _remove_nodes(transaction: ManagedTransaction, sources: Sequence[str], kept: Mapping[Any, Node]) -> Keys:
    """Remove the nodes of the removed sources to which nothing refers any more, with their vectors."""
    removed = Keys()
    for label in NODE_TYPES if sources else ():
        lonely = run(
            transaction,
            f"""MATCH (n:{label}) WHERE n.source IN $sources AND NOT EXISTS {{ (n)-[:{_RELATIONS}|HAS_FACT]-() }}
                RETURN n.id""",
            sources=sources,
        ).value()
        gone = [id for id in lonely if (label, id) not in kept]
        for portion in _portions(gone):
            run(
                transaction,
                f"""UNWIND $ids AS id MATCH (n:{label} {{id: id}}) OPTIONAL MATCH (n)-[:HAS_EMBEDDING]->(e)
                    WITH n, collect(e) AS vectors FOREACH (e IN vectors | DETACH DELETE e) DETACH DELETE n""",
                ids=portion,
            ).consume()
        removed |= Keys(nodes=frozenset(gone))
    return removed
