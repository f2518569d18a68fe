"""What the graph lists beside towns: topics, networks, solutions, calls, programmes and sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import numpy as np
import numpy.typing as npt
from fastapi import APIRouter, Path, Query, Request, Response

from api.http.answers import Page, answer, entity_tag, page_answer
from api.http.problems import RESPONSES
from api.http.schemas import LONGEST_LIST, LONGEST_NAME, Day, InLanguage, Limit, Name, Offset, ToldIn
from api.workspace.listing import found_in_any
from api.workspace.portrait import Portrait, portrait
from api.workspace.sources import SourceUse, sources
from api.workspace.workspace import Workspace, today
from graph import dates
from graph.errors import InvalidRecord, UnknownId
from graph.model import Call, Format, Network, Programme, Solution, Strategy, Topic
from graph.snapshot.frozen import Snapshot
from matching.capacity.fit import is_large
from matching.rules.asking.stored import body_of
from matching.rules.judging.eligibility import eligibility as judged_eligibility
from matching.types import Eligibility, Language

router = APIRouter(tags=["catalogue"], responses=RESPONSES)

Kind = Annotated[str | None, Query(description="Of this kind only.")]
Words = Annotated[
    str,
    Query(
        max_length=LONGEST_NAME,
        description="Words that stand in its names, synonyms or summary, in any spelling.",
        examples=["heat"],
    ),
]


@router.get("/topics", summary="The vocabulary of topics", response_model=Page[Topic])
def topics(request: Request, q: Words = "", limit: Limit = 100, offset: Offset = 0) -> Response:
    """Each topic with its labels and synonyms as `text@language`."""
    return _list(request, "Topic", limit, offset, words=q)


@router.get("/networks", summary="Networks, associations and projects", response_model=Page[Network])
def networks(request: Request, kind: Kind = None, q: Words = "", limit: Limit = 20, offset: Offset = 0) -> Response:
    """Ordered by id; `kind` is association, network, initiative, project or tandem."""
    return _list(request, "Network", limit, offset, kind=kind, words=q)


@router.get("/networks/{id:path}", summary="Everything known about a network", response_model=Portrait)
def network(
    request: Request,
    id: Annotated[str, Path(max_length=LONGEST_NAME, examples=["net:connected-in-europe"])],
    language: InLanguage = "en",
) -> Response:
    """Its record, members, topics and programmes, each with its source."""
    return _portrait(request, "Network", id, language)


@router.get("/solutions", summary="Digital solutions in use", response_model=Page[Solution])
def solutions(request: Request, kind: Kind = None, q: Words = "", limit: Limit = 20, offset: Offset = 0) -> Response:
    """Ordered by id; `kind` is software, platform, practice or dataset."""
    return _list(request, "Solution", limit, offset, kind=kind, words=q)


@router.get("/solutions/{id:path}", summary="Everything known about a solution", response_model=Portrait)
def solution(
    request: Request,
    id: Annotated[str, Path(max_length=LONGEST_NAME, examples=["sol:decidim"])],
    language: InLanguage = "en",
) -> Response:
    """Its record, the towns that use it and its topics, each with its source."""
    return _portrait(request, "Solution", id, language)


@router.get("/formats", summary="Formats in which towns learned from each other", response_model=Page[Format])
def formats(request: Request, limit: Limit = 100, offset: Offset = 0) -> Response:
    """Who, how long, in which steps (`text@language`), as far as the sources tell; null for unknown."""
    return _list(request, "Format", limit, offset)


@router.get("/programmes", summary="Funding programmes", response_model=Page[Programme])
def programmes(request: Request, q: Words = "", limit: Limit = 20, offset: Offset = 0) -> Response:
    """Ordered by id."""
    return _list(request, "Programme", limit, offset, words=q)


@router.get("/programmes/{id:path}", summary="Everything known about a programme", response_model=Portrait)
def programme(
    request: Request,
    id: Annotated[str, Path(max_length=LONGEST_NAME, examples=["prog:horizon-europe"])],
    language: InLanguage = "en",
) -> Response:
    """Its record, calls, rules and the networks it pays for, each with its source."""
    return _portrait(request, "Programme", id, language)


@router.get("/strategies", summary="Strategies, laws, charters and declarations", response_model=Page[Strategy])
def strategies(request: Request, kind: Kind = None, q: Words = "", limit: Limit = 20, offset: Offset = 0) -> Response:
    """Ordered by id; `kind` is law, strategy, charter, declaration or publication."""
    return _list(request, "Strategy", limit, offset, kind=kind, words=q)


@router.get("/strategies/{id:path}", summary="Everything known about a strategy or law", response_model=Portrait)
def strategy(
    request: Request,
    id: Annotated[str, Path(max_length=LONGEST_NAME, examples=["strat:digital-decade-policy-programme-2030"])],
    language: InLanguage = "en",
) -> Response:
    """Its record and topics, each with its source."""
    return _portrait(request, "Strategy", id, language)


@router.get("/calls", summary="Calls for proposals", response_model=Page[Call])
def calls(
    request: Request,
    open_on: Annotated[
        Day | None,
        Query(description="Only calls whose last deadline is not before this day.", examples=["2026-11-24"]),
    ] = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Ordered by id. A call without a known deadline counts as open."""
    return _list(request, "Call", limit, offset, open_on=open_on)


@router.get("/calls/{id:path}/eligibility", summary="May this town take part?", response_model=Eligibility)
def eligibility(
    request: Request,
    id: Annotated[str, Path(max_length=LONGEST_NAME, examples=["call:horizon-miss-2027-04-cit-03"])],
    town: Annotated[
        str, Query(max_length=LONGEST_NAME, description="The town: id, LAU code or name.", examples=["gn:2951134"])
    ],
    partner: Annotated[
        list[Name] | None,
        Query(max_length=LONGEST_LIST, description="Its partners: ids or names.", examples=[["gn:766027"]]),
    ] = None,
    on: Annotated[Day | None, Query(description="The day of the question.", examples=["2026-11-24"])] = None,
    language: Annotated[ToldIn, Query(description="The language of the answer.", examples=["de"])] = "en",
) -> Response:
    """Yes, no or unknown, clause by clause, each with its reason and source; without partners, for the town alone."""
    space: Workspace = request.app.state.workspace
    snapshot = space.view().snapshot
    call = snapshot.tables["Call"].ids.find(id)
    if call is None:
        raise UnknownId("call", id)
    try:
        towns = [space.names.town(name).id for name in (town, *(partner or ()))]
    except UnknownId as error:
        raise InvalidRecord(error.said) from error
    day = on or today()
    first, *others = dict.fromkeys(snapshot.municipalities.ids.index(t) for t in towns)

    def judged() -> Eligibility:
        calls, body = space.view().calls, body_of(snapshot, first)
        weighed, _ = calls.weighing.of(call, body, day)
        found = judged_eligibility(
            calls.weighing.books.of_call(call),
            body,
            name=snapshot.municipalities.name(first, language),
            partners=[body_of(snapshot, at) for at in others] if partner else None,
            on=day,
            language=language,
            beside_a_lead=is_large(weighed.offer),
        )
        return calls.beside_the_rules(found, call, weighed, language)

    return answer(request, entity_tag(request, snapshot.digest, str(day)), judged)


@router.get("/calls/{id:path}", summary="Everything known about a call", response_model=Portrait)
def call(
    request: Request,
    id: Annotated[str, Path(max_length=LONGEST_NAME, examples=["call:horizon-miss-2027-04-cit-03"])],
    language: InLanguage = "en",
) -> Response:
    """Its record, programme, topics and rules, each with its source."""
    return _portrait(request, "Call", id, language)


@router.get("/sources", summary="Where everything comes from", response_model=Page[SourceUse])
def all_sources(request: Request, limit: Limit = 100, offset: Offset = 0) -> Response:
    """Each source that a record rests on, with the number of records; licence and attribution where they are ours."""
    snapshot = request.app.state.workspace.view().snapshot
    found = sources(snapshot)
    page = Page(found[offset : offset + limit], len(found), limit, offset)
    return page_answer(request, entity_tag(request, snapshot.digest), page)


def _portrait(request: Request, label: str, id: str, language: Language) -> Response:
    snapshot: Snapshot = request.app.state.workspace.view().snapshot
    found = portrait(snapshot, label, id, language)
    return answer(request, entity_tag(request, snapshot.digest), lambda: found)


def _list(
    request: Request,
    label: str,
    limit: int,
    offset: int,
    *,
    kind: str | None = None,
    words: str = "",
    open_on: date | None = None,
) -> Response:
    snapshot: Snapshot = request.app.state.workspace.view().snapshot
    table = snapshot.tables[label]
    chosen: npt.NDArray[np.bool_] = np.ones(len(table), dtype=np.bool_)
    if kind is not None:
        column = table.category("kind")
        chosen &= column.codes == column.code(kind)
    if open_on is not None:
        chosen &= [_open(snapshot, at, open_on) for at in range(len(table))]
    if words.strip():
        chosen &= np.isin(np.arange(len(table)), found_in_any(snapshot, label, words))
    rows: Sequence[int] = np.flatnonzero(chosen).tolist()
    page = Page([table.record(at) for at in rows[offset : offset + limit]], len(rows), limit, offset)
    return page_answer(request, entity_tag(request, snapshot.digest), page)


def _open(snapshot: Snapshot, call: int, day: date) -> bool:
    table = snapshot.tables["Call"]
    stated = [d for name in ("deadline", "deadline_2") if (d := dates.from_code(int(table.date(name)[call])))]
    return not stated or max(map(dates.last_day, stated)) >= day
