from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.errors import PeerpolisError
from graph.model import Municipality
from seed.importers.layout import read_layout
from tests.seed.requests import SOURCE, request

TABLES = {
    "municipalities.csv": "id,name,country,lat,lon,population\ngn:1,Herrenberg,DE,,,\nx:9,Łomza,PL,53.2,22.0,60000\n",
    "networks.csv": "id,name,kind,programme,start,end\nurbact:1,Heat,network,URBACT II,2010,2012\n",
    "memberships.csv": "municipality,network,role,source\ngn:1,urbact:1,lead,URBACT\nx:9,urbact:1,partner,\n",
    "others.csv": "not,ours\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    for name, text in TABLES.items():
        (tmp_path / "tables" / name).write_text(text, encoding="utf-8")
    return tmp_path / "tables"


def test_a_folder_and_its_archive_say_the_same(folder: Path) -> None:
    reading = read_layout(request(folder, ".csv"))
    assert [(r.start, r.role, r.source) for r in reading.batch.relations if r.type == "MEMBER_OF"] == [
        ("gn:1", "lead", "URBACT"),
        ("gn:3", "partner", SOURCE),
    ]
    assert {n.id for n in reading.batch.nodes} == {"urbact:1", "prog:urbact-ii"}
    assert (reading.name, reading.errors) == (SOURCE, ())
    archive = Path(shutil.make_archive(str(folder), "zip", folder))
    assert read_layout(request(archive, ".csv")) == reading


def test_towns_that_the_tables_brought_are_said_again_when_they_are_read_again(folder: Path) -> None:
    with (folder / "municipalities.csv").open("a", encoding="utf-8") as file:
        file.write("x:7,Newtown,GB,52.5,-3.3,11000\n")
    first = read_layout(request(folder, ".csv"))
    towns = [node for node in first.batch.nodes if isinstance(node, Municipality)]
    assert [town.name for town in towns] == ["Newtown"]
    assert read_layout(request(folder, ".csv", known=towns)) == first


def test_a_table_that_is_missing_is_named(folder: Path) -> None:
    (folder / "networks.csv").unlink()
    with pytest.raises(PeerpolisError, match=r"networks\.csv"):
        read_layout(request(folder, ".csv"))
