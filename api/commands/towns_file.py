"""A table of towns that somebody keeps: read for groups, and for the needs of introductions."""

from __future__ import annotations

from pathlib import Path

from api.workspace.registration import Row
from api.workspace.town_tables import rows_in
from graph.errors import InvalidRecord, RowError


def rows_of(file: Path) -> tuple[list[Row], list[RowError]]:
    """The rows of the table, and what cannot be read of it. Raises InvalidRecord where no column names the town."""
    from seed.files.delimited import read_delimited

    table = read_delimited(file)
    if table.errors and not table.header:
        raise InvalidRecord(table.errors[0].said)
    return rows_in(table, file.name)
