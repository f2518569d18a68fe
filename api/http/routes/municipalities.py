"""The register: find a town, and read everything that is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query, Request, Response

from api.http.answers import Page, answer, entity_tag, page_answer
from api.http.problems import RESPONSES
from api.http.schemas import LONGEST_NAME, CountryOfName, InLanguage, Limit, Offset, OneCountry, TownPath
from api.workspace.portrait import Portrait, portrait
from api.workspace.workspace import Workspace
from graph.model import Municipality, MunicipalityKind
from graph.snapshot.countries import must_be_known
from graph.snapshot.frozen import Snapshot

router = APIRouter(tags=["municipalities"], responses=RESPONSES)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTown:
    """A municipality in a list. `matched` is the name that a search met, `score` 1 for the very name.

    `place` is its county and region, as far as they are known.
    """

    id: str
    name: str
    country: str
    kind: MunicipalityKind
    lat: float | None
    lon: float | None
    population: int | None
    place: str
    matched: str | None = None
    score: float | None = None


#: How many towns a search by name finds: nobody looks for one behind a hundred others, they type another letter.
FOUND_AT_MOST = 100


@router.get("/municipalities", summary="Search towns by name, or list them", response_model=Page[ListedTown])
def municipalities(
    request: Request,
    q: Annotated[
        str | None,
        Query(max_length=LONGEST_NAME, description="A name; accents and typing errors forgiven.", examples=["Belzig"]),
    ] = None,
    country: OneCountry = None,
    kind: Annotated[MunicipalityKind | None, Query(description="Of this kind only.", examples=["municipality"])] = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """With `q` the best matches first, at most 100 in all; without, all towns, ordered by id."""
    space: Workspace = request.app.state.workspace
    snapshot = space.view().snapshot
    must_be_known(snapshot, (country,))
    if q is None:
        rows = _rows(snapshot, country, kind)
        listed = [_listed(space, snapshot, at) for at in rows[offset : offset + limit].tolist()]
        return page_answer(request, entity_tag(request, snapshot.digest), Page(listed, len(rows), limit, offset))
    names = space.names
    found = names.found(q, country=country, limit=FOUND_AT_MOST)
    matches = [m for m in found if kind in (None, m.municipality.kind)]
    shown = names.counted(matches[offset : offset + limit])
    listed = [_town(space, m.municipality, m.name, m.score) for m in shown]
    # The store may be a write ahead of the snapshot: what was found is a part of the tag.
    tag = entity_tag(request, snapshot.digest, *(f"{m.municipality.id} {m.score}" for m in matches))
    return page_answer(request, tag, Page(listed, len(matches), limit, offset))


@router.get("/municipalities/{id:path}", summary="Everything known about a town", response_model=Portrait)
def municipality(
    request: Request,
    id: TownPath,
    in_country: CountryOfName = None,
    language: InLanguage = "en",
) -> Response:
    """Its record, facts, and ties to networks, solutions, topics, regions and twin towns, each with its source."""
    space: Workspace = request.app.state.workspace
    names = space.names
    meant = names.meant(id, in_country)
    snapshot = space.view().snapshot
    return answer(
        request,
        entity_tag(request, snapshot.digest),
        lambda: names.with_namesakes(portrait(snapshot, "Municipality", meant.town.id, language), meant, language),
    )


def _rows(snapshot: Snapshot, country: str | None, kind: str | None) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    table = snapshot.municipalities
    chosen = np.ones(len(table), dtype=np.bool_)
    for name, value in (("country", country), ("kind", kind)):
        if value is not None:
            column = table.category(name)
            chosen &= column.codes == column.code(value)
    return np.flatnonzero(chosen)


def _listed(space: Workspace, snapshot: Snapshot, at: int) -> ListedTown:
    record = snapshot.municipalities.record(at)
    assert isinstance(record, Municipality)
    return _town(space, record)


def _town(space: Workspace, town: Municipality, matched: str | None = None, score: float | None = None) -> ListedTown:
    return ListedTown(
        id=town.id,
        name=town.name,
        country=town.country,
        kind=town.kind,
        lat=town.lat,
        lon=town.lon,
        population=town.population,
        place=space.names.place(town.id),
        matched=matched,
        score=score,
    )
