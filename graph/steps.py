"""Long work goes step by step, and whoever answers for it may end it before each: nothing here knows who waits."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

#: Called before each step of long work, where somebody watches it; ends it by raising.
BEFORE_EACH: ContextVar[Callable[[], None] | None] = ContextVar("before_each", default=None)


def begin_step() -> None:
    """One step more of long work: a network drawn by chance, another seed, another year."""
    watched = BEFORE_EACH.get()
    if watched is not None:
        watched()
