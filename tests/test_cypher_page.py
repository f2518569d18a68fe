"""The queries of `docs/cypher.md` run as they stand, read only, and say what the measures say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.measures.centrality import centrality
from graph.measures.projection import project
from graph.store.opening import open_store
from tests import worlds
from tests.memory_store import snapshot_of
from tests.neo4j_server import USER, Neo4jServer, cypher
from tests.worlds import twelve_towns

PAGE = Path(__file__).parents[1].joinpath("docs", "cypher.md").read_text(encoding="utf-8")
QUERIES = dict(re.findall(r"\*\*(.+?)\*\*.*?```cypher\n(.*?)```", PAGE, re.DOTALL))
ASKED: dict[str, object] = {
    "town": worlds.POTSDAM,
    "other": worlds.BIEL,
    "network": worlds.CLIMATE_LEAGUE,
    "topic": worlds.HEAT_PLANNING,
    "country": "DE",
    "year": "2016",
}


def test_every_query_of_the_page_is_found_and_reads_only() -> None:
    assert len(QUERIES) == PAGE.count("```cypher") == 20
    writing = re.compile(
        r"\b(CREATE|MERGE|SET|DELETE|REMOVE|LOAD|FOREACH|DROP)\b|\bCALL\s*([\w.]+\s*\(|\{)", re.IGNORECASE
    )
    assert [name for name, query in QUERIES.items() if writing.search(query)] == []


@pytest.fixture
def server(empty_server: Neo4jServer) -> Neo4jServer:
    store = open_store(empty_server.address, user=USER, password=empty_server.password)
    store.write([twelve_towns()])
    store.close()
    return empty_server


@pytest.mark.neo4j
def test_the_queries_say_what_the_measures_say(server: Neo4jServer) -> None:
    found = {name: cypher(server, query, **ASKED) for name, query in QUERIES.items()}
    assert [name for name, rows in found.items() if not rows] == []
    snapshot = snapshot_of(twelve_towns())
    ids = snapshot.municipalities.ids
    # The small world has one tandem that repeats its umbrella; the project of Potsdam does not.
    ties = project(snapshot)
    row = [ids[int(town)] for town in ties.towns].index(worlds.POTSDAM)
    weights = {ids[int(ties.towns[at])]: float(w) for at, w in enumerate(ties.matrix.toarray()[row]) if w}
    assert {r[0]: r[1] for r in found["Newman's weights of one town's ties"]} == pytest.approx(weights)
    shared = (ties.incidence @ ties.incidence.T).toarray()[row]
    count = {ids[int(t)]: int(w) for t, w in zip(ties.towns, shared, strict=True)}
    together = {r[0]: r[1] for r in found["With whom does a town sit together, and how often?"]}
    assert together == {k: v for k, v in count.items() if v and k != worlds.POTSDAM}
    rows = centrality(snapshot, "memberships", onto="networks").rows
    assert found["The largest networks."][0][::2] == [rows[0].id, rows[0].value]
    assert found["Who is a member, by country?"][0][0] == "DE"
