"""The portrait of a topic: who does it, the small ones first, and what there is for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from api.pages.portraits import rows
from api.pages.portraits.parts import Cite, Detail, Maker, Part, Portrayed, Row, Seen, Window, cites_of, source_of
from api.workspace.tied import about, countries_of, doers, last_deadline, needing, too_soon
from graph import dates
from graph.arrays import Ints32
from graph.said import Said, listed, said
from matching.words.asked_for import STRATEGIES
from matching.words.told import told

_OWN_WORK = said(
    "Towns that have a solution or practice on it, lead a project on it, or say that they can show it. The smallest "
    "stand first."
)
_OUR_READING = said(
    "That something is about this topic is our own reading of what its source says, unless an imported list says so."
)
_LESS = said("Of these we know no more than a plan, a label, a prize or a place in a list.")
_OF_NETWORKS = said("That a network is about the topic does not say what each of its members does.")


#: How many of the words that a topic is understood by are shown.
_SYNONYMS = 12


def portrayed(seen: Seen) -> Portrayed:
    """What is said of the topic itself."""
    table, snapshot = seen.table, seen.snapshot
    broader = snapshot.links("BROADER", "Topic")
    fields, narrower = broader.ends(seen.at).tolist(), broader.starts(seen.at).tolist()
    synonyms = [text for text, tag in table.tagged("synonyms", seen.at) if tag == seen.language]
    details = [
        Detail(called=said("Belongs to the field"), value=table.name(f, seen.language), path=f"/topics/{table.ids[f]}")
        for f in fields
    ]
    if synonyms:
        details.append(Detail(called=said("Also understood"), value=listed(synonyms, _SYNONYMS)))
    return Portrayed(
        name=seen.name,
        kind=said("Topic") if fields else said("Field of topics"),
        summary=None,
        details=details,
        cites=(source_of(table, seen.at),),
        notes=[told(_OUR_READING, seen.language)],
        topics=[(table.ids[n], table.name(n, seen.language)) for n in narrower],
    )


def _towns(own: bool) -> Maker:
    def part(seen: Seen, window: Window) -> Part:
        found = doers(seen.ties, seen.at)[0 if own else 1]
        countries, found = countries_of(seen.snapshot, found), kept(seen, found)
        return Part(
            name="towns" if own else "plans",
            heading=said("Towns that do it") if own else said("Towns with a plan or a label"),
            rows=[rows.doer(seen, at, own) for at in window.of(found)],
            total=len(found),
            note=_OWN_WORK if own else _LESS,
            empty=said("We know of no town yet that does this. That proves nothing: our lists are incomplete.")
            if own
            else None,
            countries=countries,
        )

    return part


def kept(seen: Seen, towns: Ints32) -> Ints32:
    """The towns of the country that the list is narrowed to; all of them where it is not."""
    column = seen.snapshot.municipalities.category("country")
    return towns[column.codes[towns] == column.code(seen.country)] if seen.country else towns


def _wanting(seen: Seen, window: Window) -> Part:
    found = needing(seen.ties, seen.at)
    links = seen.snapshot.links("NEEDS")

    def row(at: int) -> Row:
        stated = [int(r) for r in links.rows_from(at) if links.end[r] == seen.at]
        return replace(rows.town(seen, at), cites=cites_of(seen.snapshot, links, stated))

    return Part(
        name="needs",
        heading=said("Towns that say they need it"),
        rows=[row(at) for at in window.of(found)],
        total=len(found),
    )


def _things(
    name: str,
    label: str,
    heading: Said,
    row: Callable[..., Row],
    note: Said | None = None,
    order: Callable[[Seen, Ints32], Ints32] | None = None,
) -> Maker:
    def part(seen: Seen, window: Window) -> Part:
        found = np.flatnonzero(about(seen.ties, label, seen.at)).astype(np.int32)
        found = found if order is None else order(seen, found)
        return Part(
            name=name,
            heading=heading,
            rows=[row(seen, at, cites=_said_by(seen, label, at)) for at in window.of(found)],
            total=len(found),
            note=note,
        )

    return part


def _said_by(seen: Seen, label: str, at: int) -> tuple[Cite, ...]:
    return (source_of(seen.snapshot.tables[label], at),)


def _most_members(seen: Seen, networks: Ints32) -> Ints32:
    """Those that one can join first, then by their known members."""
    admission = seen.snapshot.tables["Network"].category("admission")
    opened = admission.codes[networks] == admission.code("open")
    return networks[np.lexsort((networks, -seen.ties.memberships.sizes[networks], ~opened))]


def _most_users(seen: Seen, solutions: Ints32) -> Ints32:
    """What can be taken over as it is (software, platforms, data sets) first, then by known users."""
    kind = seen.snapshot.tables["Solution"].category("kind")
    practice = kind.codes[solutions] == kind.code("practice")
    return solutions[np.lexsort((solutions, -seen.ties.uses.sizes[solutions], practice))]


def soonest_first(seen: Seen, calls: Ints32) -> Ints32:
    """Calls that can still be prepared, by their last deadline; then those without one, those that close too soon for a
    new application, and what is closed, the newest first."""

    def key(call: int) -> tuple[int, int, int]:
        last = last_deadline(seen.snapshot, call)
        if last is None:
            return 1, 0, call
        left = (dates.last_day(last) - seen.on).days
        if left < 0:
            return 3, -left, call
        return (2 if too_soon(seen.snapshot, call, left) else 0), left, call

    return np.array(sorted(calls.tolist(), key=key), dtype=np.int32)


#: The parts of the portrait, in their order.
PARTS: tuple[tuple[str, Maker], ...] = (
    ("towns", _towns(True)),
    ("plans", _towns(False)),
    ("needs", _wanting),
    (
        "networks",
        _things(
            "networks", "Network", said("Networks and projects about it"), rows.network, _OF_NETWORKS, _most_members
        ),
    ),
    (
        "solutions",
        _things("solutions", "Solution", said("Solutions and practices for it"), rows.solution, None, _most_users),
    ),
    ("calls", _things("calls", "Call", said("Calls that pay for it"), rows.call, None, soonest_first)),
    ("programmes", _things("programmes", "Programme", said("Programmes that are about it"), rows.programme)),
    ("strategies", _things("strategies", "Strategy", STRATEGIES, rows.strategy)),
)
