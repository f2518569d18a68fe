"""The pages: a form and its answer for people, the style sheet, and the documentation of the API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from api.http.documentation import operations
from api.http.problems import BUSY, EMPTY, KINDS, NO_MODEL, STARTING, STORE_DOWN, UNKNOWN, Kind, kind_of
from api.http.schemas import LONGEST_NAME, LONGEST_NEED, ToldIn
from api.pages.saying import saying
from api.words.language import of_browser
from api.words.sources import source_called
from api.workspace.naming import TOLD, AmbiguousName, PartOfMunicipality, PostcodeGiven
from api.workspace.workspace import Workspace, today
from graph.errors import PeerpolisError, UnknownId
from graph.model import MunicipalityKind
from graph.said import Said, said, said_as
from graph.store.protocol import NameMatch
from matching.capacity.fit import GROUPS
from matching.kinds.all import kind_of as kind_of_suggestion
from matching.kinds.explanation import NO_REASON, foremost
from matching.kinds.kind import NOTHING, NOTHING_BUT_NEAR, Column
from matching.purposes.portfolio import purpose_of
from matching.types import Answer, Language, Verdict
from matching.types import Query as EngineQuery
from matching.words.asked_for import STRATEGIES, issued
from matching.words.taking_part import admission
from matching.words.told import languages
from matching.words.written import country_name, day, language_name

router = APIRouter(include_in_schema=False)
#: How many suggestions of each kind the page shows.
SHOWN = 8
#: What heads the columns beside the name and the reasons.
_HEADINGS: Mapping[Column, Said] = {
    "where": said("Where"),
    "deadline": said("Deadline"),
    "may": said("Can you take part?"),
}
_VERDICTS: Mapping[Verdict, Said] = {
    Verdict.YES: said_as("verdict", "Yes, as far as is known"),
    Verdict.NO: said_as("verdict", "No"),
    Verdict.UNKNOWN: said_as("verdict", "Open"),
}
#: The kinds of places that are told beside the name of one to choose.
_PLACES: Mapping[MunicipalityKind, Said] = {
    "county": said_as("kind of place", "county"),
    "union": said_as("kind of place", "union"),
    "borough": said_as("kind of place", "borough"),
    "region": said_as("kind of place", "region"),
    "quarter": said_as("kind of place", "quarter"),
    "settlement": said_as("kind of place", "settlement"),
}
#: What a person is told instead of an answer.
_TROUBLE: Mapping[Kind, Said] = {
    UNKNOWN: said("No town of this name was found. Please check the spelling."),
    STARTING: said("The service is just starting. Please try again in a minute."),
    STORE_DOWN: said("The data cannot be read at the moment. Please try again later."),
    BUSY: said("Many ask at the moment. Please ask again in some seconds."),
    EMPTY: said("This service has no data yet. Whoever runs it has to fill it first (peerpolis seed)."),
    NO_MODEL: said("The need could not be read. Please leave it empty, or tell whoever runs the service."),
}
_OTHER_TROUBLE = said("The question could not be answered as it was asked.")


@cache
def _templates() -> Environment:
    """The templates of the pages, with what they all use."""
    environment = Environment(
        loader=PackageLoader("api", "pages"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.globals.update(
        admission=admission,
        country_name=country_name,
        day=day,
        foremost=foremost,
        groups=GROUPS,
        no_reason=NO_REASON,
        purpose_of=purpose_of,
        nothing=NOTHING,
        nothing_but_near=NOTHING_BUT_NEAR,
        kind_of=kind_of_suggestion,
        headings=_HEADINGS,
        issued=issued,
        language_name=language_name,
        source_called=source_called,
        strategies_heading=STRATEGIES,
        urlencode=urlencode,
        verdicts=_VERDICTS,
    )
    return environment


@router.get("/")
def start(
    request: Request,
    town: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    need: Annotated[str, Query(max_length=LONGEST_NEED)] = "",
    in_country: Annotated[str, Query(alias="in", max_length=2)] = "",
    lang: ToldIn | None = None,
) -> Response:
    """The form and, where a town is named, the answer for it. Works without scripts; a link to it can be passed on."""
    language = lang or of_browser(request.headers.get("accept-language", ""))
    asked: dict[str, str] = {"town": town.strip(), "need": need.strip(), "in": in_country.strip().upper()}
    shown: dict[str, Any] = {"answer": None, "asker": None, "site": None, "trouble": None, "candidates": ()}
    status = 200
    if asked["town"]:
        try:
            shown |= _answer(request.app.state.workspace, asked, language)
        except PeerpolisError as error:
            kind = kind_of(error)
            status = kind.status
            shown |= _trouble(request.app.state.workspace, error, asked, language)
    return page_of(
        request,
        "start.html",
        language,
        status,
        others={other: _address(asked, other) for other in languages() if other != language},
        town=asked["town"],
        need=asked["need"],
        country=asked["in"],
        **shown,
    )


def page_of(request: Request, template: str, language: Language, status: int = 200, **values: Any) -> Response:
    """A page in the language, made of the template and the values."""
    root = request.scope.get("root_path", "")
    page = _templates().get_template(template).render(language=language, **saying(language), root=root, **values)
    headers = {"Content-Language": language, "Vary": "Accept-Language", "Cache-Control": "no-cache"}
    return HTMLResponse(page, status, headers)


@router.get("/docs")
def docs(request: Request) -> Response:
    """The documentation of the API, made from its description."""
    document: Mapping[str, Any] = request.app.openapi()
    page = (
        _templates()
        .get_template("docs.html")
        .render(
            language="en",
            root=request.scope.get("root_path", ""),
            info=document["info"],
            operations=operations(document),
            kinds=KINDS,
        )
    )
    return HTMLResponse(page, headers={"Cache-Control": "no-cache"})


@router.get("/static/style.css")
def style() -> Response:
    """The style sheet."""
    return Response(_style(), media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


@cache
def _style() -> str:
    return resources.files("api").joinpath("pages/style.css").read_text(encoding="utf-8")


def _answer(space: Workspace, asked: Mapping[str, str], language: Language) -> dict[str, Any]:
    meant = space.names.meant(asked["town"], asked["in"] or None)
    asker = meant.town
    query = EngineQuery(town=asker.id, need=asked["need"] or None, top=SHOWN, on=today(), language=language)
    answer: Answer = space.names.with_namesakes(space.suggest(query), meant, query.language)
    return {"answer": answer, "asker": asker, "site": space.portrait(asker.id).website}


def _trouble(space: Workspace, error: PeerpolisError, asked: Mapping[str, str], language: Language) -> dict[str, Any]:
    """What to tell a person instead of an answer, and which towns to choose from."""
    if isinstance(error, AmbiguousName):
        part = {"trouble": error.asked} if isinstance(error, PartOfMunicipality) else {}
        return {**part, "candidates": _candidates(space, error.candidates[:TOLD], asked, language)}
    alike: tuple[NameMatch, ...] = ()
    if isinstance(error, UnknownId):
        alike = tuple(space.names.search(asked["town"], country=asked["in"] or None, limit=TOLD))
    return {
        "trouble": error.said if isinstance(error, PostcodeGiven) else _TROUBLE.get(kind_of(error), _OTHER_TROUBLE),
        "candidates": _candidates(space, alike, asked, language),
    }


def _candidates(
    space: Workspace, matches: tuple[NameMatch, ...], asked: Mapping[str, str], language: Language
) -> list[dict[str, Any]]:
    return [
        {
            "name": match.municipality.name_in(language),
            "country": country_name(match.municipality.country, language),
            "place": space.names.place(match.municipality.id, language),
            "kind": _PLACES.get(match.municipality.kind),
            "population": match.municipality.population,
            "address": _address({**asked, "town": match.municipality.id}, language),
        }
        for match in matches
    ]


def _address(asked: Mapping[str, str], language: Language) -> str:
    return "?" + urlencode({"lang": language, **{name: value for name, value in asked.items() if value}})
