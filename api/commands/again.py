"""What makes a report citable: the command that makes it again, and which program and which data made it."""

from __future__ import annotations

import hashlib
import json
import shlex
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from api.commands.terminal import notice, workspace
from api.workspace.installed import versions
from api.workspace.sources import sources
from api.workspace.workspace import today
from graph.errors import InvalidRecord
from graph.outputs import write_output
from graph.said import said
from graph.snapshot.frozen import Snapshot
from matching.types import Language
from matching.words.told import told

#: Options that say how an answer is shown, not what is asked; those in the second line have a value.
_SHOWING = ("--json", "--csv")
_SHOWING_WITH_VALUE = ("--output", "--lang")
#: What whoever passes the data on has to know of a source.
_LICENCE = ("id", "title", "publisher", "url", "licence", "attribution", "as_of")
#: What a figure may depend on in its last digits, beside the data and our own version.
PACKAGES = ("peerpolis", "igraph", "scipy", "numpy", "networkx")


def asked(arguments: Sequence[str] | None = None) -> str:
    """The command that was typed, without what only says how its answer is shown."""
    kept: list[str] = []
    rest = iter(sys.argv[1:] if arguments is None else arguments)
    for word in rest:
        if word in _SHOWING_WITH_VALUE:
            next(rest, None)
        elif word not in _SHOWING and not word.startswith(tuple(f"{option}=" for option in _SHOWING_WITH_VALUE)):
            kept.append(word)
    return shlex.join(["peerpolis", *kept])


def made_by() -> Mapping[str, Any]:
    """The command, the versions of the program and of what it computes with, and the licences of the data.

    Of the sources those are named whose licence is known; the others are public pages on which single facts were read.
    """
    licensed = [source for source in sources(workspace().view().snapshot) if source.licence]
    return {
        "command": asked(),
        "software": versions(PACKAGES),
        "licences": [{name: getattr(source, name) for name in _LICENCE} for source in licensed],
    }


def write_with_command(output: Path, made: str | bytes, snapshot: Snapshot, *, on: date, tongue: Language) -> None:
    """Write the file, and beside it the command that makes it again on another day and in another language, the data,
    the versions and the licences; and tell so."""
    write_output(output, made)
    beside = output.with_name(f"{output.name}-metadata.json")
    about = {"digest": snapshot.digest, **made_by(), "command": dated(on.isoformat(), tongue), "sha256": sha256(made)}
    description = {"@context": "http://www.w3.org/ns/csvw", "url": output.name, "dc:description": about}
    write_output(beside, json.dumps(description, ensure_ascii=False, indent=1))
    done = said("{file} is written, what it was made from stands in {beside}.", file=output, beside=beside)
    notice(told(done, tongue))


def dated(on: str, tongue: Language) -> str:
    """The command, with the day and the language, without which it would make another report later or elsewhere."""
    return shlex.join([*without(shlex.split(asked()), ("--on",)), "--on", on, "--lang", tongue])


def without(words: Sequence[str], options: Sequence[str]) -> list[str]:
    """The words without these options and their values."""
    kept: list[str] = []
    rest = iter(words)
    for word in rest:
        if word in options:
            next(rest, None)
        elif not word.startswith(tuple(f"{option}=" for option in options)):
            kept.append(word)
    return kept


def day_named(text: str | None) -> date:
    """The day that was typed, today where none was. Raises InvalidRecord."""
    if text is None:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidRecord(said("{wrong!r} is not a day; write 2026-11-24", wrong=text)) from None


def sha256(content: str | bytes) -> str:
    """The checksum of a file with the text, or the bytes."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
