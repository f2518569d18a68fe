"""The tables of the bundle: their columns, and CSV in and out (UTF-8, one line feed a row)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = dict[str, str]

#: The columns of each compiled table, in their order. `seed.bundle.package` says what they hold.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "networks": (
        *("id", "name", "name_de", "kind", "start", "end", "umbrella", "admission", "countries", "regions"),
        *("population_min", "population_max", "one_per_country", "takes", "joining_en", "joining_de", "joining_source"),
        *("url", "summary_en", "summary_de", "source", "as_of"),
    ),
    "memberships": ("network", "town", "listed_as", "role", "since", "until", "source", "as_of"),
    "solutions": (
        *("id", "name", "name_de", "kind", "owner", "owner_country", "licence", "languages", "url", "repository"),
        *("since", "summary_en", "summary_de", "source", "as_of"),
    ),
    "uses": ("solution", "town", "listed_as", "status", "since", "until", "source", "as_of"),
    "programmes": (
        *("id", "name", "name_de", "names", "period", "managing_body", "managing_body_de", "url", "regulation"),
        *("what_for_en", "what_for_de", "area", "area_source", "pays", "pays_source", "source"),
    ),
    "funded_by": ("network", "programme", "source", "as_of"),
    "calls": (
        *("id", "title_en", "title_de", "official_title", "programme", "part_of", "action_type", "status_2026_08"),
        *("opening_date", "deadline", "deadline_2", "grant_min_eur", "grant_max_eur", "expected_grants"),
        *("who_may_apply", "who_may_apply_de", "local_authorities", "relevance", "pays", "pays_source"),
        *("url", "source", "as_of"),
    ),
    "clauses": ("id", "subject", "clause", "kind", "operator", "value", "quote", "source"),
    "addresses": ("subject", "topic", "weight"),
    "bodies": (
        *("id", "name", "country", "kind", "names", "lau", "nuts3", "degurba", "population", "population_source"),
        *("lat", "lon", "place", "place_basis", "region"),
    ),
    "counties_unions": (
        *("id", "name", "names", "country", "kind", "nuts3", "population", "population_year", "population_source"),
        *("lat", "lon", "place_basis", "region", "source", "as_of"),
    ),
    "strategies": (
        *("id", "name", "name_de", "kind", "issuer", "issuer_de", "issued", "countries", "url"),
        *("summary_en", "summary_de"),
        *("source", "as_of"),
    ),
    "formats": (
        *("id", "name", "name_de", "group_size", "group_size_de", "duration", "duration_de", "rhythm", "rhythm_de"),
        *("steps_en", "steps_de", "source", "as_of"),
    ),
    "twinnings": ("town", "twin", "since", "source", "as_of"),
    "websites": ("town", "url", "source", "as_of"),
    "unresolved": ("name", "country", "rows", "why"),
}


def read_table(path: Path) -> list[Row]:
    """All rows of a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_table(path: Path, name: str, rows: Iterable[Mapping[str, str]]) -> int:
    """Write the columns of table `name`; keys that are no column are left out, missing ones stay empty."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS[name], restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            count += 1
    return count
