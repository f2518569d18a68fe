"""A small store of results that are dear to compute."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from api.workspace.waiting import Queue, step_aside

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class InWork:
    """What is being made and not there yet: `waited` since so many seconds."""

    waited: float


@dataclass(frozen=True, slots=True)
class _Making(Generic[ValueT]):
    value: Future[ValueT] = field(default_factory=Future)
    since: float = field(default_factory=time.monotonic)


class Kept(Generic[ValueT]):
    """The `most` results asked for last. What is kept is given at once; what is not waits in the `queue` for its turn,
    by default one at a time, and those who waited for the same then share it. Raises Busy where the queue is full."""

    def __init__(self, most: int, queue: Queue | None = None) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, ValueT] = OrderedDict()
        self._making: dict[Hashable, _Making[ValueT]] = {}
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

    def soon(self, key: Hashable, make: Callable[[], ValueT], *, within: float) -> ValueT | InWork:
        """As `get`, but nobody waits longer than `within` seconds: what is not there by then goes on being made, and is
        there for who asks again. What `make` raises, and Busy, is raised once, to those who wait or to the next."""
        with self._open:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            making = self._making.get(key)
            if making is None:
                making = self._making[key] = _Making()
                # A thread of its own: it is no request that could be abandoned, and does not hold up the end.
                threading.Thread(target=self._make, args=(key, make, making), daemon=True).start()
        step_aside()
        try:
            return making.value.result(within)
        except NotYet:
            return making.value.result() if making.value.done() else InWork(time.monotonic() - making.since)
        finally:
            if making.value.done():
                self._made(key, making)

    def _make(self, key: Hashable, make: Callable[[], ValueT], making: _Making[ValueT]) -> None:
        try:
            making.value.set_result(self.get(key, make))
        except BaseException as error:
            making.value.set_exception(error)
        else:
            self._made(key, making)

    def _made(self, key: Hashable, making: _Making[ValueT]) -> None:
        with self._open:
            if self._making.get(key) is making:
                del self._making[key]
