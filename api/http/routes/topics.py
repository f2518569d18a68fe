"""One topic: all that is tied to it, and the towns that do something on it themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Path, Query, Request, Response

from api.http.answers import Page, answer, entity_tag, page_answer
from api.http.problems import RESPONSES
from api.http.schemas import LONGEST_NAME, InLanguage, Limit, Offset, OneCountry, ToldIn
from api.workspace.naming import topic_named
from api.workspace.portrait import Portrait, portrait
from api.workspace.tied import doers
from api.workspace.workspace import Workspace, today
from graph.snapshot.countries import must_be_known
from graph.snapshot.frozen import Snapshot
from matching.kinds.claims import doings
from matching.kinds.statements import row, statement
from matching.ties import Ties
from matching.types import Evidence, Language

router = APIRouter(tags=["catalogue"], responses=RESPONSES)
TopicPath = Annotated[
    str,
    Path(
        max_length=LONGEST_NAME,
        description="A topic: its id, with or without `topic:`, or a label or synonym in any language.",
        examples=["topic:heat-planning"],
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TownOnTopic:
    """A town and what it does on a topic: `evidence` says it, each piece with its source.

    `own` is whether it does something of its own; else no more is known than a plan, a label, a prize or a place in a
    list.
    """

    id: str
    name: str
    country: str
    population: int | None
    own: bool
    evidence: tuple[Evidence, ...]


@router.get("/topics/{id:path}/towns", summary="Who does it? The small ones first", response_model=Page[TownOnTopic])
def towns(
    request: Request,
    id: TopicPath,
    country: OneCountry = None,
    own: Annotated[
        bool,
        Query(description="Those with something of their own; false: those with a plan or a label.", examples=[True]),
    ] = True,
    language: Annotated[ToldIn, Query(description="The language of the answer.", examples=["de"])] = "en",
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Towns that use or have made a solution for it, lead a project on it or say that they can show it. That a network
    is about the topic says nothing of its members."""
    space: Workspace = request.app.state.workspace
    view = space.view()
    snapshot, ties = view.snapshot, view.engine.ties
    topic = snapshot.tables["Topic"].ids.index(topic_named(snapshot, id))
    found, day = doers(ties, topic)[0 if own else 1], today()
    must_be_known(snapshot, (country,))
    if country is not None:
        codes = snapshot.municipalities.category("country")
        found = found[codes.codes[found] == codes.code(country)]
    shown = [_town(ties, at, topic, own, language, day) for at in found[offset : offset + limit].tolist()]
    return page_answer(request, entity_tag(request, snapshot.digest, str(day)), Page(shown, len(found), limit, offset))


def _town(ties: Ties, at: int, topic: int, own: bool, language: Language, on: date) -> TownOnTopic:
    snapshot = ties.snapshot
    wanted = np.zeros(len(snapshot.tables["Topic"]), dtype=np.float32)
    wanted[topic] = 1
    proofs = ("own",) if own else ("planned", "label")
    evidence = [d.evidence(snapshot, at, language, on) for d in doings(ties, at, wanted) if d.proof in proofs]
    size = snapshot.population[at]
    return TownOnTopic(
        id=snapshot.municipalities.ids[at],
        name=snapshot.municipalities.name(at, language),
        country=snapshot.municipalities.category("country")[at] or "",
        population=None if size != size else int(size),
        own=own,
        evidence=(*evidence, *(_offered(snapshot, at, topic, language) if own else ())),
    )


def _offered(snapshot: Snapshot, at: int, topic: int, language: Language) -> tuple[Evidence, ...]:
    """What the town says that it can show on the topic."""
    offers = snapshot.links("OFFERS")
    if topic not in offers.ends(at):
        return ()
    text = offers.evidence[row(offers, at, topic)] or snapshot.tables["Topic"].name(topic, language)
    return (statement(snapshot, "OFFERS", "Municipality", at, topic, text),)


@router.get("/topics/{id:path}", summary="Everything known about a topic", response_model=Portrait)
def topic(request: Request, id: TopicPath, language: InLanguage = "en") -> Response:
    """Its record, its field, and what addresses it: networks, solutions, calls, programmes and strategies."""
    snapshot: Snapshot = request.app.state.workspace.view().snapshot
    found = portrait(snapshot, "Topic", topic_named(snapshot, id), language)
    return answer(request, entity_tag(request, snapshot.digest), lambda: found)
