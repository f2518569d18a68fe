"""One phrase that states one clause: the words, and what is made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from matching.rules.reading.numbers import whole
from matching.rules.reading.proposal import WORDS, Proposal

Match = re.Match[str]
#: What a match says: operator and value, or None where it is something else.
Says = Callable[[Match], tuple[str, str] | None]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What words say a clause, and what it says."""

    kind: str
    words: re.Pattern[str]
    says: Says


def read_by(patterns: Iterable[Pattern], text: str) -> Iterator[Proposal]:
    """The clauses that single phrases state, in the order of the patterns."""
    for pattern in patterns:
        for match in pattern.words.finditer(text):
            said = pattern.says(match)
            if said is not None:
                yield Proposal(
                    kind=pattern.kind,
                    operator=said[0],
                    value=said[1],
                    quote=" ".join(match[0].split()[:WORDS]).strip(" ,;:.("),
                )


def either_case(words: str) -> re.Pattern[str]:
    """The words as a pattern, in capitals or not."""
    return re.compile(words, re.IGNORECASE)


def least(match: Match) -> tuple[str, str] | None:
    """At least the number that was found, as `n` or as `m`."""
    number = whole(match["n"] or match.groupdict().get("m") or "")
    return None if number is None else (">=", str(number))


def fixed(operator: str, value: str) -> Says:
    """Always the same."""
    return lambda match: (operator, value)
