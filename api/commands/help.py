"""The command line in the reader's language: what `--help` says, and what is wrong with a command that was typed."""

from __future__ import annotations

import gettext
import os
import re
import sys
from typing import Any

import typer

from api.commands.help_texts import sentence
from api.commands.late_commands import LateCommands
from api.commands.terminal import fault
from graph.said import Said, said
from matching.types import Language
from matching.words.told import BOOKS, DOMAIN, QUOTED, told

#: What typer says of itself, for the books. It asks gettext for all but the first.
TYPER = (
    said("Show this message and exit."),
    said("Arguments"),
    said("Options"),
    said("Commands"),
    said("[default: {}]"),
    said("[required]"),
    said("Missing command."),
    said("No such command {name!r}."),
)
#: What typer finds wrong and hands on as text alone.
_FOUND = (
    (r"Got unexpected extra argument\(s\) \((?P<name>.*)\)", said("Got unexpected extra argument ({name})")),
    (r"\w+ '(?P<name>.*)' does not exist\.", said("{name!r} does not exist.")),
    (r"\w+ '(?P<name>.*)' is a directory\.", said("{name!r} is a directory.")),
    (r"\w+ '(?P<name>.*)' is a file\.", said("{name!r} is a file.")),
    (r"\w+ '(?P<name>.*)' is not readable\.", said("{name!r} is not readable.")),
    (r"Option '(?P<name>.*)' does not take a value\.", said("Option {name!r} does not take a value.")),
    (r"Option '(?P<name>.*)' requires an argument\.", said("Option {name!r} requires an argument.")),
)
#: What pydantic finds wrong with a number, by the type of its error.
_NUMBERS = {
    "float_parsing": said("Input should be a valid number, unable to parse string as a number"),
    "int_parsing": said("Input should be a valid integer, unable to parse string as an integer"),
    "greater_than_equal": said("Input should be greater than or equal to {ge:g}"),
    "less_than_equal": said("Input should be less than or equal to {le:g}"),
}


def run_in(language: Language, app: typer.Typer) -> None:
    """Run the command line as `app()` does, its help and its errors in the language; ends the process with its code."""
    _let_gettext_speak(language)
    command: Any = typer.main.get_command(app)
    translate(command, language)
    try:
        code = command(standalone_mode=False)
    except typer.Exit as end:
        code = end.exit_code
    except typer.Abort:
        code = 1
    except Exception as error:  # click's own, whichever click it is that typer brings; all others are raised again
        if not hasattr(error, "format_message"):
            raise
        fault(told(_wrong(error), language))
        where = getattr(getattr(error, "ctx", None), "command_path", "peerpolis")
        if str(error):  # a command group without a command shows its help
            fault(told(said("Help: {command} --help", command=where), language))
        code = getattr(error, "exit_code", 1)
    sys.exit(code or 0)


def _let_gettext_speak(language: Language) -> None:
    """From here on gettext, which typer asks for its headings when it first shows help, answers out of our book."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, BOOKS)
    gettext.textdomain(DOMAIN)


def translate(command: Any, language: Language) -> None:
    """Put the help of the command, of its options and of the commands below it into the language."""
    for about in (command, *command.params, command.get_help_option(typer.Context(command))):
        for name in ("help", "epilog"):
            text = getattr(about, name, None)
            if text:
                setattr(about, name, told(sentence(text), language))
    for below in getattr(command, "commands", {}).values():
        translate(below, language)
    if isinstance(command, LateCommands):
        command.made = lambda late: translate(late, language)


def _wrong(error: Any) -> str:
    """What click found wrong with a command line, as a sentence of ours."""
    match type(error).__name__:
        case "MissingParameter":
            if error.param.param_type_name == "argument":
                return said("Missing argument {name}.", name=_name(error.param))
            return said("Missing option {name}.", name=_name(error.param))
        case "BadParameter" if error.param_hint or error.param:
            named = error.param_hint or _name(error.param)
            return said("Invalid value for {name}: {why}", name=named, why=_why(error))
        case "BadParameter":
            return said("Invalid value: {why}", why=_why(error))
        case "NoSuchOption" if error.possibilities:
            return said(
                "No such option: {name} (Possible options: {known})",
                name=error.option_name,
                known=sorted(error.possibilities),
            )
        case "NoSuchOption":
            return said("No such option: {name}", name=error.option_name)
        case _:
            return _read(error.format_message())


def _name(parameter: Any) -> tuple[Said, ...]:
    """What the parameter may be called, quoted."""
    names = [parameter.metavar or parameter.name] if parameter.param_type_name == "argument" else parameter.opts
    return tuple(QUOTED.fill(text=name) for name in names)


def _why(error: Any) -> str:
    """What is wrong with a value: a sentence of ours, or what pydantic found, or what typer says."""
    if isinstance(error.message, Said):
        return error.message
    for found in error.__cause__.errors() if hasattr(error.__cause__, "errors") else ():
        if found["type"] in _NUMBERS:
            return _NUMBERS[found["type"]].fill(**found.get("ctx", {}))
    return _read(error.message)


def _read(text: str) -> str:
    """What typer says, as a sentence of ours where it is one of those in `_FOUND`."""
    for pattern, ours in _FOUND:
        found = re.fullmatch(pattern, text)
        if found:
            return ours.fill(**found.groupdict())
    found = re.fullmatch(r"(.*)\. Did you mean (.*)\?", text)
    if found:
        meant = tuple(QUOTED.fill(text=name) for name in re.findall("'(.*?)'", found[2]))
        return said("{why}. Did you mean {known}?", why=found[1], known=meant)
    return text
