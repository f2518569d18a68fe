"""The page that sets two or three possible partners of a town side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.http.schemas import LONGEST_LIST, Name, ToldIn, TownPath
from api.pages.asked import Asked, asked, given
from api.pages.named import named
from api.pages.rendering import language_of, page_of
from api.pages.town import SHOWN, meant_by
from api.pages.waiting import about_to_be_read
from api.workspace.workspace import Workspace, today
from graph.said import Said, said
from matching.purposes.portfolio import purpose_of

router = APIRouter(include_in_schema=False)
#: How many towns are compared side by side.
COMPARED = 3
_ITSELF: Said = said("This is the town that asks. A partner is another town.")


@router.get("/towns/{id:path}/compare")
def compare(
    request: Request,
    id: TownPath,
    question: Annotated[Asked, Depends(asked)],
    others: Annotated[tuple[Name, ...], Query(alias="with", max_length=LONGEST_LIST)] = (),
    lang: ToldIn | None = None,
) -> Response:
    """The towns that are named, by id or as they are typed; what is asked back of a name stands above them."""
    language = language_of(request, lang)
    space: Workspace = request.app.state.workspace
    found = meant_by(request, id, language)
    if isinstance(found, Response):
        return found
    if question.need and not space.reads_needs:
        return about_to_be_read(request, language, found.town.name_in(language))
    whole = space.portrait(found.town.id, language)
    query = question.query(
        found.town.id, whole.population, kinds=("partners",), top=SHOWN, on=today(), language=language
    )
    meant = [named(space, other, language) for other in given(others)]
    clear = list(dict.fromkeys(one.town.id for one in meant if one.town is not None))
    chosen = [town for town in clear if town != found.town.id][:COMPARED]
    partners = space.view().engine.partners(query, chosen)
    towns = [
        {
            "found": partner,
            "networks": [tie for tie in space.portrait(partner.id, language).ties if tie.type == "MEMBER_OF"],
        }
        for partner in partners
    ]
    return page_of(
        request,
        "compare.html",
        language,
        town=found.town,
        name=found.town.name_in(language),
        asked=question,
        towns=towns,
        chosen=tuple(chosen),
        unclear=[one for one in meant if one.town is None],
        itself=_ITSELF if found.town.id in clear else None,
        most=COMPARED,
        more=len(clear) > COMPARED,
        purpose_of=purpose_of,
    )
