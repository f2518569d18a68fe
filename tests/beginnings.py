"""What takes long before the first test can use it."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

from filelock import FileLock

from seed.bundle.curated import read_bundle
from seed.reading import Reading
from tests.neo4j_server import Neo4jServer, free_port

ROOT = Path(__file__).parents[1]
_SEED = """
import sys, pathlib
from graph.snapshot.cache import cached_snapshot
from graph.store.sqlite_store import SqliteStore
from seed.seeding import seed_store
folder = pathlib.Path(sys.argv[1])
store = SqliteStore(folder / "graph.sqlite")
seed_store(store)
cached_snapshot(store, folder / "cache" / "snapshots")
store.close()
"""


@cache
def curated() -> Reading:
    """The curated bundle, read once."""
    return read_bundle()


def seeded(folder: Path) -> Path:
    """The folder with all that Peerpolis brings along in `graph.sqlite`, written by a process of its own."""
    with FileLock(f"{folder}.lock"):  # of several workers the first fills it, the others wait
        if not (folder / "done").exists():
            folder.mkdir(exist_ok=True)
            subprocess.run([sys.executable, "-c", _SEED, str(folder)], cwd=ROOT, check=True)
            (folder / "done").touch()
    return folder


def started(folder: Path) -> Neo4jServer:
    """A running Neo4j with an empty graph. Raises Neo4jMissing where there is none."""
    server = Neo4jServer(folder, free_port(), brief=True)
    server.start()
    return server
