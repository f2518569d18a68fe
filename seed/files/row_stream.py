"""Tables of any length, read row by row: comma, semicolon, tab or bar; each fault told with its row, the rest read.

`seed.files.delimited` reads a table that a town sends, as a whole and not at all if its encoding is wrong; here a
publisher's table of a gigabyte passes by, and a row that cannot be read is one error.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import IO, cast

from graph.errors import RowError
from graph.outputs import taken_back
from graph.said import Said, said
from graph.text import SUSPECT
from seed.files.columns import columns_once, known_columns, missing_columns, sound_cells
from seed.files.delimited import LONGEST_LINE, delimiter_of, no_table
from seed.files.encodings import as_utf8
from seed.files.heads import LAST_HEAD, Named, head_at, is_hint
from seed.files.input_files import InputFile
from seed.files.terms import term_text

#: A quoted cell may go on for so many lines; descriptions of projects have some dozens.
LONGEST_ROW = 300
#: Bytes between two reports of progress.
_REPORT = 2**20
_NONE: Mapping[str, str] = {}

Cells = Mapping[str, str]
Advance = Callable[[int, int], None]


def no_advance(done: int, total: int) -> None:
    """Take no notice of progress."""


def stream_rows(
    file: InputFile,
    errors: list[RowError],
    *,
    required: Sequence[str] = (),
    aliases: Mapping[str, str] = _NONE,
    named: Named | None = None,
    quoted: bool = True,
    advance: Advance = no_advance,
) -> Iterator[tuple[int, Cells]]:
    """Each row with its number (the first line's is 1), as column → cell without outer blanks; empty ones are left out.

    The header is the one of the first rows that names most of the columns `required`, or of those that `named` counts;
    what stands above it is a title, and not read. Faults go to `errors`; a file without one of the columns `required`
    gives one error and no row. A column is known whatever its capitals, and by its `aliases` (other editions' name →
    ours). `quoted` is False for tables in which a quotation mark is a letter like others, unless the header is quoted;
    in results of a SPARQL service (`?` before the names of columns) the terms are read as what they say. `advance` is
    told the bytes read, of how many.
    """

    def known(cells: Sequence[str]) -> int:
        return named(cells) if named else len({*required}.intersection(known_columns(cells, required, aliases)))

    before = len(errors)
    with file.open() as stream:
        lines = _Lines(file, as_utf8(cast(io.BufferedReader, stream)), errors, advance)
        rows = _rows(lines, quoted)
        first = list(islice(rows, LAST_HEAD))
        parsed = [_cells(text, delimiter_of(text), quoted or text.startswith('"')) for _, text in first]
        at = head_at([() if isinstance(cells, Said) else cells for cells in parsed], known)
        header_cells = parsed[at] if parsed else ()
        if not header_cells or isinstance(header_cells, Said):
            for (number, text), cells in zip(first, parsed, strict=True):
                if isinstance(cells, Said):
                    errors.append(RowError(file.name, number, "", text, cells))
            if not lines.told:
                why = said("the file is empty; the first row should name the columns")
                errors.append(RowError(file.name, 1, "", "", why))
            return
        row, text = first[at]
        quoted, delimiter = quoted or text.startswith('"'), delimiter_of(text)
        of_terms = any(cell.startswith("?") for cell in header_cells)
        header = columns_once(file.name, known_columns(header_cells, required, aliases), required, errors, row)
        missing = [column for column in required if column not in header]
        if missing:
            errors.append(missing_columns(file.name, missing, required, row))
            return
        for number, text in chain(first[at + 1 :], rows):
            cells = _cells(text, delimiter, quoted)
            if isinstance(cells, Said):
                errors.append(RowError(file.name, number, "", text, cells))
            elif len(cells) > len(header) and any(cells[len(header) :]):
                why = said(
                    "has {cells} cells for {columns} columns; put text that holds {delimiter!r} in quotes",
                    cells=len(cells),
                    columns=len(header),
                    delimiter=delimiter,
                )
                errors.append(RowError(file.name, number, "", text, why))
            elif any(cells):
                if of_terms:
                    cells = tuple(map(term_text, cells))
                if of_terms or SUSPECT.search(text):
                    cells = tuple(sound_cells(file.name, number, header, cells, errors))
                    if not any(cells):
                        continue
                yield number, dict(zip(header, cells + ("",) * (len(header) - len(cells)), strict=False))
    # Faults of lines among the first rows are found while the header is looked for, before those of the rows above.
    errors[before:] = sorted(errors[before:], key=lambda error: error.row)


class _Lines:
    """The lines of a file as text; lines that cannot be read are told, and come as None."""

    def __init__(self, file: InputFile, stream: IO[bytes], errors: list[RowError], advance: Advance) -> None:
        self._file, self._stream, self._errors, self._advance = file, stream, errors, advance
        self._again: deque[str] = deque()
        self._read = self._reported = 0
        self.told = False

    def next(self, row: int) -> str | None:
        """The next line of `row`, with its line end; "" at the end of the file."""
        if self._again:
            return self._again.popleft()
        line = self._stream.readline(LONGEST_LINE)
        if not self._read:
            if why := no_table(line):
                self.fault(1, "", why)
                return ""
            if is_hint(line.decode("utf-8", errors="replace")):
                self._count(line)
                line = self._stream.readline(LONGEST_LINE)
        self._count(line)
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            beginning = line[:60]
            while line and not line.endswith(b"\n"):
                line = self._stream.readline(LONGEST_LINE)
                self._count(line)
            why = said("the line has more than {length:,} bytes; is this a table?", length=LONGEST_LINE)
            self._fault(row, beginning, why)
            return None
        try:
            return line.decode("utf-8-sig" if self._read == len(line) else "utf-8")
        except UnicodeDecodeError as error:
            why = said("the row is not in UTF-8; save the table as UTF-8")
            self._fault(row, line[error.start : error.start + 40], why)
            return None

    def put_back(self, lines: Sequence[str]) -> None:
        """Give these lines again, before all others."""
        self._again.extendleft(reversed(lines))

    def fault(self, row: int, text: str, why: str) -> None:
        """Tell an error of the row."""
        self.told = True
        self._errors.append(RowError(self._file.name, row, "", text.strip(), why))

    def _fault(self, row: int, line: bytes, why: str) -> None:
        self.fault(row, line.decode("cp1252", errors="replace"), why)

    def _count(self, line: bytes) -> None:
        self._read += len(line)
        if self._read - self._reported >= _REPORT or not line:
            self._reported = self._read
            self._advance(self._read, self._file.size)


def _rows(lines: _Lines, quoted: bool) -> Iterator[tuple[int, str]]:
    """The text of each row; a quoted cell may go on in the next lines."""
    number = 0
    while True:
        number += 1
        first = lines.next(number)
        if first == "":
            return
        if first is not None:
            text = _whole_row(lines, first, number) if quoted and first.count('"') % 2 else first
            if text is not None:
                yield number, text


def _whole_row(lines: _Lines, first: str, number: int) -> str | None:
    """The row that begins with `first`, whose last cell goes on; None, and an error, if the cell never ends."""
    taken = [first]
    while len(taken) < LONGEST_ROW and (line := lines.next(number)):
        taken.append(line)
        if line.count('"') % 2:
            return "".join(taken)
    lines.fault(number, first, said("a quotation mark is not closed"))
    lines.put_back(taken[1:])
    return None


def _cells(text: str, delimiter: str, quoted: bool) -> tuple[str, ...] | Said:
    """The cells of a row, or why it is none."""
    bare = text.rstrip("\r\n")
    if not quoted:
        return tuple(cell.strip() for cell in bare.split(delimiter))
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE * LONGEST_ROW))
    try:
        return tuple(taken_back(c.strip()) for c in next(csv.reader([bare], delimiter=delimiter, strict=True), ()))
    except csv.Error as error:
        return said("this is no row of a table ({why})", why=str(error))
