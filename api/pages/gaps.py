"""The page for coordinators: where a country, a region, a network or a topic has gaps, to hand out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Request, Response
from markupsafe import Markup

from api.http.routes.gaps import MOST_MEMBERS
from api.http.schemas import LONGEST_NAME, ToldIn
from api.pages.choices import countries, topics
from api.pages.pictures import drawing
from api.pages.pictures.atlas import atlas_of
from api.pages.pictures.frame import EUROPE, Frame, frame_around
from api.pages.pictures.hexagons import hexagons
from api.pages.pictures.maps import Map, Place, Role, kilometres, map_of
from api.pages.pictures.networks import points
from api.pages.rendering import language_of, linking, page_of
from api.pages.waiting import PATIENCE, being_made
from api.workspace.gap_question import GapsAsked, gaps_found, scope_of
from api.workspace.kept import InWork, Kept
from api.workspace.waiting import Queue
from api.workspace.workspace import View, Workspace, today
from graph.errors import InvalidRecord, RowError, UnknownId
from graph.measures.ties import tie_counts
from graph.said import Said, said
from matching.gaps.scope import Cut, Scope
from matching.gaps.values import LISTS_TOWNS, Finding, FindingName, GapReport, Subject, SubjectKind, Town
from matching.types import Language
from matching.words.told import told
from matching.words.written import country_name

router = APIRouter(include_in_schema=False)
#: Below this size the register holds villages that are no municipalities.
SIZE = "5000-"
#: What the address carries.
CARRIED = ("country", "region", "network", "topic", "size", "since")
#: The files there are of a report: what the API calls the format, what it is for.
FILES: Mapping[str, Said] = {
    "xlsx": said("workbook (XLSX)"),
    "csv": said("table (CSV)"),
    "html": said("page without pictures to print"),
    "json": said("for programs (JSON)"),
}
#: How many rows of each finding the page shows, and how many of a finding are marked on the map.
ROWS, MARKED = 10, 10
#: Where the portraits of what a row is about stand.
_FOLDERS: Mapping[SubjectKind, str] = {"topic": "topics", "network": "networks", "solution": "solutions"}
#: More points than this are drawn smaller, and smaller still.
_SOME, _MANY = 400, 4_000
_HEADING = said("Where the network has gaps")
#: A report takes seconds, and two at once twice as long.
_reports: Kept[GapReport] = Kept(16, Queue(at_once=1, waiting=8, seconds=60))


@dataclass(frozen=True, slots=True, kw_only=True)
class OfList:
    """What there is beside a report of a list of towns: the text of the list, the encoding of a file that is not in
    UTF-8, what could not be read, what is wrong with the question, and the status of the page."""

    members: str = ""
    read_as: str = ""
    faults: Sequence[RowError] = ()
    trouble: str = ""
    status: int = 200


@router.get("/gaps")
def gaps(
    request: Request,
    country: Annotated[str, Query(max_length=2)] = "",
    region: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    network: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    topic: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    size: Annotated[str, Query(max_length=40)] = SIZE,
    since: Annotated[str, Query(max_length=4, pattern=r"^([0-9]{4})?$")] = "",
    lang: ToldIn | None = None,
) -> Response:
    """Who is in and who could be, what is thin, whom to bring together; without a question, the map of all."""
    language = language_of(request, lang)
    space: Workspace = request.app.state.workspace
    view = space.view()
    given = {"country": country, "region": region, "network": network, "topic": topic, "size": size, "since": since}
    carried = {name: value.strip() for name, value in given.items() if value.strip()}
    asked = asked_of(carried, ROWS)
    found: GapReport | None = None
    # All of Europe is no report that anybody could act on, and takes long.
    try:
        if {"country", "region", "network", "topic"} & carried.keys():
            made = _reports.soon((view.snapshot.digest, asked), lambda: gaps_found(space, asked), within=PATIENCE)
            if isinstance(made, InWork):
                return being_made(request, language, _HEADING, made)
            found = made
        scope = scope_of(space, asked)
    except (InvalidRecord, UnknownId) as error:
        # What was typed stays in the form, to be mended there.
        wrong = OfList(trouble=error.said, status=404 if isinstance(error, UnknownId) else 422)
        return shown(request, language, carried, asked, scope_of(space, asked_of({}, ROWS)), None, wrong)
    return shown(request, language, carried, asked, scope, found, OfList())


def asked_of(carried: Mapping[str, str], rows: int) -> GapsAsked:
    """The question of the fields (`CARRIED`) that are filled in, with so many rows of each finding, as of today."""
    return GapsAsked(
        countries=(carried["country"],) if "country" in carried else (),
        regions=(carried["region"],) if "region" in carried else (),
        network=carried.get("network"),
        topic=carried.get("topic"),
        size=carried.get("size"),
        since=carried.get("since"),
        on=today(),
        top=rows,
    )


def shown(
    request: Request,
    language: Language,
    carried: Mapping[str, str],
    asked: GapsAsked,
    scope: Scope,
    found: GapReport | None,
    of_list: OfList,
) -> Response:
    """The page of a report, or of the question alone."""
    space: Workspace = request.app.state.workspace
    view, of_api = space.view(), linking(request, None)
    return page_of(
        request,
        "gaps.html",
        language,
        of_list.status,
        {"Cache-Control": "no-store"} if of_list.members else None,
        carried={**dict.fromkeys(CARRIED, ""), **carried},
        size=carried.get("size", "" if of_list.members else SIZE),
        report=found,
        lists_towns=LISTS_TOWNS,
        map=gap_map(view, Cut(view.engine.ties, scope, asked.on), found, language, linking(request, language)),
        countries=countries(view.snapshot, language),
        topics=topics(view.snapshot, language),
        files=FILES,
        file=lambda format: of_api("/api/v1/gaps", language=language, format=format, top=500, **carried),
        day_made=asked.on.isoformat(),
        where=lambda town: _where(town, language),
        portrait=_portrait,
        of_country=lambda code: country_name(code, language),
        most_towns=MOST_MEMBERS,
        members=of_list.members,
        read_as=of_list.read_as,
        faults=of_list.faults,
        trouble=of_list.trouble,
    )


def _portrait(subject: Subject | None) -> str | None:
    """The page of what a row is about; None where it has none."""
    if subject is None:
        return None
    if subject.kind == "town":
        return f"/towns/{subject.id}/portrait"
    folder = _FOLDERS.get(subject.kind)
    return f"/{folder}/{subject.id}" if folder else None


def gap_map(view: View, cut: Cut, found: GapReport | None, language: Language, link: Callable[[str], str]) -> Map:
    """The map of a report: how dense the towns without a known tie lie, the towns with one as points, and marked, who
    could be next and who could take them along."""
    snapshot, atlas = view.snapshot, atlas_of(view.snapshot)
    tied = tie_counts(snapshot) > 0
    if cut.network is not None:
        tied = np.zeros_like(tied)
        tied[view.engine.ties.memberships.towns_of(cut.network)] = True
    inside = (cut.towns if found is not None else snapshot.partners) & snapshot.placed
    shown = _frame(atlas.km[inside]) if found is not None else EUROPE
    beneath = hexagons(shown.units(atlas.km[inside & ~tied]), shown.height)
    members = shown.units(atlas.km[inside & tied])
    beneath += drawing.path(
        points(np.round(members)),
        "points " + ("many" if len(members) > _MANY else "some" if len(members) > _SOME else "few"),
    )
    label = said("Map: towns with a tie that we know of, and towns that could be next")
    here = cut.scope.countries if found is not None else ()
    places = _places(found.findings if found else (), _next_by(cut.scope), language, link)
    if found is not None:
        marks = shown.units(kilometres([place for place in places if place.lat is not None]))
        places += [_landmark(view, at, language) for at in atlas.bearings(shown, marks, most=6)]
    return map_of(
        places,
        label=told(label, language),
        wide=True,
        shown=shown,
        here=here,
        beneath=Markup(beneath),
    )


def _landmark(view: View, at: int, language: Language) -> Place:
    table = view.snapshot.municipalities
    lat, lon = (float(table.number(name)[at]) for name in ("lat", "lon"))
    return Place(name=table.name(at, language), lat=lat, lon=lon, role="landmark", title="")


def _next_by(scope: Scope) -> FindingName:
    """The finding whose towns could be next, and are marked on the map."""
    if scope.network is not None:
        return "absent"
    return "isolates" if scope.topic is None else "learning"


def _frame(km: np.ndarray[Any, np.dtype[np.float64]]) -> Frame:
    """Around the towns of the mainland; around all where none lies there."""
    there = km[EUROPE.holds(km)] if len(km) else km
    shown = frame_around(there if len(there) else km, flattest=0.6, steepest=1.0)
    return EUROPE if shown.scale < EUROPE.scale else shown


def _places(
    findings: Sequence[Finding], about: FindingName, language: Language, link: Callable[[str], str]
) -> list[Place]:
    """Who could be next, and who could take them along, each town once; who could be next goes first."""
    rows = [row for finding in findings if finding.name == about for row in finding.rows[:MARKED]]
    found: dict[str, tuple[Town, Role]] = {}
    for row in rows:
        if row.town is not None:
            found.setdefault(row.town.id, (row.town, "candidate"))
    for row in rows:
        if row.partner is not None:
            found.setdefault(row.partner.id, (row.partner, "partner"))
    return [
        Place(
            name=told(town.name, language),
            lat=town.lat,
            lon=town.lon,
            role=role,
            title=_where(town, language),
            href=link(f"/towns/{town.id}/portrait"),
        )
        for town, role in found.values()
    ]


def _where(town: Town, language: Language) -> str:
    """A town with its region and country."""
    parts = (
        told(town.name, language),
        told(town.region, language) if town.region else "",
        country_name(town.country, language),
    )
    return ", ".join(filter(None, parts))
