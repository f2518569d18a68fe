"""The page of a town that is not known here, as its clerk describes it: suggestions on what was said of it."""

from __future__ import annotations

import math
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from api.http.schemas import LONGEST_NAME, LONGEST_NEED, MOST_INHABITANTS, ToldIn
from api.pages.asked import Asked
from api.pages.choices import countries
from api.pages.rendering import language_of, page_of
from api.pages.town import AT_FIRST, VERDICTS, groups_of
from api.pages.waiting import about_to_be_read
from api.workspace.workspace import Workspace, today
from graph.errors import InvalidRecord
from graph.nuts import iso_country
from graph.said import said
from matching.kinds.all import kind_names
from matching.types import Place
from matching.types import Query as EngineQuery
from matching.words.taking_part import admission

router = APIRouter(include_in_schema=False)
Number = Annotated[str, Query(max_length=24)]


@router.get("/described")
def described(
    request: Request,
    name: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
    in_country: Annotated[str, Query(alias="in", max_length=2)] = "",
    population: Number = "",
    lat: Number = "",
    lon: Number = "",
    need: Annotated[str, Query(max_length=LONGEST_NEED)] = "",
    lang: ToldIn | None = None,
) -> Response:
    """The suggestions for a described town; where a name, a country or a number is none, the form once more."""
    language, space = language_of(request, lang), request.app.state.workspace
    assert isinstance(space, Workspace)
    asked = Asked(need=need.strip())
    typed = {"name": name.strip(), "in": in_country.strip().upper(), "population": population, "lat": lat, "lon": lon}
    form: dict[str, Any] = {
        "typed": {**typed, "need": asked.need},
        "countries": countries(space.view().snapshot, language),
    }
    try:
        place = _place(typed["name"], typed["in"], population, lat, lon)
    except InvalidRecord as error:
        return page_of(request, "described.html", language, 422, place=None, trouble=error.said, **form)
    if asked.need and not space.reads_needs:
        return about_to_be_read(request, language, place.name)
    query = EngineQuery(
        place=place, need=asked.need or None, kinds=kind_names(), top=AT_FIRST, on=today(), language=language
    )
    answer = space.view().engine.suggest(query)
    return page_of(
        request,
        "described.html",
        language,
        place=place,
        asked=asked,
        answer=answer,
        groups=groups_of(answer, asked, language),
        admission=admission,
        verdicts=VERDICTS,
        trouble=None,
        **form,
    )


def _place(name: str, country: str, population: str, lat: str, lon: str) -> Place:
    if not name:
        raise InvalidRecord(said("say what the town is called"))
    if not country:
        raise InvalidRecord(said("choose the country of the town"))
    if len(country) != 2 or not country.isalpha():
        raise InvalidRecord(said("{wrong!r} is not a two-letter country code such as DE", wrong=country))
    inhabitants = _number(population.replace(".", "").replace(",", "").replace(" ", ""), 1, MOST_INHABITANTS)
    return Place(
        name=name,
        country=iso_country(country),
        population=None if inhabitants is None else int(inhabitants),
        lat=_number(lat.replace(",", "."), -90, 90),
        lon=_number(lon.replace(",", "."), -180, 180),
    )


def _number(text: str, least: float, most: float) -> float | None:
    """The number that was typed; None where nothing was."""
    if not text.strip():
        return None
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not least <= found <= most:
        raise InvalidRecord(said("{wrong!r} is no number from {least} to {most}", wrong=text, least=least, most=most))
    return found
