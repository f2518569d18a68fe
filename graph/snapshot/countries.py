"""Which countries the towns of a snapshot are of."""

from __future__ import annotations

from collections.abc import Iterable

from graph.errors import InvalidRecord
from graph.said import said
from graph.snapshot.frozen import Snapshot


def must_be_known(snapshot: Snapshot, countries: Iterable[str | None]) -> None:
    """Raises InvalidRecord, which names those that are known, for a country (ISO) of which the snapshot has no town."""
    known = frozenset(filter(None, snapshot.municipalities.category("country").values))
    for country in countries:
        if country and country not in known:
            why = said(
                "No town of {country} is known here. Known are: {known}.", country=country, known=tuple(sorted(known))
            )
            raise InvalidRecord(why)
