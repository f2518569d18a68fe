"""The calls that fit a town, by what it can carry."""

from __future__ import annotations

from typing import Annotated

import orjson
from fastapi import APIRouter, Query, Request, Response

from api.http.answers import answer, entity_tag
from api.http.problems import RESPONSES
from api.http.schemas import LONGEST_NEED, CountryOfName, Day, Flag, InLanguage, TownPath
from api.reports.call_feed import MEDIA_TYPE, call_feed
from api.workspace.calls import CallsFound, calls_of
from api.workspace.workspace import Workspace, today

_Need = Annotated[
    str | None,
    Query(max_length=LONGEST_NEED, description="What you need, in your own words.", examples=["Wärmeplanung"]),
]
_Since = Annotated[
    Day | None,
    Query(description="Only calls new since this day: opened after it, or newly told.", examples=["2026-10-01"]),
]
router = APIRouter(tags=["municipalities"], responses=RESPONSES)


@router.get(
    "/municipalities/{id:path}/listed-calls",
    summary="The calls that fit a town, by what it can carry",
    response_model=CallsFound,
)
def town_calls(
    request: Request,
    id: TownPath,
    in_country: CountryOfName = None,
    need: _Need = None,
    on: Annotated[Day | None, Query(description="The day of the question.", examples=["2026-11-29"])] = None,
    since: _Since = None,
    why: Annotated[Flag, Query(description="Tell the reasons of each, with sources.")] = False,
    language: InLanguage = "en",
) -> Response:
    """First steps, as a partner, large ones with a strong lead, and what is too late or not for the town, each in a
    line. What is only expected has no deadline: its last known rounds are told with their source."""
    space: Workspace = request.app.state.workspace
    day = on or today()
    town = space.names.meant(id, in_country).town.id
    return answer(
        request,
        entity_tag(request, space.view().snapshot.digest, day.isoformat()),
        lambda: calls_of(space, town, on=day, need=need, since=since, language=language, why=why),
    )


@router.get(
    "/municipalities/{id:path}/calls-feed",
    summary="The calls that fit a town, as a feed to subscribe to",
    response_class=Response,
    responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "object"}}}, "description": "JSON Feed 1.1"}},
)
def feed_of_calls(
    request: Request,
    id: TownPath,
    in_country: CountryOfName = None,
    need: _Need = None,
    since: _Since = None,
    language: InLanguage = "en",
) -> Response:
    """A saved search: its address is all there is, and a feed reader shows what is new. What is too late, or not for
    the town, stands in no feed."""
    space: Workspace = request.app.state.workspace
    snapshot, day = space.view().snapshot, today()
    town = space.names.meant(id, in_country).town.id

    def made() -> bytes:
        found = calls_of(space, town, on=day, need=need, since=since, language=language)
        name = snapshot.municipalities.name(snapshot.municipalities.ids.index(town), language)
        return orjson.dumps(call_feed(found.calls, name, need, address=str(request.url), language=language))

    return answer(request, entity_tag(request, snapshot.digest, day.isoformat()), made, media_type=MEDIA_TYPE)
