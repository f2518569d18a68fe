"""A running service (`peerpolis serve`, or the same with a bare route beside it), for benchmarks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

import psutil

from benchmarks.speed_load import graph_file
from tests.neo4j_server import free_port

ROOT = Path(__file__).parents[1]
READY_SECONDS = 120


def environment(graph: Path, cache: Path) -> dict[str, str]:
    """This process's environment, with settings of Peerpolis for a graph of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PEERPOLIS_")}
    own = {"PEERPOLIS_GRAPH": f"sqlite:///{graph}", "PEERPOLIS_CACHE": str(cache)}
    return {**kept, **own, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}


@contextmanager
def service(
    folder: Path,
    command: Sequence[str] = ("-m", "api.cli", "serve"),
    *,
    cache: Path | None = None,
    own: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[tuple[psutil.Process, int]]:
    """The service over the large world in the folder: its process and port, ready to be asked; `own` settings hold."""
    port = free_port()
    settings = {**environment(graph_file(folder), cache or folder / "cache"), **own}
    process = subprocess.Popen(
        [sys.executable, *command],
        env={**settings, "PEERPOLIS_PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + READY_SECONDS
        while not _ready(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the service did not become ready")
            time.sleep(0.2)
        yield psutil.Process(process.pid), port
    finally:
        process.terminate()
        process.wait()


def _ready(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/api/v1/health/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False


def get(connection: HTTPConnection, path: str) -> bytes:
    """The body of an answer with status 200."""
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    assert response.status == 200, (path, json.loads(body))
    return body


def of_town(town: str, kind: str) -> str:
    """The path of the suggestions of a kind for a town."""
    return f"/api/v1/municipalities/{quote(town)}/{kind}"
