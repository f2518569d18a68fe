"""Files that Peerpolis writes for people: whole or not at all, and what hinders it is told in a sentence.

This is the one place where such files are written. What people open in a spreadsheet is made safe here, too.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from graph.errors import PeerpolisError
from graph.said import said

#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_DEFUSED = re.compile(r"'+[=+\-@\t\r]")


def defused(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: with `'` before `=`, `+`, `-` or `@`."""
    return f"'{text}" if _FORMULA.match(text) or _DEFUSED.match(text) else text


def taken_back(text: str) -> str:
    """The text as it was before it was `defused`."""
    return text[1:] if _DEFUSED.match(text) else text


class NotWritten(PeerpolisError):
    """A file cannot be written; the message says why."""


def check_output(path: Path) -> None:
    """Raise NotWritten where no file can be written at `path`; to be asked before the work that fills it."""
    try:
        _check(path)
    except OSError as error:  # a name that is too long, a folder that may not be entered
        why = error.strerror or str(error)
        raise NotWritten(said("{file} cannot be written ({why}).", file=str(path), why=why)) from error


def _check(path: Path) -> None:
    if path.is_dir():
        raise NotWritten(said("{file} is a folder; name a file in it.", file=str(path)))
    if not path.parent.is_dir():
        raise NotWritten(said("There is no folder {folder}.", folder=str(path.parent)))
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise NotWritten(said("{file} cannot be written: you may not write there.", file=str(path)))


def write_output(path: Path, content: str | bytes) -> None:
    """Write the bytes, or the text as UTF-8, its line ends as they are.

    An older file of the name is replaced as a whole, or stays. Raises NotWritten.
    """
    check_output(path)
    data = content.encode("utf-8", errors="backslashreplace") if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():  # a pipe, a terminal
            path.write_bytes(data)
            return
        target = path.resolve()
        draft = target.with_name(f".{target.name[:100]}.{os.getpid()}.part")
        try:
            draft.write_bytes(data)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise NotWritten(said("{file} cannot be written ({why}).", file=str(path), why=why)) from error
