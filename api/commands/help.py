"""The command line in German: what `--help` says, and what is wrong with a command that was typed."""

from __future__ import annotations

import sys
from typing import Any

import typer

from api.commands.late_commands import LateCommands
from api.commands.terminal import fault
from api.words.german import in_german

#: The headings that typer prints itself, by the name of its constant.
_HEADINGS = {
    "ARGUMENTS_PANEL_TITLE": "Argumente",
    "OPTIONS_PANEL_TITLE": "Optionen",
    "COMMANDS_PANEL_TITLE": "Befehle",
    "DEFAULT_STRING": "[sonst: {}]",
    "REQUIRED_LONG_STRING": "[nötig]",
}


def run_in_german(app: typer.Typer) -> None:
    """Run the command line as `app()` does, its help and its errors in German; ends the process with its code."""
    from typer import rich_utils

    for name, heading in _HEADINGS.items():
        setattr(rich_utils, name, heading)
    command: Any = typer.main.get_command(app)
    translate(command)
    try:
        code = command(standalone_mode=False)
    except typer.Exit as end:
        code = end.exit_code
    except typer.Abort:
        code = 1
    except Exception as error:  # click's own, whichever click it is that typer brings; all others are raised again
        if not hasattr(error, "format_message"):
            raise
        fault(in_german(error.format_message()))
        where = getattr(getattr(error, "ctx", None), "command_path", "peerpolis")
        if str(error):  # a command group without a command shows its help
            fault(f"Hilfe: {where} --help")
        code = getattr(error, "exit_code", 1)
    sys.exit(code or 0)


def translate(command: Any) -> None:
    """Put the help of the command, of its options and of the commands below it into German."""
    for said in (command, *command.params, command.get_help_option(typer.Context(command))):
        for name in ("help", "epilog"):
            text = getattr(said, name, None)
            if text:
                setattr(said, name, in_german(text))
    for below in getattr(command, "commands", {}).values():
        translate(below)
    if isinstance(command, LateCommands):
        command.made = translate
