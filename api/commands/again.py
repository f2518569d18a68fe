"""What makes a report citable: the command that makes it again, and which program and which data made it."""

from __future__ import annotations

import hashlib
import platform
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from api.commands.terminal import workspace
from api.workspace.sources import sources

#: Options that say how an answer is shown, not what is asked; those in the second line have a value.
_SHOWING = ("--json", "--csv")
_SHOWING_WITH_VALUE = ("--output", "--lang")
#: What whoever passes the data on has to know of a source.
_LICENCE = ("id", "title", "publisher", "url", "licence", "attribution", "as_of")
#: What a figure may depend on in its last digits, beside the data and our own version.
_PACKAGES = ("peerpolis", "igraph", "scipy", "numpy", "networkx")


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
        "software": versions(),
        "licences": [{name: getattr(source, name) for name in _LICENCE} for source in licensed],
    }


def sha256(content: str | bytes) -> str:
    """The checksum of a file with the text, or the bytes."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def versions(packages: Iterable[str] = _PACKAGES) -> dict[str, str]:
    """The versions of Python and of the packages that are installed."""
    found = {"python": platform.python_version()}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
