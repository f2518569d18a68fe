"""`peerpolis calendar`: the deadlines that a town may be eligible for, as a calendar file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.commands.eligible import moment
from api.commands.terminal import InLanguage, country_code, language, workspace
from graph.outputs import write_output
from matching.capacity.calendar import as_calendar, deadlines
from matching.rules.asking.situation import Situation
from matching.rules.asking.stored import body_of


def calendar(
    town: Annotated[str, typer.Argument(help="The town that asks: its name, or its id (gn:2951134, DE_12069020).")],
    out: Annotated[Path | None, typer.Option(help="The file to write (.ics); without it, standard output.")] = None,
    on: Annotated[
        str | None, typer.Option(help="The day of the question, or day and time (2027-04-15T16:30, Brussels).")
    ] = None,
    in_country: Annotated[
        str | None, typer.Option("--in", help="The country of the asking town, where its name is ambiguous.")
    ] = None,
    lang: InLanguage = None,
) -> None:
    """The fixed deadlines of calls that a town may be eligible for, as a calendar with reminders (.ics)."""
    space, tongue = workspace(), language()
    snapshot = space.view().snapshot
    asker = snapshot.municipalities.ids.index(space.names.meant(town, country_code(in_country)).town.id)
    body = body_of(snapshot, asker)
    day = Situation(applicant=body, at=moment(on)).day
    found = deadlines(snapshot, body, on=day, language=tongue)
    text = as_calendar(found, snapshot.municipalities.name(asker, tongue), on=day, language=tongue)
    if out is None:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    else:
        write_output(out, text.decode("utf-8"))
