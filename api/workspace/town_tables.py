"""Tables of towns, from a file or pasted: which column is what, and lines that have no header."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from api.workspace.registration import ALSO, COLUMNS, Row
from graph.errors import InvalidRecord, RowError
from graph.said import said

if TYPE_CHECKING:
    from seed.files.delimited import Table

#: What is pasted without a header: the town, then what it wants, behind a semicolon or a tab.
_LINE = re.compile(r"[;\t]")


def rows_in(table: Table, called: str) -> tuple[list[Row], list[RowError]]:
    """The rows of a table, and what cannot be read of it. Raises InvalidRecord where no column names the town."""
    columns: dict[str, int] = {}
    faults = list(table.errors)
    for at, header in enumerate(table.header):
        name = _column(header)
        if name in COLUMNS:
            columns.setdefault(name, at)
        elif header:
            why = said("this table has no such column, and it was not read; known are {known}", known=COLUMNS)
            faults.append(RowError(called, 1, header, header, why))
    if "town" not in columns:
        raise InvalidRecord(said("no column of {file} names the town; call it 'town'", file=called))
    return [Row(**{name: row.cells[at] for name, at in columns.items()}) for row in table.rows], faults


def has_header(text: str) -> bool:
    """Whether the first line of what is pasted names columns, the town's among them."""
    from seed.files.delimited import delimiter_of

    first = next((line for line in text.strip().split("\n") if line.strip()), "")
    return "town" in map(_column, first.split(delimiter_of(first)))


def rows_pasted(text: str, called: str, *, most: int, longest: int) -> tuple[list[Row], list[RowError]]:
    """The rows of a table with a header, as a spreadsheet gives it, or of lines "town; what it wants".

    Raises InvalidRecord for more than `most` towns, or a cell of more than `longest` characters.
    """
    from seed.files.delimited import read_pasted

    lines = [line.strip("\r ") for line in text.strip().split("\n") if line.strip()]
    faults: list[RowError] = []
    if has_header(text):
        rows, faults = rows_in(read_pasted("\n".join(lines), called), called)
    else:
        parted = [_LINE.split(line, maxsplit=1) for line in lines]
        # What stands behind the town is read as topics: what is none by its name is read as a need in words.
        rows = [Row(town=one[0].strip(), topics="".join(one[1:]).replace("\t", ";").strip()) for one in parted]
    if len(rows) > most:
        raise InvalidRecord(
            said("{count:,} towns are too many: {most:,} at a time at most", count=len(rows), most=most)
        )
    for row in rows:
        if any(len(getattr(row, name)) > longest for name in COLUMNS):
            why = said("{town}: one cell has at most {most:,} characters", town=row.town[:60], most=longest)
            raise InvalidRecord(why)
    return rows, faults


def _column(header: str) -> str:
    written = re.sub(r"[\s-]+", "_", header.strip().strip('"').casefold())
    return ALSO.get(written, written)
