"""A distribution with an importer of its own, as somebody else would write and install one."""

from __future__ import annotations

from pathlib import Path

import pytest

#: Towns and the circles that they have joined, one pair a row; reads as ours do.
CIRCLES = """
from graph.model import Network
from seed.bodies.resolver import Mention
from seed.importers.frame import Importer, Request
from seed.importers.plain import graph_id
from seed.importers.statements import Statements
from seed.reading import Reading


def read_circles(request: Request) -> Reading:
    said = Statements(request)
    for file in request.files:
        for cells in said.rows(file, ("town", "country", "circle")):
            body = said.body(Mention(cells["town"], cells["country"]))
            if not cells["circle"]:
                said.fault("circle", "", "the row has none, and was left out")
            elif body:
                circle = graph_id(f"net:{cells['circle']}", "net")
                if said.node(Network, id=circle, name=cells["circle"], kind="network"):
                    said.relate("MEMBER_OF", body, circle)
    return said.reading()


IMPORTER = Importer(
    name="circles",
    what="Circles of towns, from a table.",
    file="table with the columns town, country and circle",
    publisher="the circles",
    page="https://circles.example/",
    terms="CC0",
    suffixes=(".csv",),
    common_names=frozenset({"circles.csv"}),
    read=read_circles,
)
"""


def install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, value: str = "", *, module: str = CIRCLES, name: str = "circles"
) -> str:
    """Put a distribution on the path whose entry point names `value`, else the module's IMPORTER; returns the module.

    The module has a name of its own for each folder, so that none is taken for that of another test.
    """
    called = f"module_of_{folder.name.replace('-', '_')}"
    information = folder / "town_circles-1.0.dist-info"
    information.mkdir()
    (folder / f"{called}.py").write_text(module, encoding="utf-8")
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: town-circles\nVersion: 1.0\n")
    points = f"[peerpolis.importers]\n{name} = {value or f'{called}:IMPORTER'}\n"
    (information / "entry_points.txt").write_text(points)
    monkeypatch.syspath_prepend(folder)
    return called
