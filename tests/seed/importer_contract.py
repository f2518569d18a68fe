"""What every importer does, those of other distributions included: a test class inherits it and writes two files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model import Batch
from graph.store.protocol import Store
from graph.store.sqlite_store import SqliteStore
from seed.bodies.recognition import Recognition
from seed.bodies.resolver import Resolver
from seed.files.input_files import input_files
from seed.importers.frame import Importer, Request, is_part, placed, source_of, undo
from seed.load import Record, difference, load
from seed.reading import Reading
from tests.graph.store_contract import content
from tests.seed.requests import TOWNS


class ImporterContract:
    """A test class for one importer defines the fixture `importer` and `write`, and inherits all this.

    The file, or the folder, is written over a graph of `tests.seed.requests.TOWNS`.
    """

    @pytest.fixture
    def importer(self) -> Importer:
        raise NotImplementedError

    def write(self, folder: Path, *, damaged: bool) -> Path:
        """Write what the importer reads, and return its path; damaged, it holds the same and what cannot be taken."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        store = SqliteStore(tmp_path / "graph.sqlite")
        store.write([Batch(TOWNS)])
        yield store
        store.close()

    @pytest.fixture
    def whole(self, tmp_path: Path) -> Path:
        (tmp_path / "whole").mkdir()
        return self.write(tmp_path / "whole", damaged=False)

    def read(self, importer: Importer, store: Store, where: Path) -> Reading:
        """What the importer reads there, as it enters the store."""
        files, source = input_files(where, importer.suffixes), source_of(importer, where)
        request = Request(files, source, Recognition(Resolver(TOWNS)), store, as_of="2026-08")
        return placed(store, importer.read(request), source)

    def test_all_that_a_sound_file_says_is_read_and_has_its_source(
        self, importer: Importer, store: Store, whole: Path
    ) -> None:
        reading = self.read(importer, store, whole)
        assert reading.errors == ()
        said: list[Record] = [*reading.batch.nodes, *reading.batch.relations, *reading.batch.facts]
        assert said
        assert [one for one in said if not is_part(one.source, source_of(importer, whole))] == []

    def test_importing_again_changes_nothing(self, importer: Importer, store: Store, whole: Path) -> None:
        load(store, [self.read(importer, store, whole)])
        before, revision = content(store), store.revision()
        load(store, [self.read(importer, store, whole)])
        assert (content(store), store.revision()) == (before, revision)

    def test_undoing_leaves_the_store_as_it_was(self, importer: Importer, store: Store, whole: Path) -> None:
        before = content(store)
        load(store, [self.read(importer, store, whole)])
        assert content(store) != before
        undo(store, source_of(importer, whole), (importer.name,))
        assert content(store) == before

    def test_a_dry_run_tells_what_would_change_and_writes_nothing(
        self, importer: Importer, store: Store, whole: Path
    ) -> None:
        before, revision = content(store), store.revision()
        reading = self.read(importer, store, whole)
        told = difference(store, reading.batch, remove_sources=reading.replaces)
        assert (content(store), store.revision()) == (before, revision)
        assert len(told.created) == load(store, [reading]).changes.created

    def test_of_a_damaged_file_the_faults_are_told_and_the_rest_is_read(
        self, importer: Importer, store: Store, whole: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "damaged").mkdir()
        where = self.write(tmp_path / "damaged", damaged=True)
        load(store, [self.read(importer, store, whole)])
        sound = content(store)
        undo(store, source_of(importer, whole), (importer.name,))
        reading = self.read(importer, store, where)
        assert reading.errors
        assert [error for error in reading.errors if not error.file or error.row < 1 or not error.why] == []
        load(store, [reading])
        # The source may be called otherwise, as the file may lie in another folder.
        assert repr(content(store)).replace(source_of(importer, where), source_of(importer, whole)) == repr(sound)
