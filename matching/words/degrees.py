"""What degrees of urbanisation are called: their number in the official lists, and in words."""

from __future__ import annotations

from collections.abc import Mapping

from graph.said import Said, said

_DEGREES: Mapping[str, Said] = {
    "1": said("1 (city)"),
    "2": said("2 (town or suburb)"),
    "3": said("3 (rural)"),
}


def degree(number: str) -> str:
    """The degree with what it means; what is none, as it stands there."""
    return _DEGREES.get(number, number)
