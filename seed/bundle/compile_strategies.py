"""Strategies and formats of exchange as collected → rows of the bundle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from graph.errors import PeerpolisError
from graph.model import STRATEGY_KINDS
from seed.files.table import Row

#: What the collection notes on itself: what it did not find, and where a name is from.
_NOTED = re.compile(r"^unknown.*|;? ?(later )?(number|rhythm) unknown|; (the name|der Name) MIMs Plus .*?(?=\.?$)")


def strategies(rows: Iterable[Row], reach: Iterable[Row]) -> list[Row]:
    """The strategies, ordered by id, with the `countries` that they speak to, as judged for each (`reach`), and
    the German of who issued them, and of their names where that of the collection says something else.

    Raises PeerpolisError for one of an unknown kind, or one that nobody has judged.
    """
    judged = {row["strategy"]: row for row in reach}
    found = []
    for row in rows:
        if row["kind"] not in STRATEGY_KINDS:
            raise PeerpolisError(f"{row['id']}: {row['kind']!r} is no kind of strategy")
        if row["id"] not in judged:
            raise PeerpolisError(f"{row['id']}: no row in seed/curation/strategies.csv says to whose towns it speaks")
        found.append(
            {
                **row,
                "id": f"strat:{row['id']}",
                "name": row["name_en"],
                "name_de": judged[row["id"]]["name_de"] or (row["name_de"] if row["name_de"] != row["name_en"] else ""),
                "issued": row["year"],
                "issuer_de": judged[row["id"]]["issuer_de"],
                "countries": judged[row["id"]]["countries"],
                "summary_en": _NOTED.sub("", row["summary_en"]),
                "summary_de": _NOTED.sub("", row["summary_de"]),
            }
        )
    return sorted(found, key=lambda row: row["id"])


def formats(rows: Iterable[Row]) -> list[Row]:
    """The formats, ordered by id; what the source does not tell is empty."""
    return sorted((_format(row) for row in rows), key=lambda row: row["id"])


def _format(row: Row) -> Row:
    known: Mapping[str, str] = {column: _NOTED.sub("", row[column]) for column in ("group_size", "duration", "rhythm")}
    german = row["name_de"] if row["name_de"] != row["name_en"] else ""
    return {**row, **known, "id": f"format:{row['id']}", "name": row["name_en"], "name_de": german}
