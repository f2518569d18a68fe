"""Each request gets an id, which its answer and its line in the log bear, and is counted."""

from __future__ import annotations

import logging
import re
import secrets
import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.logs import ACCESS, REQUEST
from api.http.metrics import Metrics

#: An id that a proxy gave is kept where it is one.
_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
HEADER = "X-Request-ID"
#: What is counted of a request that ended without an answer, as proxies write it: the client had gone.
GONE = 499


class Observed:
    """ASGI middleware around all others."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        id = _id_of(scope)
        REQUEST.set(id)
        status, sent, began = GONE, 0, time.perf_counter()

        async def told(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = id
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
            await send(message)

        self._metrics.begun()
        try:
            await self._app(scope, receive, told)
        except Exception:  # counted as what it is answered with, and raised again
            status = 500
            raise
        finally:
            seconds = time.perf_counter() - began
            self._metrics.answered(_route(scope), _method(scope), status, seconds)
            ACCESS.log(
                logging.WARNING if status >= 500 else logging.INFO,
                "%s %s %d",
                scope["method"],
                scope["path"],
                status,
                extra={
                    "request": id,
                    "method": scope["method"],
                    "path": scope["path"],
                    "status": status,
                    "milliseconds": round(1000 * seconds, 1),
                    "bytes": sent,
                },
            )


def _id_of(scope: Scope) -> str:
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return given.decode("ascii") if _ID.fullmatch(given) else secrets.token_hex(8)


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", None) or "other"


def _method(scope: Scope) -> str:
    """A stranger may call a method what he likes: those that are known are counted by name."""
    return scope["method"] if scope["method"] in ("GET", "HEAD", "POST", "OPTIONS") else "other"
