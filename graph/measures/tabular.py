"""Networks and tables for programs of statistics: Parquet, and Data Packages that say what each column is.

A Data Package (https://datapackage.org, version 1) is a ZIP file with `datapackage.json`, `nodes.csv` and `ties.csv`:
the types of the columns, which of them name nodes, what is an unknown value, and what the data were made from. Parquet
needs the extra `parquet` (pyarrow). Both are deterministic.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from graph.errors import PeerpolisError
from graph.measures.drawn import Drawn, Tie
from graph.said import said

if TYPE_CHECKING:
    import pyarrow

#: What is known of a node, as columns: their types, and what they say. Measures come after them.
_NODES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "id": ("string", "The id of the town or network."),
        "type": ("string", "Municipality or Network."),
        "name": ("string", "Its name."),
        "country": ("string", "ISO 3166-1 alpha-2."),
        "kind": ("string", "What sort of body, or of network, it is."),
        "region": ("string", "The region that it lies in."),
        "lat": ("number", "Degrees north, WGS 84."),
        "lon": ("number", "Degrees east, WGS 84."),
        "population": ("integer", "Inhabitants."),
        "admission": ("string", "How one gets into the network."),
        "since": ("string", "When the network began: a year, month or day (ISO 8601)."),
        "until": ("string", "When it ended."),
    }
)
_TIES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "source": ("string", "The id of the one node."),
        "target": ("string", "The id of the other node; of a membership, the network."),
        "weight": ("number", "The weight of the tie; none of a membership."),
        "since": ("string", "From when on: a year, month or day (ISO 8601)."),
        "until": ("string", "Until when; unknown where it goes on."),
        "shared": ("integer", "In how many networks both are; of networks, how many towns they have in common."),
        "expected": ("number", "How many networks the two share by chance (bipartite configuration model)."),
        "z": ("number", "By how many standard deviations they share more."),
        "p": ("number", "How likely at least as many as they share are by chance."),
    }
)
#: The day that stands at the files in a package: ZIP knows none before, and the day of writing would change the bytes.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def to_data_package(drawn: Drawn, about: Mapping[str, Any] | None = None) -> bytes:
    """The network as a Data Package; `about` is what it was made from (`graph.measures.export`, and what made it), with
    its sources and licences in the descriptor. Nodes without a tie are in `nodes.csv`; an empty cell is unknown."""
    measures = dict.fromkeys(drawn.measures, ("number", "A measure of the network (graph.measures)."))
    columns = {**_NODES, **measures}
    nodes = [{"id": id, **known} for id, known in drawn.nodes()]
    ties = [{name: getattr(tie, name) for name in _TIES} for tie in drawn.ties()]
    descriptor = json.dumps(_descriptor(drawn, columns, about or {}), ensure_ascii=False, indent=1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("datapackage.json", descriptor + "\n"),
            ("nodes.csv", _csv(nodes, tuple(columns))),
            ("ties.csv", _csv(ties, tuple(_TIES))),
        ):
            package.writestr(zipfile.ZipInfo(name, _NO_DAY), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def to_parquet(rows: Sequence[Any], row_type: type[Any] | None = None, about: Mapping[str, Any] | None = None) -> bytes:
    """The rows (dataclasses of one type) as Parquet, null for unknown; `about` stands in the file under `peerpolis`, as
    JSON. Without rows there are columns only if `row_type` is given. Raises PeerpolisError without pyarrow."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise PeerpolisError(
            said('Parquet needs pyarrow, which is not installed: pip install "peerpolis[parquet]"')
        ) from error
    kind = row_type or (type(rows[0]) if rows else None)
    hints = {} if kind is None else get_type_hints(kind)
    names = [] if kind is None else [f.name for f in fields(kind)]
    schema = pyarrow.schema([(name, _arrow(pyarrow, hints[name])) for name in names])
    data = {name: [getattr(row, name) for row in rows] for name in names}
    described = {"peerpolis": json.dumps(dict(about or {}), ensure_ascii=False)}
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(data, schema=schema).replace_schema_metadata(described), out)
    return out.getvalue()


def ties_as_parquet(drawn: Drawn, about: Mapping[str, Any] | None = None) -> bytes:
    """The ties as `graph.measures.files.to_edge_list` has them, as Parquet; a node without a tie has no target."""
    rows = list(drawn.ties())
    tied = {end for tie in rows for end in (tie.source, tie.target)}
    alone = [Tie(id, str(known["name"]), "", "", None, None, None) for id, known in drawn.nodes() if id not in tied]
    return to_parquet([*rows, *alone], Tie, about)


def _descriptor(drawn: Drawn, columns: Mapping[str, tuple[str, str]], about: Mapping[str, Any]) -> dict[str, Any]:
    licences, own = about.get("licences", ()), {k: v for k, v in about.items() if k not in ("licences", "sources")}
    found: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": f"peerpolis-{drawn.snapshot.digest[:12]}",
        "title": "Co-membership network of European municipalities (Peerpolis)",
        "peerpolis": {"digest": drawn.snapshot.digest, **own},
        "resources": [
            _resource("nodes", columns, key="id"),
            _resource(
                "ties",
                _TIES,
                foreign=[
                    {"fields": end, "reference": {"resource": "nodes", "fields": "id"}} for end in ("source", "target")
                ],
            ),
        ],
    }
    if licences:
        found["sources"] = [
            {name: row[key] for name, key in (("title", "title"), ("path", "url")) if row.get(key)} for row in licences
        ]
        names = dict.fromkeys(str(row["licence"]) for row in licences if row.get("licence"))
        found["licenses"] = [{"name": re.sub(r"[^-a-zA-Z0-9._]+", "-", name), "title": name} for name in names]
    return found


def _resource(
    name: str, columns: Mapping[str, tuple[str, str]], *, key: str | None = None, foreign: Sequence[Any] = ()
) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": column,
                "type": type,
                "description": told,
                **({"constraints": {"required": True}} if column in ("id", "source", "target") else {}),
            }
            for column, (type, told) in columns.items()
        ],
        "missingValues": [""],
    }
    if key is not None:
        schema["primaryKey"] = key
    if foreign:
        schema["foreignKeys"] = list(foreign)
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _arrow(arrow: Any, hint: Any) -> pyarrow.DataType:
    """The type of a column whose values are annotated so; unions are of one type and None."""
    kinds = [kind for kind in (get_args(hint) or (hint,)) if kind is not type(None)]
    if get_origin(hint) is tuple:
        return arrow.list_(arrow.string())
    plain = {int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    return plain.get(kinds[0], arrow.string())
