"""Seats in turn: a need of several parts is answered part by part, the one named first first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

import numpy as np

from matching.purposes.portfolio import OF_EACH, Chosen, purposes_of
from matching.types import Query, Suggestion


def in_turn(of_each: Sequence[Sequence[Suggestion]], most: int) -> tuple[Suggestion, ...]:
    """The best of each part, then the second of each, and so on, at most so many; what answers several is told once."""
    found: dict[str, Suggestion] = {}
    for row in zip_longest(*of_each):
        for suggestion in row:
            if suggestion is not None:
                found.setdefault(suggestion.name, suggestion)
    return tuple(found.values())[:most]


def seats_of_parts(of_each: Sequence[Sequence[Chosen]], query: Query) -> Sequence[tuple[int, Chosen]]:
    """Who is chosen for several parts of a need (the outer sequence), each with its part, purpose by purpose; for each
    purpose the parts take seats in turn, and no town has two."""
    several = len(purposes_of(query)) > 1
    most = min(query.top, OF_EACH) if several else query.top
    seated: set[int] = set()
    found: list[tuple[int, Chosen]] = []
    for purposes in zip(*of_each, strict=True):
        taken = 0
        for at, chosen in _one_by_one(purposes):
            town = int(chosen.candidates[chosen.positions[0]])
            if taken < most and town not in seated:
                seated.add(town)
                taken += 1
                found.append((at, chosen))
    return found


def _one_by_one(of_each: Sequence[Chosen]) -> Iterator[tuple[int, Chosen]]:
    """The first that is chosen for each part, then the second of each, and so on, each alone."""
    longest = max(len(chosen.positions) for chosen in of_each)
    for place in range(longest):
        for at, chosen in enumerate(of_each):
            if place < len(chosen.positions):
                yield at, replace(chosen, positions=np.array([chosen.positions[place]]))
