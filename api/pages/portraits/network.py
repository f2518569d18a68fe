"""The portrait of a network: what it is, how one joins and what that takes, who is in it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from api.pages.portraits import rows
from api.pages.portraits.parts import Cite, Detail, Maker, Part, Portrayed, Seen, Window, cites_of, source_of
from api.pages.portraits.topic import kept
from api.words.portraits import NETWORKS
from api.workspace.tied import by_country, countries_of, parts_of_networks, topics_of
from graph.model import Network, untagged
from graph.said import Said, said
from matching.kinds.conditions import CONDITIONS
from matching.rules.judging.areas_told import areas_told
from matching.words.taking_part import admission
from matching.words.told import told
from matching.words.written import country_name, number

_JOINING = said("How one joins")
_TAKES = said("What that takes")
_NO_MEMBERS = said("We know of no member. Its own page may name them.")
_INCOMPLETE = said("Members that we know of; the network's own list may be longer, or newer.")


def portrayed(seen: Seen) -> Portrayed:
    """What is said of the network itself."""
    record = seen.table.record(seen.at)
    assert isinstance(record, Network)
    unknown = []
    if record.admission is None:
        unknown.append(said("how one becomes a member"))
    if record.admission == "open" and not record.joining:
        unknown.append(said("what joining costs and whom to ask"))
    if record.url is None:
        unknown.append(said("its public page"))
    return Portrayed(
        name=seen.name,
        kind=NETWORKS[record.kind],
        summary=record.summary_in(seen.language),
        details=list(_details(seen, record)),
        cites=(source_of(seen.table, seen.at),),
        topics=named_topics(seen),
        unknown=[told(words, seen.language) for words in unknown],
    )


def named_topics(seen: Seen) -> list[tuple[str, str]]:
    """The topics that the node addresses, as ids and names."""
    table = seen.snapshot.tables["Topic"]
    return [(table.ids[t], table.name(t, seen.language)) for t in topics_of(seen.snapshot, seen.label, seen.at)]


def _details(seen: Seen, record: Network) -> Iterator[Detail]:
    language = seen.language
    if record.admission is not None:
        joined = [text for text, tag in map(untagged, record.joining) if tag == language]
        joined = joined or [text for text, _ in map(untagged, record.joining[:1])]
        cites = (Cite(record.joining_source, None),) if joined and record.joining_source else ()
        yield Detail(
            called=_JOINING, value=" ".join([told(admission(record.admission), language), *joined]), cites=cites
        )
    if conditions := [told(words, language) for words in _conditions(seen, record)]:
        yield Detail(called=_TAKES, value=" ".join(conditions))
    yield from _part_of(seen, record)
    span = [(said("since {day}"), record.start), (said("until {day}"), record.end)]
    if dated := [told(words.fill(day=seen.day(day)), language) for words, day in span if day]:
        yield Detail(called=said("Since when"), value=", ".join(dated))
    if record.url:
        yield Detail(called=said("Public page"), value=record.url, url=record.url)


def _conditions(seen: Seen, record: Network) -> Iterator[Said]:
    """What a member has to be, as far as it is on record."""
    yield from (CONDITIONS[name].sentence for name in record.takes if name in CONDITIONS)
    least, most = record.population_min, record.population_max
    if least is not None:
        yield said("It is for towns of at least {count} inhabitants.", count=number(least, seen.language))
    if most is not None:
        yield said("It is for towns of at most {count} inhabitants.", count=number(most, seen.language))
    if record.countries:
        named = tuple(country_name(code, seen.language) for code in record.countries)
        yield said("It takes members from: {countries}.", countries=named)
    if record.regions:
        yield said("It takes members from: {countries}.", countries=areas_told(record.regions, seen.language))
    if record.one_per_country:
        yield said("It takes one member from each country.")


def _part_of(seen: Seen, record: Network) -> Iterator[Detail]:
    above = seen.table.ids.find(record.umbrella) if record.umbrella else None
    if above is not None:
        yield Detail(
            called=said("Is a part of"),
            value=seen.table.name(above, seen.language),
            path=f"/networks/{seen.table.ids[above]}",
        )
    paid, programmes = seen.snapshot.links("FUNDED_BY", "Network"), seen.snapshot.tables["Programme"]
    for row in paid.rows_from(seen.at):
        yield Detail(
            called=said("Paid by"),
            value=programmes.name(int(paid.end[row]), seen.language),
            path=f"/programmes/{programmes.ids[int(paid.end[row])]}",
            cites=cites_of(seen.snapshot, paid, [int(row)]),
        )


def _members(seen: Seen, window: Window) -> Part:
    everyone = by_country(seen.snapshot, "MEMBER_OF", "Network", seen.at, seen.language)
    found = kept(seen, everyone)
    return Part(
        name="members",
        heading=said("Members"),
        rows=[rows.member(seen, at, seen.at) for at in window.of(found)],
        total=len(found),
        note=_INCOMPLETE if len(everyone) else None,
        empty=_NO_MEMBERS,
        countries=countries_of(seen.snapshot, everyone),
    )


def _parts(seen: Seen, window: Window) -> Part:
    found = parts_of_networks(seen.snapshot).get(seen.table.ids[seen.at], np.empty(0, dtype=np.int32))
    return Part(
        name="parts",
        heading=said("Its parts"),
        rows=[rows.network(seen, at, cites=(source_of(seen.table, at),)) for at in window.of(found)],
        total=len(found),
    )


#: The parts of the portrait, in their order.
PARTS: tuple[tuple[str, Maker], ...] = (("members", _members), ("parts", _parts))
