"""The region that a municipality lies in, as it is told."""

from __future__ import annotations

from graph.snapshot.frozen import Snapshot
from matching.types import Language


def region_of(snapshot: Snapshot, municipality: int, language: Language = "en") -> str | None:
    """The name of the region of a municipality (its index), in the language where it has one there. None where no
    region is known, or only its code (`RS.SE`), which says nothing to a reader."""
    table = snapshot.tables["Region"]
    for region in snapshot.links("IN", "Municipality").ends(municipality).tolist():
        if not table.ids[region].endswith(table.name(region)):
            return table.name(region, language)
    return None
