"""The service as its operator starts it: a process of its own, on a port of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.neo4j_server import free_port

ROOT = Path(__file__).parents[2]
#: Long enough for a busy machine.
READY_SECONDS = 120.0


@dataclass(frozen=True)
class Running:
    """A service that is ready to be asked."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def get(self, path: str, *, method: str = "GET", headers: dict[str, str] | None = None) -> tuple[int, Any]:
        """The status and the body of an answer, a JSON one read."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, headers=headers or {})
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        return response.status, json.loads(body) if b"json" in response.getheader("Content-Type", "").encode() else body

    def raw(self, sent: bytes, *, seconds: float = 30) -> bytes:
        """What is answered to these bytes until the service closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as client:
            client.sendall(sent)
            return received(client)


def received(client: socket.socket) -> bytes:
    """All that comes until the other side closes the connection."""
    parts = []
    try:
        while part := client.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


@contextmanager
def running(
    folder: Path,
    *,
    graph: str | None = None,
    environment: dict[str, str] | None = None,
    command: Sequence[str] = ("-m", "api.cli", "serve"),
) -> Iterator[Running]:
    """The service over the graph in the folder, without a sentence model; ready, and ended at the end."""
    port, log = free_port(), folder / "service.log"
    own = {
        "PEERPOLIS_GRAPH": graph or f"sqlite:///{folder}/graph.sqlite",
        "PEERPOLIS_CACHE": str(folder / "cache"),
        "PEERPOLIS_MODEL": "none",
        "PEERPOLIS_PORT": str(port),
        "PYTHONPATH": str(ROOT),
        **(environment or {}),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PEERPOLIS_")}
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, *command], env=kept | own, stdout=out, stderr=out)
    service = Running(process, port, log)
    try:
        until = time.monotonic() + READY_SECONDS
        while not _ready(service):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)
        yield service
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def _ready(service: Running) -> bool:
    try:
        return service.get("/api/v1/health/ready")[0] == 200
    except OSError:
        return False
