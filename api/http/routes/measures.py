"""What researchers ask: who holds the network together."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.answers import answer, entity_tag
from api.http.problems import RESPONSES
from api.http.schemas import LONGEST_LIST, Flag, Format, Name, OneCountry, Whole
from api.workspace.kept import Kept
from api.workspace.waiting import Queue
from api.workspace.workspace import Workspace
from graph.dates import last_day
from graph.errors import InvalidRecord, UnknownId
from graph.measures.centrality import Central
from graph.measures.centrality import centrality as measured
from graph.measures.export import to_csv, to_json
from graph.measures.projection import Weighting
from graph.measures.report import Report
from graph.measures.what_if import Difference
from graph.measures.what_if import what_if as compared

router = APIRouter(tags=["measures"], responses=RESPONSES)

Measure = Literal[
    "degree",
    "strength",
    "betweenness",
    "closeness",
    "harmonic",
    "eigenvector",
    "katz",
    "pagerank",
    "core",
    "clustering",
    "constraint",
    "effective_size",
    "memberships",
    "bipartite_clustering",
]
Top = Annotated[Whole, Query(ge=1, le=100_000, description="How many rows.", examples=[20])]
#: Measured once a snapshot and question, one at a time: betweenness takes seconds, and two at once take twice as long.
_queue = Queue(at_once=1, waiting=8, seconds=30)
_measured: Kept[Report[Central]] = Kept(32, _queue)

_CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}


@router.get(
    "/centrality",
    summary="Which towns hold the network together",
    response_model=Report[Central],
    responses=_CSV,
)
def centrality(
    request: Request,
    measure: Annotated[Measure, Query(description="The measure.", examples=["betweenness"])] = "betweenness",
    country: OneCountry = None,
    leave_out: Annotated[
        list[Name] | None,
        Query(
            max_length=LONGEST_LIST,
            description="Networks (ids or names) that do not count.",
            examples=[["net:connected-in-europe"]],
        ),
    ] = None,
    kind: Annotated[
        list[Literal["association", "initiative", "network", "project", "tandem"]] | None,
        Query(description="Only networks of these kinds count.", examples=[["network", "project"]]),
    ] = None,
    largest: Annotated[
        Whole | None, Query(ge=2, description="Networks with more members do not count.", examples=[100])
    ] = None,
    listed: Annotated[
        Flag, Query(description="Lists on which towns only stand (vouchers, directories) count, too.", examples=[True])
    ] = False,
    weighting: Annotated[
        Weighting,
        Query(
            description="`newman`: a tie in a small network weighs more, 1/(n−1); `hyperbolic`: 1/n; `count`: shared "
            "networks; `simple`: every tie 1; `allocation`: what flows along it.",
            examples=["newman"],
        ),
    ] = "newman",
    top: Top = 100,
    format: Format = None,
) -> Response:
    """Towns are tied by the networks they share. `country` and `top` cut the list only: ranks are those of all."""
    space: Workspace = request.app.state.workspace
    snapshot = space.view().snapshot

    def found() -> Report[Central]:
        try:
            left_out = tuple(sorted({space.names.node(n) for n in leave_out or ()}))
            kinds = tuple(sorted(set(kind))) if kind else None
            question = (snapshot.digest, measure, left_out, kinds, largest, listed, weighting, country, top)
            return _measured.get(
                question,
                lambda: measured(
                    snapshot,
                    measure,
                    kinds=kinds,
                    leave_out=left_out,
                    largest=largest,
                    listed=listed,
                    weighting=weighting,
                    country=country,
                    top=top,
                ),
            )
        except UnknownId as error:
            raise InvalidRecord(error.said) from error

    return _report(request, found, Central, "centrality", format)


class Otherwise(BaseModel):
    """What would be otherwise in the network; at least one of it."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"ties": [["gn:2951134", "gn:2852458"]], "removed": []}]},
    )

    ties: tuple[tuple[Name, Name], ...] = Field(
        (), max_length=LONGEST_LIST, description="Pairs of towns that would have a tandem, by id or name."
    )
    members: tuple[tuple[Name, Name], ...] = Field(
        (), max_length=LONGEST_LIST, description="Pairs of a town and a network that it would be in."
    )
    removed: tuple[Name, ...] = Field((), max_length=LONGEST_LIST, description="Towns and networks that would be gone.")
    as_of: Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")] | None = Field(
        None, description="In the network of the end of this year, month or day."
    )
    undated: Literal["out", "in"] = Field("out", description="With `as_of`: whether undated ties are counted.")


@router.post(
    "/what-if", summary="What would change with a tie, a member, or without a hub", response_model=Report[Difference]
)
def what_if(request: Request, question: Otherwise) -> Response:
    """Figures of the whole network, and of the towns named, before and after. On a copy: nothing is written."""
    space: Workspace = request.app.state.workspace
    names, present = space.names, space.view().snapshot
    day = None if question.as_of is None else last_day(question.as_of)

    def found() -> str:
        try:
            ties = [(names.town(one).id, names.town(other).id) for one, other in question.ties]
            members = [(names.town(town).id, names.network(club)) for town, club in question.members]
            removed = [names.node(text) for text in question.removed]
            with _queue.turn():
                snapshot = space.snapshot_as_of(day, undated=question.undated == "in")
                return to_json(compared(snapshot, ties=ties, members=members, removed=removed))
        except UnknownId as error:
            raise InvalidRecord(error.said) from error

    return answer(request, entity_tag(request, present.digest), found)


def _report(request: Request, found: Any, row_type: type[Any], name: str, format: str | None) -> Response:
    """The report as JSON, or its rows as CSV; the table's description is the same address as JSON."""
    accepts = request.headers.get("accept", "")
    as_csv = format == "csv" or (format is None and "text/csv" in accepts and "application/json" not in accepts)
    digest = request.app.state.workspace.view().snapshot.digest
    tag = entity_tag(request, digest, "csv" if as_csv else "json")
    if not as_csv:
        return answer(request, tag, lambda: to_json(found()), headers={"Vary": "Accept"})
    described = request.url.include_query_params(format="json")
    return answer(
        request,
        tag,
        lambda: to_csv(found().rows, row_type),
        media_type="text/csv; charset=utf-8; header=present",
        headers={
            "Vary": "Accept",
            "Content-Disposition": f'attachment; filename="{name}-{digest[:12]}.csv"',
            "Link": f'<{described.path}?{described.query}>; rel="describedby"; type="application/json"',
        },
    )
