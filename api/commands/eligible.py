"""`peerpolis eligible`: may we take part, clause by clause?"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from api.commands.question_options import InCountry, Moment
from api.commands.show_eligible import show_eligible
from api.commands.terminal import OUT, AsJson, InLanguage, country_code, language, print_json, workspace
from api.workspace.asking import Asked, may_take_part
from graph.errors import InvalidRecord
from graph.said import said


def eligible(
    town: Annotated[
        str | None, typer.Argument(help="The town that asks: name or id; without it, --facts describe the body.")
    ] = None,
    call: Annotated[str, typer.Option(help="The call or the programme, by id or name.")] = "",
    role: Annotated[str | None, typer.Option(help="Your role: lead, partner, end_user.")] = None,
    partner: Annotated[
        list[str] | None,
        typer.Option(help="A partner: a town, or a country and what it is (FR:university); may be repeated."),
    ] = None,
    grouping: Annotated[
        list[str] | None,
        typer.Option(help="A town that applies together with you as one applicant; may be repeated."),
    ] = None,
    on: Moment = None,
    stage: Annotated[str | None, typer.Option(help="The stage: apply or grant_signature.")] = None,
    facts: Annotated[
        Path | None, typer.Option(help="A JSON file with facts that go before those on record; null hides one.")
    ] = None,
    change: Annotated[bool, typer.Option("--change", help="Say what would turn the answer to yes.")] = False,
    in_country: InCountry = None,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """May we take part in a call? Yes, no or unknown, clause by clause, each with its reason, source and quotation."""
    if not call:
        raise typer.BadParameter(said("name a call or a programme"), param_hint="--call")
    space = workspace()
    asked = Asked(
        call=call,
        town=town,
        country=country_code(in_country),
        facts=None if facts is None else _facts(facts),
        role=role,
        stage=stage,
        partners=partner or (),
        grouping=grouping or (),
        at=moment(on),
        change=change,
        language=language(),
    )
    found = may_take_part(space.view().snapshot, space.names, asked)
    if as_json:
        print_json(found)
    else:
        show_eligible(OUT, found, language())


def moment(text: str | None) -> date | datetime:
    """The day, or day and time, that was typed; today where nothing was."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(said("{wrong!r} is not a day such as 2027-04-15", wrong=text)) from None


def _facts(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidRecord(said("{file} cannot be read: {reason}", file=str(path), reason=error.strerror)) from error
    except ValueError as error:
        raise InvalidRecord(said("{file} is not JSON: {reason}", file=str(path), reason=str(error))) from error
    return found
