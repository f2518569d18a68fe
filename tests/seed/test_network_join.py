"""One association is one network, however a list writes its name; what only sounds alike stays apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Batch, Municipality
from graph.store.sqlite_store import SqliteStore
from seed.bodies.network_join import NetworkJoin
from seed.bodies.recognition import Recognition, resolver_of
from seed.files.input_files import input_files
from seed.importers.frame import Request, placed, undo
from seed.importers.layout import read_layout
from seed.load import load
from seed.reading import Reading
from tests.factory import member_of, network
from tests.graph.store_contract import content
from tests.seed.requests import TOWNS

KNOWN = (
    network("net:eurocities", "EUROCITIES"),
    network("net:ubc", "Union of the Baltic Cities (UBC)"),
    network("net:heat-2015", "Heat", kind="network", start="2015"),
    network("net:alpine", "ALPINE", kind="project"),
    network("net:a", "Twice"),
    network("net:b", "TWICE"),
)
SOURCE = "table:lists"


@pytest.mark.parametrize(
    ("name", "kind", "start", "id"),
    [
        ("Eurocities", "association", None, "net:eurocities"),
        ("UBC", "association", None, "net:ubc"),
        ("Union of the Baltic Cities", "association", "1991", "net:ubc"),
        ("HEAT", "network", "2015-06-01", "net:heat-2015"),
        ("HEAT", "network", "2009", "net:own"),
        ("Eurocities", "network", None, "net:own"),
        ("Alpine", "project", None, "net:own"),
        ("Twice", "association", None, "net:own"),
        ("Cities", "association", None, "net:own"),
    ],
)
def test_same_name_kind_and_year_are_the_same_network(name: str, kind: str, start: str | None, id: str) -> None:
    assert NetworkJoin(KNOWN).find(network("net:own", name, kind=kind, start=start)).id == id


def reading(store: SqliteStore, folder: Path) -> Reading:
    bodies = Recognition(resolver_of(store))
    return placed(store, read_layout(Request(input_files(folder, (".csv",)), SOURCE, bodies, store)), SOURCE)


def test_an_imported_list_joins_the_known_network_says_so_and_can_be_undone(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    tables = {
        "municipalities": "id,name,country,lat,lon,population\ngn:1,Herrenberg,DE,,,\ngn:2,Torino,IT,,,\n",
        "networks": "id,name,kind,programme,start,end\nassoc:eurocities,Eurocities,association,,,\n"
        "assoc:new,Newest,association,,,\n",
        "memberships": "municipality,network,role\ngn:1,assoc:eurocities,member\ngn:2,assoc:new,member\n",
    }
    for name, text in tables.items():
        (lists / f"{name}.csv").write_text(text, encoding="utf-8")
    store = SqliteStore(tmp_path / "graph.sqlite")
    towns: tuple[Municipality, ...] = TOWNS
    store.write([Batch([*towns, *KNOWN], [member_of("gn:2", "net:eurocities")])])
    before = content(store)

    first = reading(store, lists)
    assert {(r.start, r.end) for r in first.batch.relations} == {("gn:1", "net:eurocities"), ("gn:2", "assoc:new")}
    assert [node.id for node in first.batch.nodes] == ["assoc:new"]
    assert first.notices == ("1 network known under another id, by name and kind: Eurocities → net:eurocities",)
    load(store, [first])
    assert not load(store, [reading(store, lists)]).changes
    undo(store, SOURCE, {"table"})
    assert content(store) == before
