"""What is asked of groups, as people write it: sizes and days."""

from __future__ import annotations

import re
from datetime import date

from graph.errors import InvalidRecord
from graph.said import said

#: A group is 2 to 8 towns: larger ones are no peer groups, and their best split cannot be proven.
SMALLEST, LARGEST = 2, 8
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")


def sizes_of(text: str) -> tuple[int, int]:
    """The fewest and the most towns of a group, written 6 or 4-8. Raises InvalidRecord."""
    found = re.fullmatch(r"\s*(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?\s*", text)
    sizes = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not SMALLEST <= sizes[0] <= sizes[1] <= LARGEST:
        raise InvalidRecord(said("a size is written 6 or 4-8, between {low} and {high}", low=SMALLEST, high=LARGEST))
    return sizes


def days_of(text: str | None) -> tuple[date | None, ...]:
    """The days of the steps of a plan, divided by commas, None for one that is not set (-). Raises InvalidRecord."""
    try:
        return tuple(_day(part.strip()) for part in text.split(",")) if text else ()
    except ValueError as error:
        raise InvalidRecord(said("a day is written 2026-11-24")) from error


def _day(text: str) -> date | None:
    if text in ("", "-"):
        return None
    german = _GERMAN_DAY.fullmatch(text)
    return date(int(german[3]), int(german[2]), int(german[1])) if german else date.fromisoformat(text)
