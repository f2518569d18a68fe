"""The page to begin with: which town are you from? And, where a name leaves a choice, which of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.http.problems import kind_of
from api.http.schemas import LONGEST_NAME, LONGEST_NEED, ToldIn
from api.pages.choices import countries
from api.pages.rendering import language_of, linking, page_of
from api.pages.trouble import told_to_people
from api.workspace.naming import TOLD, AmbiguousName, PartOfMunicipality, PostcodeGiven
from api.workspace.workspace import View, Workspace
from graph.errors import PeerpolisError, UnknownId
from graph.model import MunicipalityKind
from graph.names import normal_form
from graph.said import Said, said, said_as
from graph.store.protocol import NameMatch
from matching.types import Language
from matching.words.told import told
from matching.words.written import country_name

router = APIRouter(include_in_schema=False)
#: A need as one says it; and towns with needs whose answers show what one gets, those left out that are not on record.
EXAMPLE = said("young people take part in the budget")
EXAMPLES: Mapping[str, Said] = {
    "gn:2951134": EXAMPLE,
    "gn:2823533": said("we want to save our outdoor pool"),
}
#: So many towns are offered to choose from.
OFFERED = 20
#: The kinds of places that are told beside the name of one to choose.
_PLACES: Mapping[MunicipalityKind, Said] = {
    "county": said_as("kind of place", "county"),
    "union": said_as("kind of place", "union"),
    "borough": said_as("kind of place", "borough"),
    "region": said_as("kind of place", "region"),
    "quarter": said_as("kind of place", "quarter"),
    "settlement": said_as("kind of place", "settlement"),
}


@router.get("/")
def start(
    request: Request,
    town: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    need: Annotated[str, Query(max_length=LONGEST_NEED)] = "",
    in_country: Annotated[str, Query(alias="in", max_length=2)] = "",
    chosen: Annotated[str, Query(alias="id", max_length=LONGEST_NAME)] = "",
    lang: ToldIn | None = None,
) -> Response:
    """The form; who has named a town goes on to its page, or to a choice between several. Works without scripts.

    `chosen` is the id of the town that was picked from the list while its name was typed.
    """
    language, name, country = language_of(request, lang), chosen.strip() or town.strip(), in_country.strip().upper()
    space: Workspace = request.app.state.workspace
    if not name:
        return asking(request, language, need=need)
    try:
        meant = space.names.meant(name, country or None)
    except PeerpolisError as error:
        return asking(request, language, name=name, need=need, country=country, error=error)
    return RedirectResponse(linking(request, lang)(f"/towns/{meant.town.id}", need=need.strip()), 303)


def asking(
    request: Request,
    language: Language,
    *,
    name: str = "",
    need: str = "",
    country: str = "",
    error: PeerpolisError | None = None,
) -> Response:
    """The form, and after an `error` what was wrong with the name, with towns to choose from."""
    space: Workspace = request.app.state.workspace
    view = space.present_view()
    trouble, matches = (None, ()) if error is None else _trouble(space, error, name, country)
    return page_of(
        request,
        "start.html",
        language,
        200 if error is None else kind_of(error).status,
        town=name,
        need=need.strip(),
        country=country,
        trouble=trouble,
        candidates=to_choose_from(space, matches, language, error),
        countries=() if view is None else countries(view.snapshot, language),
        examples=() if view is None else _examples(view, language),
        counted=None if view is None else _counted(view),
    )


def _examples(view: View, language: Language) -> list[Mapping[str, str]]:
    """Questions to begin with, of towns that are on record here."""
    table = view.snapshot.municipalities
    found = ((id, table.ids.find(id), need) for id, need in EXAMPLES.items())
    return [
        {"id": id, "town": table.name(at, language), "need": told(need, language)}
        for id, at, need in found
        if at is not None
    ]


def _counted(view: View) -> Mapping[str, int]:
    """How much there is to find."""
    sizes = {label: len(table) for label, table in view.snapshot.tables.items()}
    return {"towns": int(view.snapshot.partners.sum()), **sizes}


def _trouble(
    space: Workspace, error: PeerpolisError, name: str, country: str
) -> tuple[str | None, Sequence[NameMatch]]:
    """What a person is told instead of an answer, and which towns to choose from."""
    if isinstance(error, AmbiguousName):
        return (error.asked if isinstance(error, PartOfMunicipality) else None), error.candidates
    alike: Sequence[NameMatch] = ()
    if isinstance(error, UnknownId):
        alike = space.names.search(name, country=country or None, limit=TOLD)
    return (error.said if isinstance(error, PostcodeGiven) else told_to_people(kind_of(error))), alike


def to_choose_from(
    space: Workspace, matches: Sequence[NameMatch], language: Language, error: PeerpolisError | None
) -> list[dict[str, Any]]:
    """The towns to choose from, those first that bear the name as their own and not as another one beside it."""
    # What a part of a town is called is no name of the town.
    aside = not isinstance(error, PartOfMunicipality)
    found = [_candidate(space, match, language, aside) for match in matches]
    return sorted(found, key=lambda town: town["also"] is not None)[:OFFERED]


def _candidate(space: Workspace, match: NameMatch, language: Language, aside: bool) -> dict[str, Any]:
    """A town to choose from: its id, and what tells it apart from others of the name; `also` is the name by which it
    was found, where it is another than the one shown."""
    town = match.municipality
    name = town.name_in(language)
    other = aside and normal_form(match.name) not in (normal_form(name), normal_form(town.name))
    within = normal_form(match.name) in normal_form(name)
    return {
        "id": town.id,
        "name": name,
        "also": match.name if other and not within else None,
        "country": country_name(town.country, language),
        "place": space.names.place(town.id, language),
        "kind": _PLACES.get(town.kind),
        "population": town.population,
    }
