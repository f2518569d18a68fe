"""The files that an import reads: one file, those of a folder, or those inside a ZIP archive, opened one by one."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from graph.errors import PeerpolisError
from graph.said import OR, joined, said


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file on the disk, packed by gzip or not, or the `member` of an archive there.

    `name` is what errors call it; `size` counts bytes on the disk.
    """

    name: str
    path: Path
    size: int
    member: str | None = None

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The file's bytes, to be read from the beginning."""
        if self.member is None:
            with self.path.open("rb") as file:
                packed = self.path.suffix.lower() == ".gz"
                yield cast(IO[bytes], gzip.GzipFile(fileobj=file)) if packed else file
        else:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
                yield file


def input_files(where: Path, suffixes: Sequence[str]) -> tuple[InputFile, ...]:
    """The file `where` whatever its name, or those in the folder or ZIP archive with one of the `suffixes` (`.csv`).

    Ordered by path; hidden files and folders are passed over. Raises PeerpolisError where there is none.
    """
    if where.is_dir():
        paths = sorted(
            path for path in where.rglob("*") if path.is_file() and _wanted(path.relative_to(where), suffixes)
        )
        found = tuple(InputFile(path.relative_to(where).as_posix(), path, path.stat().st_size) for path in paths)
    elif not where.is_file():
        raise PeerpolisError(said("There is no file or folder {where}.", where=str(where)))
    elif where.suffix.lower() == ".zip":
        found = _members(where, suffixes)
    else:
        found = (InputFile(where.name, where, where.stat().st_size),)
    if not found:
        ends = joined(suffixes, OR)
        raise PeerpolisError(said("{where} holds no file that ends in {suffixes}.", where=str(where), suffixes=ends))
    return found


def _members(where: Path, suffixes: Sequence[str]) -> tuple[InputFile, ...]:
    try:
        with zipfile.ZipFile(where) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
    except zipfile.BadZipFile as error:
        why = said("{file} is no ZIP archive, or damaged ({why}).", file=where.name, why=str(error))
        raise PeerpolisError(why) from error
    return tuple(
        InputFile(member.filename, where, member.file_size, member.filename)
        for member in members
        if not member.is_dir() and _wanted(Path(member.filename), suffixes)
    )


def _wanted(path: Path, suffixes: Sequence[str]) -> bool:
    return path.suffix.lower() in suffixes and not any(part.startswith((".", "__MACOSX")) for part in path.parts)
