"""How old the data are, as sentences, and what of them is too old to be relied on."""

from __future__ import annotations

from datetime import date

from graph import dates
from graph.said import Said, said
from matching.types import Language
from matching.words.written import day

#: From how many days on calls are told to be old: half a year.
OLD_CALLS_DAYS = 183


def age_told(bundle: str | None, calls: str | None, tongue: Language) -> tuple[Said, ...]:
    """As of when the bundled data and the calls are, as far as the graph says so."""
    told_of = []
    if bundle:
        told_of.append(said("Bundled data as of {day}.", day=day(bundle, tongue)))
    if calls:
        told_of.append(said("Newest calls as of {day}.", day=day(calls, tongue)))
    return tuple(told_of)


def age_warnings(bundle: str | None, calls: str | None, brought: str, on: date) -> tuple[Said, ...]:
    """What is too old on the day: calls of more than half a year ago, and a graph that an earlier version filled.

    `brought` is as of when the bundle is that this version brings.
    """
    warnings = []
    if bundle is None or bundle < brought:
        warnings.append(said("An earlier version of Peerpolis filled this graph. Bring it up to date: peerpolis seed"))
    if calls is not None and (on - dates.last_day(calls)).days > OLD_CALLS_DAYS:
        warnings.append(
            said(
                "The calls are more than half a year old: some have closed, and newer ones are missing. Update "
                "Peerpolis and run peerpolis seed, or import calls: peerpolis import calls"
            )
        )
    return tuple(warnings)
