"""What calls and programmes pay for: as read for each (`seed/curation/pays.csv`), or as their kind of action tells."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from graph.errors import PeerpolisError
from graph.model import PAYS
from seed.bundle.compile_sources import public
from seed.files.table import Row
from seed.paying import paid_by_action


class Pays:
    """The rows of `pays.csv`: `subject` is a call or programme, `pays` kinds of money or help (`graph.model.PAYS`),
    `rests_on` what our facts or a page say, `source` that page where it is none of the call's own.

    Raises PeerpolisError for a kind that there is not, and for what rests on nothing.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[str, Row] = {}
        for row in rows:
            wrong = set(row["pays"].split(";")) - set(PAYS)
            if wrong or not row["rests_on"] or row["subject"] in self._rows:
                raise PeerpolisError(f"seed/curation/pays.csv: {row['subject']}: {row['pays']!r} cannot be taken")
            self._rows[row["subject"]] = row

    def of(self, subject: str, action: str = "") -> Row:
        """The columns `pays` and `pays_source` of a call or programme, empty for what nobody tells."""
        row = self._rows.get(subject)
        if row is None:
            return {"pays": "|".join(paid_by_action(action)), "pays_source": ""}
        return {"pays": row["pays"].replace(";", "|"), "pays_source": public(row["source"])}

    def check(self, known: Collection[str]) -> None:
        """Raise PeerpolisError for a row on a call or programme that the bundle does not have."""
        if unknown := sorted(self._rows.keys() - set(known)):
            raise PeerpolisError(f"seed/curation/pays.csv: no such call or programme: {', '.join(unknown)}")
