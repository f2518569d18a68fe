"""`peerpolis letter`: the draft of a letter to a possible partner, in the languages of both towns."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from rich.text import Text

from api.commands.help_texts import kept
from api.commands.question_options import InCountry, Topics
from api.commands.show_reasons import cited
from api.commands.terminal import OUT, AsJson, country_code, language, notice, print_json, workspace
from api.commands.typesetting import heading, line
from api.words.letters import ONLY_A_DRAFT, PUBLIC_PAGE, RESTS_ON
from graph.said import said
from matching.purposes.portfolio import purpose_names
from matching.types import Letter, Query
from matching.words.told import letter_languages, told
from matching.words.written import language_name


def _written(chosen: list[str] | None) -> list[str] | None:
    """The languages, if there is a book of letters in each."""
    if set(chosen or ()) - set(letter_languages()):
        raise typer.BadParameter(said("one of {known}", known=letter_languages()))
    return chosen


def letter(
    town: Annotated[str, typer.Argument(help="The town that writes: its name, or its id (gn:2951134, DE_12069020).")],
    partner: Annotated[str, typer.Argument(help="The town that is written to: its name or id.")],
    need: Annotated[str | None, typer.Option(help="What you need, in your own words.")] = None,
    topic: Topics = None,
    purpose: Annotated[
        list[str] | None,
        typer.Option(help=kept(said("What partners are for: {known}; may be repeated.", known=purpose_names()))),
    ] = None,
    call: Annotated[str | None, typer.Option(help="Partners for this call (id).")] = None,
    in_country: InCountry = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(
            "--lang",
            callback=_written,
            help=kept(
                said(
                    "Language of the letter: {known}; may be repeated; default: those of both towns.",
                    known=letter_languages(),
                )
            ),
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Draft a letter from one town to another: why to you, what we ask first, what we could do together.

    In the languages of both towns, where letters are written in them, else in English. Nothing is sent.
    """
    space, tongue = workspace(), language()
    query = Query(
        town=space.names.town(town, country_code(in_country)).id,
        need=need,
        topics=tuple(space.names.topic(t) for t in topic or ()),
        call=space.names.call(call) if call else None,
        purposes=tuple(purpose or ()),
        present_partners=True,
        on=date.today(),
        language=tongue,
    )
    found = space.view().engine.letter(query, space.names.town(partner).id, tuple(lang or ()))
    if as_json:
        print_json(found)
        return
    _show(found, tongue)


def _show(found: Letter, tongue: str) -> None:
    for draft in found.drafts:
        heading(OUT, language_name(draft.language, tongue))
        line(OUT, Text(draft.subject, style="bold"))
        for part in draft.text.split("\n"):
            line(OUT, part)
    if found.website:
        OUT.print()
        line(OUT, f"{told(PUBLIC_PAGE, tongue)} {found.website}")
    if found.evidence:
        heading(OUT, told(RESTS_ON, tongue))
        for evidence in found.evidence:
            line(OUT, f"{evidence.text} – {cited(evidence.source, evidence.as_of, tongue)}", lead="• ")
    notice(told(ONLY_A_DRAFT, tongue))
