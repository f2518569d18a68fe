"""Memory of the service over the large world: after questions of every kind, and at its height, when the graph is read.

The service starts with an empty cache, so that it has to read the whole graph. The language model is not loaded.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.service import get, of_town, service
from benchmarks.speed_load import large_snapshot
from benchmarks.speed_suggest import draw_towns
from matching.kinds.all import kind_names

GIB = 2**30


def figures(folder: Path) -> Iterator[Figure]:
    towns = draw_towns(large_snapshot(folder), 20)
    with tempfile.TemporaryDirectory() as cache, service(folder, cache=Path(cache)) as (process, port):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        for town in towns:
            for kind in kind_names():
                get(connection, of_town(town, kind))
        yield Figure("memory of the service, resident", process.memory_info().rss / GIB, "GiB", most=1.5)
        status = Path(f"/proc/{process.pid}/status")
        if status.exists():  # Linux alone tells the height
            height = int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0]) * 1024
            yield Figure("memory of the service, at its height while reading the graph", height / GIB, "GiB", most=1.5)
