"""The page of what-ifs: how the network would be with a tie or a member more, or with somebody gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.http.problems import kind_of
from api.http.routes.measures import QUEUE
from api.http.schemas import ToldIn
from api.pages.choices import countries
from api.pages.named import Named, named
from api.pages.network import KINDS
from api.pages.rendering import language_of, linking, page_of
from api.pages.waiting import PATIENCE, being_made
from api.pages.what_if_asked import MOST, WhatIfAsked, halves, what_if_asked
from api.workspace.kept import InWork, Kept
from api.workspace.naming import item_named
from api.workspace.waiting import Busy
from api.workspace.workspace import Workspace, today
from graph.errors import InvalidRecord, PeerpolisError, UnknownId
from graph.measures.chosen import KINDS_TO_CHOOSE, memberships
from graph.measures.report import Report
from graph.measures.what_if import OF_TOWNS, Difference, what_if
from graph.measures.whole import FIGURES
from graph.said import Said, said
from graph.snapshot.frozen import Snapshot
from matching.types import Language
from matching.words.told import told
from matching.words.written import as_written

router = APIRouter(include_in_schema=False)
_found: Kept[Report[Difference]] = Kept(16, QUEUE)
_HEADING = said("What would change if …?")
_BOTH = said("A tie and a membership each need both: fill in the two fields side by side.")
_TOO_MUCH = said("At most {most} changes at once: take some out.", most=MOST)
#: What a coordinator looks at first, in words of the trade; all other figures stand behind a fold.
FIRST: Mapping[str, Said] = {
    "nodes": said("Towns in the network"),
    "isolates": said("Towns without a tie"),
    "ties": said("Ties: pairs of towns with a network in common"),
    "components": said("Parts between which there is no tie"),
    "largest_component": said("Towns in the largest part"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that would be otherwise: which field of the address states it, how, and as a sentence."""

    field: str
    text: str
    told: Said


@router.get("/what-if")
def otherwise(
    request: Request, asked: Annotated[WhatIfAsked, Depends(what_if_asked)], lang: ToldIn | None = None
) -> Response:
    """The forms, and below them the figures before and after; who has typed something new goes on to its address."""
    language = language_of(request, lang)
    space: Workspace = request.app.state.workspace
    present = space.view().snapshot
    unclear, trouble, status = list[tuple[str, Named]](), "", 200
    changes: Sequence[Change] = ()
    report: Report[Difference] | None = None
    try:
        if asked.typed:
            further, unclear = _typed(space, asked, language)
            if not unclear:
                return RedirectResponse(linking(request, lang)("/what-if", **further), 303)
        if len(asked.stated) > MOST:
            raise InvalidRecord(_TOO_MUCH)
        ties, members, removed = _meant(space, asked)
        changes = _changes(present, asked, ties, members, removed, language)
        if changes and not unclear:
            day = asked.network.day

            def compared() -> Report[Difference]:
                snapshot = present if day is None else space.snapshot_as_of(day)
                return what_if(snapshot, ties=ties, members=members, removed=removed, **asked.network.which)

            network = day, asked.network.kind, asked.network.country, asked.network.largest, asked.network.listed
            key = present.digest, network, tuple(ties), tuple(members), tuple(removed)
            made = _found.soon(key, compared, within=PATIENCE)
            if isinstance(made, InWork):
                return being_made(request, language, _HEADING, made)
            report = made
    except Busy:
        raise
    except PeerpolisError as error:
        trouble, status = error.said, kind_of(error).status
    rows = [] if report is None else list(report.rows)
    whole = {row.figure: row for row in rows if not row.id}
    return page_of(
        request,
        "what_if.html",
        language,
        status,
        heading=_HEADING,
        asked=asked,
        changes=changes,
        unclear=unclear,
        trouble=trouble,
        report=report,
        first=[(called, whole[figure]) for figure, called in FIRST.items() if figure in whole],
        further=[(FIGURES[figure], row) for figure, row in whole.items() if figure not in FIRST],
        towns=_of_towns(rows),
        undefined=any(row.change is None for row in rows),
        written=lambda value: _written(value, language),
        change=lambda value: _written(value, language, signed=True),
        example=_example(present, language),
        kinds=[(kind, told(KINDS[kind], language)) for kind in KINDS_TO_CHOOSE],
        countries=countries(present, language),
        on=today().isoformat(),
    )


def _typed(
    space: Workspace, asked: WhatIfAsked, language: Language
) -> tuple[Mapping[str, object], list[tuple[str, Named]]]:
    """What the address carries with what was typed, and the fields whose towns are not clear yet. Raises InvalidRecord
    where one of two fields is empty, UnknownId for a network."""
    typed = asked.typed
    if ("one" in typed) != ("other" in typed) or ("joining" in typed) != ("joined" in typed):
        raise InvalidRecord(_BOTH)
    ids, unclear = dict[str, str](), list[tuple[str, Named]]()
    for field, text in typed.items():
        if field == "joined":
            ids[field] = space.names.network(text)
        elif field == "gone" and (item := item_named(space.names.snapshot, text)):
            ids[field] = item
        else:
            meant = named(space, text, language)
            if meant.town is None:
                unclear.append((field, meant))
            else:
                ids[field] = meant.town.id
    if unclear:
        return {}, unclear
    further: dict[str, tuple[str, ...]] = {}
    for field, parts in {"tie": ("one", "other"), "member": ("joining", "joined"), "remove": ("gone",)}.items():
        if parts[0] in ids:
            more = ",".join(ids[part] for part in parts)
            further[field] = tuple(dict.fromkeys((*getattr(asked, field), more)))
    return asked.carried(**further), []


def _meant(space: Workspace, asked: WhatIfAsked) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[str]]:
    """The ids of what the address names. Raises UnknownId and what `Names.town` raises, InvalidRecord where one of two
    is missing."""
    names = space.names
    pairs = {field: [halves(text) for text in getattr(asked, field)] for field in ("tie", "member")}
    if any(not (one and other) for several in pairs.values() for one, other in several):
        raise InvalidRecord(_BOTH)
    return (
        [(names.town(one).id, names.town(other).id) for one, other in pairs["tie"]],
        [(names.town(town).id, names.network(network)) for town, network in pairs["member"]],
        [names.node(text) for text in asked.remove],
    )


def _changes(
    snapshot: Snapshot,
    asked: WhatIfAsked,
    ties: Sequence[tuple[str, str]],
    members: Sequence[tuple[str, str]],
    removed: Sequence[str],
    language: Language,
) -> list[Change]:
    """Each as a sentence. Raises UnknownId where what would be gone is neither a town nor a network."""

    def called(id: str) -> str:
        for label in ("Municipality", "Network"):
            if (at := snapshot.tables[label].ids.find(id)) is not None:
                return snapshot.tables[label].name(at, language)
        raise UnknownId("network", id)

    found = [
        Change("tie", text, said("{town} and {other} work together", town=called(one), other=called(other)))
        for text, (one, other) in zip(asked.tie, ties, strict=True)
    ]
    found += [
        Change("member", text, said("{town} joins “{network}”", town=called(town), network=called(network)))
        for text, (town, network) in zip(asked.member, members, strict=True)
    ]
    return found + [
        Change("remove", text, said("without {name}", name=called(id)))
        for text, id in zip(asked.remove, removed, strict=True)
    ]


def _of_towns(rows: Sequence[Difference]) -> list[tuple[str, str, list[tuple[Said, Difference]]]]:
    """The rows of each town that was named: its id, its name, and what each measure is called with its values."""
    towns = {row.id: row.name for row in rows if row.id}
    return [(id, name, [(OF_TOWNS[row.figure], row) for row in rows if row.id == id]) for id, name in towns.items()]


def _example(snapshot: Snapshot, language: Language) -> tuple[str, str] | None:
    """The id and name of the network with the most members, to begin with; None where no network has any."""
    _, networks = memberships(snapshot)
    members = np.bincount(networks, minlength=len(snapshot.tables["Network"]))
    if not members.any():
        return None
    table, at = snapshot.tables["Network"], int(members.argmax())
    return table.ids[at], table.name(at, language)


def _written(value: float | None, language: Language, *, signed: bool = False) -> str:
    """A figure as the language writes it, a change with its sign; a dash for what is not defined."""
    if value is None:
        return "–"
    sign = "+" if signed and value else ""
    text = f"{value:{sign},.0f}" if float(value).is_integer() else f"{value:{sign},.4f}"
    small = signed and value and not float(text.replace(",", ""))
    return "≈ 0" if small else as_written(text.replace("-", "−"), language)
