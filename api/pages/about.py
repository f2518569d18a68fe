"""What the service says of itself: its sources, what it can and cannot do, who runs it, and what it keeps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException

from api.http.schemas import LONGEST_NAME, ToldIn
from api.pages.portraits.parts import ON_A_PAGE, Cite, Row
from api.pages.portraits.routes import PageNumber
from api.pages.rendering import language_of, page_of, web
from api.words.age import age_told, age_warnings
from api.workspace.known import once
from api.workspace.sources import SourceUse, age, sources
from api.workspace.workspace import Workspace, today
from graph.said import said_many
from graph.snapshot.frozen import Snapshot
from matching.types import Language
from matching.words.told import told
from seed.files.source import Source, bundle_date, read_sources

router = APIRouter(include_in_schema=False)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Counted:
    """How much is on record: all counts, and how many municipalities have anything beside their record."""

    towns: int
    tied: int
    networks: int
    solutions: int
    calls: int
    programmes: int
    programmes_with_calls: int


@once
def counted(snapshot: Snapshot) -> Counted:
    """The counts of the snapshot. A town is tied by a network, a solution, or a twin town."""
    tied = np.zeros(len(snapshot.municipalities), dtype=np.bool_)
    for type in ("MEMBER_OF", "USES", "TWINNED_WITH"):
        tied[snapshot.links(type).start] = True
    tied[snapshot.links("TWINNED_WITH").end] = True
    sizes = {label: len(table) for label, table in snapshot.tables.items()}
    return Counted(
        int(snapshot.partners.sum()),
        int((tied & snapshot.partners).sum()),
        sizes["Network"],
        sizes["Solution"],
        sizes["Call"],
        sizes["Programme"],
        int((snapshot.links("UNDER", "Call").end_degrees > 0).sum()),
    )


@router.get("/about")
def about(request: Request, lang: ToldIn | None = None) -> Response:
    """What this service can do and what not, how old its data are, and who runs it."""
    language = language_of(request, lang)
    space: Workspace = request.app.state.workspace
    snapshot = space.view().snapshot
    return page_of(
        request,
        "about.html",
        language,
        counted=counted(snapshot),
        operator=[(line, _contact(line)) for line in space.settings.operator],
        digest=snapshot.digest,
        **_ages(snapshot, language),
    )


def _contact(line: str) -> str | None:
    """The address that a line about who runs the service leads to, where it is one."""
    return f"mailto:{line}" if _EMAIL.fullmatch(line) else web(line)


def _ages(snapshot: Snapshot, language: Language) -> dict[str, Any]:
    known = age(snapshot)
    return {
        "ages": age_told(known.bundle, known.calls, language),
        "warnings": age_warnings(known.bundle, known.calls, bundle_date(), today()),
    }


@router.get("/privacy")
def privacy(request: Request, lang: ToldIn | None = None) -> Response:
    """What is kept of those who ask, and what is not; needs no data."""
    space: Workspace = request.app.state.workspace
    return page_of(request, "privacy.html", language_of(request, lang), operator=bool(space.settings.operator))


@router.get("/sources")
def all_sources(
    request: Request,
    q: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    page: PageNumber = 1,
    lang: ToldIn | None = None,
) -> Response:
    """Each source with licence and number of records; pages that single statements were read on can be searched."""
    language = language_of(request, lang)
    space: Workspace = request.app.state.workspace
    snapshot = space.view().snapshot
    uses = sources(snapshot)
    wanted = q.casefold().split()
    single = [use for use in uses if use.title is None and all(word in use.id.casefold() for word in wanted)]
    first = (page - 1) * ON_A_PAGE
    if first >= max(len(single), 1):
        raise HTTPException(404)
    return page_of(
        request,
        "sources.html",
        language,
        bundled=[_bundled(source, uses) for source in read_sources()],
        imported=[use for use in uses if use.title is not None and use.id not in _ids()],
        rows=[_single(use, language) for use in single[first : first + ON_A_PAGE]],
        total=len(single),
        page=page,
        pages=-(-len(single) // ON_A_PAGE),
        q=q,
        **_ages(snapshot, language),
    )


def _ids() -> frozenset[str]:
    return frozenset(source.id for source in read_sources())


def _bundled(source: Source, uses: Sequence[SourceUse]) -> tuple[Source, int]:
    """A source that comes along, and how many records rest on it."""
    return source, next((use.records for use in uses if use.id == source.id), 0)


def _single(use: SourceUse, language: Language) -> Row:
    records = told(said_many("{count:,} record", "{count:,} records", count=use.records), language)
    return Row(name=records, cites=(Cite(use.id, None),))
