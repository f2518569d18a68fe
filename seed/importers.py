"""All importers: what each reads, and where the publisher offers such files under which terms."""

from __future__ import annotations

from seed.importing import Importer
from seed.keep import read_keep

#: In the order in which `peerpolis import --help` shows them.
IMPORTERS: tuple[Importer, ...] = (
    Importer(
        name="keep",
        what="Projects, municipal partners and calls of Interreg and URBACT, from a workbook of keep.eu.",
        publisher="keep.eu (Interact)",
        page="https://keep.eu/projects/",
        terms="free to copy and to build upon, with credit and a link to keep.eu, and a note of what was changed",
        suffixes=(".xlsx", ".xlsm", ".ods"),
        read=read_keep,
    ),
)
#: What `profiles` brings is listed and undone like all other imports.
NAMES: frozenset[str] = frozenset({"profiles", *(importer.name for importer in IMPORTERS)})
