from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from graph.errors import StoreBroken, StoreUnavailable
from graph.model import NODE_TYPES, Batch
from graph.store.neo4j_store import Neo4jStore
from graph.store.opening import open_store
from graph.store.protocol import Embedding, Store
from tests.factory import member_of, municipality, network, small_world
from tests.graph.store_contract import StoreContract, content
from tests.neo4j_server import USER, Neo4jServer, cypher, free_port

pytestmark = pytest.mark.neo4j


def opened(server: Neo4jServer) -> Store:
    return open_store(server.address, user=USER, password=server.password)


class TestNeo4jStore(StoreContract):
    @pytest.fixture
    def store(self, empty_server: Neo4jServer) -> Iterator[Store]:
        store = opened(empty_server)
        yield store
        store.close()


@pytest.fixture
def store(empty_server: Neo4jServer) -> Iterator[Store]:
    store = opened(empty_server)
    yield store
    store.close()


def test_the_members_of_a_network_are_one_line_of_cypher(store: Store, neo4j_server: Neo4jServer) -> None:
    store.write([small_world()])
    members = cypher(
        neo4j_server,
        """MATCH (m:Municipality)-[r:MEMBER_OF]->(:Network {name: 'Climate League'})
           WHERE r.source = 'register' RETURN m.name, m.country, r.role, r.since ORDER BY m.name""",
    )
    assert members == [["Bad Belzig", "DE", "lead", "2010"], ["Łomża", "PL", "member", None]]
    facts = cypher(neo4j_server, "MATCH (:Municipality {id: 'gn:2'})-[:HAS_FACT]->(f:Fact) RETURN f.key, f.value")
    assert facts == [["climate_plan", "yes"]]


def test_ids_are_unique_in_each_label(store: Store, neo4j_server: Neo4jServer) -> None:
    store.revision()
    rows = cypher(neo4j_server, "SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type WHERE type = 'UNIQUENESS'")
    unique = {(row[0][0], row[1][0]) for row in rows}  # type: ignore[index]  # lists both
    assert unique >= {(label, "id") for label in NODE_TYPES}


def test_the_vector_index_answers_with_the_nearest(store: Store, neo4j_server: Neo4jServer) -> None:
    towns = [municipality(f"gn:{i}", f"Town {i}") for i in range(50)]
    store.write([Batch(towns)])
    vectors = np.random.default_rng(1).normal(size=(50, 384)).astype(np.float32)
    store.write_embeddings("mini", [Embedding(t.id, "h", v) for t, v in zip(towns, vectors, strict=True)])
    query = vectors[7] + 0.1
    cosine = vectors @ query / np.linalg.norm(vectors, axis=1)
    rows = cypher(
        neo4j_server,
        """CALL db.index.vector.queryNodes('embedding_vectors', 3, $vector) YIELD node, score
           MATCH (n:Municipality)-[:HAS_EMBEDDING]->(node) RETURN n.id ORDER BY score DESC""",
        vector=query.tolist(),
    )
    assert [row[0] for row in rows] == [towns[i].id for i in np.argsort(-cosine)[:3]]


def test_a_node_is_looked_up_through_indexes(store: Store, neo4j_server: Neo4jServer) -> None:
    store.write([Batch([municipality(f"gn:{i}", f"Town {i}") for i in range(1000)])])
    started = time.perf_counter()
    for i in range(50):
        assert store.get(f"gn:{i}") is not None
    assert (time.perf_counter() - started) / 50 < 0.05


@pytest.mark.faults
def test_the_same_store_works_again_after_a_restart(store: Store, neo4j_server: Neo4jServer) -> None:
    store.write([small_world()])
    before, identity = content(store), store.identity
    asks: list[Callable[[], object]] = [
        store.revision,
        lambda: list(store.nodes("Municipality")),
        lambda: store.search("Lomza"),
        lambda: store.write([Batch([municipality("gn:9")])]),
    ]
    neo4j_server.stop()
    try:
        started = time.monotonic()
        with ThreadPoolExecutor(len(asks)) as threads:
            failures = [answer.exception() for answer in [threads.submit(ask) for ask in asks]]
        assert time.monotonic() - started < 15
        assert [type(failure) for failure in failures] == [StoreUnavailable] * len(asks)
        assert neo4j_server.address in str(failures[0])
    finally:
        neo4j_server.start()
    assert content(store) == before
    assert store.identity == identity
    assert not store.write([small_world()])


@pytest.mark.faults
def test_a_store_can_be_made_while_the_server_is_down() -> None:
    store = Neo4jStore(f"neo4j://127.0.0.1:{free_port()}", user=USER, password="secret")
    with pytest.raises(StoreUnavailable) as caught:
        store.revision()
    assert "secret" not in str(caught.value)
    store.close()


def test_a_wrong_password_is_told(empty_server: Neo4jServer) -> None:
    store = open_store(empty_server.address, user=USER, password="wrong-password")
    with pytest.raises(StoreUnavailable, match="password"):
        store.counts()
    store.close()


def test_the_bolt_scheme_reaches_one_server_directly(empty_server: Neo4jServer) -> None:
    store = open_store(empty_server.address.replace("neo4j://", "bolt://"), user=USER, password=empty_server.password)
    assert store.write([Batch([municipality(), network()], [member_of()])]).created == 3
    store.close()


def test_a_database_of_another_program_is_left_alone(empty_server: Neo4jServer) -> None:
    cypher(empty_server, "CREATE (:Person {name: 'Ada'})")
    store = opened(empty_server)
    with pytest.raises(StoreBroken, match="another program"):
        store.write([small_world()])
    store.close()
    assert cypher(empty_server, "MATCH (n) RETURN count(n)") == [[1]]
