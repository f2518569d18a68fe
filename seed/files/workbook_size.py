"""How large a workbook is before it is opened: one far cell, or one of a gigabyte, would fill the memory.

Readers of workbooks make room for all cells between the first and the last one, so that is what is counted here.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from graph.said import said
from seed.files.limits import Limits, TooMuch, too_large, too_wide

_CHUNK = 2**20
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,4})([0-9]{1,9})["']""")
#: A place is no longer than this, so that none is lost between two chunks.
_OVERLAP = 40


def check_size(name: str, data: bytes, limits: Limits) -> None:
    """Raise TooMuch where the workbook unpacks to too much, or one of its sheets spans too many cells.

    What is damaged passes: whoever reads the workbook tells it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            left = limits.memory
            for part in book.infolist():
                if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".bin"):
                    raise TooMuch(
                        said("{file} is a binary workbook (.xlsb). Save it as .xlsx, and import that.", file=name)
                    )
                if part.file_size > left:
                    raise too_large(name, limits.memory)
                if part.filename.startswith("xl/worksheets/") or part.filename.endswith("sheet.xml"):
                    left -= _sheet(name, _chunks(book, part, left, name, limits), limits)
                elif part.filename == "content.xml":
                    left -= _tables(name, _chunks(book, part, left, name, limits), limits)
                else:
                    left -= part.file_size
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return


def _chunks(book: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, name: str, limits: Limits) -> Iterator[bytes]:
    done = 0
    with book.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            done += len(chunk)
            if done > left:
                raise too_large(name, limits.memory)
            yield chunk


def _sheet(name: str, chunks: Iterator[bytes], limits: Limits) -> int:
    """The bytes of a sheet of Office Open XML; its places say how far it goes."""
    size = wide = high = 0
    columns: set[bytes] = set()
    before = b""
    for chunk in chunks:
        size += len(chunk)
        for column, row in _PLACE.findall(before + chunk):
            high = max(high, int(row))
            if column not in columns:
                columns.add(column)
                wide = max(wide, _number(column))
        if wide * high > limits.cells:
            raise too_wide(name, limits.cells)
        before = chunk[-_OVERLAP:]
    return size


def _number(column: bytes) -> int:
    """A column's number: A is 1, XFD 16384."""
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number


def _tables(name: str, chunks: Iterator[bytes], limits: Limits) -> int:
    """The bytes of the tables of an OpenDocument file, whose cells and rows say how often they are repeated."""
    size = 0
    counting = _Repeated(name, limits)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = counting.begin, counting.end
    try:
        for chunk in chunks:
            size += len(chunk)
            parser.Parse(chunk)
    except expat.ExpatError:
        pass
    return size


class _Repeated:
    """Counts the cells of each table up to the last one that holds something."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._rows = self._last_row = self._wide = self._column = 0
        self._times = 1
        self._filled = 0

    def begin(self, element: str, attributes: dict[str, str]) -> None:
        """A table, a row or a cell begins."""
        tag = element.rpartition(" ")[2]
        if tag == "table":
            self._rows = self._last_row = self._wide = 0
        elif tag == "table-row":
            self._times = _repeated(attributes, "number-rows-repeated")
            self._column = self._filled = 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._column += _repeated(attributes, "number-columns-repeated")
            if any(key.rpartition(" ")[2] in ("value-type", "formula") for key in attributes):
                self._filled = self._column

    def end(self, element: str) -> None:
        """A row ends: it counts, and those before it, if a cell holds something."""
        if element.rpartition(" ")[2] != "table-row":
            return
        self._rows += self._times
        if self._filled:
            self._last_row, self._wide = self._rows, max(self._wide, self._filled)
        if self._last_row * self._wide > self._limits.cells:
            raise too_wide(self._name, self._limits.cells)


def _repeated(attributes: dict[str, str], key: str) -> int:
    text = next((value for name, value in attributes.items() if name.rpartition(" ")[2] == key), "1")
    return int(text) if text.isdecimal() and len(text) < 10 else 1
