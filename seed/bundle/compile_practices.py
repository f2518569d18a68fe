"""Practices: what single towns did, each a solution of kind `practice` with its town.

What the source proves of the town is the status of its use: `in-use` or `origin` where it did it, one of HONOURS where
no more is told than a label, a nomination or the like, `planned`, `ended`, `lesson`. It is told by the year, where that
lies after the date of the source (planned), or by `seed/curation/practices.csv`, by a practice's id or name. Which of
HONOURS a practice is that was judged to be a `label`, its own words say: by the first expression of
`seed/curation/honours.csv` that is found in its name or its English sentence.
What German readers call it stands in `seed/curation/practice_names_de.csv`; what the collection tells them less of than
others, in `seed/curation/practice_texts_de.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from graph.errors import PeerpolisError
from graph.model import HONOURS
from seed.files.table import Row

#: What a source can prove: that the town did it, bears a label or the like, plans it, has ended it, or can warn of it.
STRENGTHS = frozenset({"did", "planned", "ended", "lesson"}) | HONOURS


#: When the pages were read that bear no visible date: the collected facts (their READMEs say so) and ours then give
#: the day of reading.
READ_ON = frozenset({"2026-11-29", "2026-11-30", "2026-12-01"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: The days of all collections, of practices and of uses: who reads them as years of what was done is misled.
SEEN_ON = READ_ON | {"2026-11-23"}


def with_their_doers(rows: Iterable[Row], doers: Iterable[Row]) -> list[Row]:
    """The practices, each of the body that did it (`seed/curation/practice_doers.csv`): some were read as done by the
    town in which they stand. Without a body instead, one is left out: another row tells of the same undertaking.

    Raises PeerpolisError for a doer of no practice.
    """
    others = {row["practice"]: row["municipality"] for row in doers}
    rows = list(rows)
    _must_be_among(others, rows, "practice_doers.csv")
    told = [{**row, "municipality": others.get(row["id"], row["municipality"])} for row in rows]
    return [row for row in told if row["municipality"]]


def with_german_texts(rows: Iterable[Row], texts: Iterable[Row]) -> list[Row]:
    """The practices with the German sentence of `seed/curation/practice_texts_de.csv`, which tells all that the English
    one tells, where the collection's left a part of it out.

    Raises PeerpolisError for a text of no practice.
    """
    german = {row["practice"]: row["text_de"] for row in texts}
    rows = list(rows)
    _must_be_among(german, rows, "practice_texts_de.csv")
    return [{**row, "summary_de": german.get(row["id"], row["summary_de"])} for row in rows]


def _must_be_among(practices: Iterable[str], rows: Iterable[Row], table: str) -> None:
    for practice in sorted(set(practices) - {row["id"] for row in rows}):
        raise PeerpolisError(f"seed/curation/{table}: {practice!r} fits no practice")


def said_as_of(row: Row) -> str:
    """As of when a practice is: the date of its source; of a page without one, the year that it tells, or that of a
    later result which it tells as well, and only where it tells none, the day on which it was read."""
    if row["as_of"] not in READ_ON or not row["year"]:
        return row["as_of"]
    told = (row["year"], *_YEAR.findall(row["summary_en"]))
    return max((year for year in told if year[:4] <= row["as_of"][:4]), default=row["as_of"])


class Practices:
    """The rows of the practices, what was judged of them (`practice`, `strength`, `into`, `why`), what German readers
    call them (`id`, `name_de`), and the expressions by which honours are told apart (`strength`, `words`, `why`).

    Raises PeerpolisError for a judgement of an unknown strength, and for one, or a German name, that fits no row, or an
    expression by which none is told.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        judged: Iterable[Row],
        german: Iterable[Row] = (),
        honours: Iterable[Row] = (),
    ) -> None:
        self._rows = sorted(rows, key=lambda row: row["id"])
        self._judged = {row["practice"]: row for row in judged}
        known = {key for row in self._rows for key in (row["id"], row["name"])}
        for practice, judgement in self._judged.items():
            if judgement["strength"] not in STRENGTHS or practice not in known:
                raise PeerpolisError(
                    f"seed/curation/practices.csv: {practice!r}, {judgement['strength']!r} fits no practice"
                )
        self._german = {row["id"]: row["name_de"] for row in german}
        self._honours = [(row["strength"], re.compile(row["words"])) for row in honours]
        told = {self._honour(row) for row in self._rows if self._judgement(row).get("strength") == "label"}
        for honour in self._honours:
            if honour not in told or honour[0] not in HONOURS:
                raise PeerpolisError(f"seed/curation/honours.csv: {honour[1].pattern!r}, {honour[0]!r} tells of none")
        ids = {self._into(row) or row["id"] for row in self._rows}
        for practice in self._german.keys() - ids:
            raise PeerpolisError(f"seed/curation/practice_names_de.csv: {practice!r} fits no practice")

    def strength(self, row: Row) -> str:
        """What the source proves of the town."""
        judgement = self._judgement(row)
        if judgement:
            honour = self._honour(row) if judgement["strength"] == "label" else None
            return honour[0] if honour else judgement["strength"]
        return "planned" if row["year"][:4] > row["as_of"][:4] else "did"

    def solutions(self) -> list[Row]:
        """The practices as rows of solutions, ordered by id; those that are one practice of many towns once."""
        found: dict[str, Row] = {}
        for row in self._rows:
            into = self._into(row)
            if into.startswith("sol:") or into in found:
                continue  # the solution is there already
            shared = {"id": into, "url": ""} if into else {}
            found[into or row["id"]] = {**row, **shared, "kind": "practice", "languages": "", "as_of": said_as_of(row)}
        return [found[id] for id in sorted(found)]

    def in_german(self, practice: Row) -> Row:
        """The practice, a row of `solutions`, with its German name; empty where that is the English one, too.

        Raises PeerpolisError for one without.
        """
        name = self._german.get(practice["id"], "")
        if not name:
            raise PeerpolisError(f"{practice['id']}: no German name in seed/curation/practice_names_de.csv")
        return {**practice, "name_de": name if name != practice["name"] else ""}

    def uses(self) -> list[Row]:
        """Who did what, as rows of uses: with the status that the strength of the proof gives."""
        return [
            {
                "solution": self._into(row) or row["id"],
                "municipality": row["municipality"],
                "country": row["country"],
                "status": self._status(row),
                "since": row["year"],
                "source": row["source"],
                "as_of": said_as_of(row),
            }
            for row in self._rows
        ]

    def _honour(self, row: Row) -> tuple[str, re.Pattern[str]] | None:
        """The first expression that is found in the practice's name or sentence, with what it tells of."""
        words = f"{row['name']}: {row['summary_en']}"
        return next((honour for honour in self._honours if honour[1].search(words)), None)

    def _judgement(self, row: Row) -> Mapping[str, str]:
        return self._judged.get(row["id"]) or self._judged.get(row["name"]) or {}

    def _into(self, row: Row) -> str:
        """The solution that the row is a use of, where that is not a practice of its town alone; else empty."""
        return self._judgement(row).get("into", "")

    def _status(self, row: Row) -> str:
        strength = self.strength(row)
        if strength == "did":
            return "origin" if row["role"] == "origin" and not self._into(row) else "in-use"
        return strength
