"""When Python looks for garbage: not while a million records are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles meanwhile, as a block or a decorator.

    Each search goes through all records made so far and finds none to throw away: a fifth of the time in which a graph
    is seeded and frozen. What nothing refers to is freed as always.
    """
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()
