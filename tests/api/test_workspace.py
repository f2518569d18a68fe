"""The workspace follows its store: new views, troubles, recovery."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import cast

import pytest

from api.workspace.workspace import NotReady, Workspace
from graph.errors import EmptyGraph, StoreUnavailable, UnknownId
from graph.model import Batch, Fact, Municipality
from graph.snapshot.build import build_snapshot
from graph.snapshot.frozen import Snapshot
from graph.store.protocol import Store
from graph.store.sqlite_store import SqliteStore
from tests import worlds
from tests.api.conftest import SwitchedStore, settings_in, soon

NEW_TOWN = Municipality(id="gn:1", name="Newtown", country="DE", population=9_000, source="s")


def test_the_same_revision_is_read_once(switched_space: Workspace) -> None:
    assert switched_space.refresh()
    view = switched_space.view()
    assert not switched_space.refresh()
    assert switched_space.view() is view


def test_a_write_makes_a_new_view_and_leaves_the_old_one_as_it_was(
    switched_space: Workspace, switched: SwitchedStore
) -> None:
    old = switched_space.view()
    switched.write([Batch(nodes=(NEW_TOWN,))])
    assert switched_space.refresh()
    new = switched_space.view()
    assert new.revision == old.revision + 1
    assert "gn:1" in new.snapshot.municipalities.ids
    assert "gn:1" not in old.snapshot.municipalities.ids


def test_while_the_store_is_down_the_last_view_goes_on_answering(
    switched_space: Workspace, switched: SwitchedStore
) -> None:
    before = switched_space.portrait(worlds.BERLIN)
    switched.down = True
    with pytest.raises(StoreUnavailable):
        switched_space.refresh()
    assert isinstance(switched_space.trouble, StoreUnavailable)
    assert switched_space.portrait(worlds.BERLIN) == before
    assert switched_space.names.town("Lomscha").id == worlds.LOMZA
    switched.down = False
    assert not switched_space.refresh()
    assert switched_space.trouble is None


def test_a_store_that_is_down_at_first_is_asked_again(switched_space: Workspace, switched: SwitchedStore) -> None:
    switched.down = True
    with pytest.raises(StoreUnavailable):
        switched_space.view()
    switched.down = False
    assert len(switched_space.view().snapshot.municipalities) == 12


def test_the_watcher_follows_writes_and_outlives_troubles(switched_space: Workspace, switched: SwitchedStore) -> None:
    switched.down = True
    switched_space.watch(every=0.01)
    assert soon(lambda: isinstance(switched_space.trouble, StoreUnavailable))
    with pytest.raises(StoreUnavailable):
        switched_space.view()
    switched.down = False
    assert soon(lambda: switched_space.present_view() is not None)
    switched.write([Batch(nodes=(NEW_TOWN,))])
    assert soon(lambda: "gn:1" in switched_space.view().snapshot.municipalities.ids)


def test_a_write_is_seen_while_new_texts_are_still_embedded(
    switched_space: Workspace, switched: SwitchedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedding, done = threading.Event(), threading.Event()

    def open_model(self: Workspace) -> None:
        embedding.set()
        done.wait(20)

    monkeypatch.setattr(Workspace, "open_model", open_model)
    try:
        switched_space.watch(every=0.01)
        assert embedding.wait(20)
        switched.write([Batch(nodes=(NEW_TOWN,))])
        assert soon(lambda: "gn:1" in switched_space.view().snapshot.municipalities.ids)
    finally:
        done.set()


def test_the_next_view_is_made_of_the_last_one_but_of_none_from_before_the_store_was_away(
    switched_space: Workspace, switched: SwitchedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: list[Store] = []

    def read(store: Store) -> Snapshot:
        whole.append(store)
        return build_snapshot(store)

    monkeypatch.setattr("graph.snapshot.cache.build_snapshot", read)
    switched_space.refresh()
    switched.write([Batch(nodes=(NEW_TOWN,))])
    assert switched_space.refresh()
    assert len(whole) == 1
    assert switched_space.view().snapshot.digest == build_snapshot(switched_space.store).digest
    switched.down = True
    with pytest.raises(StoreUnavailable):
        switched_space.refresh()
    switched.down = False
    switched.write([Batch(facts=(Fact(subject="gn:1", key="population", value="7", source="s"),))])
    assert switched_space.refresh()
    assert len(whole) == 2


def test_a_service_that_is_still_reading_says_so_at_once(switched_space: Workspace, switched: SwitchedStore) -> None:
    switched.delay = 0.3
    switched_space.watch(every=0.01)
    began = time.monotonic()
    with pytest.raises(NotReady):
        switched_space.view()
    assert time.monotonic() - began < 0.2
    switched.delay = 0.0
    assert soon(lambda: switched_space.present_view() is not None)


def test_an_embedded_store_that_is_empty_is_filled_at_the_first_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seed_store(store: Store, *, progress: object = None) -> None:
        store.write([worlds.twelve_towns()])

    monkeypatch.setattr("seed.seeding.seed_store", seed_store)
    told: list[object] = []
    space = Workspace(settings_in(tmp_path), notice=told.append)
    assert space.names.town("Bad Belzig").id == worlds.BAD_BELZIG
    assert told == ["filling", "reading"]
    space.close()


def test_an_empty_graph_on_a_server_is_left_to_whoever_runs_it(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "graph.sqlite")
    space = Workspace(settings_in(tmp_path, "neo4j://host:7687"), store=cast(Store, store))
    with pytest.raises(EmptyGraph, match="peerpolis seed"):
        space.view()
    assert store.revision() == 0
    space.close()


def test_a_town_is_found_by_its_official_code(switched_space: Workspace, switched: SwitchedStore) -> None:
    switched.write([Batch(facts=(Fact(subject=worlds.BRUECK, key="lau", value="DE_12069082", source="s"),))])
    assert switched_space.names.town("DE_12069082").id == worlds.BRUECK
    with pytest.raises(UnknownId):
        switched_space.names.town("DE_99999999")


def test_closing_twice_is_allowed(tmp_path: Path) -> None:
    space = Workspace(settings_in(tmp_path))
    assert space.store.revision() == 0
    space.close()
    space.close()
