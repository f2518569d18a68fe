"""The command line: `peerpolis`. Wires the commands, and turns every expected error into a sentence and a code.

Codes: 0 all went well; 1 something is wrong with the input or the store; 2 the question cannot be answered as it was
put (an ambiguous name, an option that does not exist).
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer

from api.commands.help import run_in
from api.commands.terminal import ERR, fault, language, print_json, workspace
from api.workspace.describing import command_for, is_missing_town, way_on
from api.workspace.naming import AmbiguousName
from api.workspace.notices import in_words
from graph.errors import PeerpolisError, UnknownId
from matching.words.told import told

#: So many objects come into being before the collector looks for those that hold each other. A command builds hundreds
#: of thousands that live until it ends: to look through them every 700 takes a tenth of its time.
GARBAGE = 100_000
#: The commands in the order of the help, and for each the module and the function, or group of commands, that it is. A
#: module is imported when its command is asked for, or the help that names all.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "suggest": ("suggest", "suggest"),
    "letter": ("letter", "letter"),
    "eligible": ("eligible", "eligible"),
    "calls": ("calls", "calls"),
    "call": ("call", "call"),
    "consortium": ("consortium", "consortium"),
    "calendar": ("calendar", "calendar"),
    "grouping": ("grouping", "grouping"),
    "introductions": ("introductions", "introductions"),
    "groups": ("groups", "groups"),
    "formats": ("groups", "formats"),
    "town": ("town", "town"),
    "topics": ("town", "topics"),
    "gaps": ("gaps", "gaps"),
    "what-if": ("what_if", "what_if"),
    "centrality": ("measure", "centrality"),
    "network": ("network", "network"),
    "communities": ("network", "communities"),
    "years": ("years", "years"),
    "panel": ("years", "panel"),
    "export": ("network", "export"),
    "reproduce": ("reproduce", "reproduce"),
    "evaluate": ("evaluate", "evaluate"),
    "train": ("train", "train"),
    "seed": ("load", "seed"),
    "import": ("imports", "imports"),
    "backup": ("backup", "backup"),
    "restore": ("backup", "restore"),
    "rules": ("rules", "rules"),
    "status": ("run", "status"),
    "sources": ("run", "sources"),
    "serve": ("run", "serve"),
}


def application(wanted: str | None = None) -> typer.Typer:
    """The command line, with all commands or with the one that is wanted alone."""
    made = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="Finds a municipality the partners, networks, solutions and calls that fit it, and says why.",
        # Without it an application of one command would be that command, and take no name.
        callback=None if wanted is None else _nothing,
    )
    for name in COMMANDS if wanted is None else (wanted,):
        module, attribute = COMMANDS[name]
        command = getattr(import_module(f"api.commands.{module}"), attribute)
        if isinstance(command, typer.Typer):
            made.add_typer(command, name=name)
        else:
            made.command(name)(command)
    return made


def _nothing() -> None:
    """What all commands begin with."""


def __getattr__(name: str) -> Any:
    if name == "app":
        return application()
    raise AttributeError(name)


def _given(option: str) -> str | None:
    """What stands behind an option on the command line."""
    for at, word in enumerate(sys.argv):
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
        if word == option and at + 1 < len(sys.argv):
            return sys.argv[at + 1]
    return None


def main() -> None:
    """Run the command line; the entry point of the console script."""
    as_json = "--json" in sys.argv
    if sys.argv[1:2] != ["serve"]:
        gc.set_threshold(GARBAGE)
    try:
        if sys.argv[1:3] == ["calls", "review"]:  # of the rules, though whoever reads calls looks for it there
            sys.argv[1] = "rules"
        wanted = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] in COMMANDS else None
        app = application(wanted)
        if language() != "en":
            run_in(language(), app)
        app()
    except AmbiguousName as error:
        if as_json:
            print_json({"error": str(error), "candidates": [c.municipality for c in error.candidates]})
        else:
            from api.commands.show_answer import LISTED, show_candidates

            listed = [c.municipality.id for c in error.candidates[:LISTED]]
            regions = {id: workspace().names.place(id, language()) for id in listed}
            show_candidates(ERR, error.asked, error.candidates, regions, language())
        sys.exit(2)
    except PeerpolisError as error:
        command = None
        if isinstance(error, UnknownId) and is_missing_town(error):
            command = command_for(error.id, _given("--in"), _given("--need"))
        if as_json:
            print_json({"error": str(error)} | ({"describe": command} if command else {}))
        fault(in_words(error, language()))
        if command:
            fault(told(way_on(command), language()))
        sys.exit(1)
    except BrokenPipeError:  # the reader, `head` for example, has seen enough
        # Nothing may be written when the interpreter flushes standard output at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
