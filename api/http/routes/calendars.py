"""A feed that calendars subscribe to: the deadlines a town may be eligible for."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.http.answers import answer, entity_tag
from api.http.problems import RESPONSES
from api.http.schemas import CountryOfName, InLanguage, TownPath
from api.workspace.workspace import Workspace, today
from matching.capacity.calendar import as_calendar, deadlines
from matching.rules.asking.stored import body_of

router = APIRouter(tags=["catalogue"], responses=RESPONSES)
_CALENDAR = "text/calendar"


@router.get(
    "/calendars/{id:path}",
    summary="The deadlines a town may be eligible for, as a calendar",
    response_class=Response,
    responses={200: {"content": {_CALENDAR: {"schema": {"type": "string"}}}, "description": "iCalendar (RFC 5545)"}},
)
def calendar(
    request: Request,
    id: TownPath,
    in_country: CountryOfName = None,
    language: InLanguage = "en",
) -> Response:
    """Fixed deadlines with reminders; rounds that are only expected never enter. UIDs stay when a day is moved."""
    space: Workspace = request.app.state.workspace
    snapshot, day = space.view().snapshot, today()
    asker = snapshot.municipalities.ids.index(space.names.meant(id, in_country).town.id)

    def made() -> bytes:
        found = deadlines(snapshot, body_of(snapshot, asker), on=day, language=language)
        return as_calendar(found, snapshot.municipalities.name(asker, language), on=day, language=language)

    return answer(request, entity_tag(request, snapshot.digest, day.isoformat()), made, media_type=_CALENDAR)
