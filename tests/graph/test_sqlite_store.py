from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.errors import StoreBroken, StoreUnavailable
from graph.model import Batch
from graph.snapshot.build import build_snapshot
from graph.store.opening import UnknownStoreAddress, open_store
from graph.store.protocol import Changes, Store
from graph.store.sqlite_store import SqliteStore
from tests.factory import municipality, network, small_world
from tests.graph.store_contract import StoreContract, content

ROOT = Path(__file__).parents[2]


class TestSqliteStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        store = open_store(f"sqlite:///{tmp_path}/new/folder/graph.db")
        yield store
        store.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "graph.db"


def test_the_graph_is_there_again_after_reopening(path: Path) -> None:
    with_world = SqliteStore(path)
    with_world.write([small_world()])
    before, identity = content(with_world), with_world.identity
    with_world.close()
    again = SqliteStore(path)
    assert (content(again), again.identity, again.revision()) == (before, identity, 1)
    assert again.search("lomza")[0].score == 1.0
    again.close()


def test_a_graph_from_before_a_field_was_known_goes_on_and_learns_it_by_being_written_again(path: Path) -> None:
    said = network(
        summary="Towns that heat.", labels=("Klimaliga@de",), summaries=("Kommunen, die heizen.@de",), admission="open",
        countries=("DE",), population_max=20_000, one_per_country="yes",
    )  # fmt: skip
    town = municipality(name="Vienna", country="AT", names=("Bécs",), labels=("Wien@de",))
    store = SqliteStore(path)
    store.write([Batch(nodes=(said, town))])
    with closing(sqlite3.connect(path)) as older, older:
        learnt = ("labels", "summaries", "admission", "countries", "population_max", "one_per_country")
        unknown: dict[str, Any] = {**dict.fromkeys(learnt), "labels": (), "summaries": (), "countries": ()}
        paths = ", ".join(f"'$.{field}'" for field in learnt)
        removed = f"json_remove(properties, {paths})"
        older.execute(f"UPDATE node SET properties = {removed}")
    assert store.get(said.id) == replace(said, **unknown)
    assert store.get(town.id) == replace(town, labels=())
    snapshot = build_snapshot(store)
    table = snapshot.tables["Network"]
    assert (table.name(0, "de"), table.summary(0, "de")) == (said.name, said.summary)
    assert snapshot.municipalities.name(0, "de") == "Vienna"
    assert store.write([Batch(nodes=(said, town))]) == Changes(changed=2)
    assert (store.get(said.id), store.get(town.id)) == (said, town)
    assert [build_snapshot(store).municipalities.name(0, language) for language in ("de", "en")] == ["Wien", "Vienna"]
    store.close()


def test_two_graphs_have_two_identities(tmp_path: Path) -> None:
    one, two = SqliteStore(tmp_path / "1.db"), SqliteStore(tmp_path / "2.db")
    assert one.identity != two.identity
    one.close()
    two.close()


def test_a_process_killed_while_it_writes_leaves_nothing_half(path: Path) -> None:
    store = SqliteStore(path)
    store.write([small_world()])
    before = content(store)
    # The child writes so many towns that pages go to the disk before the commit, then says so and waits for the kill.
    child = f"""
import sys, time
from pathlib import Path
import graph.store.sqlite_store, graph.store.sqlite_write
from tests.factory import municipality
from graph.model import Batch
def stuck(*a):
    print("written", flush=True); time.sleep(60)
graph.store.sqlite_write._check_references = stuck
store = graph.store.sqlite_store.SqliteStore(Path({str(path)!r}))
store._writer.execute("PRAGMA cache_size = 10")
store.write([Batch([municipality(f"gn:{{i}}", f"Town {{i}}") for i in range(2, 5000)])])
"""
    process = subprocess.Popen([sys.executable, "-c", child], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == "written\n"
        assert Path(f"{path}-wal").stat().st_size > 100_000
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=10)
    assert content(store) == before
    store.close()
    reopened = SqliteStore(path)
    assert (content(reopened), reopened.revision()) == (before, 1)
    assert reopened.search("Town 77") == []
    assert reopened.write([Batch([municipality("gn:9", "Brück")])])
    reopened.close()


def test_a_file_of_another_kind_is_left_alone(path: Path) -> None:
    path.write_text("name;population\nBad Belzig;11247\n" * 50, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreBroken, match=r"graph\.db"):
        SqliteStore(path)
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mine (x)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreBroken, match="another program"):
        SqliteStore(path)
    assert path.read_bytes() == before


def test_a_graph_of_a_later_version_is_refused(path: Path) -> None:
    SqliteStore(path).close()
    later = sqlite3.connect(path)
    later.execute("PRAGMA user_version = 99")
    later.close()
    with pytest.raises(StoreBroken, match="another version"):
        SqliteStore(path)


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        SqliteStore(tmp_path)


def test_two_writers_wait_for_each_other(path: Path) -> None:
    one, two = SqliteStore(path), SqliteStore(path)
    failures: list[BaseException] = []

    def write(store: SqliteStore, first: int) -> None:
        try:
            for i in range(first, first + 20):
                store.write([Batch([municipality(f"gn:{i}", f"Town {i}")])])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(s, f)) for s, f in ((one, 100), (one, 200), (two, 300), (two, 400))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert one.counts().nodes == {"Municipality": 80}
    assert two.revision() == 80
    one.close()
    two.close()


def test_readers_in_many_threads_see_whole_writes_only(path: Path) -> None:
    store = SqliteStore(path)
    seen: set[int] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(sum(1 for _ in store.nodes("Municipality")))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for i in range(10):
        store.write([Batch([municipality(f"gn:{i}0{k}", "Town") for k in range(100)])])
    done.set()
    for thread in threads:
        thread.join()
    assert seen <= set(range(0, 1001, 100))
    store.close()


@pytest.mark.parametrize(
    "url", ["", "graph.db", "sqlite://", "sqlite:///", "mysql://host", "neo4j://", "bolt:", "neo4j://u:secret@host"]
)
def test_an_address_of_no_store_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(UnknownStoreAddress) as caught:
        open_store(url)
    assert "secret" not in str(caught.value)
