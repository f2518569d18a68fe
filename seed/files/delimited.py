"""CSV files as towns send them: encoding checked, delimiter found, each fault told with its row, the rest read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from graph.errors import RowError
from graph.outputs import taken_back
from graph.said import Said, said
from graph.text import SUSPECT
from seed.files.columns import sound_cells
from seed.files.encodings import UTF_16
from seed.files.heads import LAST_HEAD, Named, head_at, is_hint

LARGEST_FILE = 64 * 2**20  # bytes; a file of ten thousand profiles has two million
LONGEST_LINE = 1_000_000  # characters
#: A quoted cell with line breaks may go on for so many lines; a quotation mark that nobody closes would eat the file.
LONGEST_ROW = 50  # lines
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet shows it (the header is row 1), and its cells without outer blanks."""

    number: int
    cells: tuple[str, ...]


@dataclass(slots=True)
class Table:
    """What could be read: the header (row `head`), the rows below that hold anything, and the faults on the way."""

    header: tuple[str, ...] = ()
    head: int = 1
    rows: list[Row] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def read_delimited(path: Path, named: Named | None = None) -> Table:
    """The table in the file at `path`: UTF-8 with or without mark, or UTF-16 with one, delimited by comma, semicolon,
    tab or bar.

    `named` tells of a row how many columns it names that are wanted: the header may then stand below titles, which are
    not read. Without it, it is row 1.

    Nothing is raised for what is in the file: a wrong encoding, an empty file or one of more than 64 MiB give one
    error and no rows; a row with too many cells, an unclosed quotation mark or an endless line give an error, and the
    other rows are read. Empty rows are passed over, and counted in the row numbers. Raises OSError if there is no such
    file.
    """
    table = Table()
    text = _text(path, table)
    if not table.errors:
        _read_rows(path.name, text, table, named)
    return table


def read_pasted(text: str, called: str) -> Table:
    """The table in a text that somebody pasted, as `read_delimited` reads a file; faults call it `called`."""
    table = Table()
    _read_rows(called, text, table, None)
    return table


def _text(path: Path, table: Table) -> str:
    def fault(row: int, value: str, why: str) -> str:
        table.errors.append(RowError(path.name, row, "", value, why))
        return ""

    size = path.stat().st_size
    if size > LARGEST_FILE:
        return fault(
            1, "", said("the file has {size:.0f} MiB; split it into files of at most 64 MiB", size=size / 2**20)
        )
    data = path.read_bytes()
    if data.startswith(UTF_16):  # "Unicode text" of Excel says of itself how it is to be read
        data = data.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    if why := no_table(data[:4096]):
        return fault(1, "", why)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before[before.rfind(b"\n") + 1 :] + data[error.start : error.start + 20].split(b"\n")[0]
        return fault(
            before.count(b"\n") + 1,
            line.decode("cp1252", errors="replace")[-40:].strip(),
            said(
                'the file is not in UTF-8 but probably in Windows-1252; save it as "CSV UTF-8" and import it again '
                "(nothing was read, so that no name is spoiled)"
            ),
        )
    if not text.strip():
        return fault(1, "", said("the file is empty; the first row should name the columns"))
    return text


def _read_rows(file: str, text: str, table: Table, named: Named | None) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > 1 and is_hint(lines[0]):
        del lines[0]
    table.head, at = _head(lines, named) if named else (1, 0)
    delimiter = delimiter_of(lines[at])
    number = table.head - 1
    while at < len(lines):
        number += 1
        end = _end_of_row(lines, at)
        if len(lines[at]) > LONGEST_LINE:
            why = said("the line has {length:,} characters; is this a table?", length=len(lines[at]))
            table.errors.append(RowError(file, number, "", lines[at][:60], why))
        elif end is None:
            table.errors.append(RowError(file, number, "", lines[at], said("a quotation mark is not closed")))
        else:
            _add_row(file, "\n".join(lines[at:end]), number, delimiter, table)
        at = end or at + 1
        if number == table.head and not table.header:
            break


def _head(lines: list[str], named: Named) -> tuple[int, int]:
    """The number of the row that is the head, and the line at which it begins."""
    first = list(islice(_starts(lines), LAST_HEAD))
    row = head_at([_names("\n".join(lines[at:end]), delimiter_of(lines[at])) for at, end in first], named)
    return row + 1, first[row][0]


def _names(text: str, delimiter: str) -> list[str]:
    """The cells of what may be the head; nothing where it is no row."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE * LONGEST_ROW))
    try:
        return [cell.strip() for cell in next(csv.reader([text], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _starts(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where each row begins, and the next one; a line that is too long to be one holds nothing."""
    at = 0
    while at < len(lines):
        end = _end_of_row(lines, at) or at + 1
        yield (at, end) if sum(map(len, lines[at:end])) <= LONGEST_LINE else (at, at)
        at = end


def _add_row(file: str, text: str, number: int, delimiter: str, table: Table) -> None:
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE * LONGEST_ROW))
    try:
        cells = tuple(taken_back(c.strip()) for c in next(csv.reader([text], delimiter=delimiter, strict=True), ()))
    except csv.Error as error:
        table.errors.append(RowError(file, number, "", text, said("this is no row of a table ({why})", why=str(error))))
        return
    if number == table.head:
        table.header = tuple(sound_cells(file, number, cells, cells, table.errors))
        return
    while len(cells) > len(table.header) and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > len(table.header):
        why = said(
            "has {cells} cells for {columns} columns; put text that holds {delimiter!r} in quotes",
            cells=len(cells),
            columns=len(table.header),
            delimiter=delimiter,
        )
        table.errors.append(RowError(file, number, "", text, why))
    elif any(cells):
        if SUSPECT.search(text):
            cells = tuple(sound_cells(file, number, table.header, cells, table.errors))
        table.rows.append(Row(number, cells + ("",) * (len(table.header) - len(cells))))


def _end_of_row(lines: list[str], at: int) -> int | None:
    """Where the next row begins; None if a quotation mark stays open."""
    marks = 0
    for end in range(at, min(at + LONGEST_ROW, len(lines))):
        marks += lines[end].count('"')
        if marks % 2 == 0:
            return end + 1
    return None


def no_table(begins: bytes) -> Said | None:
    """Why the file that begins so is no table in UTF-8, None where it may be one."""
    if begins.startswith(_ARCHIVES):
        return said('this is a workbook or an archive; save the table as "CSV UTF-8" and import that')
    if begins.startswith(b"%PDF"):
        return said('this is a PDF; save the table behind it as "CSV UTF-8" and import that')
    if begins.startswith(b"version https://git-lfs."):
        return said("this only points to a file that Git LFS holds; fetch the file itself")
    # One NUL among letters is a fault of its cell; text in two bytes a letter, and what is no text, has them all over.
    if begins.startswith(UTF_16) or 10 * begins.count(0) > len(begins):
        return said('this is no UTF-8 text; save the table as "CSV UTF-8" and import it again')
    if begins.lstrip(b"\xef\xbb\xbf \r\n\t")[:14].lower().startswith((b"<!doctype html", b"<html")):
        return said("this is a web page; fetch the file that the page offers")
    return None


def delimiter_of(header: str) -> str:
    """What divides the cells of the head: a comma, a semicolon, a tab or a bar."""
    bare = _QUOTED.sub("", header[:10_000])
    return max((";", "\t", ",", "|"), key=bare.count) if any(c in bare for c in ";\t,|") else ","


def ungarbled(text: str) -> str:
    """The text as it was before a program took its UTF-8 for Windows-1252 (`KÃ¶ln`: Köln), else the text itself."""
    try:
        return text if text.isascii() else text.encode("cp1252").decode()
    except UnicodeError:
        return text
