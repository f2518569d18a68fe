"""The columns of a table: known under the names that editions give them, told where they are missing, cells checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from graph.errors import InvalidRecord, RowError
from graph.said import said
from graph.text import entered, shown


def known_columns(header: Sequence[str], wanted: Sequence[str], aliases: Mapping[str, str]) -> tuple[str, ...]:
    """The header with the columns under the names that are wanted: whatever their capitals, blanks and hyphens, the `?`
    of SPARQL before them, or an alias. What is not wanted stays as it is."""
    ours = {_bare(name): name for name in wanted}
    others = {_bare(name): ours_ for name, ours_ in aliases.items()}
    taken = {name for name in header if name in ours.values()}
    found: list[str] = []
    for column in header:
        meant = ours.get(_bare(column)) or others.get(_bare(column))
        if column in taken or meant is None or meant in taken:
            found.append(column.lstrip("?"))
        else:
            taken.add(meant)
            found.append(meant)
    return tuple(found)


def columns_once(
    file: str, header: Sequence[str], wanted: Sequence[str], errors: list[RowError], row: int = 1
) -> tuple[str, ...]:
    """The header in which each name stands once: a later column of the same name has none, so that it is not read.

    That is told, for `row`, where the column is one of those `wanted`, or of any where none is said to be.
    """
    found: list[str] = []
    for column in header:
        if column and column in found:
            if not wanted or column in wanted:
                why = said("this column stands twice; the first was read")
                errors.append(RowError(file, row, shown(column), "", why))
            column = ""
        found.append(column)
    return tuple(found)


def missing_columns(file: str, missing: Sequence[str], wanted: Sequence[str], row: int = 1) -> RowError:
    """The one fault of a table that lacks columns, whose header stands in `row`: it names those that are missing, and
    all that are wanted."""
    why = said("no column of this name, and nothing was read; wanted are the columns {wanted}", wanted=tuple(wanted))
    return RowError(file, row, ", ".join(missing), "", why)


def sound_cells(
    file: str, row: int, header: Sequence[str], cells: Sequence[str], errors: list[RowError]
) -> Iterator[str]:
    """The cells without unseen signs; one whose text is damaged is told, and empty."""
    for at, cell in enumerate(cells):
        try:
            yield entered(cell).strip()
        except InvalidRecord as error:
            column = shown(header[at]) if at < len(header) else ""
            errors.append(RowError(file, row, column, shown(cell), said("{why}; left out", why=error.said)))
            yield ""


def _bare(column: str) -> str:
    return re.sub(r"[\s_?-]+", "", column).casefold()
