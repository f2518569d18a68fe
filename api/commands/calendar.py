"""`peerpolis calendar`: the deadlines that a town may be eligible for, as a calendar file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.commands.eligible import moment
from api.commands.question_options import AskingTown, InCountry, Moment
from api.commands.terminal import InLanguage, country_code, language, workspace
from graph.outputs import write_output
from matching.capacity.calendar import as_calendar, deadlines
from matching.rules.asking.situation import Situation
from matching.rules.asking.stored import body_of


def calendar(
    town: AskingTown,
    out: Annotated[Path | None, typer.Option(help="The file to write (.ics); without it, standard output.")] = None,
    on: Moment = None,
    in_country: InCountry = None,
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
