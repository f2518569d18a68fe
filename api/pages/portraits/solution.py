"""The portrait of a solution or practice: what it does, and the towns that can be called about it."""

from __future__ import annotations

import numpy as np

from api.pages.portraits import rows
from api.pages.portraits.network import named_topics
from api.pages.portraits.parts import Detail, Maker, Part, Portrayed, Seen, Window, source_of
from api.pages.portraits.topic import kept
from api.words.portraits import SOLUTIONS
from api.workspace.tied import countries_of
from graph.arrays import Ints32
from graph.model import Solution
from graph.said import said, said_as
from matching.words.told import told
from matching.words.written import country_name, language_name

#: What stands among languages where there are many.
_MANY = "multilingual"
#: Which towns are called first: who made it, who uses it, who tries it; who plans it or has given it up comes last.
_FIRST = (
    *("origin", "in-use", "pilot", "lesson"),
    *("label", "supported", "plan", "joined", "nominated", "studied"),
    *("planned", "ended"),
)


def portrayed(seen: Seen) -> Portrayed:
    """What is said of the solution itself."""
    record = seen.table.record(seen.at)
    assert isinstance(record, Solution)
    language = seen.language
    owner = record.owner
    if owner and record.owner_country:
        owner = f"{owner} ({country_name(record.owner_country, language)})"
    many = told(said("many languages"), language)
    spoken = ", ".join(many if code == _MANY else language_name(code, language) for code in record.languages)
    written = (
        (said("Offered by"), owner, None),
        (said("Licence"), record.licence, None),
        (said("Languages"), spoken, None),
        (said("Since"), seen.day(record.since), None),
        (said("Public page"), record.url, record.url),
        (said("Source code"), record.repository, record.repository),
    )
    software = record.kind != "practice"
    unknown = [
        *([said("its licence")] if software and not record.licence else []),
        *([said("its languages")] if software and not record.languages else []),
        *([said("its public page")] if not record.url else []),
    ]
    return Portrayed(
        name=seen.name,
        kind=SOLUTIONS[record.kind],
        summary=record.summary_in(language),
        details=[Detail(called=called, value=value, url=url) for called, value, url in written if value],
        cites=(source_of(seen.table, seen.at),),
        topics=named_topics(seen),
        unknown=[told(words, language) for words in unknown],
    )


def _users(seen: Seen, window: Window) -> Part:
    everyone = _in_order(seen)
    found = kept(seen, everyone)
    practice = seen.table.category("kind")[seen.at] == "practice"
    few = said_as("heading", "The town to call") if len(everyone) == 1 else said("The towns to call")
    return Part(
        name="towns",
        heading=few if practice else said("Towns that use it"),
        rows=[rows.user(seen, at, seen.at) for at in window.of(found)],
        total=len(found),
        empty=said("We know of no town that uses it."),
        countries=countries_of(seen.snapshot, everyone),
    )


def _in_order(seen: Seen) -> Ints32:
    """Its towns: who made it first, then by how far they are, the smallest first."""
    links = seen.snapshot.links("USES")
    stated = links.rows_to(seen.at)
    rank = {links.status.code(status): at for at, status in enumerate(_FIRST)} | {-1: _FIRST.index("in-use")}
    best: dict[int, int] = {}
    for town, code in zip(links.start[stated].tolist(), links.status.codes[stated].tolist(), strict=True):
        best[town] = min(best.get(town, len(_FIRST)), rank[code])
    towns = np.array(list(best), dtype=np.int32)
    return towns[np.lexsort((towns, seen.snapshot.population[towns], np.array(list(best.values()))))] if best else towns


#: The parts of the portrait, in their order.
PARTS: tuple[tuple[str, Maker], ...] = (("towns", _users),)
