"""Connections that are cut where a request comes too slowly, or its head has no end; see `api.http.limits`.

uvicorn bounds neither: whoever sends a byte a minute, or headers without end, would hold a connection and its memory.
"""

from __future__ import annotations

from asyncio import TimerHandle
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.http.limits import HEAD_SECONDS, LARGEST_HEAD, REQUEST_SECONDS
from api.http.problems import LARGE_HEADERS, NOT_HTTP, SLOW, Kind, body_of


class BoundedConnection(HttpToolsProtocol):
    """A connection whose requests arrive within HEAD_SECONDS and REQUEST_SECONDS, or are cut."""

    head_seconds, request_seconds = HEAD_SECONDS, REQUEST_SECONDS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._timer: TimerHandle | None = None
        self._head, self._in_head = 0, True

    def connection_made(self, transport: Any) -> None:
        """A client has come: its first request may not wait for ever."""
        super().connection_made(transport)
        self._within(self.head_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Part of a request: while its head lasts, so many bytes at most."""
        if self._in_head:
            self._head += len(data)
            if self._timer is None:
                self._within(self.head_seconds)
        super().data_received(data)
        if self._in_head and self._head > LARGEST_HEAD and not self.transport.is_closing():
            self._refuse(LARGE_HEADERS)

    def on_headers_complete(self) -> None:
        """The head is here; now the rest of the request has its time."""
        self._in_head, self._head = False, 0
        self._within(self.request_seconds)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The whole request is here."""
        self._stop()
        self._in_head = True
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP is told in the shape of all problems."""
        self._refuse(NOT_HTTP)

    def _within(self, seconds: float) -> None:
        self._stop()
        self._timer = self.loop.call_later(seconds, self._too_slow)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        self._timer = None
        if self._in_head and self._head and not self.transport.is_closing():
            self._refuse(SLOW)
        else:
            # An answer may be on its way already: nothing can be said any more, nor to one who has said nothing.
            self.transport.close()

    def _refuse(self, kind: Kind) -> None:
        self._stop()
        body = body_of(kind, kind.meaning, "")
        head = (
            b"content-type: application/problem+json\r\ncache-control: no-store\r\nconnection: close\r\n"
            b"content-length: %d\r\n\r\n" % len(body)
        )
        self.transport.write(STATUS_LINE[kind.status] + head + body)
        self.transport.close()
