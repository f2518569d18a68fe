"""The files that an import reads: one file, those of a folder, or those inside a ZIP archive, opened one by one.

This is the one place where files are opened: what is wrong with one (locked, damaged, cut off, without end) is told
here in a sentence, whoever reads it.
"""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from graph.errors import PeerpolisError
from graph.said import OR, Said, joined, said
from graph.text import shown
from seed.files.limits import DEFAULT, Limits, TooMuch, too_long

_GZIP, _ZIP = b"\x1f\x8b", b"PK"
#: What tells a workbook from other ZIP archives: of Office Open XML, and of OpenDocument.
_OF_WORKBOOKS = frozenset({"[Content_Types].xml", "mimetype"})
_DAMAGES = (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, lzma.LZMAError, NotImplementedError, OSError)
_BUFFER = 2**18


class UnreadableFile(PeerpolisError):
    """A file cannot be opened, or not be read to its end; the message says what to do."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file on the disk, packed by gzip or not, or the `member` of an archive there.

    `name` is what errors call it; `size` counts bytes on the disk.
    """

    name: str
    path: Path
    size: int
    member: str | None = None
    limits: Limits = DEFAULT

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The file's bytes, unpacked, to be read from the beginning. Raises UnreadableFile or TooMuch, also while they
        are read."""
        try:
            if self.member is None:
                with self.path.open("rb") as file:
                    yield self._unpacked(file)
            else:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
                    yield self._unpacked(file)
        except (zipfile.BadZipFile, NotImplementedError, PermissionError, IsADirectoryError) as error:
            raise UnreadableFile(_why(self.name, error)) from error
        except RuntimeError as error:
            if "encrypted" in str(error) or "password" in str(error):
                raise UnreadableFile(_locked(self.name)) from error
            raise

    def head(self, count: int) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(count)

    def _unpacked(self, stream: IO[bytes]) -> IO[bytes]:
        guarded = io.BufferedReader(_Guarded(stream, self.name, self.limits.stream), _BUFFER)
        begins = guarded.peek(2)[:2]
        if begins == _GZIP:
            inside = cast(IO[bytes], gzip.GzipFile(fileobj=guarded))
            return io.BufferedReader(_Guarded(inside, self.name, self.limits.stream), _BUFFER)
        if (self.member or self.path.name).lower().endswith(".gz"):
            raise UnreadableFile(
                said(
                    "{file} is not packed by gzip, though its name says so. Rename it, or fetch it again.",
                    file=self.name,
                )
            )
        return guarded


class _Guarded(io.RawIOBase):
    """A stream that ends in a sentence where it is damaged, or longer than is allowed."""

    def __init__(self, stream: IO[bytes], name: str, longest: int) -> None:
        self._stream, self._name, self._longest, self._done = stream, name, longest, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        try:
            data = self._stream.read(len(view))
        except _DAMAGES as error:
            raise UnreadableFile(_why(self._name, error)) from error
        self._done += len(data)
        if self._done > self._longest:
            raise too_long(self._name, self._longest)
        view[: len(data)] = data
        return len(data)


def _why(file: str, error: BaseException) -> Said:
    """What is wrong with the file, and what to do."""
    match error:
        case EOFError():
            return said("{file} breaks off before its end. Fetch it again.", file=file)
        case NotImplementedError():
            return said(
                "{file} is packed in a way that is not read here (as Deflate64). "
                "Unpack it first, and import what is in it.",
                file=file,
            )
        case zipfile.BadZipFile() if "CRC" in str(error):
            return said("{file} is damaged: its checksum is wrong. Fetch it again.", file=file)
        case PermissionError() | IsADirectoryError():
            return said("{file} cannot be opened ({why}).", file=file, why=error.strerror or "")
        case _:
            return said("{file} is damaged ({why}). Fetch it again.", file=file, why=str(error))


def locked(file: str) -> UnreadableFile:
    """The file wants a password."""
    return UnreadableFile(_locked(file))


def _locked(file: str) -> Said:
    return said("{file} is locked with a password. Unpack it first, and import what is in it.", file=file)


def input_files(where: Path, suffixes: Sequence[str], limits: Limits = DEFAULT) -> tuple[InputFile, ...]:
    """The file `where` whatever its name, or those in the folder or ZIP archive with one of the `suffixes` (`.csv`).

    Ordered by path; hidden files and folders are passed over. An archive is known by what it holds, whatever its name.
    Raises PeerpolisError where there is none.
    """
    try:
        is_folder, is_file = where.is_dir(), where.is_file()
    except OSError:  # a name that is too long, a folder that may not be entered
        is_folder = is_file = False
    if is_folder:
        paths = sorted(
            path for path in where.rglob("*") if path.is_file() and _wanted(path.relative_to(where), suffixes)
        )
        found = tuple(_file(path, path.relative_to(where).as_posix(), limits) for path in paths)
    elif not is_file:
        raise PeerpolisError(said("There is no file or folder {where}.", where=shown(str(where))))
    else:
        file = _file(where, where.name, limits)
        found = _members(file, suffixes) if _is_archive(file, suffixes) else (file,)
    if not found:
        ends = joined(suffixes, OR)
        raise PeerpolisError(
            said("{where} holds no file that ends in {suffixes}.", where=shown(str(where)), suffixes=ends)
        )
    return found


def _file(path: Path, name: str, limits: Limits) -> InputFile:
    return InputFile(shown(name), path, path.stat().st_size, limits=limits)


def _is_archive(file: InputFile, suffixes: Sequence[str]) -> bool:
    """Whether the file is a ZIP archive that holds the files to read, and not one of them itself, as workbooks are."""
    named_so = file.path.suffix.lower() == ".zip"
    try:
        with file.path.open("rb") as stream:
            begins = stream.read(2)
    except OSError as error:
        raise UnreadableFile(_why(file.name, error)) from error
    if begins != _ZIP:
        return named_so and begins != _GZIP
    if not named_so and file.path.suffix.lower() in suffixes and ".xlsx" in suffixes:
        return False  # a workbook, or a damaged one
    try:
        with zipfile.ZipFile(file.path) as archive:
            return not _OF_WORKBOOKS & set(archive.namelist())
    except zipfile.BadZipFile:
        return named_so


def _members(file: InputFile, suffixes: Sequence[str]) -> tuple[InputFile, ...]:
    try:
        with zipfile.ZipFile(file.path) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
    except (zipfile.BadZipFile, ValueError, UnicodeError, NotImplementedError) as error:
        why = said("{file} is no ZIP archive, or damaged ({why}).", file=file.name, why=shown(str(error)))
        raise PeerpolisError(why) from error
    if len(members) > file.limits.members:
        raise TooMuch(said("{file} holds more than {most:,} files.", file=file.name, most=file.limits.members))
    found = tuple(
        InputFile(shown(member.filename), file.path, member.file_size, member.filename, file.limits)
        for member in members
        if not member.is_dir() and _wanted(PurePosixPath(member.filename), suffixes)
    )
    inner = [member.filename for member in members if member.filename.lower().endswith((".zip", ".7z", ".tar.gz"))]
    if inner and not found:
        raise PeerpolisError(
            said(
                "{file} holds an archive itself ({inner}). Unpack it first, and import what is in it.",
                file=file.name,
                inner=shown(inner[0]),
            )
        )
    return found


def _wanted(path: Path | PurePosixPath, suffixes: Sequence[str]) -> bool:
    return path.suffix.lower() in suffixes and not any(part.startswith((".", "__MACOSX")) for part in path.parts)
