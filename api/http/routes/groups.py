"""Whom to introduce to whom, and groups of towns with their plans: questions with a table in their body."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.answers import XLSX
from api.http.problems import RESPONSES
from api.http.schemas import LONGEST_LIST, LONGEST_NAME, Country, Day, Flag, Name, ToldIn, Whole
from api.reports.group_workbook import to_workbook
from api.workspace import group_tables as tables
from api.workspace import introducing
from api.workspace.kept import Kept
from api.workspace.naming import node_named
from api.workspace.registration import Row, read_registration
from api.workspace.waiting import Queue
from api.workspace.workspace import Workspace, today
from graph.errors import InvalidRecord, RowError, UnknownId
from matching.groups.grouped import grouped
from matching.groups.wishes import Wish, Wishes
from matching.introductions.introductions import MOST_PAIRS
from matching.plans.calendar import as_calendar
from matching.plans.plan import Plan, format_of

router = APIRouter(tags=["coordinators"], responses=RESPONSES)

#: Towns that are split, or whose needs are read, at a time: a hundred take some ten seconds.
MOST_TOWNS = 100
#: A need of a row; a list in a cell.
LONGEST_TEXT = 500
_Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
_CSV, _CALENDAR = "text/csv; charset=utf-8; header=present", "text/calendar"
#: Split one at a time: it takes seconds, and two at once take twice as long.
QUEUE = Queue(at_once=1, waiting=8, seconds=30)
_answers: Kept[tuple[bytes, str]] = Kept(32, QUEUE)


def _other(*types: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {type: {"schema": {"type": "string"}} for type in types}}}


class RegisteredTown(BaseModel):
    """A town as it registers; lists are divided by `;`, what is left out is unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    town: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, description="Its name, id or LAU code.")]
    country: Annotated[str, Field(max_length=2, description="Its country (ISO code).")] = ""
    topics: Annotated[_Text, Field(description="What it wants to work on: topics by name or id.")] = ""
    need: Annotated[_Text, Field(description="The same in its own words.")] = ""
    experience: Annotated[_Text, Field(description="Topics in which it has experience; `yes`: in all.")] = ""
    languages: Annotated[_Text, Field(description="Two-letter codes (`de;en`).")] = ""
    county: Annotated[_Text, Field(description="Where the register has no NUTS 3 code.")] = ""
    population: Annotated[_Text, Field(description="Inhabitants, before those of the register.")] = ""
    dates: Annotated[_Text, Field(description="Days on which it can (`2027-02-01;2027-03-01`).")] = ""
    together: Annotated[_Text, Field(description="Labels: who has the same goes into one group.")] = ""
    apart: Annotated[_Text, Field(description="Labels: who has the same goes into different groups.")] = ""
    met: Annotated[_Text, Field(description="Towns of the list that it has been in a group with.")] = ""


class RowFault(BaseModel):
    """What could not be taken of a row (the first town is row 2, as in a table with a header)."""

    row: int
    column: str
    value: str
    why: str


class IntroductionsQuestion(BaseModel):
    """Whose introductions are wanted; all that is named has to hold."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"country": "DE", "pairs": 5, "on": "2026-11-29", "language": "de"}]},
    )

    pairs: Whole = Field(10, ge=1, le=MOST_PAIRS, description="How many pairs; no town is in more than two.")
    country: Country | None = Field(None, description="One of the two is of this country.")
    region: Name | None = Field(None, description="One of the two is of this region, by name or NUTS code.")
    network: Name | None = Field(None, description="One of the two is a member of this network.")
    topic: tuple[Name, ...] = Field((), max_length=LONGEST_LIST, description="Only these topics count.")
    needs: tuple[RegisteredTown, ...] | None = Field(
        None, max_length=MOST_TOWNS, description="Towns and what they need; these are then the ones introduced."
    )
    within: Flag = Field(False, description="Both of the two are of the country, region and network.")
    answer: Literal["json", "csv"] = Field("json", description="The form of the answer.")
    on: Day | None = Field(None, description="The day of the question; today unless given.")
    language: ToldIn = Field("en", description="The language of the answer.")


class IntroductionsAnswer(BaseModel):
    """The pairs, the best first. `basis` says whether needs are known or only proof; then `note` says what that means.

    `gap` is by what share another choice might be worth more in sum; `unpaired` are towns of `needs` in no pair.
    """

    basis: Literal["needs", "proof"]
    note: str | None
    gap: float
    looked_at: int
    unpaired: list[str]
    introductions: list[dict[str, Any]]
    digest: str
    faults: list[RowFault]


class GroupsQuestion(BaseModel):
    """The towns, what is asked of groups, and a format that becomes each group's plan."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "towns": [
                        {"town": "gn:2951134", "topics": "heat planning"},
                        {"town": "gn:2852458", "topics": "heat planning", "experience": "yes"},
                        {"town": "gn:2950159", "topics": "open data"},
                        {"town": "gn:588335", "topics": "open data", "languages": "et;en"},
                    ],
                    "smallest": 2,
                    "largest": 2,
                    "language": "de",
                }
            ]
        },
    )

    towns: tuple[RegisteredTown, ...] = Field(min_length=2, max_length=MOST_TOWNS)
    smallest: Whole = Field(6, ge=2, le=8, description="Towns of a group at least; 2 and 2 for tandems.")
    largest: Whole = Field(6, ge=2, le=8, description="Towns of a group at most.")
    common_topic: Flag = Field(True, description="The members of a group share a topic.")
    mixed: Flag = Field(False, description="Somebody with experience in a common topic, and a learner, in each group.")
    one_per: Literal["county", "country"] | None = Field(None, description="No two of one in a group.")
    common_language: Flag = Field(False, description="The members of a group share a language.")
    times: float | None = Field(
        None, ge=1, le=1e6, description="The largest of a group is so many times as large as its smallest at most."
    )
    floor: float = Field(
        0.8, ge=0, le=1, description="The share of the mean fit that the weakest group reaches, if it can be had."
    )
    seed: Whole = Field(0, ge=0, description="The same seed gives the same groups.")
    format: Name | None = Field(None, description="A format of exchange, by id or name: each group's plan.")
    dates: tuple[Day | None, ...] = Field(
        (), max_length=LONGEST_LIST, description="The days of the plan's steps, in their order; null for none."
    )
    answer: Literal["json", "csv", "xlsx", "ics"] = Field(
        "json", description="The form of the answer; `ics` only of plans."
    )
    language: ToldIn = Field("en", description="The language of the answer.")


class GroupsAnswer(BaseModel):
    """The groups, the best first, proven but for the `gap`; without any, `conflict` names the fewest wishes that cannot
    be met together, and `without_place` who finds no place because of them."""

    groups: list[dict[str, Any]]
    gap: float | None
    mean_fit: float | None
    weakest_share: float | None
    wishes: dict[str, Any]
    left_out: list[str]
    conflict: list[Wish]
    conflict_proven: bool | None
    why_none: list[str]
    without_place: list[dict[str, Any]]
    plans: list[dict[str, Any]]
    digest: str
    faults: list[RowFault]


def _rows(towns: tuple[RegisteredTown, ...]) -> list[Row]:
    return [Row(**town.model_dump()) for town in towns]


def _faults(found: list[RowError]) -> list[dict[str, object]]:
    return [{"row": f.row, "column": f.column, "value": f.value, "why": f.why} for f in found]


@router.post(
    "/introductions",
    summary="Which towns to introduce to each other",
    response_model=IntroductionsAnswer,
    responses=_other("text/csv"),
)
def introductions(request: Request, question: IntroductionsQuestion) -> Response:
    """The pairs that would help most: what one needs and the other is shown to know, by its source, and the other way
    round; the gap that is bridged; size, language, and what pays. Where no need is known, it says so."""
    space: Workspace = request.app.state.workspace
    view, on = space.view(), question.on or today()

    def made() -> tuple[bytes, str]:
        scope = introducing.Scope(
            country=question.country,
            region=question.region,
            network=question.network,
            topics=question.topic,
            within=question.within,
        )
        language = question.language
        rows = None if question.needs is None else _rows(question.needs)
        registered = None if rows is None else read_registration(space, rows, "needs", language, unknown_too=False)
        try:
            found = introducing.introduced(
                space, view, scope, registered, count=question.pairs, on=on, language=language
            )
        except UnknownId as error:
            raise InvalidRecord(error.said) from error
        telling = introducing.Telling(view.snapshot, found, language, registered)
        if question.answer == "csv":
            table = [telling.row(rank, one) for rank, one in enumerate(found.pairs, start=1)]
            return tables.as_csv(table, introducing.COLUMNS, language).encode(), _CSV
        faults = _faults(registered.faults if registered else [])
        return orjson.dumps({**telling.document(), "faults": faults}), "application/json"

    return _answered((view.snapshot.digest, "introductions", on, question.model_dump_json()), made)


@router.post(
    "/groups",
    summary="Peer groups or tandems of registered towns, and their plans",
    response_model=GroupsAnswer,
    responses=_other("text/csv", XLSX, _CALENDAR),
)
def groups(request: Request, question: GroupsQuestion) -> Response:
    """The split into groups that fits best in sum under what is asked, the weakest group held up. A calendar has only
    the steps that were given a day; what a format's source does not tell stays unknown."""
    if question.answer == "ics" and question.format is None:
        raise InvalidRecord(tables.NEEDS_A_PLAN)
    space: Workspace = request.app.state.workspace
    view = space.view()
    on = today()

    def made() -> tuple[bytes, str]:
        language, snapshot = question.language, view.snapshot
        wishes = Wishes(
            **question.model_dump(
                include={*("smallest", "largest", "common_topic", "mixed", "one_per", "common_language"), "times"}
                | {"floor", "seed"}
            )
        )
        plans: tuple[Plan, ...] = ()
        reading = read_registration(space, _rows(question.towns), "towns", language)
        found = grouped(view.engine.ties, reading.entries, wishes)
        if question.format is not None:
            try:
                at = snapshot.tables["Format"].ids.index(node_named(snapshot, "Format", question.format.strip()))
            except UnknownId as error:
                raise InvalidRecord(error.said) from error
            plans = tables.plans_of(snapshot, found, format_of(snapshot, at), question.dates, language)
        if question.answer != "json" and not found.groups:
            raise InvalidRecord(tables.why_none(found, language)[0])
        if question.answer == "ics":
            return as_calendar(plans, on=on, language=language), _CALENDAR
        if question.answer == "xlsx":
            return to_workbook(snapshot, found, plans, language), XLSX
        if question.answer == "csv":
            return tables.table(snapshot, found, plans, language).encode(), _CSV
        made = tables.document(snapshot, reading.entries, found, plans, language)
        options = orjson.OPT_NON_STR_KEYS
        return orjson.dumps({**made, "faults": _faults(reading.faults)}, option=options), "application/json"

    return _answered((view.snapshot.digest, "groups", on, question.model_dump_json()), made)


def _answered(key: tuple[str, str, date, str], made: Any) -> Response:
    body, media_type = _answers.get(key, made)
    return Response(body, media_type=media_type, headers={"Cache-Control": "no-store"})
