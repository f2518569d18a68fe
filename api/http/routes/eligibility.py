"""May we take part? One question as one value, in the body of the request."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.problems import RESPONSES
from api.http.schemas import LONGEST_LIST, LONGEST_NAME, Country, ToldIn
from api.workspace.asking import Asked, may_take_part
from api.workspace.workspace import Workspace, today
from graph.errors import InvalidRecord, UnknownId
from matching.rules.asking.situation import Stage
from matching.rules.judging.outcome import Assessment

router = APIRouter(tags=["catalogue"], responses=RESPONSES)


class EligibilityQuestion(BaseModel):
    """Who asks, for which call, with whom and with what; what is left out is unknown."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "call": "call:horizon-miss-2027-04-cit-03",
                    "town": "gn:2951134",
                    "facts": {"role": "partner", "partners": [{"country": "FR", "type": "university"}]},
                    "on": "2026-11-29",
                }
            ]
        },
    )

    call: str = Field(
        max_length=LONGEST_NAME,
        description="The call or the programme, by id or name.",
        examples=["call:horizon-miss-2027-04-cit-03"],
    )
    town: str | None = Field(
        None,
        max_length=LONGEST_NAME,
        description="The town: id, LAU code or name; without it the facts describe the body.",
        examples=["gn:2951134"],
    )
    in_country: Country | None = Field(None, alias="in", description="The country of the town.", examples=["DE"])
    facts: dict[str, Any] | None = Field(
        None,
        description="Facts that go before those on record, as in the file of `peerpolis eligible --facts`; null hides "
        "a stored one.",
        examples=[{"direct_participants": 60, "invited_international_participants": 25}],
    )
    role: str | None = Field(None, max_length=LONGEST_NAME, description="lead, partner, end_user.", examples=["lead"])
    partner: tuple[str, ...] = Field(
        (),
        max_length=LONGEST_LIST,
        description="Partners: towns, or a country and what it is.",
        examples=[["PL:municipality"]],
    )
    grouping: tuple[str, ...] = Field(
        (), max_length=LONGEST_LIST, description="Towns that apply together with the one that asks.", examples=[[]]
    )
    on: date | datetime | None = Field(
        None, description="The day, or day and time, of the question.", examples=["2026-11-29"]
    )
    stage: Stage | None = Field(None, description="The stage that `verdict` is for.", examples=["apply"])
    change: bool = Field(False, description="Say what would turn the answer to yes.")
    language: ToldIn = Field("en", description="The language of the answer.", examples=["de"])


@router.post("/eligibility", summary="May we take part, as we are or could be?", response_model=Assessment)
def eligibility(request: Request, question: EligibilityQuestion) -> Response:
    """Yes, no or unknown for both stages, clause by clause: the reason, what is missing and who gives it, the source.

    `town` is the answer for the one that asks, whatever the deadline; `consortium` says whether those who are named are
    enough. `to_read` are rules for a person, and rules that do not count (`status`).
    """
    space: Workspace = request.app.state.workspace
    asked = Asked(
        call=question.call,
        town=question.town,
        country=question.in_country,
        facts=question.facts,
        role=question.role,
        stage=question.stage,
        partners=question.partner,
        grouping=question.grouping,
        at=question.on or today(),
        change=question.change,
        language=question.language,
    )
    try:
        found = may_take_part(space.view().snapshot, space.names, asked)
    except UnknownId as error:
        raise InvalidRecord(error.said) from error
    return Response(orjson.dumps(found), media_type="application/json")
