"""What researchers ask: who holds the network together, how it is built, and which towns belong together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.answers import answer, entity_tag
from api.http.limits import LONGEST_SECONDS
from api.http.network_question import Draws, NetworkQuestion, Seed
from api.http.problems import RESPONSES
from api.http.schemas import LONGEST_LIST, Country, Name, Whole
from api.workspace.kept import Kept
from api.workspace.network_stated import Stated
from api.workspace.waiting import Queue, watched
from api.workspace.workspace import Workspace
from graph.dates import last_day
from graph.errors import InvalidRecord, UnknownId
from graph.measures.centrality import Central
from graph.measures.centrality import centrality as measured
from graph.measures.communities import SEEDS, Membership, community_report
from graph.measures.community_chance import Described, described
from graph.measures.export import to_csv, to_json
from graph.measures.report import Report
from graph.measures.what_if import Difference
from graph.measures.what_if import what_if as compared
from graph.measures.whole import Figure, network_report
from graph.snapshot.countries import must_be_known

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
#: Measured once a snapshot and question, one at a time: betweenness takes seconds, and two at once take twice as long.
QUEUE = Queue(at_once=1, waiting=8, seconds=30)
_measured: Kept[Report[Any]] = Kept(32, QUEUE)

CSV: dict[int | str, dict[str, Any]] = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}


class CentralityQuestion(NetworkQuestion):
    """Which measure, and what stands beside its values."""

    measure: Measure = Field("betweenness", description="The measure.", examples=["betweenness"])
    country: Country | None = Field(None, description="Of this country only (ISO code).", examples=["DE"])
    chance: Draws = Field(
        0,
        description="Compare with so many networks drawn by chance, in which all have as many memberships.",
        examples=[5],
    )
    bootstrap: Draws = Field(
        0, description="Give intervals, over so many draws of the memberships with replacement.", examples=[5]
    )
    sampled: Whole = Field(0, ge=0, description="Estimate betweenness from so many towns, with bounds.", examples=[0])
    seed: Seed = Field(0, description="The same seed gives the same draws.", examples=[0])
    top: Whole = Field(100, ge=1, le=100_000, description="How many rows.", examples=[20])


class FiguresQuestion(NetworkQuestion):
    """What stands beside the figures."""

    chance: Draws = Field(0, description="Compare with so many networks drawn by chance.", examples=[5])
    bootstrap: Draws = Field(0, description="Give intervals, over so many draws with replacement.", examples=[5])
    seed: Seed = Field(0, description="The same seed gives the same draws.", examples=[0])


class CommunitiesQuestion(NetworkQuestion):
    """How communities are sought."""

    resolution: float = Field(1.0, gt=0, le=1000, description="More: more and smaller communities.", examples=[1.0])
    seed: Seed = Field(0, description="The same seed gives the same communities.", examples=[0])
    seeds: Draws = Field(
        SEEDS, description="With how many more seeds they are sought, to tell how stable they are.", examples=[5]
    )


class CommunityQuestion(CommunitiesQuestion):
    """One row a community."""

    chance: Draws = Field(
        0, description="Compare with communities sought in so many networks drawn by chance.", examples=[3]
    )


@router.get(
    "/centrality",
    summary="Which towns hold the network together",
    response_model=Report[Central],
    responses=CSV,
)
def centrality(request: Request, question: Annotated[CentralityQuestion, Query()]) -> Response:
    """Towns are tied by the networks they share. `country` and `top` cut the list only: ranks are those of all."""

    must_be_known(request.app.state.workspace.view().snapshot, (question.country,))

    def found(network: Stated) -> Report[Central]:
        return measured(
            network.snapshot,
            question.measure,
            country=question.country,
            top=question.top,
            chance=question.chance,
            bootstrap=question.bootstrap,
            sampled=question.sampled,
            seed=question.seed,
            **network.choices,
        )

    return _measurement(request, question, found, Central, "centrality")


@router.get("/network", summary="The co-membership network in figures", response_model=Report[Figure], responses=CSV)
def network(request: Request, question: Annotated[FiguresQuestion, Query()]) -> Response:
    """Size, density, components, and whether like is tied to like."""

    def found(network: Stated) -> Report[Figure]:
        return network_report(
            network.snapshot,
            chance=question.chance,
            bootstrap=question.bootstrap,
            seed=question.seed,
            **network.choices,
        )

    return _measurement(request, question, found, Figure, "network")


@router.get(
    "/communities",
    summary="Which towns are tied among themselves more than with others",
    response_model=Report[Membership],
    responses=CSV,
)
def communities(request: Request, question: Annotated[CommunitiesQuestion, Query()]) -> Response:
    """By the Leiden algorithm; with each town how often the others of its community are with it under other seeds."""

    def found(network: Stated) -> Report[Membership]:
        return community_report(
            network.snapshot,
            resolution=question.resolution,
            seed=question.seed,
            seeds=question.seeds,
            **network.choices,
        )

    return _measurement(request, question, found, Membership, "communities")


@router.get(
    "/communities/described",
    summary="Communities one a row: how large, where, how sure, and what chance gives",
    response_model=Report[Described],
    responses=CSV,
)
def described_communities(request: Request, question: Annotated[CommunityQuestion, Query()]) -> Response:
    """The same communities as `/communities`, compared with those of networks drawn by chance."""

    def found(network: Stated) -> Report[Described]:
        return described(
            network.snapshot,
            resolution=question.resolution,
            seed=question.seed,
            seeds=question.seeds,
            chance=question.chance,
            **network.choices,
        )

    return _measurement(request, question, found, Described, "communities")


def _measurement(
    request: Request, question: NetworkQuestion, make: Callable[[Stated], Report[Any]], row_type: type[Any], name: str
) -> Response:
    """The report that `make` gives of the network in question, measured once for a snapshot and question."""
    space: Workspace = request.app.state.workspace
    digest = space.view().snapshot.digest

    def found() -> Report[Any]:
        def made() -> Report[Any]:
            with watched(LONGEST_SECONDS):
                return make(question.stated(space))

        key = (digest, name, row_type, question.model_copy(update={"format": None}))
        return _measured.get(key, made)

    return report_answer(request, found, row_type, name, question.format)


#: The network is built anew without each of them, one after the other.
MOST_REMOVED = 20


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
    removed: tuple[Name, ...] = Field(
        (), max_length=MOST_REMOVED, description="Towns and networks that would be gone; the command takes more."
    )
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
            with QUEUE.turn(), watched(LONGEST_SECONDS):
                snapshot = space.snapshot_as_of(day, undated=question.undated == "in")
                return to_json(compared(snapshot, ties=ties, members=members, removed=removed))
        except UnknownId as error:
            raise InvalidRecord(error.said) from error

    return answer(request, entity_tag(request, present.digest), found)


def report_answer(request: Request, found: Any, row_type: type[Any], name: str, format: str | None) -> Response:
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
