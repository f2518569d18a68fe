"""The page of a letter: the draft in both towns' languages, to be copied."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.http.schemas import LONGEST_NAME, LONGEST_NEED, Purpose, ToldIn
from api.pages.asked import Asked, Names, NotMeant, given
from api.pages.rendering import language_of, linking, page_of
from api.pages.start import asking
from api.pages.waiting import about_to_be_read
from api.words.letters import ONLY_A_DRAFT, PUBLIC_PAGE, RESTS_ON
from api.workspace.workspace import Workspace, today
from graph.errors import PeerpolisError
from matching.types import Query as EngineQuery

router = APIRouter(include_in_schema=False)


@router.get("/letter")
def letter(
    request: Request,
    town: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    partner: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    need: Annotated[str, Query(max_length=LONGEST_NEED)] = "",
    topic: Names = (),
    not_topic: NotMeant = (),
    purpose: Purpose | None = None,
    lang: ToldIn | None = None,
) -> Response:
    """The letter; where the town that writes is not known, the page to begin with, and where the other one is not, the
    suggestions to choose one from."""
    language = language_of(request, lang)
    space: Workspace = request.app.state.workspace
    if not town.strip():
        return asking(request, language, need=need)
    try:
        asker = space.names.town(town)
    except PeerpolisError as error:
        return asking(request, language, name=town, need=need, error=error)
    if need.strip() and not space.reads_needs:
        return about_to_be_read(request, language, asker.name_in(language))
    asked = Asked(need=need.strip(), topic=given(topic), not_topic=given(not_topic))
    back = linking(request, language)(f"/towns/{asker.id}", **asked.wanted)
    try:
        other = space.names.town(partner)
        query = EngineQuery(
            town=asker.id,
            need=asked.need or None,
            topics=asked.topic,
            not_topics=asked.not_topic,
            purposes=(purpose,) if purpose else (),
            present_partners=True,
            on=today(),
            language=language,
        )
        drafted = space.view().engine.letter(query, other.id)
    except PeerpolisError:
        return RedirectResponse(back, 303)
    return page_of(
        request,
        "letter.html",
        language,
        town=asker.name_in(language),
        partner=other.name_in(language),
        back=back,
        letter=drafted,
        only_a_draft=ONLY_A_DRAFT,
        rests_on=RESTS_ON,
        public_page=PUBLIC_PAGE,
    )
