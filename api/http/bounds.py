"""Each request is bounded before anything is done for it, and its work ends when nobody waits for the answer.

A few requests are at work at a time, and the others wait in line. Threads of one process share its interpreter:
forty at work at once answer half as many requests as two, for each hands the interpreter on at every row that it
reads. Who has long work to do steps aside (`api.workspace.waiting`), so that quick questions never wait for it.
"""

from __future__ import annotations

import asyncio
import threading
from weakref import WeakKeyDictionary

from fastapi import Request, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.limits import LARGEST_BODY, LARGEST_HEADERS, LONGEST_ADDRESS, MOST_AT_ONCE, MOST_AT_WORK
from api.http.problems import BUSY, LARGE_BODY, LARGE_HEADERS, LONG_ADDRESS, Kind, problem
from api.workspace.waiting import ABANDONED, STEP_ASIDE

#: Whether the service lives is told however much is asked of it.
_ALWAYS = ("/api/v1/health/", "/metrics")


class Place:
    """A place among those that are at work: taken once, given back once, from whichever thread."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places, self._taken = places, False
        self._loop = asyncio.get_running_loop()

    async def take(self) -> None:
        """Wait for it."""
        await self._places.acquire()
        self._taken = True

    def give_back(self) -> None:
        """Let the next one in."""
        if self._taken:
            self._taken = False
            self._places.release()

    def step_aside(self) -> None:
        """`give_back` for the thread that does the work."""
        self._loop.call_soon_threadsafe(self.give_back)


class Bounds:
    """ASGI middleware: refuses what is too large, or too much at once, and drops what nobody waits for."""

    def __init__(self, app: ASGIApp, most_at_once: int = MOST_AT_ONCE, most_at_work: int = MOST_AT_WORK) -> None:
        self._app = app
        self._most = most_at_once
        self._now = 0
        self._most_at_work = most_at_work
        self._places: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = _refused(scope)
        if refused is None and self._now >= self._most and not scope["path"].startswith(_ALWAYS):
            refused = BUSY
        if refused is not None:
            await _problem(scope, refused)(scope, receive, send)
            return
        self._now += 1
        try:
            await self._serve(scope, receive, send)
        finally:
            self._now -= 1

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _body(receive)
        if body is None:
            return
        if len(body) > LARGEST_BODY:
            await _problem(scope, LARGE_BODY)(scope, receive, send)
            return
        abandoned, given, answered = threading.Event(), False, False
        gone = asyncio.ensure_future(receive())  # the next that comes is that the client has gone

        async def again() -> Message:
            nonlocal given
            if not given:
                given = True
                return {"type": "http.request", "body": body, "more_body": False}
            return await asyncio.shield(gone)

        async def told(message: Message) -> None:
            nonlocal answered
            answered = answered or (message["type"] == "http.response.body" and not message.get("more_body", False))
            await send(message)

        ABANDONED.set(abandoned)
        answer = asyncio.ensure_future(self._in_turn(scope, again, told))
        try:
            await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done() and not answered:
                abandoned.set()
                answer.cancel()
            await asyncio.wait({answer})
        finally:
            abandoned.set()
            gone.cancel()
            answer.cancel()
        if not answer.cancelled():
            answer.result()

    async def _in_turn(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith(_ALWAYS):
            await self._app(scope, receive, send)
            return
        places = self._places.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(self._most_at_work))
        place = Place(places)
        await place.take()
        STEP_ASIDE.set(place.step_aside)
        try:
            await self._app(scope, receive, send)
        finally:
            place.give_back()


async def _body(receive: Receive) -> bytes | None:
    """The body, of one that is too large its beginning; None where the client has gone meanwhile."""
    parts, length, more = [], 0, True
    while more and length <= LARGEST_BODY:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        more = message.get("more_body", False)
    return b"".join(parts)


def _refused(scope: Scope) -> Kind | None:
    """What the head of the request alone is refused for."""
    if len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return LONG_ADDRESS
    headers = scope["headers"]
    if sum(len(name) + len(value) for name, value in headers) > LARGEST_HEADERS:
        return LARGE_HEADERS
    lengths = [value for name, value in headers if name == b"content-length" and value.isdigit()]
    # A number of very many digits is no number that needs be read.
    if any(len(value) > 12 or int(value) > LARGEST_BODY for value in lengths):
        return LARGE_BODY
    return None


def _problem(scope: Scope, kind: Kind) -> Response:
    # Of a body that is not read to its end nobody knows where the next request begins.
    headers = {"Connection": "close"} if kind is LARGE_BODY else {}
    return problem(Request(scope), kind, kind.meaning, headers=headers)
