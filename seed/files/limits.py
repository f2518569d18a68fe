"""How much an import reads at most, so that a file made to do harm, or a download without end, ends in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import PeerpolisError
from graph.said import said

MIB = 2**20


class TooMuch(PeerpolisError):
    """An input holds more than the settings allow; the message names the setting."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`stream`: bytes of a file as it is read, unpacked, or fetched; `memory`: bytes of what is read in one piece (a
    workbook's parts, unpacked, or one JSON document); `cells`: of a workbook's sheet, empty ones between others
    included; `members`: files in an archive; `minutes`: of a download."""

    stream: int = 4096 * MIB
    memory: int = 512 * MIB
    cells: int = 20_000_000
    members: int = 100_000
    minutes: int = 60


DEFAULT = Limits()


def too_long(file: str, bytes: int) -> TooMuch:
    """The file goes on beyond the limit of a stream."""
    mib = bytes // MIB
    return TooMuch(
        said(
            "{file} holds more than {mib:,} MiB, and nothing of it was taken. "
            "If it is what you meant, raise PEERPOLIS_IMPORT_MIB.",
            file=file,
            mib=mib,
        )
    )


def too_large(file: str, bytes: int) -> TooMuch:
    """The file cannot be read in one piece."""
    mib = bytes // MIB
    return TooMuch(
        said(
            "{file} holds more than {mib:,} MiB in one piece, and nothing of it was taken. "
            "If it is what you meant, raise PEERPOLIS_IMPORT_MEMORY_MIB.",
            file=file,
            mib=mib,
        )
    )


def too_wide(file: str, cells: int) -> TooMuch:
    """A sheet spans too many cells."""
    return TooMuch(
        said(
            "A sheet of {file} spans more than {cells:,} cells, and nothing of it was taken: often one cell stands far "
            "from the others. Delete it, or raise PEERPOLIS_IMPORT_CELLS.",
            file=file,
            cells=cells,
        )
    )
