"""What is asked of groups, as matrices: which two towns each wish keeps apart, and what the members have to share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from graph.arrays import Floats64
from graph.said import Said, said_as
from matching.groups.entries import Entry, Registered
from matching.groups.problem import Bits, Flags, Mixed, Problem, bits_of
from matching.ranking.features import SIZE_SPREAD

#: What may be asked of a group.
Wish = Literal["topic", "mixed", "county", "country", "language", "size", "together", "apart", "met", "dates"]
#: The wishes in the words in which they are told.
WISHES: Mapping[Wish, Said] = {
    "topic": said_as("wish", "a common topic"),
    "mixed": said_as("wish", "experienced and learning towns in each group"),
    "county": said_as("wish", "no two of one county"),
    "country": said_as("wish", "no two of one country"),
    "language": said_as("wish", "a common language"),
    "size": said_as("wish", "towns of similar size"),
    "together": said_as("wish", "who is to be together"),
    "apart": said_as("wish", "who is to be apart"),
    "met": said_as("wish", "nobody who has met before"),
    "dates": said_as("wish", "a date on which all can"),
}
#: What the fit of two towns is made of; together 100.
FIT: Mapping[str, float] = {"topics": 40, "learning": 30, "size": 15, "new": 15}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Groups of `smallest` to `largest` towns that share a topic and what else is asked.

    `times` is how many times as large as its smallest member a group's largest may be. What rows say (together, apart,
    met, dates) always counts. No group's average fit is below `floor` (0–1) times that of all, if it can be had.
    """

    smallest: int = 6
    largest: int = 6
    common_topic: bool = True
    mixed: bool = False
    one_per: Literal["county", "country"] | None = None
    common_language: bool = False
    times: float | None = None
    floor: float = 0.8
    seed: int = 0


def asked(wishes: Wishes, entries: Sequence[Entry]) -> tuple[Wish, ...]:
    """Which wishes there are, in the order of WISHES."""
    there: Mapping[Wish, bool] = {
        "topic": wishes.common_topic,
        "mixed": wishes.mixed,
        "county": wishes.one_per == "county",
        "country": wishes.one_per == "country",
        "language": wishes.common_language,
        "size": wishes.times is not None,
        "together": len(set().union(*(e.together for e in entries))) > 0,
        "apart": len(set().union(*(e.apart for e in entries))) > 0,
        "met": any(e.met for e in entries),
        "dates": any(e.dates for e in entries),
    }
    return tuple(wish for wish, asked in there.items() if asked)


def kept_apart(wish: Wish, wishes: Wishes, towns: Registered) -> Flags:
    """Which two towns the wish alone keeps out of one group; what is not known keeps nobody apart."""
    entries, count = towns.entries, len(towns.entries)
    match wish:
        case "topic":
            return ~_overlap(towns.topics)
        case "language":
            return ~_overlap(_spoken(entries))
        case "dates":
            return ~_overlap(_free(entries))
        case "county" | "country":
            places = [e.county if wish == "county" else e.country for e in entries]
            codes = np.array([-1 - at if place is None else _number_of(place) for at, place in enumerate(places)])
            same: Flags = codes[:, None] == codes
            return same & ~np.eye(count, dtype=np.bool_)
        case "size":
            size = towns.population
            with np.errstate(invalid="ignore"):
                apart: Flags = np.maximum.outer(size, size) > (wishes.times or 1) * np.minimum.outer(size, size)
            return apart
        case "apart":
            return _overlap(_flags([e.apart for e in entries])) & ~np.eye(count, dtype=np.bool_)
        case "met":
            met = np.zeros((count, count), dtype=np.bool_)
            for at, entry in enumerate(entries):
                met[at, sorted(entry.met)] = True
            return (met | met.T) & ~np.eye(count, dtype=np.bool_)
    return np.zeros((count, count), dtype=np.bool_)


def problem(towns: Registered, wishes: Wishes, of: Sequence[Wish]) -> Problem:
    """The question as numbers, with these of the wishes."""
    allowed = np.ones((len(towns.entries), len(towns.entries)), dtype=np.bool_)
    for wish in of:
        allowed &= ~kept_apart(wish, wishes, towns)
    np.fill_diagonal(allowed, True)
    shared: list[Bits] = []
    if "topic" in of:
        shared.append(bits_of(towns.topics))
    if "language" in of:
        shared.append(bits_of(_spoken(towns.entries)))
    if "dates" in of:
        shared.append(bits_of(_free(towns.entries)))
    mixed = None
    if "mixed" in of:
        if "topic" not in of:
            shared.insert(0, bits_of(np.ones((len(towns.entries), 1), dtype=np.bool_)))
        some, new = towns.experience, towns.learning
        if "topic" not in of:
            some = some.any(axis=1).reshape(-1, 1)
            new = ~some
        mixed = Mixed(bits_of(some), bits_of(new), 0)
    return Problem(fit(towns), allowed, _together(towns.entries, "together" in of), tuple(shared), mixed)


def fit(towns: Registered) -> Floats64:
    """How well each two towns fit, 0–100: common topics (cosine), what each could learn of the other (the mean of both
    directions: the share of what one wants to learn in which the other has experience), how alike in size they are,
    and whether they meet anew, as far as is known."""
    topics, learning = towns.topics.astype(float), towns.learning.astype(float)
    norm = np.sqrt(np.maximum(topics.sum(axis=1), 1))
    alike = topics @ topics.T / np.outer(norm, norm)
    learns = learning @ towns.experience.T.astype(float) / np.maximum(learning.sum(axis=1), 1)[:, None]
    with np.errstate(invalid="ignore"):
        gap = np.subtract.outer(np.log(towns.population), np.log(towns.population)) / SIZE_SPREAD
    size = np.nan_to_num(np.exp(-gap * gap / 2))
    met = kept_apart("met", Wishes(), towns)
    parts = {"topics": alike, "learning": (learns + learns.T) / 2, "size": size, "new": ~(towns.tied | met)}
    found: Floats64 = np.sum([FIT[name] * part for name, part in parts.items()], axis=0)
    np.fill_diagonal(found, 0)
    return found


def _number_of(place: str) -> int:
    """A number for a place that is the same for the same name in every process."""
    return int.from_bytes(place.casefold().encode()[:64], "little") % (2**61 - 1)


def _flags(things: Sequence[frozenset[str]]) -> Flags:
    known = sorted(set().union(*things))
    return np.array([[one in own for one in known] for own in things], dtype=np.bool_).reshape(len(things), -1)


def _spoken(entries: Sequence[Entry]) -> Flags:
    """Which of all languages each town works in; of whom that is not known, none is ruled out."""
    spoken = _flags([e.languages for e in entries])
    return spoken | ~spoken.any(axis=1, keepdims=True)


def _free(entries: Sequence[Entry]) -> Flags:
    """On which of all dates each town can; who names none can on all."""
    days = sorted(set().union(*(e.dates for e in entries)))
    return np.array([[not e.dates or day in e.dates for day in days] for e in entries], dtype=np.bool_)


def _overlap(flags: Flags) -> Flags:
    both = flags.astype(np.float32)
    found: Flags = both @ both.T > 0
    return found


def _together(entries: Sequence[Entry], asked: bool) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """A code a town: the same for all who are to be together, also through others."""
    codes = np.arange(len(entries), dtype=np.int64)
    if asked:
        for one, other in combinations(range(len(entries)), 2):
            if entries[one].together & entries[other].together:
                codes[codes == codes[other]] = codes[one]
    return codes
