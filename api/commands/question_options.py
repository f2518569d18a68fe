"""The options that several commands share, each written once: who asks, for what, and on which day."""

from __future__ import annotations

from typing import Annotated

import typer

#: The town that asks.
AskingTown = Annotated[str, typer.Argument(help="The town that asks: its name, or its id (gn:2951134, DE_12069020).")]
InCountry = Annotated[
    str | None, typer.Option("--in", help="The country of the asking town, where its name is ambiguous.")
]
Need = Annotated[
    str | None,
    typer.Option(help="What you need, in your own words: German, English, French, Spanish, Italian, Polish or Czech."),
]
#: As `api.commands.eligible.moment` reads it.
Moment = Annotated[
    str | None, typer.Option(help="The day of the question, or day and time (2027-04-15T16:30, Brussels).")
]
Topics = Annotated[list[str] | None, typer.Option(help="A topic by id or name; may be repeated.")]
