"""A town that the register does not have: how to describe it on the spot, instead of asking in vain.

Portugal's list is of parishes, and the register has no place for some of its municipalities; other countries have no
official list here at all.
"""

from __future__ import annotations

import shlex

from graph.errors import PeerpolisError, UnknownId
from graph.said import Said, said

#: How a described place is asked for over HTTP.
OVER_HTTP = (
    "A town that is missing here can be described: POST /api/v1/partners (or networks, solutions, calls) with `place`, "
    "its name and country and what is known of lat, lon and population."
)


def is_missing_town(error: PeerpolisError) -> bool:
    """Whether a town was named that is not here; an id that is not here was mistyped."""
    return isinstance(error, UnknownId) and error.what == "municipality" and ":" not in error.id


def command_for(name: str, country: str | None, need: str | None = None) -> str:
    """The command that asks for a town that is described; `XX` stands for a country that was not named."""
    words = ["peerpolis", "suggest", name, "--described", "--in", country or "XX"]
    return shlex.join([*words, "--need", need] if need else words)


def way_on(command: str) -> Said:
    """What somebody is told whose town is not here."""
    return said(
        "Is your town missing here? Describe it, and you get suggestions all the same (XX stands for its country; "
        "--population, --lat and --lon make them better): {command}",
        command=command,
    )
