"""`import peerpolis`: what the documentation shows runs as it stands, and says what the measures say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

import peerpolis as library
from graph.measures.centrality import centrality
from tests import worlds
from tests.command_line import CommandLine
from tests.memory_store import snapshot_of
from tests.worlds import twelve_towns

ROOT = Path(__file__).parents[1]


def test_the_example_of_the_documentation_runs(
    peerpolis: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/library.md").read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "docs/library.md", "exec"), {})
    assert (tmp_path / "network.gexf").stat().st_size > 500
    assert capsys.readouterr().out.rstrip().endswith("True")


def test_a_file_is_opened_and_says_what_the_measures_say(peerpolis: CommandLine) -> None:
    with library.open_graph(peerpolis.folder / "graph.sqlite") as graph:
        network = graph.network(largest=4, weighting="count")
        expected = centrality(snapshot_of(twelve_towns()), "strength", largest=4, weighting="count")
        assert network.measure("strength") == {row.id: row.value for row in expected.rows}
        assert set(network.to_igraph().vs["name"]) == set(network.to_networkx()) == set(network.ids)
        assert len(network.ties(bipartite=True)) == network.projection.incidence.nnz
        assert {row["id"] for row in network.nodes()} == set(network.ids)
        assert worlds.BERLIN in graph.network(as_of="2015").ids
        assert worlds.BRUECK not in graph.network(as_of="2015").ids


def test_what_the_library_says_of_chance_years_and_gaps_is_what_the_reports_say(peerpolis: CommandLine) -> None:
    with library.open_graph(peerpolis.folder / "graph.sqlite") as graph:
        snapshot, network = graph.snapshot(), graph.network()
        twin = centrality(snapshot, "degree", chance=5, bootstrap=5, seed=2).rows
        rows = {row["id"]: row for row in network.compared("degree", chance=5, bootstrap=5, seed=2)}
        assert {row.id: (row.value, row.expected, row.p, row.low, row.high) for row in twin} == {
            id: (row["degree"], row["expected"], row["p"], row["low"], row["high"]) for id, row in rows.items()
        }
        sampled = network.sampled_betweenness(3, seed=2)
        assert {row.id: row.value for row in centrality(snapshot, "betweenness", sampled=3, seed=2).rows} == dict(
            zip(network.ids, sampled.value.tolist(), strict=True)
        )
        assert [row.year for row in graph.years(2012, 2014).rows] == [2012, 2013, 2014]
        assert {row.measure for row in graph.panel(2012, 2014, ["core"]).rows} == {"core"}
        assert all(tie.p is not None for tie in network.ties(chance=True))
        assert network.disparity(0.5).projection.matrix.nnz <= network.projection.matrix.nnz
        isolates = graph.gaps(country="PL", findings=["isolates"]).findings[0]
        assert [row.town.id for row in isolates.rows if row.town] == [worlds.ZAMBROW]
        understood = graph.suggest("Potsdam", "heat planning").understood
        assert understood[0].topic == worlds.HEAT_PLANNING


def test_the_citation_names_the_version_and_licence_that_are_packaged() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (cited["version"], cited["license"]) == (project["version"], project["license"])
