"""What all commands share: the settings, the two outputs, and the options that mean the same everywhere."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console
from rich.text import Text

from api.commands.help_texts import kept
from api.words.language import of_command_line, of_terminal
from api.workspace.notices import in_words
from api.workspace.settings import Settings
from api.workspace.workspace import Workspace
from graph.nuts import iso_country
from graph.said import said
from matching.types import Language
from matching.words.told import languages

#: The width of what does not go to a terminal: wide enough that no line is broken and no id is cut.
UNBROKEN = 10_000


def _width(stream: TextIO) -> int | None:
    """None, the terminal's own width, for a terminal or where COLUMNS says one."""
    return None if stream.isatty() or os.environ.get("COLUMNS") else UNBROKEN


#: Answers go to standard output; notices, progress and errors to standard error, so that answers can be piped.
OUT = Console(highlight=False, width=_width(sys.stdout))
ERR = Console(highlight=False, width=_width(sys.stderr), stderr=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as one JSON document.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print the rows as CSV (UTF-8, decimal points).")]


def _told(chosen: str | None) -> str | None:
    """The language, if there is a book of it; `language` reads which it is."""
    if chosen is not None and chosen not in languages():
        raise typer.BadParameter(said("one of {known}", known=languages()))
    return chosen


InLanguage = Annotated[
    str | None,
    typer.Option(
        "--lang",
        callback=_told,
        help=kept(said("Language of the answer: {known}; default: your terminal's.", known=languages())),
    ),
]


def notice(text: str) -> None:
    """Tell the user what is going on, beside the answer."""
    ERR.print(Text(text, style="dim"))


def fault(text: str) -> None:
    """Tell the user what is wrong."""
    ERR.print(Text(text, style="red"))


@lru_cache(maxsize=1)
def workspace() -> Workspace:
    """The store, snapshot and engine that the environment names; opened once a process."""
    return Workspace(Settings.from_environment(os.environ), notice=lambda what: notice(in_words(what, language())))


def language() -> Language:
    """The language asked for with --lang, also before it is parsed, else that of the terminal, else English."""
    return of_command_line(sys.argv) or of_terminal(os.environ)


def print_json(document: Any) -> None:
    """One JSON document on standard output: dataclasses as objects, null for unknown."""
    import orjson

    options = orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS
    sys.stdout.buffer.write(orjson.dumps(document, option=options) + b"\n")
    sys.stdout.buffer.flush()


def country_code(text: str | None) -> str | None:
    """A two-letter country code in capitals, as ISO 3166 has it (GB, GR); None stays None."""
    if text is None:
        return None
    code = text.strip().upper()
    if len(code) != 2 or not code.isalpha():
        raise typer.BadParameter(said("{wrong!r} is not a two-letter country code such as DE", wrong=text))
    return iso_country(code)
