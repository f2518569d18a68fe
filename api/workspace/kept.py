"""A small store of results that are dear to compute."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from api.workspace.waiting import Queue

ValueT = TypeVar("ValueT")


class Kept(Generic[ValueT]):
    """The `most` results asked for last. What is kept is given at once; what is not waits in the `queue` for its turn,
    by default one at a time, and those who waited for the same then share it. Raises Busy where the queue is full."""

    def __init__(self, most: int, queue: Queue | None = None) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, ValueT] = OrderedDict()
        self._open = threading.Lock()
        self._queue = queue or Queue(at_once=1, waiting=8, seconds=30)

    def get(self, key: Hashable, make: Callable[[], ValueT]) -> ValueT:
        """The value kept under `key`, else what `make` gives, which is then kept. What `make` raises is not kept."""
        with self._open:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        with self._queue.turn():
            with self._open:
                if key in self._values:
                    return self._values[key]
            value = make()
            with self._open:
                self._values[key] = value
                if len(self._values) > self._most:
                    self._values.popitem(last=False)
            return value
