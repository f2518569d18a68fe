"""The calls that fit a town, by what it can carry."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.http.answers import answer, entity_tag
from api.http.problems import RESPONSES
from api.http.schemas import LONGEST_NEED, CountryOfName, Day, Flag, InLanguage, TownPath
from api.workspace.calls import CallsFound, calls_of
from api.workspace.workspace import Workspace, today

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
    need: Annotated[
        str | None,
        Query(max_length=LONGEST_NEED, description="What you need, in your own words.", examples=["Wärmeplanung"]),
    ] = None,
    on: Annotated[Day | None, Query(description="The day of the question.", examples=["2026-11-29"])] = None,
    since: Annotated[
        Day | None,
        Query(description="Only calls new since this day: opened after it, or newly told.", examples=["2026-10-01"]),
    ] = None,
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
