"""The addresses of portraits: `/networks/{id}` shows all parts, `?part=members&page=2` a page of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.exceptions import HTTPException

from api.http.schemas import LONGEST_NAME, ToldIn, TownPath
from api.pages.portraits import network, programme, solution, strategy, topic, town
from api.pages.portraits.parts import AT_FIRST, ON_A_PAGE, Maker, Portrayed, Seen, Window
from api.pages.rendering import language_of, moved, page_of
from api.pages.town import meant_by
from api.workspace.naming import node_named, topic_named
from api.workspace.workspace import Workspace, today
from graph.measures.report import index_of
from graph.said import Said, said
from graph.snapshot.frozen import Snapshot
from matching.words.written import country_name

router = APIRouter(include_in_schema=False)
Id = Annotated[str, Path(max_length=LONGEST_NAME)]
PartName = Annotated[str, Query(max_length=20)]
PageNumber = Annotated[int, Query(ge=1, le=100_000)]
CountryCode = Annotated[str, Query(max_length=2)]


@dataclass(frozen=True, slots=True)
class Sort:
    """What is portrayed alike: its label, the path of its list and what that is called, what is said of one at the top,
    its parts, and how a town is led on from it."""

    label: str
    path: str
    called: Said
    portrayed: Callable[[Seen], Portrayed]
    parts: Sequence[tuple[str, Maker]]
    asks: Said | None = None


_FOR_YOURS = said("What fits your town?")
TOWN = Sort("Municipality", "/towns", said("Towns"), town.portrayed, town.PARTS)
SORTS: tuple[Sort, ...] = (
    Sort("Topic", "/topics", said("Topics"), topic.portrayed, topic.PARTS, said("Who could help your town with this?")),
    Sort("Network", "/networks", said("Networks"), network.portrayed, network.PARTS, said("Would it fit your town?")),
    Sort(
        "Solution",
        "/solutions",
        said("Solutions and practices"),
        solution.portrayed,
        solution.PARTS,
        said("Which towns like yours have done this?"),
    ),
    Sort("Programme", "/programmes", said("Funding programmes"), programme.portrayed, programme.PARTS, _FOR_YOURS),
    Sort("Strategy", "/strategies", said("Strategies and laws"), strategy.strategy, (), _FOR_YOURS),
    Sort("Format", "/formats", said("Ways to learn from each other"), strategy.format, ()),
)


def _portrait(sort: Sort) -> Callable[..., Response]:
    def page(
        request: Request,
        id: Id,
        part: PartName = "",
        page: PageNumber = 1,
        country: CountryCode = "",
        lang: ToldIn | None = None,
    ) -> Response:
        language = language_of(request, lang)
        space: Workspace = request.app.state.workspace
        view = space.view()
        known = _id_of(view.snapshot, sort.label, id)
        if known != id:
            return moved(request, f"{sort.path}/{known}")
        at = index_of(view.snapshot, sort.label, id)
        seen = Seen(view.engine.ties, sort.label, at, language, today(), country.upper())
        return _shown(request, seen, sort, part, page)

    return page


def _id_of(snapshot: Snapshot, label: str, id: str) -> str:
    """The id that is meant by an id, with or without its prefix, or by a name. Raises UnknownId."""
    match label:
        case "Topic":
            return topic_named(snapshot, id)
        case "Network" | "Solution" | "Programme":
            return node_named(snapshot, label, id)
        case _:
            return snapshot.tables[label].ids[index_of(snapshot, label, id)]


@router.get("/towns/{id:path}/portrait")
def town_portrait(
    request: Request,
    id: TownPath,
    part: PartName = "",
    page: PageNumber = 1,
    lang: ToldIn | None = None,
) -> Response:
    """All that is on record of a town."""
    language = language_of(request, lang)
    meant = meant_by(request, id, language)
    if isinstance(meant, Response):
        return meant
    space: Workspace = request.app.state.workspace
    view = space.view()
    at = index_of(view.snapshot, TOWN.label, meant.town.id)
    seen = Seen(view.engine.ties, TOWN.label, at, language, today())
    place = space.names.place(meant.town.id, language)
    return _shown(request, seen, TOWN, part, page, place=place)


def _shown(request: Request, seen: Seen, sort: Sort, part: str, page: int, place: str = "") -> Response:
    makers: Mapping[str, Maker] = dict(sort.parts)
    if part and part not in makers:
        raise HTTPException(404)
    first = (page - 1) * ON_A_PAGE if part else 0
    window = Window(first, ON_A_PAGE if part else AT_FIRST)
    parts = [make(seen, window) for name, make in sort.parts if part in ("", name)]
    if part and first >= max(parts[0].total, 1):
        raise HTTPException(404)
    return page_of(
        request,
        "portrait.html",
        seen.language,
        sort=sort,
        id=seen.table.ids[seen.at],
        path=f"{sort.path}/{seen.table.ids[seen.at]}" + ("/portrait" if sort is TOWN else ""),
        of_town=sort is TOWN,
        place=", ".join(filter(None, (place, _country(seen)))),
        country=seen.country,
        thing=sort.portrayed(seen),
        parts=parts,
        only=part,
        page=page,
        pages=-(-parts[0].total // ON_A_PAGE) if part else 1,
        size=ON_A_PAGE,
        formats=len(seen.snapshot.tables["Format"]) if sort.label == "Topic" else 0,
    )


def _country(seen: Seen) -> str:
    return country_name(seen.table.category("country")[seen.at], seen.language) if seen.label == TOWN.label else ""


for _sort in SORTS:
    router.get(f"{_sort.path}/{{id:path}}", name=f"portrait_of_{_sort.label}")(_portrait(_sort))
