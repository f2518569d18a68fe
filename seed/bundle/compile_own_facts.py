"""What we read ourselves beside the collected facts: rows under the names of its tables, in their columns.

They stand in `seed/curation/facts/`, so that the collection stays as its collectors left it. A row of ours is a new
one: what is wrong in the collection is put right where its other corrections stand, and not by a second row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping

from graph.errors import PeerpolisError
from seed.files.table import Row

#: What a row of each table is known by.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "networks": ("id",),
    "memberships": ("network", "municipality", "country", "source"),
    "practices": ("id",),
    "programmes": ("id",),
    "calls": ("id",),
    "call_clauses": ("call", "clause"),
}


def add(facts: MutableMapping[str, list[Row]], own: Mapping[str, Iterable[Row]]) -> None:
    """Add our rows to the tables of the collection. Raises PeerpolisError for a table or column that it does not have,
    for a row without a source, and for one that is there already."""
    for name, rows in own.items():
        if name not in _KEYS:
            raise PeerpolisError(f"seed/curation/facts/{name}.csv: no table of facts has that name")
        known = {_key(name, row) for row in facts[name]}
        for row in rows:
            key = _key(name, row)
            if facts[name] and row.keys() != facts[name][0].keys():
                raise PeerpolisError(f"seed/curation/facts/{name}.csv: the columns are not those of the facts")
            if not row["source"]:
                raise PeerpolisError(f"seed/curation/facts/{name}.csv: {', '.join(key)} has no source")
            if key in known:
                raise PeerpolisError(f"seed/curation/facts/{name}.csv: {', '.join(key)} is there already")
            known.add(key)
            facts[name].append(row)


def _key(name: str, row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in _KEYS[name])
