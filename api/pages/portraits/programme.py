"""The portrait of a programme: where it pays, its calls, and the networks that it paid for."""

from __future__ import annotations

import re

import numpy as np

from api.pages.portraits import rows
from api.pages.portraits.network import named_topics
from api.pages.portraits.parts import Detail, Maker, Part, Portrayed, Row, Seen, Window, cites_of, source_of
from api.pages.portraits.topic import soonest_first
from graph.model import Programme
from graph.nuts import iso_country
from graph.said import said
from matching.rules.judging.areas_told import areas_told
from matching.types import Language
from matching.words.told import told
from matching.words.written import country_name

_REGULATION = re.compile(r"Regulation \(EU\) ([0-9/]+)")


def portrayed(seen: Seen) -> Portrayed:
    """What is said of the programme itself."""
    record = seen.table.record(seen.at)
    assert isinstance(record, Programme)
    written = (
        (said("Period"), rows.years(record.period, seen.language), None),
        (said("Run by"), seen.table.text_in("managing_body", "managing_bodies", seen.at, seen.language), None),
        (said("Where it pays"), _area(record, seen), None),
        (said("Legal basis"), _law(record.regulation, seen.language), None),
        (said("Public page"), record.url, record.url),
    )
    unknown = [
        *([said("its period")] if not record.period else []),
        *([said("who runs it")] if not record.managing_body else []),
        *([said("whether it is limited to certain areas")] if not record.area else []),
        *([said("its public page")] if not record.url else []),
    ]
    return Portrayed(
        name=seen.name,
        kind=said("Funding programme"),
        summary=record.summary_in(seen.language),
        details=[Detail(called=called, value=value, url=url) for called, value, url in written if value],
        cites=(source_of(seen.table, seen.at),),
        topics=named_topics(seen),
        unknown=[told(words, seen.language) for words in unknown],
    )


def _law(text: str | None, language: Language) -> str | None:
    """The legal basis; what is a regulation of the European Union, as the language calls one."""
    named = _REGULATION.fullmatch(text or "")
    return text if named is None else told(said("Regulation (EU) {number}", number=named[1]), language)


def _area(record: Programme, seen: Seen) -> str:
    """The area by countries; where it is a part of one, with the names of its regions (NUTS)."""
    by_country: dict[str, list[str]] = {}
    for code in record.area:
        by_country.setdefault(iso_country(code), []).append(code)

    def named(country: str, codes: list[str]) -> str:
        whole = any(len(code) == 2 for code in codes)
        name = country_name(country, seen.language)
        return name if whole else f"{name} ({', '.join(areas_told(codes, seen.language))})"

    return ", ".join(named(country, codes) for country, codes in by_country.items())


def _calls(seen: Seen, window: Window) -> Part:
    found = soonest_first(seen, seen.snapshot.links("UNDER", "Call").starts(seen.at))
    return Part(
        name="calls",
        heading=said("Its calls"),
        rows=[rows.call(seen, at) for at in window.of(found)],
        total=len(found),
        empty=said("We know of no call of it."),
    )


def _networks(seen: Seen, window: Window) -> Part:
    paid = seen.snapshot.links("FUNDED_BY", "Network")
    networks = paid.starts(seen.at)
    found = networks[np.lexsort((networks, -seen.ties.memberships.sizes[networks]))]

    def row(at: int) -> Row:
        stated = [int(r) for r in paid.rows_from(at) if paid.end[r] == seen.at]
        return rows.network(seen, at, cites=cites_of(seen.snapshot, paid, stated))

    return Part(
        name="networks",
        heading=said("Networks and projects that it paid for"),
        rows=[row(at) for at in window.of(found)],
        total=len(found),
    )


def _rules(seen: Seen, window: Window) -> Part:
    clauses, required = seen.snapshot.tables["Clause"], seen.snapshot.links("REQUIRES", "Programme")
    quotes = clauses.text("quote")
    # Several rules may be read from one sentence: it is quoted once.
    first: dict[str, int] = {}
    for at in required.ends(seen.at).tolist():
        if quote := quotes[at]:
            first.setdefault(quote, at)
    found = np.array(list(first.values()), dtype=np.int32)
    return Part(
        name="rules",
        heading=said("What its rules say"),
        rows=[
            # In its publisher's words.
            Row(name=told(said("“{quote}”", quote=quotes[at]), seen.language), cites=(source_of(clauses, at),))
            for at in window.of(found)
        ],
        total=len(found),
        note=said("In the words of the texts that we read. Whether your town may apply, the page of a call says."),
    )


#: The parts of the portrait, in their order.
PARTS: tuple[tuple[str, Maker], ...] = (("calls", _calls), ("networks", _networks), ("rules", _rules))
