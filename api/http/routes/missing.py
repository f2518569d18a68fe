"""Who is missing: towns that complete a consortium, neighbours that make a town large enough, calls it can carry."""

from __future__ import annotations

from typing import Annotated

import orjson
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.answers import answer, entity_tag
from api.http.problems import RESPONSES
from api.http.schemas import LONGEST_NAME, LONGEST_NEED, CountryOfName, Day, InLanguage, Name, ToldIn, TownPath, Whole
from api.workspace.missing import DEGREES, ConsortiaFound, ConsortiumAsked, GroupingsFound, consortia, groupings_of
from api.workspace.waiting import Queue
from api.workspace.workspace import Workspace, today
from graph.errors import InvalidRecord, UnknownId
from graph.said import said
from matching.consortia.grouping import Wanted

router = APIRouter(tags=["catalogue"], responses=RESPONSES)
#: What one question may cost: members of a consortium, towns wanted or left out, kilometres to a neighbour and in all.
MOST_MEMBERS, MOST_NAMED, MOST_KM, MOST_REACH = 25, 50, 30, 60


#: Completed one at a time: it takes seconds, and two at once take twice as long.
QUEUE = Queue(at_once=1, waiting=8, seconds=30)


class ConsortiumQuestion(BaseModel):
    """For which call, who is there, and what is wished of the others."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {"call": "call:horizon-miss-2027-04-cit-03", "towns": ["gn:2951134"], "on": "2026-11-29", "size": 5}
            ]
        },
    )

    call: str = Field(
        max_length=LONGEST_NAME,
        description="The call or the programme, by id or name.",
        examples=["call:horizon-miss-2027-04-cit-03"],
    )
    towns: tuple[Name, ...] = Field(
        min_length=1,
        max_length=MOST_MEMBERS,
        description="The towns that are there, the one that asks first: ids or names.",
        examples=[["gn:2951134"]],
    )
    size: Whole | None = Field(
        None,
        ge=2,
        le=MOST_MEMBERS,
        description="How many in all; else as few as rules allow.",
        examples=[5],
    )
    wanted: tuple[Name, ...] = Field((), max_length=MOST_MEMBERS, description="Towns that have to join.", examples=[[]])
    exclude: tuple[Name, ...] = Field(
        (), max_length=MOST_NAMED, description="Towns that must not join.", examples=[["gn:2950159"]]
    )
    per_country: Whole | None = Field(
        None, ge=1, le=MOST_MEMBERS, description="At most so many of each country.", examples=[2]
    )
    need: str | None = Field(
        None, max_length=LONGEST_NEED, description="What it is about, in your own words.", examples=["Wärmeplanung"]
    )
    on: Day | None = Field(None, description="The day of the question.", examples=["2026-11-29"])
    language: ToldIn = Field("en", description="The language of the answer.", examples=["de"])


@router.post("/consortium", summary="Who completes a consortium best", response_model=ConsortiaFound)
def consortium(request: Request, question: ConsortiumQuestion) -> Response:
    """The towns that complete those who are there best under the call's rules, proven or with the gap told, and three
    other choices; where no consortium is possible, what cannot hold together."""
    asked = ConsortiumAsked(
        call=question.call,
        named=question.towns,
        size=question.size,
        wanted=question.wanted,
        excluded=question.exclude,
        per_country=question.per_country,
        need=question.need,
        on=question.on or today(),
        language=question.language,
    )
    try:
        with QUEUE.turn():
            found = consortia(request.app.state.workspace, asked)
    except UnknownId as error:
        raise InvalidRecord(error.said) from error
    return Response(orjson.dumps(found), media_type="application/json", headers={"Cache-Control": "no-store"})


@router.get(
    "/municipalities/{id:path}/grouping",
    summary="Neighbours with which a town is large enough to apply as one",
    response_model=GroupingsFound,
    tags=["municipalities"],
)
def grouping(
    request: Request,
    id: TownPath,
    in_country: CountryOfName = None,
    at_least: Annotated[
        Whole, Query(ge=1, le=10_000_000, description="The inhabitants that they need together.", examples=[50000])
    ] = 50_000,
    degurba: Annotated[
        str, Query(max_length=5, description="The degrees of urbanisation that count.", examples=["1,2"])
    ] = "1,2",
    share: Annotated[
        Whole | None,
        Query(
            ge=1,
            le=100,
            description="So many per cent of the inhabitants in such members are enough; else every member needs one.",
            examples=[51],
        ),
    ] = None,
    km: Annotated[
        Whole, Query(ge=1, le=MOST_KM, description="How far apart the centres of neighbours are.", examples=[15])
    ] = 15,
    reach: Annotated[
        Whole, Query(ge=1, le=MOST_REACH, description="How far away members are at most, in kilometres.", examples=[50])
    ] = 50,
    top: Annotated[Whole, Query(ge=1, le=20, description="How many groupings.", examples=[3])] = 5,
    language: InLanguage = "en",
) -> Response:
    """The fewest members first, and of those the nearest; none with a member that it could do without. The register
    knows no borders that towns share: neighbours are towns of one country whose centres are near."""
    degrees = tuple(part for part in degurba.replace(" ", "").split(",") if part)
    if not degrees or not set(degrees) <= set(DEGREES):
        raise InvalidRecord(
            said("{field}: {wrong!r} is not one of {known}", field="degurba", wrong=degurba, known=DEGREES)
        )
    space: Workspace = request.app.state.workspace
    town = space.names.meant(id, in_country).town.id
    wanted = Wanted(at_least=at_least, degrees=degrees, share=None if share is None else share / 100)
    return answer(
        request,
        entity_tag(request, space.view().snapshot.digest),
        lambda: groupings_of(space, town, wanted, km=km, reach=reach, top=top, language=language),
    )
