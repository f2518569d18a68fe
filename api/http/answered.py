"""Answers that were given already, byte for byte: who asks the same of the same snapshot waits for no second thinking.

A town's page is passed on, reloaded and come back to. What an answer depends on is its entity tag; whatever may be said
to hold still (304) may also be given again. Nothing needs it: what is not there is made.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

#: So many bytes of answers are kept in a process, the ones asked for last.
MOST_BYTES = 32 * 2**20
#: A longer one is not kept: it would push out many.
LARGEST = 2**20


class Answered:
    """The answers given last, under their entity tags. Threads may share it."""

    def __init__(self, most: int = MOST_BYTES, largest: int = LARGEST) -> None:
        self._most, self._largest = most, largest
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._turn = threading.Lock()

    def get(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """The answer under the tag, else what `make` gives."""
        with self._turn:
            body = self._bodies.get(tag)
            if body is not None:
                self._bodies.move_to_end(tag)
                return body
        body = make()
        if len(body) <= self._largest:
            self._keep(tag, body)
        return body

    def _keep(self, tag: str, body: bytes) -> None:
        with self._turn:
            before = self._bodies.pop(tag, b"")
            self._bodies[tag] = body
            self._bytes += len(body) - len(before)
            while self._bytes > self._most:
                _, oldest = self._bodies.popitem(last=False)
                self._bytes -= len(oldest)
