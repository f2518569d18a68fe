"""A network that is written and read again is the same: all towns and ties, names and dates, nothing unknown."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest

from graph.errors import InvalidRecord
from graph.measures.centrality import measured
from graph.measures.drawn import Drawn
from graph.measures.files import FORMATS, to_gexf, to_graphml, to_node_link, to_pajek, written
from graph.measures.projection import Onto, project
from tests import worlds
from tests.factory import member_of, municipality, network
from tests.memory_store import snapshot_of
from tests.worlds import twelve_towns


def drawn(*, isolates: bool = False, bipartite: bool = False, onto: Onto = "towns") -> Drawn:
    snapshot = snapshot_of(twelve_towns())
    ties = project(snapshot, isolates=isolates, onto=onto)
    return Drawn(snapshot, ties, bipartite=bipartite, measures={"degree": measured(ties, "degree")})


def read(text: str, ending: str, tmp_path: Path) -> Any:
    """The file as networkx reads it."""
    path = tmp_path / f"x{ending}"
    path.write_text(text, encoding="utf-8", newline="")
    if ending == ".csv":
        graph = nx.Graph()
        for row in csv.DictReader(io.StringIO(text, newline="")):
            graph.add_node(row["source"], name=row["source_name"])
            if row["target"]:
                graph.add_node(row["target"], name=row["target_name"])
                graph.add_edge(row["source"], row["target"], weight=float(row["weight"] or 1))
        return graph
    if ending == ".json":
        return nx.node_link_graph(json.loads(text), edges="edges")
    reader = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf, ".net": nx.read_pajek}[ending]
    return nx.Graph(reader(path))


@pytest.mark.parametrize("isolates", [False, True])
@pytest.mark.parametrize("ending", list(FORMATS))
def test_a_network_read_back_has_all_towns_and_ties_also_towns_without_any(
    ending: str, isolates: bool, tmp_path: Path
) -> None:
    network = drawn(isolates=isolates)
    graph = read(FORMATS[ending](network), ending, tmp_path)
    assert set(graph) == {network.snapshot.municipalities.ids[int(town)] for town in network.projection.towns}
    assert len(graph) == (10 if isolates else 7)
    assert graph.number_of_edges() == 16
    assert graph[worlds.POTSDAM][worlds.MANRESA]["weight"] == pytest.approx(0.75)
    if ending != ".net":
        assert graph.nodes[worlds.LOMZA].get("name", graph.nodes[worlds.LOMZA].get("label")) == "Łomża"
    if isolates:
        assert "population" not in graph.nodes[worlds.VASLUI]
        assert nx.degree(graph, worlds.BAD_BELZIG) == 0


@pytest.mark.parametrize("ending", list(FORMATS))
def test_towns_and_networks_together_are_as_many_ties_as_memberships(ending: str, tmp_path: Path) -> None:
    graph = read(FORMATS[ending](drawn(bipartite=True)), ending, tmp_path)
    assert graph.number_of_edges() == 15
    assert set(graph[worlds.BIEL]) <= {id for id in graph if id.startswith("net:")}
    assert nx.is_bipartite(graph)
    if ending in (".graphml", ".json"):
        assert {graph.nodes[id]["bipartite"] for id in graph if id.startswith("gn:")} == {0}


@pytest.mark.parametrize("ending", list(FORMATS))
def test_the_same_network_gives_the_same_file(ending: str) -> None:
    assert FORMATS[ending](drawn()) == FORMATS[ending](drawn())


def test_igraph_reads_the_same_network(tmp_path: Path) -> None:
    network = drawn(isolates=True)
    for ending, write in ((".graphml", to_graphml), (".net", to_pajek)):
        path = tmp_path / f"x{ending}"
        path.write_text(write(network), encoding="utf-8")
        graph = igraph.Graph.Load(str(path))
        assert (graph.vcount(), graph.ecount()) == (10, 16)
        assert sorted(graph.es["weight"]) == pytest.approx(sorted(tie.weight or 0 for tie in network.ties()))
    by_name = dict(zip(igraph.Graph.Load(str(tmp_path / "x.graphml")).vs["name"], range(10), strict=True))
    assert "Łomża" in by_name


def test_measures_stand_at_the_nodes(tmp_path: Path) -> None:
    graph = read(to_graphml(drawn()), ".graphml", tmp_path)
    assert graph.nodes[worlds.TARTU]["degree"] == 6.0


def test_networks_are_tied_by_the_towns_they_share(tmp_path: Path) -> None:
    graph = read(to_node_link(drawn(onto="networks")), ".json", tmp_path)
    assert worlds.CLIMATE_LEAGUE in graph
    assert all(id.startswith("net:") for id in graph)


def test_dates_and_places_come_back_from_gexf_and_what_goes_on_is_closed_where_the_data_end(tmp_path: Path) -> None:
    nets = [network("net:old", "Old", kind="project", start="2015", end="2018-06"), network("net:new", kind="network")]
    members = [
        member_of("gn:1", "net:old"),
        member_of("gn:2", "net:old", since="2016-03"),
        member_of("gn:1", "net:new", since="2019"),
        member_of("gn:3", "net:new", since="2020-02-03"),
        member_of("gn:4", "net:new"),
    ]
    towns = [municipality(f"gn:{i}", f"Ort {i}") for i in range(1, 5)]
    snapshot = snapshot_of(replace(worlds.twelve_towns(), nodes=(*towns, *nets), relations=members, facts=()))
    ties = Drawn(snapshot, project(snapshot))
    assert {(t.source, t.target): (t.since, t.until) for t in ties.ties()} == {
        ("gn:1", "gn:2"): ("2016-03", "2018-06"),
        ("gn:1", "gn:3"): ("2020-02-03", None),
        ("gn:1", "gn:4"): (None, None),
        ("gn:3", "gn:4"): (None, None),
    }
    graph = read(to_gexf(ties), ".gexf", tmp_path)
    assert graph["gn:1"]["gn:2"]["start"] == "2016-03-01"
    assert graph["gn:1"]["gn:2"]["end"] == "2018-06-30"
    assert date.fromisoformat(graph["gn:1"]["gn:3"]["end"]) >= date(2020, 2, 3)
    assert "start" not in graph["gn:3"]["gn:4"]
    assert 'mode="dynamic"' in to_gexf(ties)
    assert "lastmodifieddate" not in to_gexf(ties)
    places = [(about["viz"]["position"]["x"], about["viz"]["position"]["y"]) for about in graph.nodes.values()]
    assert len(set(places)) == 4


def test_a_name_whose_ending_says_no_format_is_answered_with_those_that_do() -> None:
    with pytest.raises(
        InvalidRecord,
        match=r"'ties\.xls' .* known endings are \.csv, \.graphml, \.gexf, \.net, \.json, \.parquet, \.zip",
    ):
        written(drawn(), "ties.xls")
    assert str(written(drawn(), "Ties.GraphML")).startswith("<")


@pytest.mark.parametrize("ending", list(FORMATS))
def test_a_network_of_nobody_is_a_file_too(ending: str, tmp_path: Path) -> None:
    snapshot = snapshot_of()
    assert len(read(FORMATS[ending](Drawn(snapshot, project(snapshot))), ending, tmp_path)) == 0


def test_a_tie_says_in_how_many_networks_both_are_beside_how_many_chance_gives() -> None:
    """What is expected by chance is a number of networks: beside Newman's weight alone nobody could compare it."""
    counted = project(snapshot_of(twelve_towns()), weighting="count")
    shared = {(tie.source, tie.target): tie.shared for tie in drawn().ties()}
    assert shared == {(tie.source, tie.target): tie.weight for tie in Drawn(drawn().snapshot, counted).ties()}
    assert {tie.shared for tie in drawn(bipartite=True).ties()} == {None}
