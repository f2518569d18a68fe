"""Tables of the bundle that are packed, for their size: who is twinned with whom, and the web sites of municipalities.

They come beside the curated tables, each a reading of its own: `websites.csv.xz` is under another licence (CC BY-SA
4.0), and neither is for training or testing a ranking, which reads `seed.bundle.curated` alone.
"""

from __future__ import annotations

import csv
import io
import lzma
from collections.abc import Callable, Iterable, Iterator, Set
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from graph.errors import InvalidRecord, RowError
from graph.model import Batch, Fact, Relation
from graph.said import said, said_many
from seed.files.table import COLUMNS, Row
from seed.reading import Reading

TWINNINGS, WEBSITES = "twinnings", "websites"


def pack(path: Path, table: str, rows: Iterable[Row]) -> int:
    """Write the rows of the table, packed; the same rows give the same bytes. Returns how many they are."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS[table], restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    listed = list(rows)
    writer.writerows(listed)
    path.write_bytes(lzma.compress(text.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME))
    return len(listed)


def unpacked(table: str, folder: Traversable | None = None) -> Iterator[tuple[int, Row]]:
    """The rows of a packed table of the bundle (or of another `folder`), each with its number in the table."""
    folder = resources.files("seed").joinpath("data") if folder is None else folder
    packed = folder.joinpath(f"{table}.csv.xz").read_bytes()
    yield from enumerate(csv.DictReader(lzma.decompress(packed).decode().splitlines()), start=2)


def read_twinnings(known: Set[str], folder: Traversable | None = None) -> Reading:
    """Who is twinned with whom, one statement a source; those of an end that is not `known` (by id) are left out.

    No source says since when: an undated twinning is a tie of today, and of no past year.
    """
    return _reading(
        said("twin towns"),
        TWINNINGS,
        folder,
        known,
        lambda row: Relation(
            type="TWINNED_WITH",
            start=row["town"],
            end=row["twin"],
            since=row["since"] or None,
            source=row["source"],
            as_of=row["as_of"] or None,
        ),
    )


def read_websites(known: Set[str], folder: Traversable | None = None) -> Reading:
    """The public page of each municipality or body of which one is known; those that are not `known` are left out."""
    return _reading(
        said("web sites of municipalities"),
        WEBSITES,
        folder,
        known,
        lambda row: Fact(
            subject=row["town"], key="website", value=row["url"], source=row["source"], as_of=row["as_of"] or None
        ),
    )


def _reading(
    name: str,
    table: str,
    folder: Traversable | None,
    known: Set[str],
    record: Callable[[Row], Relation | Fact],
) -> Reading:
    found: list[Relation | Fact] = []
    errors: list[RowError] = []
    left_out = 0
    for number, row in unpacked(table, folder):
        if not {row["town"], row.get("twin", row["town"])} <= known:
            left_out += 1
            continue
        try:
            found.append(record(row))
        except InvalidRecord as bad:
            errors.append(RowError(f"{table}.csv.xz", number, "town", row["town"], bad.said))
    batch = Batch(
        relations=tuple(r for r in found if isinstance(r, Relation)),
        facts=tuple(f for f in found if isinstance(f, Fact)),
    )
    no_place = said_many(
        "{count} statement is left out: the register has no such place",
        "{count} statements are left out: the register has no such place",
        count=left_out,
    )
    notices = (no_place,)
    return Reading(name, batch, tuple(errors), notices if left_out else ())
