"""The pages of a town: with whom it could work, in which networks, with which solutions, under which calls."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.http.answers import HTML, answer, entity_tag
from api.http.schemas import ToldIn, TownPath
from api.pages.answer_map import answer_map
from api.pages.asked import DISTANCES, SIZES, Asked, asked
from api.pages.choices import countries, topics
from api.pages.rendering import language_of, linking, moved, page_headers, page_text
from api.pages.start import EXAMPLE, asking
from api.pages.waiting import about_to_be_read
from api.words.none_found import none_found
from api.workspace.naming import AmbiguousName, Meant
from api.workspace.workspace import View, Workspace, today
from graph.errors import UnknownId
from graph.outputs import defused
from graph.said import Said, said
from matching.capacity.fit import AFTER_ANYWAY, GROUPS
from matching.kinds.all import KINDS, kind_of
from matching.kinds.calls import CALL
from matching.kinds.kind import (
    ACROSS,
    ACROSS_NEED,
    ANYWAY,
    Kind,
    calls_headed,
    programmes_called,
)
from matching.purposes.neighbours import NEIGHBOURS_ACROSS_THE_BORDER
from matching.purposes.portfolio import PORTFOLIO, purpose_of
from matching.types import Answer, Language, Suggestion, SuggestionKind, Verdict
from matching.words.asked_for import STRATEGIES, issued
from matching.words.taking_part import admission
from matching.words.told import told
from matching.words.written import country_name

router = APIRouter(include_in_schema=False)
#: How many of each kind, and of partners of each purpose, the page of the town shows; and the page of one kind.
AT_FIRST, SHOWN = 3, 12
VERDICTS: Mapping[Verdict, Said] = {
    Verdict.YES: said("Probably yes"),
    Verdict.NO: said("No"),
    Verdict.UNKNOWN: said("Open"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Suggestions that stand together: of one kind, and of it one `part`: of partners those for one purpose, of calls
    those of one sort. `near` says that none of them is about the need, and these only come nearest."""

    kind: Kind
    heading: str
    suggestions: Sequence[Suggestion]
    part: str | None = None
    near: bool = False
    empty: Said | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A topic that a need was read as, or that was named: `named` tells which."""

    id: str
    label: str
    named: bool


def _page(kinds: tuple[SuggestionKind, ...], top: int) -> Callable[..., Response]:
    def page(
        request: Request,
        id: TownPath,
        question: Annotated[Asked, Depends(asked)],
        lang: ToldIn | None = None,
    ) -> Response:
        language = language_of(request, lang)
        space: Workspace = request.app.state.workspace
        found = meant_by(request, id, language)
        if isinstance(found, Response):
            return found
        if question.need and not space.reads_needs:
            return about_to_be_read(request, language, found.town.name_in(language))
        view, day = space.view(), today()
        root = str(request.scope.get("root_path", ""))
        tag = entity_tag(request, view.snapshot.digest, view.engine.recipe, str(day), found.town.id, language, root)

        def made() -> str:
            return _text(request, view, found, question, kinds=kinds, top=top, on=day, language=language)

        return answer(request, tag, made, media_type=HTML, headers=page_headers(language), kept=True)

    return page


def _text(
    request: Request,
    view: View,
    found: Meant,
    question: Asked,
    *,
    kinds: tuple[SuggestionKind, ...],
    top: int,
    on: date,
    language: Language,
) -> str:
    """The page of the town, with the answer to the question."""
    space: Workspace = request.app.state.workspace
    link = linking(request, language)
    at = view.snapshot.municipalities.ids.index(found.town.id)
    inhabitants, site = float(view.snapshot.population[at]), view.snapshot.fact(at, "website")
    population = None if inhabitants != inhabitants else int(inhabitants)
    query = question.query(found.town.id, population, kinds=kinds, top=top, on=on, language=language)
    suggested = view.engine.suggest(query)
    apart = space.names.with_namesakes(replace(suggested, notes=()), found, language).notes
    only = kinds[0] if len(kinds) == 1 else None
    return page_text(
        request,
        "town.html",
        language,
        town=found.town,
        name=found.town.name_in(language),
        place=", ".join(
            filter(None, (space.names.place(found.town.id, language), country_name(found.town.country, language)))
        ),
        population=population,
        website=None if site is None else site.value,
        answer=suggested,
        shown=sum(len(of_kind) for of_kind in suggested.suggestions.values()),
        apart=apart,
        map=answer_map(
            view.snapshot,
            found.town.id,
            suggested.suggestions.get("partners", ()),
            language,
            lambda partner: link(f"/towns/{partner}/portrait"),
        ),
        needed=tuple(dict.fromkeys((*question.topic, *(match.topic for match in suggested.understood[:2])))),
        label_of=lambda topic: _label(view, topic, language),
        asked=question,
        example=told(EXAMPLE, language),
        only=only,
        groups=groups_of(suggested, question, language),
        read=_read(view, suggested, question, language),
        nearest_topics=[Read(topic, _label(view, topic, language), False) for topic in suggested.nearest_topics],
        topics=topics(view.snapshot, language),
        countries=countries(view.snapshot, language),
        kinds=KINDS,
        purposes=[(purpose.name, told(purpose.called, language)) for purpose in PORTFOLIO],
        purpose_of=purpose_of,
        distances=[(str(far), told(said("{distance:,.0f} km", distance=far), language)) for far in DISTANCES],
        sizes=[(size, told(called, language)) for size, called in SIZES.items()],
        admission=admission,
        issued=issued,
        verdicts=VERDICTS,
        not_now=GROUPS["not now"],
        anyway=ANYWAY,
        next_door_called=NEIGHBOURS_ACROSS_THE_BORDER.called,
        after_anyway=AFTER_ANYWAY,
        calls_headed=calls_headed(
            pays_no_building=suggested.pays_no_building, none_just_for_this=suggested.none_just_for_this
        ),
        programmes_called=programmes_called(calls=bool(suggested.suggestions.get(CALL.name)), said=True),
        across_called=ACROSS_NEED if suggested.on_subject else ACROSS,
        strategies_heading=STRATEGIES,
    )


def meant_by(request: Request, id: str, language: Language) -> Meant | Response:
    """The town; or, where a name stands in the address, the way to its id or the choice between several."""
    space: Workspace = request.app.state.workspace
    try:
        meant = space.names.meant(id)
    except (AmbiguousName, UnknownId) as error:
        return asking(request, language, name=id, need=request.query_params.get("need", ""), error=error)
    if meant.town.id == id:
        return meant
    asked_for = request.url.path.removeprefix(request.scope.get("root_path", "")).removeprefix(f"/towns/{id}")
    return moved(request, f"/towns/{meant.town.id}{asked_for}")


def groups_of(answer: Answer, question: Asked, language: Language) -> list[Group]:
    """What an answer suggests, as it stands together on a page; of a kind of which nothing is suggested, why not."""
    groups = []
    for name, suggestions in answer.suggestions.items():
        kind = kind_of(name)
        heading = kind.heading_on_page(language)
        if kind.leads and suggestions:
            for purpose, several in groupby(suggestions, key=lambda found: found.purpose):
                called = heading if purpose is None else told(purpose_of(purpose).heading(answer.on_subject), language)
                groups.append(Group(kind, called, tuple(several), purpose))
        elif suggestions:
            for part, several in groupby(suggestions, key=lambda found: found.group):
                called = heading if part is None else told(GROUPS[part], language)
                groups.append(Group(kind, called, tuple(several), part))
        elif near := answer.nearest.get(name):
            groups.append(Group(kind, heading, near, near=True))
        else:
            groups.append(Group(kind, heading, (), empty=_why_none(kind, answer, question)))
    return groups


def _why_none(kind: Kind, answer: Answer, question: Asked) -> Said:
    if kind.leads and (question.filtered or question.purpose):
        return said("No town is left with these filters. Wider ones, or none, show more.")
    return none_found(kind, answer)


def _read(view: View, answer: Answer, question: Asked, language: Language) -> list[Read]:
    named = [Read(topic, _label(view, topic, language), True) for topic in question.topic]
    heard = [Read(match.topic, match.label, False) for match in answer.understood[:5]]
    return [*named, *(read for read in heard if read.id not in question.topic)]


def _label(view: View, topic: str, language: Language) -> str:
    """What a topic is called; what an address calls one and is none, as it stands there."""
    table = view.snapshot.tables["Topic"]
    at = table.ids.find(topic)
    return topic if at is None else table.name(at, language)


@router.get("/towns/{id:path}/profile")
def profile(request: Request, id: TownPath, question: Annotated[Asked, Depends(asked)]) -> Response:
    """What the address says that the town needs and offers, as a profile to keep or to send (`docs/profiles.md`)."""
    space: Workspace = request.app.state.workspace
    town, view = space.names.town(id), space.view()
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow(("id", "name", "country", "needs", "offers"))
    named = ("; ".join(_label(view, topic, "en") for topic in topics) for topics in (question.topic, question.offer))
    rows.writerow([defused(cell) for cell in (town.id, town.name, town.country, *named)])
    headers = {"Content-Disposition": 'attachment; filename="peerpolis-profile.csv"', "Cache-Control": "no-cache"}
    return Response(table.getvalue(), headers=headers, media_type="text/csv; charset=utf-8")


for _kind in KINDS:
    router.get(f"/towns/{{id:path}}/{_kind.name}", name=f"page_of_{_kind.name}")(_page((_kind.name,), SHOWN))
router.get("/towns/{id:path}", name="page_of_town")(_page(tuple(k.name for k in KINDS), AT_FIRST))
