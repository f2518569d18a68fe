"""Every importer on real files, into the whole graph: again without a change, and out without a trace."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.store.sqlite_store import SqliteStore
from seed.bodies.recognition import Recognition, resolver_of
from seed.files.input_files import input_files
from seed.importers.all import IMPORTERS, names
from seed.importers.frame import Importer, Request, imported, placed, undo
from seed.load import load
from seed.reading import Reading
from tests.graph.store_contract import content

DATA = Path(__file__).parents[3] / "shared" / "data"
#: Where the files of an importer stand, if not in a folder of its name.
FOLDERS = {"publiccode": "solutions/publiccode", "table": "benchmark"}


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the publishers' files in ../shared/data")
@pytest.mark.real
def test_all_real_files_come_in_once_and_go_out_to_the_letter(seeded: Path, tmp_path: Path) -> None:
    shutil.copy(seeded / "graph.sqlite", tmp_path / "graph.sqlite")
    store = SqliteStore(tmp_path / "graph.sqlite")
    before, resolver = content(store), resolver_of(store)

    def read(importer: Importer) -> Reading:
        files = input_files(DATA / FOLDERS.get(importer.name, importer.name), importer.suffixes)
        source = f"{importer.name}:real"
        return placed(store, importer.read(Request(files, source, Recognition(resolver), store)), source)

    # The list of municipalities has its own test, on two countries: whole, it takes this one a minute longer.
    importers = [i for i in IMPORTERS if i.name != "lau" and (DATA / FOLDERS.get(i.name, i.name)).is_dir()]
    assert len(importers) >= 6
    for importer in importers:
        changes = load(store, [read(importer)]).changes
        assert (changes.created > 10, changes.changed) == (True, 0)
        assert not load(store, [read(importer)]).changes
    sources = [found.source for found in imported(store, names(IMPORTERS))]
    assert len(sources) == len(importers)
    for source in sources:
        undo(store, source, names(IMPORTERS))
    assert content(store) == before
    store.close()
