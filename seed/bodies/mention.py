"""What a list says of a body (`Mention`), and which body of the graph that is (`Identity`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Outcome(StrEnum):
    """How certain an identity is."""

    SURE = "sure"
    LIKELY = "likely"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Mention:
    """A body as a list names it. `country` is the ISO code; `code` the official code with country (DE_12069020).

    `region` is a NUTS code, `seat` the town of the postal address, `lat`/`lon` degrees, `population` inhabitants.
    """

    name: str
    country: str | None = None
    region: str | None = None
    code: str | None = None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    seat: str | None = None


def exchanged(mention: Mention) -> Mention | None:
    """The mention with latitude and longitude exchanged, as tables often have them; None where that is no place."""
    if mention.lat is None or mention.lon is None or abs(mention.lon) > 90:
        return None
    return replace(mention, lat=mention.lon, lon=mention.lat)


@dataclass(frozen=True, slots=True)
class Identity:
    """The answer: `why` says what it rests on or what is missing.

    `id` is None where it stays open, and, with the outcome SURE, where a person decided that it is no body of ours.
    `candidates` are the ids it could be, the likeliest first.
    """

    id: str | None
    outcome: Outcome
    why: str
    candidates: tuple[str, ...] = ()
