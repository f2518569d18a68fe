"""How fast, how large: the numbers of the project's first issue, each with its target.

    python -m benchmarks.speed                 everything (a quarter of an hour)
    python -m benchmarks.speed load suggest    some parts: load, suggest, memory, http, shown, process
    python -m benchmarks.speed --without-neo4j

All but `process` run on the large world (`benchmarks.world`): 100,000 towns of the real register with a million seeded
relations. It is kept in a folder (`--folder`, else a temporary one) and made again only if it is not there.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path

from benchmarks import speed_http, speed_load, speed_memory, speed_process, speed_shown, speed_suggest
from benchmarks.figures import show
from tests.neo4j_server import Neo4jServer, free_port

PARTS = ("load", "suggest", "memory", "http", "shown", "process")

NEEDS_NEO4J = {"load", "suggest", "shown"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(PARTS)}; default all")
    parser.add_argument("--folder", type=Path, help="where the large world is kept; default a temporary folder")
    parser.add_argument("--without-neo4j", action="store_true", help="leave out what needs a Neo4j server")
    chosen = parser.parse_args()
    parts = chosen.parts or [*PARTS]
    for wrong in sorted(set(parts) - set(PARTS)):
        parser.error(f"{wrong!r} is not one of {', '.join(PARTS)}")
    load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; load before: {load}\n")
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        server = None if chosen.without_neo4j else Neo4jServer(folder / "neo4j", free_port(), heap="3g")
        try:
            if server is not None and not NEEDS_NEO4J.isdisjoint(parts):
                server.start()
            _run(parts, folder, server)
        finally:
            if server is not None:
                server.stop()


def _run(parts: list[str], folder: Path, server: Neo4jServer | None) -> None:
    if set(parts) != {"process"}:
        for figure in speed_load.figures(folder, server if not NEEDS_NEO4J.isdisjoint(parts) else None):
            show(figure)
    if "suggest" in parts:
        for figure in speed_suggest.figures(folder, server):
            show(figure)
    if "memory" in parts:
        for figure in speed_memory.figures(folder):
            show(figure)
    if "http" in parts:
        for figure in speed_http.figures(folder):
            show(figure)
    if "shown" in parts:
        for figure in speed_shown.figures(folder, server):
            show(figure)
    if "process" in parts:
        for figure in speed_process.figures():
            show(figure)


if __name__ == "__main__":
    main()
