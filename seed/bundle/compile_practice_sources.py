"""Better sources of practices: some were read in mirrors, copies and machines' translations that nobody should cite.

`seed/curation/practice_sources.csv` says of an address, or of all that begin with one that ends in `/`, what is cited
`instead`, for one `practice` or for all: another page that was read for it (with its date, and the year that it tells),
or, where both end in `/`, the same path with the publisher. Nothing instead means that the address is left out, and
with it the practice where it had no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.errors import PeerpolisError
from seed.files.table import Row

#: What stands between two addresses of one source.
_BETWEEN = " ; "


def with_better_sources(rows: Iterable[Row], better: Iterable[Row]) -> list[Row]:
    """The practices as their better sources have them, without those that no citable source bears out.

    Raises PeerpolisError for a row of the table that fits no practice.
    """
    better = sorted(better, key=lambda row: not row["practice"])  # what is said of one practice comes first
    used: set[int] = set()
    kept = [found for row in rows for found in _bettered(row, better, used)]
    for at, row in enumerate(better):
        if at not in used:
            raise PeerpolisError(
                f"seed/curation/practice_sources.csv: {row['source']!r}, {row['practice']!r} fits no practice"
            )
    return kept


def _bettered(row: Row, better: list[Row], used: set[int]) -> Iterator[Row]:
    cited: list[str] = []
    said = dict(row)
    for address in row["source"].split(_BETWEEN):
        at = next((at for at, rule in enumerate(better) if _fits(rule, row, address)), None)
        if at is None:
            cited.append(address)
            continue
        used.add(at)
        rule = better[at]
        instead = rule["instead"]
        if instead.endswith("/") and rule["source"].endswith("/"):
            instead += address.removeprefix(rule["source"])
        if instead:
            cited.append(instead)
        if said["url"] == address:
            said["url"] = instead.split(_BETWEEN)[0]
        said |= {column: rule[column] for column in ("as_of", "year") if rule[column]}
    if cited:
        yield {**said, "source": _BETWEEN.join(cited)}


def _fits(rule: Row, row: Row, address: str) -> bool:
    begins = address.startswith(rule["source"]) if rule["source"].endswith("/") else address == rule["source"]
    return begins and rule["practice"] in ("", row["id"])
