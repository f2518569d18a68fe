"""`peerpolis rules check`: whether the rules of calls and programmes are sound."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from api.commands.review import review
from api.commands.terminal import OUT, AsJson, InLanguage, language, print_json, workspace
from api.commands.typesetting import line
from graph.errors import InvalidRecord
from graph.said import said
from matching.rules.checking import check
from matching.rules.reading.reader import propose
from matching.words.told import told

rules = typer.Typer(no_args_is_help=True, help="The rules of calls and programmes.")


@rules.callback()
def _together() -> None:
    """The rules of calls and programmes."""


@rules.command("check")
def check_rules(as_json: AsJson = False, lang: InLanguage = None) -> None:
    """Look for contradictions, unknown kinds, old sources, calls without rules; code 1 where something is wrong."""
    found = check(workspace().view().snapshot, date.today())
    wrong = sum(fault.severity == "error" for fault in found)
    if as_json:
        print_json([{"where": f.where, "severity": f.severity, "what": told(f.what, language())} for f in found])
    else:
        for fault in found:
            colour = "red" if fault.severity == "error" else "yellow"
            line(OUT, Text.assemble((fault.where, colour), f": {told(fault.what, language())}"), lead="• ")
        sums = said("{errors} wrong, {notices} worth a look.", errors=wrong, notices=len(found) - wrong)
        line(OUT, told(sums, language()))
    if wrong:
        raise typer.Exit(1)


rules.command("review")(review)


@rules.command("read")
def read_rules(
    text: Annotated[Path, typer.Argument(help="A file with the text of a call, in English or German.")],
    action: Annotated[
        str | None, typer.Option(help="The kind of action (RIA, IA, CSA), for topics of Horizon Europe.")
    ] = None,
    as_json: AsJson = False,
    lang: InLanguage = None,
) -> None:
    """Propose the clauses that a call's text states, each with the words that say it; a person accepts them."""
    try:
        found = propose(text.read_text(encoding="utf-8"), action)
    except OSError as error:
        raise InvalidRecord(said("{file} cannot be read: {reason}", file=str(text), reason=error.strerror)) from error
    if as_json:
        print_json(found)
        return
    for one in found:
        line(OUT, Text.assemble((f"{one.kind} {one.operator} {one.value}", "bold"), f" · {one.quote}"), lead="• ")
    sums = said("{proposed} clauses proposed; nothing proposed counts as read.", proposed=len(found))
    line(OUT, told(sums, language()))
