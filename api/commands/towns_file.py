"""A table of towns that somebody keeps: read for groups, and for the needs of introductions."""

from __future__ import annotations

import re
from pathlib import Path

from api.workspace.registration import ALSO, COLUMNS, Row
from graph.errors import InvalidRecord, RowError
from graph.said import said


def rows_of(file: Path) -> tuple[list[Row], list[RowError]]:
    """The rows of the table, and what cannot be read of it. Raises InvalidRecord where no column names the town."""
    from seed.files.delimited import read_delimited

    table = read_delimited(file)
    if table.errors and not table.header:
        raise InvalidRecord(table.errors[0].said)
    columns: dict[str, int] = {}
    faults = list(table.errors)
    for at, header in enumerate(table.header):
        written = re.sub(r"[\s-]+", "_", header.strip().casefold())
        name = ALSO.get(written, written)
        if name in COLUMNS:
            columns.setdefault(name, at)
        elif header:
            why = said("this table has no such column, and it was not read; known are {known}", known=COLUMNS)
            faults.append(RowError(file.name, 1, header, header, why))
    if "town" not in columns:
        raise InvalidRecord(said("no column of {file} names the town; call it 'town'", file=file.name))
    return [Row(**{name: row.cells[at] for name, at in columns.items()}) for row in table.rows], faults
