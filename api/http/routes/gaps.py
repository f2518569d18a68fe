"""Where the network has gaps: the report that coordinators ask for, as JSON, CSV, XLSX and as a page to print."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.answers import XLSX, answer, entity_tag
from api.http.problems import RESPONSES
from api.http.schemas import LONGEST_LIST, LONGEST_NAME, LONGEST_NEED, Country, Day, Name, ToldIn, Whole
from api.reports.gap_document import document
from api.reports.gap_page import gap_page
from api.reports.gap_table import to_csv, to_workbook
from api.workspace.gap_question import GapsAsked, NamedTown, WantedText, gaps_found
from api.workspace.kept import Kept
from api.workspace.waiting import Queue
from api.workspace.workspace import Workspace, today
from graph.errors import InvalidRecord, UnknownId
from matching.gaps.values import FindingName, GapReport

router = APIRouter(tags=["measures"], responses=RESPONSES)
#: How many towns of a list and how many needs are taken at once, and how many rows a finding may have.
MOST_MEMBERS, MOST_NEEDS, MOST_ROWS = 3_000, 500, 10_000
_found: Kept[GapReport] = Kept(16, Queue(at_once=1, waiting=8, seconds=30))
#: A long report costs seconds to write down, and what is asked of a list is found out anew each time.
_writing = Queue(at_once=1, waiting=8, seconds=30)
_CSV, _HTML = "text/csv", "text/html"
_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            _CSV: {"schema": {"type": "string"}},
            _HTML: {"schema": {"type": "string"}},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
        }
    }
}
#: A year, a month or a day.
_SomeDay = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]


class GapQuestion(BaseModel):
    """Whom the report is about, and what it tells. All of it goes together: each part narrows the scope."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    country: tuple[Country, ...] = Field(
        (), max_length=LONGEST_LIST, description="Towns of these countries (ISO codes).", examples=[["DE"]]
    )
    region: tuple[Name, ...] = Field(
        (),
        max_length=LONGEST_LIST,
        description="Towns of these regions: a name, an id, or a NUTS code of level 1 to 3.",
        examples=[["Brandenburg"]],
    )
    network: Name | None = Field(
        None,
        description="Towns that are in this network or could join it, and who is absent from it.",
        examples=["net:connected-in-europe"],
    )
    topic: Name | None = Field(
        None, description="Who does it, who could learn it, and whom to introduce.", examples=["heat-planning"]
    )
    size: Annotated[str, Field(max_length=40)] | None = Field(
        None,
        description="Towns of this size: small, medium, large, or inhabitants (5000-20000).",
        examples=["small"],
    )
    finding: tuple[FindingName, ...] = Field(
        (), max_length=LONGEST_LIST, description="Only these findings.", examples=[["isolates"]]
    )
    since: _SomeDay | None = Field(
        None, description="What changed since the end of this year, month or day?", examples=["2020"]
    )
    as_of: _SomeDay | None = Field(
        None, description="The network as of the end of this year, month or day; all that is known unless given."
    )
    undated: Literal["out", "in"] = Field(
        "out", description="With `as_of`: whether ties of which nobody says when they began are counted."
    )
    on: Day | None = Field(None, description="The day of the question; today unless given.", examples=["2026-11-24"])
    top: Whole = Field(20, ge=1, le=MOST_ROWS, description="How many rows of each finding.", examples=[5])
    language: ToldIn = Field("en", description="The language of the report.", examples=["de"])
    format: Literal["json", "csv", "xlsx", "html"] = Field(
        "json", description="`csv` or `xlsx` for a table, `html` for a page to print.", examples=["csv"]
    )


class MembersQuestion(GapQuestion):
    """The same of a few towns, in the address."""

    member: tuple[Annotated[str, Field(max_length=LONGEST_NAME)], ...] = Field(
        (),
        max_length=LONGEST_LIST,
        description="Towns of this list only: ids, LAU codes with country, or names; longer lists are posted.",
        examples=[["gn:2951134"]],
    )


class StatedNeed(BaseModel):
    """What a town wants, in its own words, or a topic by id or name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    town: str = Field(min_length=1, max_length=LONGEST_NAME, examples=["gn:2951134"])
    text: str = Field(min_length=1, max_length=LONGEST_NEED, examples=["heat-planning"])


class GapQuestionWithLists(GapQuestion):
    """The question with lists: a coordinator's own members, and what towns need."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "members": ["gn:2951134", "gn:2852458"],
                    "needs": [{"town": "gn:2951134", "text": "heat-planning"}],
                    "finding": ["topics"],
                    "language": "de",
                }
            ]
        },
    )

    members: tuple[Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)], ...] | None = Field(
        None, max_length=MOST_MEMBERS, description="Towns of this list only: ids, LAU codes with country, or names."
    )
    needs: tuple[StatedNeed, ...] = Field(
        (), max_length=MOST_NEEDS, description="What towns need, beside their profiles."
    )


@router.get("/gaps", summary="Where the network has gaps", response_model=GapReport, responses=_FILES)
def gaps(request: Request, question: Annotated[MembersQuestion, Query()]) -> Response:
    """Towns without a known tie that could be reached, topics wanted and not served, missing bridges, networks and
    places that are absent with the towns that may join, dependence on one hub, and with `since` what changed. Each
    finding has its number, rows, a proposed action, the way to its data and what the lists do not know."""
    members = tuple(NamedTown(town=name) for name in question.member) or None
    return _answered(request, question, members, ())


@router.post(
    "/gaps", summary="Where the network has gaps, for a list of towns", response_model=GapReport, responses=_FILES
)
def gaps_of_lists(request: Request, question: GapQuestionWithLists) -> Response:
    """As GET, for longer lists, and with what towns need. Nothing of what is sent is kept."""
    members = None if question.members is None else tuple(NamedTown(town=name) for name in question.members)
    needs = tuple(WantedText(town=need.town, text=need.text) for need in question.needs)
    return _answered(request, question, members, needs)


def _answered(
    request: Request, question: GapQuestion, members: tuple[NamedTown, ...] | None, needs: tuple[WantedText, ...]
) -> Response:
    space: Workspace = request.app.state.workspace
    digest, language = space.view().snapshot.digest, question.language
    asked = GapsAsked(
        countries=question.country,
        regions=question.region,
        network=question.network,
        topic=question.topic,
        size=question.size,
        members=members,
        needs=needs,
        findings=question.finding,
        since=question.since,
        as_of=question.as_of,
        undated=question.undated == "in",
        on=question.on or today(),
        top=question.top,
    )

    @cache
    def found() -> GapReport:
        try:
            if members is not None or needs:  # a list is nobody else's, and not kept
                with _writing.turn():
                    return gaps_found(space, asked)
            return _found.get((digest, asked), lambda: gaps_found(space, asked))
        except UnknownId as error:
            raise InvalidRecord(error.said) from error

    def ways() -> dict[FindingName, str]:
        url = request.url.remove_query_params(["finding", "format", "top"])
        return {
            one.name: f"{url.path}?{url.include_query_params(finding=one.name, top=MOST_ROWS, format='csv').query}"
            for one in found().findings
        }

    made: dict[str, tuple[str, Callable[[], Any]]] = {
        "json": ("application/json", lambda: document(found(), language, ways())),
        "csv": (f"{_CSV}; charset=utf-8; header=present", lambda: to_csv(found(), language)),
        "xlsx": (XLSX, lambda: to_workbook(found(), language)),
        "html": (f"{_HTML}; charset=utf-8", lambda: gap_page(found(), language, ways())),
    }
    media_type, write = made[question.format]

    def make() -> Any:
        found()
        with _writing.turn():
            return write()

    headers = {}
    if question.format in ("csv", "xlsx"):
        headers["Content-Disposition"] = f'attachment; filename="gaps-{digest[:12]}.{question.format}"'
    tag = entity_tag(request, digest, str(asked.on))
    return answer(request, tag, make, media_type=media_type, headers=headers)
