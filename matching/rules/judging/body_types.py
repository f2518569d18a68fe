"""What sorts of bodies there are, and what each counts as where rules name types of applicants and roles.

A town hall is a municipality, a local authority, a public body; a university is none of them. The table is
`matching/data/body_types.csv`: what a type is also called, what it surely counts as, and what it may count as. A word
that nothing counts as is left open.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from matching.rules.asking.words import word
from matching.rules.three_valued import NO, UNKNOWN, YES

#: Parts of a municipality, which cannot apply for themselves.
PARTS = ("quarter", "settlement")


@dataclass(frozen=True, slots=True)
class _Sort:
    """One sort of body: what it surely counts as, itself among it, and what it may count as."""

    surely: frozenset[str]
    perhaps: frozenset[str]


@cache
def _sorts() -> tuple[Mapping[str, _Sort], Mapping[str, str], frozenset[str]]:
    """The sorts by name, what else each is called, and all words that something counts as."""
    text = resources.files("matching").joinpath("data/body_types.csv").read_text(encoding="utf-8")
    sorts: dict[str, _Sort] = {}
    called: dict[str, str] = {}
    for row in csv.DictReader(text.splitlines()):
        surely = frozenset((row["type"], *row["counts_as"].split()))
        sorts[row["type"]] = _Sort(surely, frozenset(row["may_count_as"].split()))
        called.update(dict.fromkeys(row["also_called"].split(), row["type"]))
    return sorts, called, frozenset().union(*(sort.surely | sort.perhaps for sort in sorts.values()))


def sort_of(type: str | None) -> str | None:
    """The sort that a stated type is, None where none is stated or known."""
    if type is None:
        return None
    sorts, called, _ = _sorts()
    name = called.get(word(type), word(type))
    return name if name in sorts else None


def counts_as(type: str | None, wanted: str) -> int:
    """Whether a body of the type counts as what a rule wants: YES, NO or UNKNOWN."""
    sort, name = sort_of(type), word(wanted)
    if sort is None:
        return YES if name == "any" or (type is not None and word(type) == name) else UNKNOWN
    if sort in PARTS:
        return NO
    sorts, _, known = _sorts()
    if name in sorts[sort].surely or name == word(type):
        return YES
    return UNKNOWN if name in sorts[sort].perhaps or name not in known else NO


def counts_as_any(type: str | None, wanted: tuple[str, ...]) -> int:
    """Whether a body of the type counts as one of those that a rule wants."""
    return max((counts_as(type, name) for name in wanted), default=UNKNOWN)
