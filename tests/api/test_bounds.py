"""No request costs more than it should: what is too large is refused, and nobody works for one who has gone."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from anyio.to_thread import current_default_thread_limiter
from fastapi.concurrency import run_in_threadpool
from fastapi.testclient import TestClient

from api.http.bounds import Bounds
from api.http.limits import LARGEST_BODY, MOST_AT_ONCE
from api.workspace.kept import Kept
from api.workspace.waiting import ABANDONED, Abandoned, Busy, Queue, TooLong, step_aside, watched
from graph.steps import begin_step
from tests.api.conftest import soon

LONG = "a" * 20_000


def waiting_client() -> Callable[[], Awaitable[Any]]:
    """What a client sends that asks once and waits for the answer."""
    messages = [{"type": "http.request", "body": b""}]

    async def receive() -> Any:
        if messages:
            return messages.pop(0)
        await asyncio.sleep(60)

    return receive


@pytest.mark.parametrize(
    ("status", "method", "path", "options"),
    [
        (413, "POST", "/api/v1/partners", {"content": b"[" * (LARGEST_BODY + 1)}),
        (413, "POST", "/api/v1/partners", {"content": iter([b" " * 40_000, b" " * 40_000])}),
        (413, "GET", "/", {"content": b" " * 70_000}),
        (414, "GET", f"/api/v1/municipalities?q={LONG}", {}),
        (414, "GET", f"/{LONG}", {}),
        (431, "GET", "/api/v1/topics", {"headers": {"X-Long": LONG}}),
        (422, "GET", f"/api/v1/municipalities/gn:1/partners?need={'a' * 2001}", {}),
        (422, "GET", f"/api/v1/municipalities/gn:1/partners?topic={'a' * 201}", {}),
        (422, "GET", f"/api/v1/municipalities/gn:1/partners?exclude={'a' * 201}", {}),
        (422, "GET", f"/api/v1/municipalities/gn:1/partners?call={'a' * 201}", {}),
        (422, "GET", f"/api/v1/municipalities/{'a' * 201}", {}),
        (422, "GET", f"/api/v1/networks/{'a' * 201}", {}),
        (422, "GET", f"/api/v1/gaps?network={'a' * 201}", {}),
        (422, "GET", f"/api/v1/centrality?leave_out={'a' * 201}", {}),
        (422, "GET", "/api/v1/municipalities/gn:1/partners?" + "&".join(["topic=a"] * 101), {}),
        (
            400,
            "POST",
            "/api/v1/partners",
            {"content": b"[" * LARGEST_BODY, "headers": {"content-type": "application/json"}},
        ),
    ],
)
def test_what_is_too_large_is_refused_as_a_problem(
    client: TestClient, status: int, method: str, path: str, options: dict[str, Any]
) -> None:
    answered = client.request(method, path, **options)
    assert answered.status_code == status
    assert answered.headers["content-type"] == "application/problem+json"
    assert answered.json()["status"] == status


def test_a_problem_of_the_bounds_stands_in_the_documentation(client: TestClient) -> None:
    page = client.get("/docs").text
    for slug in ("body-too-large", "address-too-long", "headers-too-large", "busy"):
        assert f'id="{slug}"' in page


def test_who_finds_the_queue_full_is_told_at_once_and_who_waits_gets_his_turn() -> None:
    queue, going, done = Queue(at_once=1, waiting=1, seconds=30), threading.Event(), []

    def work(name: str) -> None:
        with queue.turn():
            going.wait(30)
            done.append(name)

    first = threading.Thread(target=work, args=("first",))
    first.start()
    second = threading.Thread(target=work, args=("second",))
    assert soon(lambda: queue._free == 0)
    second.start()
    assert soon(lambda: queue.waiting == 1)
    with pytest.raises(Busy):
        work("third")
    going.set()
    first.join()
    second.join()
    assert done == ["first", "second"]
    with queue.turn():
        pass


def test_a_kept_answer_is_given_however_full_the_queue_is() -> None:
    kept: Kept[str] = Kept(4, Queue(at_once=1, waiting=0, seconds=30))
    assert kept.get("known", lambda: "answer") == "answer"
    began, going = threading.Event(), threading.Event()

    def slow() -> str:
        began.set()
        going.wait(30)
        return "slow"

    worker = threading.Thread(target=kept.get, args=("slow", slow))
    worker.start()
    assert began.wait(30)
    assert kept.get("known", lambda: "another") == "answer"
    with pytest.raises(Busy):
        kept.get("new", lambda: "new")
    going.set()
    worker.join()
    assert kept.get("new", lambda: "new") == "new"


def test_who_waits_too_long_is_told_to_come_again() -> None:
    queue = Queue(at_once=1, waiting=4, seconds=0.01)
    with queue.turn(), pytest.raises(Busy), queue.turn():
        pass


def work_for_ever() -> None:
    while True:
        begin_step()


def test_long_work_is_ended_when_it_takes_too_much_of_the_processor_or_nobody_waits_for_it() -> None:
    with watched(0.05), pytest.raises(TooLong):
        work_for_ever()
    gone = threading.Event()

    def work() -> None:
        ABANDONED.set(gone)
        with watched(60), pytest.raises(Abandoned):
            work_for_ever()

    working = threading.Thread(target=work)
    working.start()
    gone.set()
    working.join(30)
    assert not working.is_alive()
    begin_step()  # nobody watches: it goes on


@pytest.mark.parametrize(
    "path", ["centrality?measure=degree&chance=3", "network?bootstrap=3", "communities?seeds=3", "years"]
)
def test_draws_seeds_and_years_are_steps(client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    for module in ("measures", "years"):
        monkeypatch.setattr(f"api.http.routes.{module}.LONGEST_SECONDS", -1.0)
    answered = client.get(f"/api/v1/{path}")
    assert answered.status_code == 422
    assert "of the processor" in answered.json()["detail"]


def test_who_has_gone_leaves_the_queue() -> None:
    queue, gone = Queue(at_once=1, waiting=4, seconds=30), threading.Event()

    def ask() -> None:
        ABANDONED.set(gone)
        with pytest.raises(Busy), queue.turn():
            pass

    with queue.turn():
        waiting = threading.Thread(target=ask)
        waiting.start()
        assert soon(lambda: queue.waiting == 1)
        gone.set()
        waiting.join(5)
        assert not waiting.is_alive()


def scope(path: str = "/") -> dict[str, Any]:
    return {
        "type": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [],
        "method": "GET",
    }


def test_a_request_whose_client_has_gone_is_dropped() -> None:
    """Also before a thread is free for it: who asks a thousand times and hangs up costs nothing more."""
    seen: list[threading.Event | None] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(ABANDONED.get())
        await asyncio.sleep(60)

    messages = [{"type": "http.request", "body": b""}, {"type": "http.disconnect"}]

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        raise AssertionError(message)

    began = time.monotonic()
    asyncio.run(Bounds(app)(scope(), receive, send))
    assert time.monotonic() - began < 10
    assert seen[0] is not None
    assert seen[0].is_set()


@pytest.mark.parametrize(
    ("long", "order"),
    [
        (lambda: None, ["long begins", "long ends", "quick begins", "quick ends"]),
        (step_aside, ["long begins", "quick begins", "quick ends", "long ends"]),
    ],
)
def test_requests_are_worked_at_one_after_another_but_none_waits_for_one_that_stepped_aside(
    long: Callable[[], None], order: list[str]
) -> None:
    seen: list[str] = []

    def work(path: str) -> None:
        seen.append(f"{path} begins")
        if path == "long":
            long()
            time.sleep(0.5)
        seen.append(f"{path} ends")

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await run_in_threadpool(work, scope["path"])
        await send({"type": "http.response.body", "body": b""})

    async def ask(bounds: Bounds, path: str) -> None:
        async def send(message: Any) -> None:
            assert message["type"] == "http.response.body"

        await bounds(scope(path), waiting_client(), send)

    async def both() -> None:
        bounds = Bounds(app, most_at_work=1)
        await asyncio.gather(ask(bounds, "long"), ask(bounds, "quick"))

    asyncio.run(both())
    assert seen == order


def test_however_many_wait_in_queues_there_is_a_thread_for_each_request(client: TestClient) -> None:
    portal = client.portal
    assert portal is not None
    assert portal.call(lambda: current_default_thread_limiter().total_tokens) >= MOST_AT_ONCE


def test_more_requests_at_once_than_can_be_served_are_told_to_come_again_but_health_is_always_told() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(0.2)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def ask(bounds: Bounds, path: str) -> int:
        statuses: list[int] = []

        async def send(message: Any) -> None:
            statuses.append(message.get("status", 0))

        await bounds(scope(path), waiting_client(), send)
        return statuses[0]

    async def all_at_once() -> list[int]:
        bounds = Bounds(app, most_at_once=2)
        paths = ["/", "/", "/", "/api/v1/health/live"]
        return await asyncio.gather(*(ask(bounds, path) for path in paths))

    assert asyncio.run(all_at_once()) == [200, 200, 503, 200]
