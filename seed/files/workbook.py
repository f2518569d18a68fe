"""Workbooks (.xlsx, .xlsm, .ods) that hold one table on several sheets, row by row, their cells as text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial

from graph.errors import RowError
from graph.said import said
from graph.text import SUSPECT
from seed.files.columns import sound_cells
from seed.files.input_files import InputFile, locked
from seed.files.limits import too_large
from seed.files.row_stream import Advance, no_advance
from seed.files.workbook_size import check_size

SUFFIXES = (".xlsx", ".xlsm", ".ods")

#: Older workbooks, and locked ones, which hold an encrypted package, begin so.
_OLE, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
#: Rows between two reports of progress.
_REPORT = 500

Row = tuple[int, tuple[str, ...]]


def stream_sheets(
    file: InputFile,
    errors: list[RowError],
    wanted: Callable[[Sequence[str]], Sequence[str]],
    advance: Advance = no_advance,
) -> Iterator[tuple[str, Iterator[Row]]]:
    """The sheets that `wanted` chooses of all names, each with its rows: number (the first is 1) and cells.

    One sheet at a time is in memory. A file that is no workbook gives an error. `advance` is told how much of the
    chosen sheets is read, in thousandths of a sheet.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    with file.open() as stream:
        data = stream.read(file.limits.memory + 1)
    if len(data) > file.limits.memory:
        raise too_large(file.name, file.limits.memory)
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise locked(file.name)
    check_size(file.name, data, file.limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = wanted(book.sheet_names)
        for at, name in enumerate(names):
            sheet = book.get_sheet_by_name(name)
            place = f"{file.name}/{name}"
            told = partial(_advance, advance, at, len(names), max(sheet.height, 1))
            yield name, _rows(sheet.iter_rows(), place, errors, told)
            advance(1000 * (at + 1), 1000 * len(names))
    except (CalamineError, OSError, ValueError) as error:
        why = said("this is no workbook, or damaged ({why})", why=str(error))
        errors.append(RowError(file.name, 1, "", "", why))
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the reader of workbooks does where it is lost
            raise
        errors.append(RowError(file.name, 1, "", "", said("this is no workbook, or damaged ({why})", why=str(error))))


def is_workbook(file: InputFile) -> bool:
    """Whether the file is packed as workbooks are."""
    return file.head(2) in (b"PK", b"\xd0\xcf")


def _advance(advance: Advance, sheets: int, of: int, height: int, row: int) -> None:
    advance(1000 * sheets + 1000 * row // height, 1000 * of)


def _rows(
    rows: Iterator[Sequence[object]], place: str, errors: list[RowError], advance: Callable[[int], None]
) -> Iterator[Row]:
    header: tuple[str, ...] = ()
    for number, row in enumerate(rows, start=1):
        if number % _REPORT == 0:
            advance(number)
        cells = tuple(map(cell_text, row))
        header = header or cells
        if any(map(SUSPECT.search, cells)):
            cells = tuple(sound_cells(place, number, header, cells, errors))
        if any(cells):
            yield number, cells


def cell_text(cell: object) -> str:
    """A cell as text: whole numbers without a decimal point, days in ISO form, blanks collapsed at both ends."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
