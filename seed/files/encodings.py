"""Text tables as bytes in UTF-8 with line feeds, as far as the file itself says how it is to be read.

UTF-16 with its mark ("Unicode text" of Excel) and lines that end as on a Macintosh do; a code page such as
Windows-1252 does not say so, and is not guessed, so that no name is spoiled.
"""

from __future__ import annotations

import codecs
import io
from typing import IO, cast

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
#: Bytes at the beginning in which the first end of a line is looked for.
_FIRST = 2**16


def as_utf8(stream: io.BufferedReader) -> IO[bytes]:
    """The stream, in UTF-8 and with line feeds where it says how it is to be read."""
    begins = stream.peek(_FIRST)[:_FIRST]
    in_two_bytes = begins.startswith(UTF_16)
    if in_two_bytes:
        begins = begins.replace(b"\0", b"")
    if in_two_bytes or (b"\r" in begins and b"\n" not in begins):
        return cast(IO[bytes], io.BufferedReader(_Turned(stream, "utf-16" if in_two_bytes else "", begins), _FIRST))
    return stream


class _Turned(io.RawIOBase):
    """The bytes of a stream, of another encoding or with other ends of lines, as they are wanted."""

    def __init__(self, stream: IO[bytes], encoding: str, begins: bytes) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace") if encoding else None
        self._lines_end_in_cr = b"\n" not in begins
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        while not self._left:
            data = self._stream.read(_FIRST)
            self._left = self._turned(data)
            if not data:
                break
        taken, self._left = self._left[: len(view)], self._left[len(view) :]
        view[: len(taken)] = taken
        return len(taken)

    def _turned(self, data: bytes) -> bytes:
        if self._decoder is not None:
            data = self._decoder.decode(data, final=not data).encode("utf-8", errors="replace")
        return data.replace(b"\r", b"\n") if self._lines_end_in_cr else data
