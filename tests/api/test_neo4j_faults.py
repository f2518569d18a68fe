"""Services on one Neo4j that goes away, hangs and comes back, and of which one is killed."""

from __future__ import annotations

import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from graph.model import Batch, Municipality
from tests.api.conftest import soon
from tests.api.running import Running, running
from tests.api.test_neo4j_service import WORLD, write
from tests.neo4j_server import USER, Neo4jServer

pytestmark = [pytest.mark.neo4j, pytest.mark.faults]
READY = "/api/v1/health/ready"
BY_NAME = "/api/v1/municipalities/Bad%20Belzig/partners"
#: The service looks every three seconds; a busy machine needs some time more to make a snapshot.
POLLED = 10.0


@pytest.fixture
def two(empty_server: Neo4jServer, tmp_path: Path) -> Iterator[tuple[Running, Running]]:
    write(empty_server, WORLD)
    own = {"PEERPOLIS_GRAPH_USER": USER, "PEERPOLIS_GRAPH_PASSWORD": empty_server.password}
    with ExitStack() as stack:
        services = []
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
            service = running(tmp_path / name, graph=empty_server.address, environment=own)
            services.append(stack.enter_context(service))
        yield services[0], services[1]
    shutil.rmtree(tmp_path, ignore_errors=True)


def state(service: Running) -> tuple[object, object]:
    status, ready = service.get(READY)
    assert status == 200
    return ready["digest"], ready["store"]


def slowest(service: Running, times: int) -> float:
    """How long the slowest of some questions took that look for a town by its name."""
    taken = []
    for _ in range(times):
        began = time.monotonic()
        assert service.get(BY_NAME)[0] == 200
        taken.append(time.monotonic() - began)
    return max(taken)


def test_two_services_show_the_same_and_one_that_is_killed_costs_the_others_users_nothing(
    two: tuple[Running, Running], empty_server: Neo4jServer
) -> None:
    one, other = two
    assert state(one) == state(other)
    before = state(one)
    towns = [Municipality(id=f"gn:{at}", name=f"Newtown {at}", country="DE", source="s") for at in range(1, 11)]
    write(empty_server, Batch(nodes=tuple(towns)))
    assert soon(lambda: before != state(one) == state(other), within=POLLED)

    answers: list[int] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            answers.append(other.get(BY_NAME)[0])

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    one.process.send_signal(signal.SIGKILL)
    one.process.wait()
    time.sleep(3)
    stop.set()
    for thread in asking:
        thread.join()
    assert set(answers) == {200}


def test_no_question_waits_for_a_store_that_is_gone_and_it_is_seen_when_it_is_back(
    two: tuple[Running, Running], empty_server: Neo4jServer
) -> None:
    service, _ = two
    usual = slowest(service, 5)
    empty_server.stop()
    try:
        assert soon(lambda: state(service)[1] == "does not answer", within=POLLED)
        assert slowest(service, 10) < 1 + usual
    finally:
        empty_server.start()
    assert soon(lambda: state(service)[1] == "answers", within=5 + usual)
    assert slowest(service, 1) < 60


def test_a_store_that_hangs_holds_no_question(two: tuple[Running, Running], empty_server: Neo4jServer) -> None:
    service, _ = two
    usual = slowest(service, 5)
    process = empty_server.process
    assert process is not None
    process.send_signal(signal.SIGSTOP)
    try:
        slowest(service, 1)  # the first finds it out
        assert slowest(service, 10) < 1 + usual
        assert state(service)[1] == "does not answer"
    finally:
        process.send_signal(signal.SIGCONT)
    assert soon(lambda: state(service)[1] == "answers", within=POLLED)
