"""Topics and those below them."""

from __future__ import annotations

from collections.abc import Collection

from graph.snapshot.frozen import Snapshot


def with_narrower(snapshot: Snapshot, topics: Collection[int]) -> set[int]:
    """The topics (rows of the table), and all that are narrower, however far below."""
    broader, found = snapshot.links("BROADER", "Topic"), set(topics)
    waiting = list(topics)
    while waiting:
        below = {int(at) for at in broader.starts(waiting.pop())} - found
        found |= below
        waiting += below
    return found
