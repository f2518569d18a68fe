"""The head of a table, the row that names its columns: people put titles, dates and empty lines above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

#: The head stands in one of the first rows.
LAST_HEAD = 10
#: A line that tells Excel what divides the cells, and that Excel does not show.
_HINT = re.compile(r'\ufeff?"?sep=.?"?[;,\t|]*\s*', re.IGNORECASE)

#: How many columns that somebody wants a row names.
Named = Callable[[Sequence[str]], int]


def head_at(rows: Sequence[Sequence[str]], named: Named) -> int:
    """Which of the first rows of a table is its head: the one that names most columns, of several the first; where
    none names any, the first that holds anything."""
    counts = [named(row) for row in rows]
    most = max(counts, default=0)
    return counts.index(most) if most else next((at for at, row in enumerate(rows) if any(row)), 0)


def is_hint(line: str) -> bool:
    """Whether the line says what divides the cells (`sep=;`) and is no row."""
    return _HINT.fullmatch(line) is not None
