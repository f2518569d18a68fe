"""The portrait of a town: its record and facts, what it is in, uses, offers and needs, with whom it is twinned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from api.pages.portraits import rows
from api.pages.portraits.parts import (
    Cite,
    Detail,
    Maker,
    Part,
    Portrayed,
    Row,
    Seen,
    Window,
    cites_of,
    rows_between,
    source_of,
)
from api.words.portraits import FACTS, KINDS, TIES, priority, value_of_fact
from graph.arrays import Ints32
from graph.model import Municipality
from graph.said import Said, listed, said
from graph.snapshot.frozen import FactRow
from matching.words.told import told

#: Facts that answers and rules of calls ask for: of which of them nothing is known is told.
ASKED_FOR = ("population", "website", "degurba", "gender_equality_plan", "pic", "climate_plan", "languages")
_FIRST = ("population", "website", "kind", "part_of", "official_name")
#: How many other names are shown.
_NAMES = 12
_INCOMPLETE = said("What we know of; our lists are incomplete, and a missing entry proves nothing.")


def portrayed(seen: Seen) -> Portrayed:
    """What is said of the town itself: place, size, and every fact with its source."""
    record = seen.table.record(seen.at)
    assert isinstance(record, Municipality)
    facts = list(seen.snapshot.facts_of(seen.at))
    kind = next((fact.value for fact in facts if fact.key == "kind"), record.kind)
    stated = {fact.key for fact in facts} | ({"population"} if record.population else set())
    missing = [told(FACTS[key], seen.language) for key in ASKED_FOR if key not in stated]
    return Portrayed(
        name=seen.name,
        kind=KINDS[kind],
        summary=None,
        details=[*(_fact(seen, fact) for fact in sorted(facts, key=_place_of)), *_record(seen, record, facts)],
        cites=(source_of(seen.table, seen.at),),
        topics=_own_topics(seen),
        unknown=missing,
    )


def _place_of(fact: FactRow) -> int:
    """Where a fact stands: what one asks for first, then the others as they are listed."""
    return _FIRST.index(fact.key) if fact.key in _FIRST else len(_FIRST) + tuple(FACTS).index(fact.key)


def _record(seen: Seen, record: Municipality, facts: Sequence[FactRow]) -> Iterator[Detail]:
    cites = (source_of(seen.table, seen.at),)
    if record.population and not any(fact.key == "population" for fact in facts):
        people = value_of_fact("population", str(record.population), seen.language)
        yield Detail(called=FACTS["population"], value=people, cites=cites)
    if record.lat is not None and record.lon is not None:
        place = f"{record.lat:.4f}, {record.lon:.4f}"
        if record.approximate:
            place = told(said("about {place} (the middle of its region)", place=place), seen.language)
        yield Detail(called=said("Place (latitude, longitude)"), value=place, cites=cites)
    if others := [name for name in record.all_names if name != seen.name]:
        yield Detail(called=said("Also called"), value=listed(others, _NAMES), cites=cites)


def _fact(seen: Seen, fact: FactRow) -> Detail:
    value = value_of_fact(fact.key, fact.value, seen.language)
    path = None
    if fact.key == "part_of" and (whole := seen.table.ids.find(fact.value)) is not None:
        value, path = seen.table.name(whole, seen.language), f"/towns/{fact.value}/portrait"
    url = fact.value if fact.key == "website" else None
    return Detail(called=FACTS[fact.key], value=value, path=path, url=url, cites=(Cite(fact.source, fact.as_of),))


def _own_topics(seen: Seen) -> list[tuple[str, str]]:
    """The topics that the town does something on itself, the strongest first: not those that a network is about."""
    ties = seen.ties
    uses, at = ties.uses, slice(*ties.uses.indptr[seen.at : seen.at + 2].tolist())
    own = ~(ties.planned | ties.labelled)[at]
    strength = ties.offers[seen.at] + ties.solution_topics[uses.things[at][own]].sum(axis=0)
    led = slice(*ties.memberships.indptr[seen.at : seen.at + 2].tolist())
    strength = strength + ties.network_topics[ties.memberships.things[led][ties.leads[led]]].sum(axis=0)
    table, direct = seen.snapshot.tables["Topic"], np.flatnonzero(strength > 0)
    fields = set(seen.snapshot.links("BROADER", "Topic").end.tolist())
    order = sorted((t for t in direct.tolist() if t not in fields), key=lambda t: (-strength[t], t))
    return [(table.ids[t], table.name(t, seen.language)) for t in order]


def _tied(
    name: str, type: str, heading: Said, *, practices: bool | None = None, empty: Said | None = None
) -> tuple[str, Maker]:
    """The part of what the town is related to by relations of the type."""

    def part(seen: Seen, window: Window) -> Part:
        links = seen.snapshot.links(type)
        found = links.ends(seen.at)
        if practices is not None:
            kind = seen.snapshot.tables["Solution"].category("kind")
            found = found[(kind.codes[found] == kind.code("practice")) == practices]
        table = seen.snapshot.tables[links.end_label]
        named = sorted(found.tolist(), key=lambda at: (table.name(at, seen.language).casefold(), at))
        ordered: Ints32 = np.array(named, dtype=np.int32)
        return Part(
            name=name,
            heading=heading,
            rows=[_row(seen, type, at) for at in window.of(ordered)],
            total=len(ordered),
            note=_INCOMPLETE if type == "MEMBER_OF" else None,
            empty=empty,
        )

    return name, part


def _row(seen: Seen, type: str, at: int) -> Row:
    """One thing that the town is related to, and what the sources say of it."""
    links = seen.snapshot.links(type)
    stated = rows_between(links, seen.at, at)
    cites, said_of = cites_of(seen.snapshot, links, stated), rows.stated(seen, links, stated)
    match type:
        case "MEMBER_OF":
            return rows.network(seen, at, cites=cites, text=said_of or None)
        case "USES":
            row = rows.solution(seen, at, cites=cites)
            return replace(row, facts=(*row.facts[:1], *((said_of,) if said_of else ())))
    table = seen.snapshot.tables["Topic"]
    known = [links.weight[r] for r in stated if links.weight[r] == links.weight[r]]
    urgent = (told(priority(float(max(known))), seen.language),) if known and type == "NEEDS" else ()
    shown = "; ".join(dict.fromkeys(text for r in stated if (text := links.evidence[r])))
    return Row(
        name=table.name(at, seen.language),
        path=f"/topics/{table.ids[at]}",
        facts=urgent,
        text=shown or None,
        cites=cites,
    )


def _twins(seen: Seen, window: Window) -> Part:
    links = seen.snapshot.links("TWINNED_WITH")
    both = np.union1d(links.ends(seen.at), links.starts(seen.at))
    named = sorted(both.tolist(), key=lambda at: (seen.table.name(at, seen.language).casefold(), at))
    return Part(
        name="twins",
        heading=TIES["TWINNED_WITH"],
        rows=[_twin(seen, at) for at in window.of(np.array(named, dtype=np.int32))],
        total=len(named),
        empty=said("We know of no twin town."),
    )


def _twin(seen: Seen, at: int) -> Row:
    links = seen.snapshot.links("TWINNED_WITH")
    stated = [*rows_between(links, seen.at, at), *rows_between(links, at, seen.at)]
    cites = cites_of(seen.snapshot, links, stated)
    text = rows.stated(seen, links, stated)
    if len({cite.source for cite in cites}) == 1:
        text = ", ".join(filter(None, (text, told(said("by one source"), seen.language))))
    return replace(rows.town(seen, at), website=None, text=text or None, cites=cites)


#: The parts of the portrait, in their order.
PARTS: tuple[tuple[str, Maker], ...] = (
    _tied(
        "networks",
        "MEMBER_OF",
        TIES["MEMBER_OF"],
        empty=said("We know of no network or project that it is in. Our lists are incomplete: that proves nothing."),
    ),
    _tied("practices", "USES", said("What it has done (practices)"), practices=True),
    _tied(
        "solutions",
        "USES",
        said("Software, platforms and data that it uses"),
        practices=False,
        empty=said("We know of no digital solution that it uses."),
    ),
    ("twins", _twins),
    _tied(
        "offers", "OFFERS", said("What it says it can show others"), empty=said("It has not told us what it can show.")
    ),
    _tied("needs", "NEEDS", said("What it says it needs"), empty=said("It has not told us what it needs.")),
)
