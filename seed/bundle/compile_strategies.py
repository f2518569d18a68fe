"""Strategies and formats of exchange as collected → rows of the bundle."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.errors import PeerpolisError
from graph.model import STRATEGY_KINDS
from seed.files.table import Row

#: What the collection notes on itself: what it did not find, and where a name is from.
_NOTED = re.compile(r"^unknown.*|;? ?(later )?(number|rhythm) unknown|; (the name|der Name) MIMs Plus .*?(?=\.?$)")

#: The same among the steps of a format: a step of a plan is something to do.
_UNSEEN_STEPS = re.compile(
    r"; (steps|Schritte) (unknown|unbekannt)$|; steps and sizes not .*$|; Schritte und Größen nicht .*$"
    r"|; further steps not .*$|; weitere Schritte nennt .*$| \((name not seen|Name nicht gelesen)\)"
)


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


def formats(rows: Iterable[Row], german: Iterable[Row]) -> list[Row]:
    """The formats, ordered by id, with the German of who takes part, how long and how often (`german`); what the
    source does not tell is empty.

    Raises PeerpolisError where the German says what the English does not, or nothing where it does, or fits no format.
    """
    written = {row["id"]: row for row in german}
    found = [_format(row, written.pop(f"format:{row['id']}", {})) for row in rows]
    for id in written:
        raise PeerpolisError(f"seed/curation/formats_de.csv: {id!r} fits no format")
    return sorted(found, key=lambda row: row["id"])


def _format(row: Row, german: Row) -> Row:
    known: dict[str, str] = {}
    for column in ("group_size", "duration", "rhythm"):
        known[column] = _NOTED.sub("", row[column])
        known[f"{column}_de"] = german.get(f"{column}_de", "")
        if bool(known[column]) != bool(known[f"{column}_de"]):
            raise PeerpolisError(f"format:{row['id']}: {column} is not said in both languages (formats_de.csv)")
    steps = {column: _UNSEEN_STEPS.sub("", row[column]) for column in ("steps_en", "steps_de")}
    name_de = row["name_de"] if row["name_de"] != row["name_en"] else ""
    return {**row, **known, **steps, "id": f"format:{row['id']}", "name": row["name_en"], "name_de": name_de}
