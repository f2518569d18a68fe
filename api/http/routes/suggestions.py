"""Whom to work with, which network to join, which solution to reuse, under which call: the questions to the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.http.answers import answer, entity_tag
from api.http.problems import RESPONSES
from api.http.schemas import LetterQuestion, PlaceQuestion, Question, TownPath, TownQuestion
from api.workspace.workspace import View, Workspace, today
from graph.errors import InvalidRecord, UnknownId
from graph.snapshot.countries import must_be_known
from matching import types
from matching.kinds.all import KINDS
from matching.types import SuggestionKind

router = APIRouter(tags=["suggestions"], responses=RESPONSES)

_ABOUT = (
    "Each suggestion has the contributions that add up to its score, with reasons, evidence and sources. "
    "`understood` says how a free-text need was read, `confidence` how likely (0–1) its first topic is right; "
    "`digest`, `recipe` and the query make the answer repeatable."
)


def engine_query(space: Workspace, view: View, kind: SuggestionKind, question: Question, **asker: Any) -> types.Query:
    """The question as the engine takes it, names turned into ids.

    Raises InvalidRecord for a topic, call, country or excluded id that the graph does not have: it is the
    question that is wrong, not the address.
    """
    try:
        topics, wrong, offers = (
            tuple(space.names.topic(t) for t in named) for named in (question.topic, question.not_topic, question.offer)
        )
        exclude = tuple(space.names.node(e) for e in question.exclude)
        if question.call is not None and question.call not in view.snapshot.tables["Call"].ids:
            raise UnknownId("call", question.call)
    except UnknownId as error:
        raise InvalidRecord(error.said) from error
    must_be_known(view.snapshot, question.country)
    return types.Query(
        **asker,
        need=question.need,
        topics=topics,
        not_topics=wrong,
        offers=offers,
        call=question.call,
        kinds=(kind,),
        purposes=question.purpose,
        countries=question.country,
        within_km=question.within_km,
        population_from=question.population_from,
        population_to=question.population_to,
        exclude=exclude,
        present_partners=question.present_partners,
        bias_control=question.bias_control,
        top=question.top,
        on=question.on or today(),
        language=question.language,
    )


def _of_town(kind: SuggestionKind) -> Callable[..., Response]:
    def suggest(request: Request, id: TownPath, question: Annotated[TownQuestion, Query()]) -> Response:
        space: Workspace = request.app.state.workspace
        names = space.names
        meant = names.meant(id, question.in_country)
        view = space.view()
        day = str(question.on or today())
        tag = entity_tag(request, view.snapshot.digest, view.engine.recipe, day, meant.town.id)

        def found() -> types.Answer:
            suggested = view.suggest(engine_query(space, view, kind, question, town=meant.town.id))
            return names.with_namesakes(suggested, meant, question.language)

        return answer(request, tag, found, kept=True)

    return suggest


def _of_place(kind: SuggestionKind) -> Callable[..., Response]:
    def suggest(request: Request, question: PlaceQuestion) -> Response:
        space: Workspace = request.app.state.workspace
        view = space.view()
        found = view.suggest(engine_query(space, view, kind, question, place=question.place.for_engine()))
        return answer(
            request,
            entity_tag(request, found.digest, found.recipe, question.model_dump_json(), str(found.query.on)),
            lambda: found,
        )

    return suggest


@router.get(
    "/municipalities/{id:path}/letter",
    summary="The draft of a letter to a possible partner",
    response_model=types.Letter,
)
def letter(request: Request, id: TownPath, question: Annotated[LetterQuestion, Query()]) -> Response:
    """Who writes, why to this town, what to ask first, what the two could do together and what is known to pay for it.

    In the languages of both towns where letters are written in them, else in English. It says no more than its
    `evidence`, and names no persons; nothing is sent.
    """
    space: Workspace = request.app.state.workspace
    meant, on = space.names.meant(id, question.in_country), question.on or today()
    view = space.view()

    def drafted() -> types.Letter:
        wanted = Question.model_validate(question.model_dump(exclude={"partner", "written_in", "in_country"}))
        partner = _named(space, question.partner)
        query = engine_query(space, view, "partners", wanted, town=meant.town.id)
        return view.engine.letter(replace(query, present_partners=True), partner, question.written_in)

    return answer(request, entity_tag(request, view.snapshot.digest, view.engine.recipe, str(on)), drafted)


def _named(space: Workspace, partner: str) -> str:
    """The id of the partner. Raises InvalidRecord where there is none: it is the question that is wrong."""
    try:
        return space.names.town(partner).id
    except UnknownId as error:
        raise InvalidRecord(error.said) from error


for _kind in KINDS:
    router.get(
        f"/municipalities/{{id:path}}/{_kind.name}",
        summary=f"{_kind.summary}, for a town of the register",
        description=_ABOUT,
        operation_id=f"{_kind.name}_of_town",
        response_model=types.Answer,
    )(_of_town(_kind.name))
    router.post(
        f"/{_kind.name}",
        summary=f"{_kind.summary}, for a town that is not in the register",
        description=_ABOUT,
        operation_id=f"{_kind.name}_of_place",
        response_model=types.Answer,
    )(_of_place(_kind.name))
