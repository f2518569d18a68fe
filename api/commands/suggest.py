"""`peerpolis suggest`: with whom, on what, with which solution, under which call?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated

import typer

from api.commands.help_texts import kept
from api.commands.question_options import AskingTown, InCountry, Need, Topics
from api.commands.show_answer import place_line, show_answer, town_line
from api.commands.terminal import OUT, AsJson, InLanguage, country_code, language, notice, print_json, workspace
from api.commands.typesetting import line
from graph.said import said
from matching.kinds.all import kind_names
from matching.purposes.portfolio import purpose_names
from matching.types import Place, Query
from matching.words.told import told


def suggest(
    town: AskingTown,
    need: Need = None,
    topic: Topics = None,
    call: Annotated[str | None, typer.Option(help="Partners for this call (id).")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(help=kept(said("What to suggest: {known}; may be repeated.", known=kind_names()))),
    ] = None,
    purpose: Annotated[
        list[str] | None,
        typer.Option(help=kept(said("What partners are for: {known}; may be repeated.", known=purpose_names()))),
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(help="Partners from this country only (two-letter code); may be repeated.")
    ] = None,
    within: Annotated[float | None, typer.Option(min=1, help="Partners at most so far away, in kilometres.")] = None,
    population_from: Annotated[
        int | None, typer.Option(min=0, help="Partners of so many inhabitants at least.")
    ] = None,
    population_to: Annotated[int | None, typer.Option(min=0, help="Partners of so many inhabitants at most.")] = None,
    not_topic: Annotated[
        list[str] | None, typer.Option(help="A topic that the need was read as and is not about; may be repeated.")
    ] = None,
    offer: Annotated[
        list[str] | None,
        typer.Option(help="A topic on which you can show others what you did; may be repeated."),
    ] = None,
    in_country: InCountry = None,
    described: Annotated[
        bool,
        typer.Option(
            "--described",
            help="The town is not known here: it is what --in, --population, --lat and --lon say of it.",
        ),
    ] = False,
    population: Annotated[int | None, typer.Option(min=1, help="Inhabitants of a described town.")] = None,
    lat: Annotated[float | None, typer.Option(min=-90, max=90, help="Where a described town lies, north.")] = None,
    lon: Annotated[float | None, typer.Option(min=-180, max=180, help="Where a described town lies, east.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Never suggest this town, network, … ; repeatable.")] = None,
    present_partners: Annotated[bool, typer.Option(help="Suggest towns you already work with, too.")] = False,
    bias_control: Annotated[
        bool, typer.Option(help="Keep very large cities and the own country from crowding the first places.")
    ] = True,
    top: Annotated[
        int | None,
        typer.Option(
            min=1, max=500, help="How many of each kind (3; of partners 4 for each purpose, 10 where one is named)."
        ),
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Show every reason, with points and all evidence.")] = False,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """Suggest partners, networks, solutions and calls for a town, each with its reasons and sources.

    Nothing but the name is needed. A need, a topic or a call makes the answer better.
    """
    kinds = tuple(kind or kind_names())
    _check(kinds, kind_names(), "--kind")
    _check(purpose or (), purpose_names(), "--purpose")
    space = workspace()
    if described and not in_country:
        raise typer.BadParameter(said("say in which country the town is"), param_hint="--in")
    if not described and any(said_of_it is not None for said_of_it in (population, lat, lon)):
        raise typer.BadParameter(said("only a described town has these: add --described"), param_hint="--described")
    place = meant = None
    if described:
        place = Place(name=town, country=country_code(in_country) or "", lat=lat, lon=lon, population=population)
    else:
        meant = space.names.meant(town, country_code(in_country))
    query = Query(
        town=None if meant is None else meant.town.id,
        place=place,
        need=need,
        topics=tuple(space.names.topic(t) for t in topic or ()),
        not_topics=tuple(space.names.topic(t) for t in not_topic or ()),
        offers=tuple(space.names.topic(t) for t in offer or ()),
        call=space.names.call(call) if call else None,
        kinds=kinds,
        purposes=tuple(purpose or ()),
        countries=tuple(code for c in country or () if (code := country_code(c))),
        within_km=within,
        population_from=population_from,
        population_to=population_to,
        exclude=tuple(space.names.node(e) for e in exclude or ()),
        present_partners=present_partners,
        bias_control=bias_control,
        top=top or 10,
        on=date.today(),
        language=language(),
    )
    answer = space.suggest(query)
    if meant is not None:
        answer = space.names.with_namesakes(answer, meant, query.language)
    if as_json:
        print_json(answer)
        return
    if meant is not None:
        line(OUT, town_line(space.portrait(meant.town.id), query.language))
    elif place is not None:
        line(OUT, place_line(place, query.language))
    show_answer(OUT, answer, why=why, others=None if top or len(kinds) == 1 else 3)
    if not why:
        notice(told(said("All reasons and evidence: --why. Everything, for programs: --json."), query.language))


def _check(named: Collection[str], known: Sequence[str], option: str) -> None:
    """Raises BadParameter for the first of what is named that is not known."""
    for wrong in sorted(set(named) - set(known)):
        raise typer.BadParameter(said("{wrong!r} is not one of {known}", wrong=wrong, known=known), param_hint=option)
