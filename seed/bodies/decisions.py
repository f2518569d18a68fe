"""Decisions by hand: which body a name in a list means. They are kept in a file, and hold at every later import.

An import writes the names that stay open (`--unresolved FILE`); a person fills in the column `id`, with the id of a
body, or `-` where the name is no body of the graph; `peerpolis import decisions FILE` keeps them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.errors import RowError
from graph.outputs import defused, write_output
from graph.said import said
from seed.bodies.countries import country_code
from seed.files.columns import missing_columns
from seed.files.delimited import read_delimited

#: What stands in `id` of a name that is no body of the graph.
NOBODY = "-"
_COLUMNS = ("country", "name", "id")

#: (country, name) → id of the body, "" for NOBODY.
Names = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided in one file; `undecided` counts the rows whose `id` is still empty."""

    names: Names
    undecided: int = 0
    errors: tuple[RowError, ...] = ()


def read_decisions(path: Path, is_body: Callable[[str], bool]) -> Decided:
    """The decisions in the file at `path`; other columns than country, name and id may be there.

    `is_body` tells the ids of the graph: a row with another id is an error, and so is one that decides a name a second
    time, otherwise. A list that names no country (`publiccode.yml`) is decided without one. The rest is read.
    """
    table = read_delimited(path)
    errors = list(table.errors)
    header = [column.casefold() for column in table.header]
    missing = [column for column in _COLUMNS if header and column not in header]
    errors += [missing_columns(path.name, missing, _COLUMNS)] if missing else []
    names: dict[tuple[str, str], str] = {}
    undecided = 0
    for row in table.rows if not missing else ():
        text, name, id = (row.cells[header.index(column)] for column in _COLUMNS)
        country = country_code(text)
        if not id:
            undecided += 1
        elif (text and country is None) or not name:
            why = said("needs a country (as DE) and a name")
            errors.append(RowError(path.name, row.number, "country", text, why))
        elif id != NOBODY and not is_body(id):
            why = said("no body of the graph; write {nobody!r} for none", nobody=NOBODY)
            errors.append(RowError(path.name, row.number, "id", id, why))
        elif names.setdefault((country or "", name), id.removeprefix(NOBODY)) != id.removeprefix(NOBODY):
            why = said("this name was decided otherwise in a row above")
            errors.append(RowError(path.name, row.number, "id", id, why))
    return Decided(names, undecided, tuple(sorted(errors, key=lambda error: error.row)))


def kept_decisions(path: Path) -> Names:
    """The decisions kept in the file at `path`, none where there is no file yet."""
    return read_decisions(path, lambda id: True).names if path.exists() else {}


def keep_decisions(path: Path, decided: Names) -> int:
    """Add to the file at `path`; of two decisions on one name the new one holds. Returns how many are new or changed.

    The file is replaced as a whole: it is never there half.
    """
    before = kept_decisions(path)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for (country, name), id in sorted({**before, **decided}.items()):
        writer.writerow((country, defused(name), id or NOBODY))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_output(path, out.getvalue())
    return sum(before.get(key) != id for key, id in decided.items())
