"""Workbooks (.xlsx, .xlsm, .ods) that hold one table on several sheets, row by row, their cells as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from graph.errors import RowError
from seed.files.input_files import InputFile
from seed.files.row_stream import Advance, no_advance

SUFFIXES = (".xlsx", ".xlsm", ".ods")

Row = tuple[int, tuple[str, ...]]


def stream_sheets(
    file: InputFile,
    errors: list[RowError],
    wanted: Callable[[Sequence[str]], Sequence[str]],
    advance: Advance = no_advance,
) -> Iterator[tuple[str, Iterator[Row]]]:
    """The sheets that `wanted` chooses of all names, each with its rows: number (the first is 1) and cells.

    One sheet at a time is in memory. A file that is no workbook gives an error. `advance` is told the sheets read.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    with file.open() as stream:
        try:
            book = CalamineWorkbook.from_filelike(stream)
            names = wanted(book.sheet_names)
            for at, name in enumerate(names, start=1):
                yield name, _rows(book.get_sheet_by_name(name).iter_rows())
                advance(at, len(names))
        except CalamineError as error:
            errors.append(RowError(file.name, 1, "", "", f"this is no workbook, or damaged ({error})"))


def is_workbook(file: InputFile) -> bool:
    """Whether the file is packed as workbooks are."""
    with file.open() as stream:
        return stream.read(2) == b"PK"


def _rows(rows: Iterator[Sequence[object]]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
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
