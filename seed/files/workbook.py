"""Workbooks (.xlsx, .xlsm, .ods) that hold one table on several sheets, row by row, their cells as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial

from graph.errors import RowError
from graph.said import said
from seed.files.input_files import InputFile
from seed.files.row_stream import Advance, no_advance

SUFFIXES = (".xlsx", ".xlsm", ".ods")

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
        try:
            book = CalamineWorkbook.from_filelike(stream)
            names = wanted(book.sheet_names)
            for at, name in enumerate(names):
                sheet = book.get_sheet_by_name(name)
                yield name, _rows(sheet.iter_rows(), partial(_advance, advance, at, len(names), sheet.height))
                advance(1000 * (at + 1), 1000 * len(names))
        except CalamineError as error:
            why = said("this is no workbook, or damaged ({why})", why=str(error))
            errors.append(RowError(file.name, 1, "", "", why))


def is_workbook(file: InputFile) -> bool:
    """Whether the file is packed as workbooks are."""
    with file.open() as stream:
        return stream.read(2) == b"PK"


def _advance(advance: Advance, sheets: int, of: int, height: int, row: int) -> None:
    advance(1000 * sheets + 1000 * row // height, 1000 * of)


def _rows(rows: Iterator[Sequence[object]], advance: Callable[[int], None]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        if number % _REPORT == 0:
            advance(number)
        cells = tuple(map(cell_text, row))
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
