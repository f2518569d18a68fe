"""`peerpolis rules check`: whether the rules of calls and programmes are sound."""

from __future__ import annotations

from datetime import date

import typer
from rich.text import Text

from api.commands.terminal import OUT, AsJson, InLanguage, language, print_json, workspace
from api.commands.typesetting import line
from graph.said import said
from matching.rules.checking import check
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
