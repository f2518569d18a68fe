"""The Data Package descriptor of the bundle (`seed/data/datapackage.json`): what each table and column holds.

Frictionless Data Package, version 1 (https://specs.frictionlessdata.io/data-package/).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graph.model import ADMISSIONS, NETWORK_KINDS, SOLUTION_KINDS, STRATEGY_KINDS
from seed.bundle.curated import BODY_KINDS, WIDE_KINDS
from seed.files.table import COLUMNS, read_table

TITLES: Mapping[str, str] = {
    "topics": "Topics of the controlled vocabulary, with labels and synonyms in ten languages",
    "everyday_words": "Everyday words for topics in fifteen languages",
    "networks": "Associations, networks, initiatives, projects and tandems that municipalities take part in",
    "memberships": "Who takes part in which network, as one source states it",
    "solutions": "Digital solutions that municipalities use",
    "uses": "Who uses which solution, as one source states it",
    "programmes": "Funding programmes",
    "funded_by": "Which programme pays which network",
    "calls": "Calls for proposals and standing offers, as of August and November 2026",
    "clauses": "Rules of calls and programmes, with the words they rest on",
    "addresses": "What networks, solutions, calls and programmes are about, judged by us",
    "bodies": "Municipalities, counties, unions and boroughs that the register of places does not hold",
    "counties_unions": "Counties and unions of municipalities that can ask and be asked, as public lists name them",
    "german_names": "What German speakers call towns of the register that it gives another name",
    "strategies": "Laws, strategies, charters, declarations and publications that speak to towns",
    "formats": "Ways in which towns have learnt from each other, step by step",
    "twinnings": "Who is twinned with whom, as one source states it (packed with xz)",
    "websites": "Public pages of municipalities, counties and unions (packed with xz)",
    "unresolved": "Statements left out because nobody could tell their town",
}
_KEYS: Mapping[str, tuple[str, ...]] = {
    "everyday_words": ("topic",),
    "memberships": ("network", "town", "source"),
    "uses": ("solution", "town", "source"),
    "funded_by": ("network", "programme"),
    "addresses": ("subject", "topic"),
    "twinnings": ("town", "twin", "source"),
    "websites": ("town",),
    "unresolved": ("name", "country"),
}
_FOREIGN: Mapping[str, Mapping[str, str]] = {
    "topics": {"broader": ""},
    "everyday_words": {"topic": "topics"},
    "networks": {"umbrella": ""},
    "memberships": {"network": "networks"},
    "uses": {"solution": "solutions"},
    "funded_by": {"network": "networks", "programme": "programmes"},
    "calls": {"programme": "programmes", "part_of": "programmes"},
    "addresses": {"topic": "topics"},
}
_NUMBERS: Mapping[str, str] = {
    **dict.fromkeys(("weight", "lat", "lon", "grant_min_eur", "grant_max_eur"), "number"),
    **dict.fromkeys(
        (
            "population",
            "population_min",
            "population_max",
            "expected_grants",
            "relevance",
            "rows",
            "degurba",
            "population_year",
        ),
        "integer",
    ),
}
_DATES = frozenset({"issued", "start", "end", "since", "until", "as_of", "deadline", "deadline_2", "opening_date"})
_DATE_PATTERN = r"\d{4}(-\d{2}(-\d{2})?)?"
_REQUIRED = frozenset({"id", "source", "name", "label_de", "label_en", "town", "kind", "country"})
_ENUMS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("networks", "kind"): NETWORK_KINDS,
    ("networks", "admission"): ADMISSIONS,
    ("networks", "one_per_country"): ("yes",),
    ("solutions", "kind"): SOLUTION_KINDS,
    ("bodies", "kind"): BODY_KINDS,
    ("counties_unions", "kind"): WIDE_KINDS,
    ("strategies", "kind"): STRATEGY_KINDS,
    ("memberships", "role"): ("lead", "partner", "member", "lighthouse", "fellow", "twin", "associated"),
    ("uses", "status"): (
        *("in-use", "pilot", "planned", "origin", "ended", "lesson"),
        *("label", "nominated", "supported", "joined", "plan", "studied"),
    ),
}
_LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
#: Tables that are under another licence than the whole.
_LICENCES: Mapping[str, Mapping[str, str]] = {
    "websites": {"name": "CC-BY-SA-4.0", "path": "https://creativecommons.org/licenses/by-sa/4.0/"},
}


def describe(folder: Path) -> None:
    """Write `datapackage.json` for the tables in `folder`."""
    resources = [_resource(folder, table) for table in TITLES if _file(folder, table).exists()]
    package = {
        "profile": "tabular-data-package",
        "name": "peerpolis-bundle",
        "title": "Peerpolis: municipal networks, solutions and calls in Europe",
        "licenses": [_LICENCE],
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def _file(folder: Path, table: str) -> Path:
    """Where the table lies; what is large is packed."""
    packed = folder / f"{table}.csv.xz"
    return packed if packed.exists() else folder / f"{table}.csv"


def _resource(folder: Path, table: str) -> dict[str, Any]:
    columns = COLUMNS.get(table) or tuple(read_table(folder / f"{table}.csv")[0])
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in columns],
        "missingValues": [""],
        "primaryKey": list(_KEYS.get(table, ("id",))),
    }
    if table in _FOREIGN:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
            for column, other in _FOREIGN[table].items()
        ]
    file = _file(folder, table)
    return {
        "name": table.replace("_", "-"),
        **({"licenses": [_LICENCES[table]]} if table in _LICENCES else {}),
        "path": file.name,
        "title": TITLES[table],
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        **({"compression": "xz"} if file.suffix == ".xz" else {}),
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(table: str, column: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column, "type": _NUMBERS.get(column, "string")}
    constraints: dict[str, Any] = {}
    if column in _REQUIRED or column in _KEYS.get(table, ()):
        constraints["required"] = True
    if column in _DATES:
        constraints["pattern"] = _DATE_PATTERN
    if (table, column) in _ENUMS:
        constraints["enum"] = list(_ENUMS[table, column])
    if constraints:
        field["constraints"] = constraints
    return field
