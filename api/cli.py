"""The command line: `peerpolis`. Wires the commands, and turns every expected error into a sentence and a code.

Codes: 0 all went well; 1 something is wrong with the input or the store; 2 the question cannot be answered as it was
put (an ambiguous name, an option that does not exist).
"""

from __future__ import annotations

import os
import sys

import typer

from api.commands import (
    backup,
    calendar,
    call,
    calls,
    consortium,
    eligible,
    evaluate,
    gaps,
    grouping,
    groups,
    imports,
    introductions,
    letter,
    load,
    measure,
    network,
    reproduce,
    rules,
    run,
    suggest,
    town,
    train,
    what_if,
)
from api.commands.help import run_in
from api.commands.show_answer import LISTED, show_candidates
from api.commands.terminal import ERR, fault, language, print_json, workspace
from api.workspace.naming import AmbiguousName
from api.workspace.notices import in_words
from graph.errors import PeerpolisError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Finds a municipality the partners, networks, solutions and calls that fit it, and says why.",
)
app.command()(suggest.suggest)
app.command()(letter.letter)
app.command()(eligible.eligible)
app.command()(calls.calls)
app.command()(call.call)
app.command()(consortium.consortium)
app.command()(calendar.calendar)
app.command()(grouping.grouping)
app.command()(introductions.introductions)
app.command()(groups.groups)
app.command()(groups.formats)
app.command()(town.town)
app.command()(town.topics)
app.command()(gaps.gaps)
app.command()(measure.centrality)
app.command("what-if")(what_if.what_if)
app.command()(network.network)
app.command()(network.communities)
app.command()(network.export)
app.command()(reproduce.reproduce)
app.command()(evaluate.evaluate)
app.command()(train.train)
app.command()(load.seed)
app.add_typer(imports.imports, name="import")
app.command()(backup.backup)
app.command()(backup.restore)
app.add_typer(rules.rules, name="rules")
app.command()(run.status)
app.command()(run.sources)
app.command()(run.serve)


def main() -> None:
    """Run the command line; the entry point of the console script."""
    as_json = "--json" in sys.argv
    try:
        if language() != "en":
            run_in(language(), app)
        app()
    except AmbiguousName as error:
        if as_json:
            print_json({"error": str(error), "candidates": [c.municipality for c in error.candidates]})
        else:
            listed = [c.municipality.id for c in error.candidates[:LISTED]]
            regions = {id: workspace().names.place(id, language()) for id in listed}
            show_candidates(ERR, error.asked, error.candidates, regions, language())
        sys.exit(2)
    except PeerpolisError as error:
        if as_json:
            print_json({"error": str(error)})
        fault(in_words(error, language()))
        sys.exit(1)
    except BrokenPipeError:  # the reader, `head` for example, has seen enough
        # Nothing may be written when the interpreter flushes standard output at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
