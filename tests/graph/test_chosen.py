"""A network is stated: every choice of towns and networks does what it says, and is told with what it leaves out."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, get_args

import networkx as nx
import numpy as np
import pytest

from graph.errors import InvalidRecord, UnknownId
from graph.measures.chosen import DEFAULTS, Which, memberships, stated
from graph.measures.counts import counts, counts_told
from graph.measures.projection import Weighting, project
from graph.measures.whole import FIGURES, network_report
from graph.model import Batch, Programme, Relation, Topic
from graph.snapshot.frozen import Snapshot
from tests import worlds
from tests.factory import fact, member_of, municipality, network, region
from tests.memory_store import snapshot_of
from tests.worlds import twelve_towns


def world() -> Snapshot:
    towns = [
        municipality("gn:1", "Klein", population=5_000),
        municipality("gn:2", "Groß", population=50_000),
        municipality("gn:3", "Wer weiß", population=None),
        municipality("gn:4", "Fern", country="PL", population=30_000),
    ]
    topics = [Topic(id="topic:energy", name="Energy", source="x"), Topic(id="topic:heat", name="Heat", source="x")]
    nets = [network("net:paid", "Paid", kind="project"), network("net:warm", "Warm", kind="network")]
    said = [("FUNDED_BY", "net:paid", "prog:life"), ("ADDRESSES", "net:warm", "topic:heat")]
    said += [("BROADER", "topic:heat", "topic:energy"), ("IN", "gn:1", "region:DE4"), ("IN", "gn:2", "region:inside")]
    said += [("IN", "region:inside", "region:DE4")]
    relations = [Relation(type=t, start=a, end=b, source="x") for t, a, b in said]
    relations += [member_of(f"gn:{i}", "net:paid") for i in (1, 2, 3)]
    relations += [member_of(f"gn:{i}", "net:warm") for i in (2, 4)]
    nodes = (*towns, *topics, *nets, Programme(id="prog:life", name="LIFE", source="x"))
    regions = (region("region:DE4", "Brandenburg"), region("region:inside", "Teil", level=2))
    return snapshot_of(Batch((*nodes, *regions), relations, (fact("gn:4", "nuts3", "PL43E"),)))


def towns(snapshot: Snapshot, which: Which) -> list[str]:
    return sorted({snapshot.municipalities.ids[int(town)] for town in memberships(snapshot, **which)[0]})


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ({"programmes": ["prog:life"]}, "1 2 3"),
        ({"topics": ["topic:heat"]}, "2 4"),
        ({"topics": ["topic:energy"]}, "2 4"),
        ({"places": ["DE"]}, "1 2 3"),
        ({"places": ["region:DE4"]}, "1 2"),
        ({"places": ["region:DE4", "PL"]}, "1 2 4"),
        ({"places": ["PL43"]}, "4"),
        ({"population_min": 20_000}, "2 4"),
        ({"population_max": 20_000}, "1"),
        ({"population_min": 1}, "1 2 4"),
        ({"kinds": ["project"], "population_min": 1}, "1 2"),
        ({"leave_out": ["net:paid"]}, "2 4"),
    ],
)
def test_networks_and_towns_are_chosen(which: Any, expected: str) -> None:
    assert towns(world(), which) == [f"gn:{i}" for i in expected.split()]


@pytest.mark.parametrize(
    ("which", "error"),
    [
        ({"programmes": ["prog:live"]}, UnknownId),
        ({"topics": ["topic:heating"]}, UnknownId),
        ({"places": ["region:DE5"]}, UnknownId),
        ({"places": ["DE99"]}, UnknownId),
        ({"places": ["XX"]}, InvalidRecord),
    ],
)
def test_what_is_not_known_is_told_and_never_an_empty_network(which: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        memberships(world(), **which)


def test_a_report_states_every_choice_also_those_that_nobody_made() -> None:
    parameters = network_report(world(), places=["PL", "DE"]).parameters
    assert parameters.keys() >= DEFAULTS.keys()
    assert stated({"places": ["PL", "DE"]})["places"] == ("DE", "PL")
    assert (parameters["largest"], parameters["weighting"], parameters["onto"]) == (None, "newman", "towns")


def test_every_known_network_counts_or_is_left_out_for_one_reason() -> None:
    snapshot = snapshot_of(twelve_towns())
    choices: list[Which] = [{}, {"largest": 4}, {"kinds": ["project"]}, {"population_max": 50_000}, {"places": ["CH"]}]
    for which in choices:
        found = counts(snapshot, **which)
        reasons = sum(found[name] for name in ("lists", "too_large", "not_chosen", "elsewhere", "parts"))
        assert found["networks"] + reasons == found["known_networks"]
    assert counts(snapshot)["parts"] == 1
    assert "1 network that only repeats its umbrella" in " ".join(counts_told(snapshot))
    assert "1 with more than 4 members" in " ".join(counts_told(snapshot, largest=4))


@pytest.mark.parametrize("weighting", get_args(Weighting))
def test_weights_are_those_that_the_bipartite_network_gives_pair_by_pair(weighting: Weighting) -> None:
    snapshot = snapshot_of(twelve_towns())
    for onto in ("towns", "networks"):
        found = project(snapshot, onto=onto, weighting=weighting)
        rows = found.affiliations.toarray()
        size, own = rows.sum(axis=0), rows.sum(axis=1)
        for i in range(len(rows)):
            for j in range(len(rows)):
                both: list[int] = np.flatnonzero(rows[i] * rows[j]).tolist() if i != j else []
                expected = {
                    "newman": sum(1 / (size[k] - 1) for k in both),
                    "hyperbolic": sum(1 / size[k] for k in both),
                    "count": len(both),
                    "simple": float(len(both) > 0),
                    "allocation": sum((1 / own[i] + 1 / own[j]) / (2 * size[k]) for k in both),
                }[weighting]
                assert found.matrix[i, j] == pytest.approx(expected)


def test_the_figures_of_the_network_are_those_of_networkx() -> None:
    snapshot = snapshot_of(twelve_towns())
    ties = project(snapshot, isolates=True)
    graph = nx.from_scipy_sparse_array(ties.matrix)
    for at, town in enumerate(ties.towns.tolist()):
        graph.nodes[at]["size"] = float(np.log(snapshot.population[town]))
        graph.nodes[at]["country"] = snapshot.municipalities.category("country")[town]
    known = graph.subgraph([at for at in graph if not math.isnan(graph.nodes[at]["size"])])
    found = {row.figure: row.value for row in network_report(snapshot, isolates=True).rows}
    assert found.keys() == FIGURES.keys()
    assert found["density"] == pytest.approx(nx.density(graph))
    assert found["components"] == nx.number_connected_components(graph) == 4
    assert found["largest_component"] == 7
    assert found["isolates"] == 3
    assert found["transitivity"] == pytest.approx(nx.transitivity(graph))
    assert found["degree_assortativity"] == pytest.approx(nx.degree_assortativity_coefficient(graph))
    assert found["country_assortativity"] == pytest.approx(nx.attribute_assortativity_coefficient(graph, "country"))
    assert found["size_assortativity"] == pytest.approx(nx.numeric_assortativity_coefficient(known, "size"))


def test_what_is_not_defined_has_no_figure_and_a_network_of_nobody_is_no_fault() -> None:
    found = {row.figure: row.value for row in network_report(snapshot_of()).rows}
    assert found["nodes"] == 0
    assert found["density"] is None
    assert found["country_assortativity"] is None
    lonely = replace(twelve_towns(), relations=(member_of(worlds.BERLIN, worlds.CLIMATE_LEAGUE),))
    assert {row.figure: row.value for row in network_report(snapshot_of(lonely)).rows}["transitivity"] is None
