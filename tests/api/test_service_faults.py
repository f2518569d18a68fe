"""The service as a process, and what strangers and operators do to it."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.http.limits import HEAD_SECONDS, LARGEST_HEAD
from tests.api.running import Running, received, running

pytestmark = pytest.mark.faults

# A sender may run ahead of the service by what lies in both sockets' buffers, some megabytes on a busy machine:
# only more than that says that the service itself went on reading.
MORE_THAN_SOCKETS_HOLD = 128 * 2**20


@pytest.fixture(scope="module")
def service(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("service")
    shutil.copy(world_folder / "graph.sqlite", folder)
    with running(folder) as service:
        yield service


def problem_in(answer: bytes) -> int:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head.lower()
    status = int(head.split()[1])
    assert json.loads(body)["status"] == status
    return status


def test_what_is_no_http_is_told_so(service: Running) -> None:
    assert problem_in(service.raw(b"\x16\x03\x01 hello\r\n\r\n")) == 400


def test_headers_without_end_are_cut_before_they_fill_the_memory(service: Running) -> None:
    with socket.create_connection(("127.0.0.1", service.port), timeout=30) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        sent = 0
        try:
            while sent < MORE_THAN_SOCKETS_HOLD:
                sent += client.send(b"X-More: " + b"a" * 1000 + b"\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass
        assert sent < MORE_THAN_SOCKETS_HOLD
    assert service.get("/api/v1/health/live")[0] == 200


def test_an_address_of_some_kilobytes_more_is_answered_as_a_problem(service: Running) -> None:
    assert service.get("/?town=" + "a" * 17_000)[0] == 414
    assert problem_in(service.raw(b"GET /" + b"a" * 2 * LARGEST_HEAD)) == 431


def test_a_slow_sender_is_cut_and_told_and_others_are_answered_meanwhile(service: Running) -> None:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", service.port), timeout=60) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        stop = threading.Event()

        def trickle() -> None:
            try:
                while not stop.wait(1):
                    slow.sendall(b"X")
            except OSError:
                pass

        trickling = threading.Thread(target=trickle)
        trickling.start()
        assert service.get("/api/v1/topics")[0] == 200
        assert problem_in(received(slow)) == 408
        stop.set()
        trickling.join()
    assert HEAD_SECONDS - 1 < time.monotonic() - began < 2 * HEAD_SECONDS


def test_who_says_nothing_is_cut(service: Running) -> None:
    assert service.raw(b"", seconds=3 * HEAD_SECONDS) == b""


def test_a_body_that_never_comes_is_cut(service: Running) -> None:
    head = (
        b"POST /api/v1/partners HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    )
    assert service.raw(head, seconds=60) == b""


def test_requests_that_are_given_up_leave_the_service_free(service: Running) -> None:
    head = b"GET /api/v1/gaps?top=10000 HTTP/1.1\r\nHost: a\r\n\r\n"
    for _ in range(300):
        with socket.create_connection(("127.0.0.1", service.port), timeout=30) as client:
            client.sendall(head)
    began = time.monotonic()
    assert service.get("/api/v1/topics")[0] == 200
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_service_ends_within_ten_seconds_whatever_it_does(world_folder: Path, tmp_path: Path, workers: str) -> None:
    shutil.copy(world_folder / "graph.sqlite", tmp_path)
    command = ("-m", "tests.api.sleeping_service") if workers == "1" else ("-m", "api.cli", "serve")
    with running(tmp_path, environment={"PEERPOLIS_WORKERS": workers}, command=command) as service:
        half = socket.create_connection(("127.0.0.1", service.port))
        half.sendall(b"GET / HTTP/1.1\r\n")
        at_work = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(3)]
        for client in at_work:
            client.sendall(b"GET /sleep HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(1)
        began = time.monotonic()
        service.process.send_signal(signal.SIGTERM)
        service.process.wait(30)
        assert time.monotonic() - began < 10
        for client in (half, *at_work):
            client.close()
