"""Results as files that can be cited: a plain table, or one JSON document with everything needed to repeat it.

A CSV file has the table only, without comment lines, so that every reader opens it; what it was made from goes into a
second file beside it, `<name>.csv-metadata.json` (the name that W3C's *CSV on the Web* looks for). Networks as
files are in `graph.measures.files`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from pathlib import PurePath
from typing import Any

from graph.measures.report import Report
from graph.outputs import defused


def to_csv(rows: Sequence[Any], row_type: type[Any] | None = None, *, for_spreadsheets: bool = False) -> str:
    """The rows (dataclasses of one type) as CSV: a header, commas, decimal points, CRLF, an empty cell for unknown.

    The text is to be written as UTF-8, with `newline=""`. A report that people open in a spreadsheet is made
    `for_spreadsheets`: no text in it is taken for a formula; data for researchers keep every letter.

    An empty sequence gives the header alone if `row_type` is
    given, else nothing.
    """
    kind = row_type or (type(rows[0]) if rows else None)
    if kind is None:
        return ""
    names = [f.name for f in fields(kind)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    cells = ([_cell(getattr(row, name)) for name in names] for row in rows)
    writer.writerows([_safe(cell) for cell in row] if for_spreadsheets else row for row in cells)
    return out.getvalue()


def to_json(report: Report[Any], more: Mapping[str, Any] | None = None) -> str:
    """The report as a JSON document: question, summary, digest, as_of, parameters and rows; null for unknown.

    `more` stands before the rows: what made the report, if whoever made it tells.
    """
    rows = [{f.name: getattr(row, f.name) for f in fields(row)} for row in report.rows]
    return json.dumps({**described(report), **(more or {}), "rows": rows}, ensure_ascii=False, indent=1)


def csv_metadata(report: Report[Any], file: str, more: Mapping[str, Any] | None = None) -> str:
    """What the file was made from, as JSON for `<file>-metadata.json`; of a CSV file also its columns.

    `more` is what else is known of how it was made.
    """
    names = [f.name for f in fields(report.rows[0])] if report.rows and is_dataclass(report.rows[0]) else []
    about: dict[str, Any] = {"@context": "http://www.w3.org/ns/csvw", "url": file}
    if PurePath(file).suffix == ".csv" and "columns" not in (more or {}):
        about["tableSchema"] = {"columns": [{"titles": name} for name in names]}
    return json.dumps({**about, "dc:description": {**described(report), **(more or {})}}, ensure_ascii=False, indent=1)


def described(report: Report[Any]) -> Mapping[str, Any]:
    """What the report was made from: question, summary, digest, day, parameters, notes and sources."""
    return {
        "question": report.question,
        "summary": report.summary,
        "digest": report.digest,
        "as_of": report.as_of,
        "parameters": dict(report.parameters),
        "notes": list(report.notes),
        "sources": [asdict(source) for source in report.sources],
    }


def _cell(value: object) -> object:
    if value is None:
        return ""
    return "|".join(map(str, value)) if isinstance(value, tuple) else value


def _safe(cell: object) -> object:
    return defused(cell) if isinstance(cell, str) else cell
