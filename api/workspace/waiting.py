"""A bounded queue before work that is dear: a few at work, a few more wait, everybody else is told to come again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from graph.errors import InvalidRecord, PeerpolisError
from graph.said import said
from graph.steps import BEFORE_EACH

#: Set, in the service, for the request that is being answered: the event happens when nobody waits for it any more.
ABANDONED: ContextVar[threading.Event | None] = ContextVar("abandoned", default=None)
#: Set, in the service, for the request that is being answered: lets the next request begin, for this one will be long.
STEP_ASIDE: ContextVar[Callable[[], None] | None] = ContextVar("step_aside", default=None)
#: How often who waits looks whether anybody still wants the answer, in seconds.
_LOOK = 0.2


def step_aside() -> None:
    """Let other requests begin: this one is about to wait, or to work for long."""
    aside = STEP_ASIDE.get()
    if aside is not None:
        aside()


class Busy(PeerpolisError):
    """So many wait for the same kind of work that no more are let in."""

    def __init__(self) -> None:
        super().__init__(said("Many ask at the moment. Please ask again in some seconds."))


class Abandoned(Busy):
    """Nobody waits for this answer any more; it was never begun."""


class Queue:
    """At most `at_once` threads are at work, at most `waiting` others wait, each at most `seconds`."""

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self._free, self._most, self._seconds = at_once, waiting, seconds
        self._waiting = 0
        self._changed = threading.Condition()

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return self._waiting

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, work, and give it back. Raises Busy where the queue is full or moves too slowly, and
        Abandoned where nobody waits for the answer any more."""
        step_aside()
        self._enter()
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify()

    def _enter(self) -> None:
        with self._changed:
            if self._free <= 0 or self._waiting:
                if self._waiting >= self._most:
                    raise Busy()
                self._wait()
            self._free -= 1

    def _wait(self) -> None:
        abandoned, until = ABANDONED.get(), time.monotonic() + self._seconds
        self._waiting += 1
        try:
            while self._free <= 0:
                if abandoned is not None and abandoned.is_set():
                    raise Abandoned()
                if time.monotonic() > until:
                    raise Busy()
                self._changed.wait(_LOOK)
        finally:
            self._waiting -= 1


class TooLong(InvalidRecord):
    """What is asked takes more of the processor than one answer may."""


@contextmanager
def watched(seconds: float) -> Iterator[None]:
    """Long work that goes step by step (`graph.steps`) is ended when it has taken so many seconds of the processor, by
    TooLong, or when nobody waits for the answer any more, by Abandoned."""
    abandoned, began = ABANDONED.get(), time.thread_time()

    def before_each() -> None:
        if abandoned is not None and abandoned.is_set():
            raise Abandoned()
        if time.thread_time() - began > seconds:
            raise TooLong(
                said(
                    "This takes more than {seconds:.0f} seconds of the processor. Ask for fewer draws, seeds or years, "
                    "or for a smaller network; the command line has no such limit.",
                    seconds=seconds,
                )
            )

    token = BEFORE_EACH.set(before_each)
    try:
        yield
    finally:
        BEFORE_EACH.reset(token)
