"""The page for coordinators: where a country, a region, a network or a topic has gaps, to hand out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Request, Response
from markupsafe import Markup

from api.http.schemas import LONGEST_NAME, ToldIn
from api.pages.choices import countries, topics
from api.pages.pictures import drawing
from api.pages.pictures.atlas import atlas_of
from api.pages.pictures.frame import EUROPE, Frame, frame_around
from api.pages.pictures.hexagons import hexagons
from api.pages.pictures.maps import Map, Place, Role, map_of
from api.pages.pictures.networks import points
from api.pages.rendering import Value, address, language_of, page_of
from api.workspace.kept import Kept
from api.workspace.naming import node_named
from api.workspace.waiting import Queue
from api.workspace.workspace import View, Workspace, today
from graph.errors import InvalidRecord
from graph.measures.gaps import SMALLEST_TOLD, tie_counts
from graph.said import said
from matching.gaps.report import gap_report
from matching.gaps.scope import Cut, Scope
from matching.gaps.values import Finding, FindingName, GapReport, Town
from matching.types import Language
from matching.words.told import told
from matching.words.written import country_name

router = APIRouter(include_in_schema=False)
#: How many rows of each finding the page shows, and how many of a finding are marked on the map.
ROWS, MARKED = 10, 10
#: More points than this are drawn smaller.
_MANY = 4_000
#: A report takes seconds, and two at once twice as long.
_reports: Kept[GapReport] = Kept(16, Queue(at_once=1, waiting=8, seconds=60))


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsAsked:
    """What is wanted, as the address has it; "" and None stand for all."""

    country: str = ""
    region: str = ""
    network: str = ""
    topic: str = ""
    smallest: int | None = SMALLEST_TOLD

    def carried(self) -> dict[str, Value]:
        """What its address carries."""
        return {
            "country": self.country,
            "region": self.region,
            "network": self.network,
            "topic": self.topic,
            "smallest": 0 if self.smallest is None else self.smallest,
        }

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for: all of Europe is no report that anybody could act on."""
        return bool(self.country or self.region or self.network or self.topic)

    def scope(self, space: Workspace, view: View) -> Scope:
        """Whom the report is about. Raises UnknownId for what is not known."""
        return Scope(
            countries=(self.country,) if self.country else (),
            regions=(_region(view, self.region),) if self.region else (),
            network=space.names.network(self.network) if self.network else None,
            topic=space.names.topic(self.topic) if self.topic else None,
            smallest=self.smallest,
        )


def _region(view: View, text: str) -> str:
    nuts = 3 <= len(text) <= 5 and text[:2].isalpha() and text.isalnum() and any(letter.isdigit() for letter in text)
    return text.upper() if nuts else node_named(view.snapshot, "Region", text)


@router.get("/gaps")
def gaps(
    request: Request,
    country: Annotated[str, Query(max_length=2)] = "",
    region: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    network: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    topic: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    smallest: Annotated[str, Query(max_length=9, pattern=r"^[0-9]*$")] = str(SMALLEST_TOLD),
    lang: ToldIn | None = None,
) -> Response:
    """Who is in and who could be, what is thin, whom to bring together; without a question, the map of all."""
    language, root = language_of(request, lang), request.scope.get("root_path", "")
    space: Workspace = request.app.state.workspace
    view, on = space.view(), today()
    asked = GapsAsked(
        country=country.strip().upper(),
        region=region.strip(),
        network=network.strip(),
        topic=topic.strip(),
        smallest=int(smallest) if smallest and int(smallest) else None,
    )
    if asked.country and asked.country not in view.snapshot.municipalities.category("country").values:
        raise InvalidRecord(said("No town of {country} is known here.", country=asked.country))
    scope = asked.scope(space, view)
    found: GapReport | None = None
    if asked.narrowed:
        found = _reports.get(
            (view.snapshot.digest, scope, on), lambda: gap_report(view.engine.ties, scope, on=on, top=ROWS)
        )

    def link(path: str) -> str:
        return f"{root}{address(path, lang=language)}"

    return page_of(
        request,
        "gaps.html",
        language,
        asked=asked,
        report=found,
        map=gap_map(view, Cut(view.engine.ties, scope, on), found, language, link),
        countries=countries(view.snapshot, language),
        topics=topics(view.snapshot, language),
        day_made=on.isoformat(),
        where=lambda town: _where(town, language),
        of_country=lambda code: country_name(code, language),
    )


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
    beneath += drawing.path(points(np.round(members)), "points many" if len(members) > _MANY else "points some")
    label = said("Map: towns with a tie that we know of, and towns that could be next")
    here = cut.scope.countries if found is not None else ()
    return map_of(
        _places(found.findings if found else (), _next_by(cut.scope), language, link),
        label=told(label, language),
        wide=True,
        shown=shown,
        here=here,
        beneath=Markup(beneath),
    )


def _next_by(scope: Scope) -> FindingName:
    """The finding whose towns could be next, and are marked on the map."""
    if scope.network is not None:
        return "absent"
    return "no-tie" if scope.topic is None else "learning"


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
