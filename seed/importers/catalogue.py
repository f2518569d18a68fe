"""What docs/imports.md says of each importer, out of the importers' records.

`python -m seed.importers.catalogue docs/imports.md` writes it anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from seed.importers.all import IMPORTERS
from seed.importers.frame import Importer, wanted

_HEADER = "| command | file | publisher | terms |\n|---|---|---|---|\n"
#: What towns say of themselves has no publisher, and a command of its own.
_PROFILES = "| `profiles` | what towns say of themselves: [profiles.md](profiles.md) | the towns | theirs |\n"
_HELD = "\nWhat they must hold (a cell may be empty; capitals and order do not matter, other columns are not read):\n\n"
_CATALOGUE = re.compile(rf"{re.escape(_HEADER)}(?:\|.*\n)*(?:{re.escape(_HELD)}(?:- .*\n)*)?")


def catalogue(importers: Sequence[Importer] = IMPORTERS) -> str:
    """The importers as a Markdown table (command, file, publisher with page, and terms), and what files must hold."""
    rows = (f"| `{i.name}` | {i.file} | {i.publisher}: <{i.page}> | {i.terms} |\n" for i in importers)
    held = (f"- `{i.name}`: {wanted(i)}\n" for i in importers if i.wanted)
    return f"{_HEADER}{''.join(rows)}{_PROFILES}{_HELD}{''.join(held)}"


def renewed(page: str) -> str:
    """The Markdown page with the catalogue as it is now in place of the one that it holds."""
    return _CATALOGUE.sub(lambda _: catalogue(), page, count=1)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
