"""The plain layout as an import: tables of who took part in what, put into the form of `plain` by hand."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from graph.errors import PeerpolisError
from graph.model import Municipality, Network
from graph.said import said
from seed.bodies.network_join import NetworkJoin
from seed.bodies.town_join import TownJoin
from seed.files.input_files import InputFile
from seed.importers.frame import Importer, Request, is_part
from seed.importers.plain import REQUIRED, missing_table, read_plain
from seed.reading import Reading

TABLES = ("municipalities.csv", "networks.csv", "memberships.csv", "solutions.csv")


def read_layout(request: Request) -> Reading:
    """The folder or archive that holds `municipalities.csv`, `networks.csv`, `memberships.csv`, and `solutions.csv`.

    Towns and networks are looked for among those that others have brought, so that reading the tables again says the
    same again. Raises PeerpolisError where one of the first three is missing.
    """
    store = request.store
    towns = [town for town in store.nodes(Municipality.label) if isinstance(town, Municipality)]
    others = [town for town in towns if not is_part(town.source, request.source)]
    join = TownJoin(others, (place for place in store.relations("IN") if not is_part(place.source, request.source)))
    networks = (
        node
        for node in store.nodes(Network.label)
        if isinstance(node, Network) and not is_part(node.source, request.source)
    )
    tables = _tables(request)
    with tempfile.TemporaryDirectory() as folder:
        for done, (name, file) in enumerate(tables.items(), start=1):
            with file.open() as stream, (Path(folder) / name).open("wb") as copy:
                shutil.copyfileobj(stream, copy)
            request.advance(done, len(tables))
        ours = {town.id for town in towns if is_part(town.source, request.source)}
        bodies = request.bodies.without(ours)
        found = read_plain(Path(folder), join, known=NetworkJoin(networks), source=request.source, bodies=bodies)
        return replace(found.reading, name=request.source)


def _tables(request: Request) -> dict[str, InputFile]:
    """Name of a table → its file. Raises PeerpolisError where one is missing, or stands twice."""
    found: dict[str, InputFile] = {}
    for file in request.files:
        name = file.name.rpartition("/")[2].casefold()
        if name in TABLES and found.setdefault(name, file) is not file:
            one, other = found[name].name, file.name
            why = said("{one} and {other} are the same table; import one folder at a time.", one=one, other=other)
            raise PeerpolisError(why)
    where = request.source.partition(":")[2]
    for name in TABLES[:3]:
        if name not in found:
            raise missing_table(where, name)
    return found


TABLE = Importer(
    name="table",
    what=said(
        "Networks and who took part in them, from municipalities.csv, networks.csv, memberships.csv and, if at "
        "hand, solutions.csv in one folder or ZIP archive."
    ),
    file="`municipalities.csv`, `networks.csv`, `memberships.csv` and, if at hand, `solutions.csv`",
    publisher=said("yourself: put a table, such as URBACT's list of networks, into this layout"),
    page="https://urbact.eu/networks",
    terms=said("those of the table's publisher"),
    suffixes=(".csv",),
    read=read_layout,
    wanted={f"{table}.csv": columns for table, columns in REQUIRED.items()},
)
