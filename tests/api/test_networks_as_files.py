"""The commands for researchers: files that say what they are, and reports that can be made again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from tests.command_line import CommandLine


def beside(file: Path) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(Path(f"{file}-metadata.json").read_text(encoding="utf-8"))["dc:description"]
    return about


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("centrality", "betweenness", "--as-of", "2015"), "x.csv"),
        (("centrality", "katz", "--chance", "5", "--seed", "3"), "x.json"),
        (("centrality", "constraint", "--onto", "networks"), "x.graphml"),
        (("communities", "--seed", "4", "--seeds", "3"), "x.csv"),
        (("network", "--in", "DE"), "x.csv"),
        (("centrality", "betweenness", "--sampled", "3", "--seed", "1"), "x.csv"),
        (("centrality", "strength", "--bootstrap", "5", "--seed", "1"), "x.csv"),
        (("network", "--chance", "3", "--bootstrap", "3"), "x.json"),
        (("communities", "--by-community", "--chance", "3"), "x.csv"),
        (("years", "--from", "2012", "--to", "2020"), "x.csv"),
        (("panel", "--from", "2014", "--to", "2016", "--measure", "degree", "--measure", "katz"), "x.csv"),
        (("export", "--disparity", "0.3"), "x.graphml"),
        (("export", "--bipartite"), "x.gexf"),
        (("export", "--chance"), "x.zip"),
        (("centrality", "degree", "--isolates"), "x.parquet"),
        (("export", "--backbone", "0.5", "--chance"), "x.csv"),
    ],
)
def test_a_report_is_made_again_to_the_byte_from_what_stands_beside_it(
    peerpolis: CommandLine, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    file = tmp_path / name
    made = peerpolis(*words, "--output", str(file))
    assert made.code == 0, made.err
    about = beside(file)
    assert about["command"] == "peerpolis " + " ".join(words)
    assert {"python", "igraph", "scipy", "numpy"} <= about["software"].keys()
    again = peerpolis("reproduce", str(file))
    assert (again.code, "The same to the byte." in again.out) == (0, True), again.out + again.err
    assert peerpolis("reproduce", f"{file}-metadata.json", "--lang", "de").code == 0


def test_a_report_of_other_data_is_told_to_differ_and_why(peerpolis: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    peerpolis("centrality", "degree", "--output", str(file))
    description = Path(f"{file}-metadata.json")
    document = json.loads(description.read_text(encoding="utf-8"))
    document["dc:description"] |= {"digest": "0" * 64, "sha256": "1" * 64}
    document["dc:description"]["software"]["igraph"] = "0.1"
    description.write_text(json.dumps(document), encoding="utf-8")
    again = peerpolis("reproduce", str(file))
    assert again.code == 1
    for told in ("Not the same.", "The data differ: snapshot 000000000000", "igraph was 0.1"):
        assert told in again.out


@pytest.mark.parametrize("command", ["peerpolis seed", "rm -rf x", "peerpolis import undo x", "peerpolis"])
def test_nothing_but_reports_is_run_from_a_file(peerpolis: CommandLine, tmp_path: Path, command: str) -> None:
    file = tmp_path / "x.csv-metadata.json"
    about = {"command": command, "sha256": "", "digest": "", "software": {}}
    file.write_text(json.dumps({"url": "x.csv", "dc:description": about}), encoding="utf-8")
    again = peerpolis("reproduce", str(file))
    assert again.code == 1
    assert "does not say by which command" in again.err


def test_a_file_says_in_its_name_what_is_in_it(peerpolis: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "x.graphml"
    assert peerpolis("centrality", "degree", "--output", str(file)).code == 0
    graph = nx.read_graphml(file)
    assert all("degree" in about for about in graph.nodes.values())
    for words in (("centrality",), ("network",), ("gaps",), ("export",)):
        wrong = peerpolis(*words, "--output", str(tmp_path / "x.xls"))
        assert (wrong.code, ".csv" in wrong.err) == (1, True)
        assert not (tmp_path / "x.xls").exists()


def test_a_network_that_is_stated_wrongly_is_told_so(peerpolis: CommandLine) -> None:
    for words in (("--in", "XX"), ("--programme", "Nowhere"), ("--topic", "zzzz"), ("--in", "Atlantis")):
        assert peerpolis("network", *words).code == 1
    assert peerpolis("network", "--onto", "calls").code == 2
    for refused in (
        ("years", "--as-of", "2015"),
        ("years", "--from", "2020", "--to", "2019"),
        ("panel", "--isolates"),
        ("communities", "--chance", "3"),
        ("export", "--backbone", "0.1", "--disparity", "0.1", "--output", "x.csv"),
        ("export", "--bipartite", "--disparity", "0.1", "--output", "x.csv"),
    ):
        assert peerpolis(*refused).code == 2, refused
