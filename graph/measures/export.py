"""Results as files that can be cited: a plain table, or one JSON document with everything needed to repeat it.

A CSV file has the table only, without comment lines, so that every reader opens it; what it was made from goes into a
second file beside it, `<name>.csv-metadata.json` (the name that W3C's *CSV on the Web* looks for).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from typing import Any

import numpy as np

from graph.measures.projection import Projection
from graph.measures.report import Report
from graph.model import Municipality
from graph.outputs import defused
from graph.snapshot.frozen import Snapshot


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


def to_json(report: Report[Any]) -> str:
    """The report as a JSON document: question, summary, digest, as_of, parameters and rows; null for unknown."""
    return json.dumps(
        {**_about(report), "rows": [{f.name: getattr(row, f.name) for f in fields(row)} for row in report.rows]},
        ensure_ascii=False,
        indent=1,
    )


def csv_metadata(report: Report[Any], file: str) -> str:
    """What the CSV file called `file` was made from, as JSON for `<file>-metadata.json`."""
    names = [f.name for f in fields(report.rows[0])] if report.rows and is_dataclass(report.rows[0]) else []
    schema = {"columns": [{"titles": name} for name in names]}
    about = {"@context": "http://www.w3.org/ns/csvw", "url": file, "tableSchema": schema}
    return json.dumps({**about, "dc:description": _about(report)}, ensure_ascii=False, indent=1)


def to_graphml(snapshot: Snapshot, projection: Projection) -> str:
    """The ties between towns as GraphML, which Gephi, Cytoscape, igraph and networkx read; isolated towns stay.

    Nodes carry name, country, kind, and lat, lon and population where known; edges carry the weight. (There is no
    GEXF: its writer stamps the day into the file, and the same network would not give the same file.)
    """
    import networkx as nx

    table = snapshot.municipalities
    graph = nx.Graph(digest=snapshot.digest)
    for index in projection.towns.tolist():
        town = table.record(index)
        assert isinstance(town, Municipality)
        population = snapshot.population[index]
        about: dict[str, str | float | None] = {
            "name": town.name,
            "country": town.country,
            "kind": town.kind,
            "lat": town.lat,
            "lon": town.lon,
        }
        about["population"] = None if np.isnan(population) else int(population)
        graph.add_node(town.id, **{key: value for key, value in about.items() if value is not None})
    ties = projection.matrix.tocoo()
    for row, column, weight in zip(ties.row.tolist(), ties.col.tolist(), ties.data.tolist(), strict=True):
        if row < column:
            ends = table.ids[projection.towns[row]], table.ids[projection.towns[column]]
            graph.add_edge(*ends, weight=weight)
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def _about(report: Report[Any]) -> Mapping[str, Any]:
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
