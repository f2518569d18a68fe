"""Parquet and Data Packages, read again by the programs that they are for: all rows, nothing unknown, names kept."""

from __future__ import annotations

import builtins
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import frictionless
import pandas
import pytest
from pyarrow import parquet

from graph.errors import PeerpolisError
from graph.measures.backbone import chances_of
from graph.measures.centrality import Central, centrality, measured
from graph.measures.drawn import Drawn
from graph.measures.export import described, to_csv
from graph.measures.files import PACKED, written
from graph.measures.projection import project
from graph.measures.tabular import to_data_package, to_parquet
from tests import worlds
from tests.memory_store import snapshot_of
from tests.worlds import twelve_towns

LICENCE = {"title": "GeoNames", "url": "https://www.geonames.org", "licence": "CC BY 4.0"}


def drawn(*, bipartite: bool = False) -> Drawn:
    snapshot = snapshot_of(twelve_towns())
    ties = project(snapshot, isolates=True)
    chance = {} if bipartite else chances_of(ties)
    return Drawn(snapshot, ties, bipartite, chance, {"clustering": measured(ties, "clustering")})


@pytest.mark.parametrize("bipartite", [False, True])
def test_a_package_is_valid_and_pandas_reads_all_nodes_and_ties(bipartite: bool, tmp_path: Path) -> None:
    network = drawn(bipartite=bipartite)
    file = tmp_path / "network.zip"
    file.write_bytes(to_data_package(network, {"command": "peerpolis export", "licences": [LICENCE]}))
    assert frictionless.validate(str(file), type="package").valid
    with zipfile.ZipFile(file) as package:
        nodes, ties = (pandas.read_csv(package.open(f"{name}.csv")) for name in ("nodes", "ties"))
        about = json.loads(package.read("datapackage.json"))
    assert list(nodes["id"]) == [id for id, _ in network.nodes()]
    assert len(ties) == len(list(network.ties())) == (15 if bipartite else 16)
    assert set(ties["source"]) | set(ties["target"]) <= set(nodes["id"])
    by_id = nodes.set_index("id")
    assert by_id.loc[worlds.LOMZA, "name"] == "Łomża"
    assert pandas.isna(by_id.loc[worlds.VASLUI, "population"])
    assert pandas.isna(by_id.loc[worlds.BAD_BELZIG, "clustering"])
    assert ties["weight"].isna().all() == ties["p"].isna().all() == bipartite
    assert about["peerpolis"] == {"digest": network.snapshot.digest, "command": "peerpolis export"}
    assert about["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]
    assert [field["name"] for field in about["resources"][0]["schema"]["fields"]] == list(nodes.columns)


def test_a_package_whose_ties_name_a_node_that_it_has_not_is_told_to_be_wrong(tmp_path: Path) -> None:
    file = tmp_path / "broken.zip"
    with zipfile.ZipFile(io.BytesIO(to_data_package(drawn()))) as right, zipfile.ZipFile(file, "w") as wrong:
        for name in right.namelist():
            wrong.writestr(name, right.read(name).replace(b"gn:2852458", b"gn:0", 1))
    assert not frictionless.validate(str(file), type="package").valid


def test_parquet_gives_the_rows_of_the_table_back_with_their_types() -> None:
    found = centrality(snapshot_of(twelve_towns()), "clustering", isolates=True)
    content = to_parquet(found.rows, Central, described(found))
    read = pandas.read_parquet(io.BytesIO(content))
    assert read["id"].tolist() == [row.id for row in found.rows]
    assert read["value"].isna().tolist() == [row.value is None for row in found.rows]
    assert str(parquet.read_schema(io.BytesIO(content)).field("population").type) == "int64"
    about = json.loads(parquet.read_schema(io.BytesIO(content)).metadata[b"peerpolis"])
    assert (about["digest"], about["parameters"]["measure"]) == (found.digest, "clustering")
    table = pandas.read_csv(io.StringIO(to_csv(found.rows)))
    assert table["name"].tolist() == read["name"].tolist()
    assert len(pandas.read_parquet(io.BytesIO(to_parquet((), Central)))) == 0
    assert to_parquet(())


def test_the_ties_as_parquet_are_those_of_the_edge_list() -> None:
    network = drawn()
    read = pandas.read_parquet(io.BytesIO(bytes(written(network, "x.parquet", None))))  # type: ignore[arg-type]  # it is bytes
    edges = pandas.read_csv(io.StringIO(str(written(network, "x.csv"))), keep_default_na=False)
    assert read["source"].tolist() == edges["source"].tolist()
    assert read["weight"].sum() == pytest.approx(network.projection.matrix.sum() / 2)
    assert (read["target"] == "").sum() == 3


@pytest.mark.parametrize("ending", list(PACKED))
def test_the_same_network_gives_the_same_bytes(ending: str) -> None:
    assert PACKED[ending](drawn(), {"a": 1}) == PACKED[ending](drawn(), {"a": 1})
    nobody = snapshot_of()
    assert PACKED[ending](Drawn(nobody, project(nobody)), None)


def test_without_pyarrow_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pyarrow":
            raise ImportError(name)
        return found(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PeerpolisError, match=r"peerpolis\[parquet\]"):
        to_parquet((), Central)
