"""A command that is killed in the middle of its write leaves the graph as it was, and can simply be run again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.store.sqlite_store import SqliteStore
from tests import worlds
from tests.command_line import environment
from tests.graph.store_contract import content

ROOT = Path(__file__).parents[2]
#: Runs a command whose write stops before its end: the records are in the open transaction, some pages on the disk.
STOPPED = """
import sys, time
import graph.store.sqlite_schema, graph.store.sqlite_store, graph.store.sqlite_write
from api.cli import main

def stopped(*anything):
    print("written", flush=True)
    time.sleep(120)

graph.store.sqlite_write._check_references = stopped
connect = graph.store.sqlite_store.connect
def small_cache(*args, **options):
    connection = connect(*args, **options)
    connection.execute("PRAGMA cache_size = 10")
    return connection
graph.store.sqlite_store.connect = small_cache
sys.argv = ["peerpolis", *sys.argv[1:]]
main()
"""


def kill_in_the_middle(folder: Path, *words: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", STOPPED, *words],
        cwd=ROOT,
        env={**os.environ, **environment(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
        assert process.wait(timeout=10) == -signal.SIGKILL


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "api.cli", *words]
    own = {**os.environ, **environment(folder)}
    return subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False)


pytestmark = pytest.mark.faults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([worlds.twelve_towns()])
    store.close()
    return tmp_path


def held(folder: Path) -> tuple[object, int]:
    store = SqliteStore(folder / "graph.sqlite")
    try:
        return content(store), store.revision()
    finally:
        store.close()


def test_a_seed_that_is_killed_leaves_the_graph_as_it_was(folder: Path) -> None:
    before = held(folder)
    kill_in_the_middle(folder, "seed")
    assert (folder / "graph.sqlite-wal").stat().st_size > 1_000_000
    assert held(folder) == before


def test_an_import_that_is_killed_leaves_the_graph_as_it_was_and_can_be_run_again(folder: Path) -> None:
    file = folder / "profiles.csv"
    file.write_text("name,country,offers\nBad Belzig,DE,heat-planning\nTartu,EE,open-data\n", encoding="utf-8")
    before = held(folder)
    kill_in_the_middle(folder, "import", "profiles", str(file))
    assert held(folder) == before
    told = run(folder, "import", "profiles", str(file))
    assert told.returncode == 0, told.stderr
    after, revision = held(folder)
    assert (after != before[0], revision) == (True, before[1] + 1)
    assert "Nothing has changed" in run(folder, "import", "profiles", str(file)).stdout
