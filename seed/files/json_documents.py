"""JSON as publishers offer it: an object a line, one object or array over many lines, or several in a row.

Of a key that stands twice in an object the first value is taken, and the second is told with its line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from graph.errors import RowError
from graph.said import Said, said
from graph.text import shown
from seed.files.input_files import InputFile
from seed.files.limits import too_large
from seed.files.row_stream import Advance, no_advance

#: Bytes of one line at most that is read as a document of its own.
LONGEST_LINE = 2**24
_BLANKS = " \t\r\n,\ufeff"
#: What tells where the keys of a text stand.
_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:]|\n', re.DOTALL)


@dataclass(frozen=True, slots=True)
class _NoJson:
    line: int
    why: Said
    text: str


def json_documents(file: InputFile, errors: list[RowError], advance: Advance = no_advance) -> Iterator[tuple[int, Any]]:
    """The documents of a file, each with the line at which it begins; what is no JSON is told with its line.

    Objects that stand a line each pass by one at a time; anything else is read in one piece.
    """
    with file.open() as stream:
        first, number = _first_line(stream)
        if not first.strip():
            errors.append(RowError(file.name, 1, "", "", said("the file is empty")))
            return
        if not isinstance(_parsed(first, number), dict):
            left = max(file.limits.memory - len(first), 0)
            data = first + stream.read(left + 1)
            if len(data) > file.limits.memory:
                raise too_large(file.name, file.limits.memory)
            advance(len(data), file.size)
            yield from _in_one_piece(file, data, number, errors)
            return
        done, line = 0, first
        while line:
            done += len(line)
            advance(done, file.size)
            yield from _line(file, line, number, errors)
            number += 1
            line = _next_line(stream)


def _first_line(stream: IO[bytes]) -> tuple[bytes, int]:
    number = 1
    while (line := stream.readline(LONGEST_LINE)) and not line.lstrip(b"\xef\xbb\xbf").strip():
        number += 1
    return line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, number


def _next_line(stream: IO[bytes]) -> bytes:
    """The next line; of one that is too long the beginning, which is then no JSON."""
    line = rest = stream.readline(LONGEST_LINE)
    while len(rest) == LONGEST_LINE and not rest.endswith(b"\n"):
        rest = stream.readline(LONGEST_LINE)
    return line


def _line(file: InputFile, line: bytes, number: int, errors: list[RowError]) -> Iterator[tuple[int, Any]]:
    if not line.strip():
        return
    reader = _Reader()
    found = _parsed(line, number, reader)
    if isinstance(found, _NoJson):
        errors.append(_error(file, found))
    else:
        if reader.doubled:
            errors += _doubled(file, line.decode(json.detect_encoding(line)), number)
        yield number, found


def _in_one_piece(file: InputFile, data: bytes, number: int, errors: list[RowError]) -> Iterator[tuple[int, Any]]:
    """The documents of the text, one after the other; where one is broken, those that stand in a line of their own."""
    try:
        text = data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        why = said("this is no UTF-8 text; save the file as UTF-8 and import it again")
        beginning = data[error.start : error.start + 40].decode("latin-1")
        errors.append(RowError(file.name, number + data[: error.start].count(b"\n"), "", shown(beginning), why))
        return
    found: list[tuple[int, Any]] = []
    broken = None
    at = 0
    reader = _Reader()
    decoder = json.JSONDecoder(object_pairs_hook=reader.entries)
    while at < len(text):
        if text[at] in _BLANKS:
            at += 1
            continue
        line = number + text.count("\n", 0, at)
        try:
            begins = at
            document, at = decoder.raw_decode(text, begins)
        except (ValueError, RecursionError) as error:
            broken = _broken(error, number, line, text[at : at + 60])
            break
        found.append((line, document))
        if reader.doubled:
            errors += _doubled(file, text[begins:at], line)
            reader.doubled = False
    if broken is None:
        yield from found
        return
    # An array of a line each, cut off or broken within: what is around the lines is no part of them.
    lines = [(n, one.strip().removeprefix(b"[").rstrip(b",]")) for n, one in enumerate(data.split(b"\n"), start=number)]
    if found or not any(isinstance(_parsed(one, n), dict) for n, one in lines if one.strip()):
        yield from found
        errors.append(_error(file, broken))
        return
    told = len(errors)
    for n, one in lines:
        yield from _line(file, one, n, errors)
    if len(errors) == told:
        errors.append(_error(file, broken))


class _Reader:
    """Takes the entries of objects, the first of each key, and remembers whether one stood twice."""

    doubled = False

    def entries(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """The entries of one object."""
        taken = dict(reversed(pairs))
        self.doubled = self.doubled or len(taken) < len(pairs)
        return taken if len(taken) < len(pairs) else dict(pairs)


def _doubled(file: InputFile, text: str, line: int) -> Iterator[RowError]:
    """The keys that stand twice in one object of the text, which is JSON and begins at that line; each key once."""
    told = set[str]()
    open_: list[dict[str, int] | None] = []  # the keys of the objects around, each with its line; None for an array
    last = ""
    for sign in _SIGNS.finditer(text):
        match sign[0]:
            case "\n":
                line += 1
            case "{":
                open_.append({})
            case "[":
                open_.append(None)
            case "}" | "]":
                open_.pop()
            case ":":
                keys, key = open_[-1], json.loads(last)
                if keys is not None and key in keys and key not in told:
                    told.add(key)
                    why = said("this key stands in line {line} already; what stands there was taken", line=keys[key])
                    yield RowError(file.name, line, shown(key), "", why)
                elif keys is not None:
                    keys.setdefault(key, line)
            case _:
                last = sign[0]


def _parsed(line: bytes, number: int, reader: _Reader | None = None) -> Any:
    """What the line says; _NoJson where it is none."""
    try:
        return json.loads(line, object_pairs_hook=(reader or _Reader()).entries)
    except (ValueError, RecursionError) as error:
        return _broken(error, number, number, line[:60].decode("utf-8", errors="replace"))


def _broken(error: ValueError | RecursionError, first: int, line: int, text: str) -> _NoJson:
    if isinstance(error, RecursionError):
        return _NoJson(line, said("this is no JSON that is read here: too many values within each other"), text)
    if isinstance(error, json.JSONDecodeError):
        return _NoJson(max(line, first + error.lineno - 1), said("this is no JSON ({why})", why=error.msg), text)
    return _NoJson(line, said("this is no JSON ({why})", why=str(error).partition(";")[0]), text)


def _error(file: InputFile, broken: _NoJson) -> RowError:
    return RowError(file.name, broken.line, "", shown(broken.text.strip()), broken.why)
