"""Downloads that a user named by their address: resumed after an interruption, size and digest checked.

Uses the standard library: one GET with a Range is no reason for a dependency. A download that breaks off stays as
`NAME.part` and goes on from there, if the server still has the very same file (RFC 9110, sections 13.1.5 and 14).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import unquote, urlsplit

from graph.errors import PeerpolisError
from graph.said import Said, said
from seed.files.limits import DEFAULT, MIB, Limits
from seed.files.row_stream import Advance, no_advance

#: Seconds without a byte after which a connection counts as lost.
PATIENCE = 30.0
#: How often a broken download is taken up again before the user is asked to; waits of 1, 2, 4 … times `PAUSE` seconds.
ATTEMPTS = 4
PAUSE = 1.0
_CHUNK = 2**18
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class DownloadFailed(PeerpolisError):
    """A file could not be fetched, or is not the one that was meant."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file on the disk, whole; `as_of` is the day on which the server last changed it, None if it does not say."""

    path: Path
    as_of: str | None


def is_address(text: str) -> bool:
    """Whether `text` is an address to fetch from, and not the name of a file."""
    return _ADDRESS.match(text) is not None


def fetch(
    address: str,
    folder: Path,
    *,
    sha256: str | None = None,
    limits: Limits = DEFAULT,
    advance: Advance = no_advance,
) -> Download:
    """The file at the http(s) address, fetched into a folder of its own below `folder`.

    What is there already is not fetched again if the server says that it has not changed. `sha256` is the digest that
    the file must have, in hexadecimal. Raises DownloadFailed with the next step; what has come so far is then kept,
    unless the digest is wrong, or the file goes on beyond the `limits`.
    """
    if not is_address(address) or not urlsplit(address).hostname:
        raise DownloadFailed(said("{address} is no address; it begins with https:// or http://", address=address))
    own = folder / hashlib.sha256(address.encode()).hexdigest()[:16]
    own.mkdir(parents=True, exist_ok=True)
    transfer = _Transfer(address, own, limits, advance)
    for attempt in range(ATTEMPTS):
        try:
            found = transfer.run()
            break
        except urllib.error.HTTPError as error:
            error.close()
            answer = {"code": error.code, "reason": str(error.reason), "address": address}
            raise DownloadFailed(said("The server answers {code} {reason} for {address}.", **answer)) from None
        except (OSError, HTTPException) as error:
            if attempt + 1 == ATTEMPTS:
                raise DownloadFailed(
                    said(
                        "{address} could not be fetched whole ({why}); {bytes:,} bytes are kept. "
                        "The same command goes on where it stopped.",
                        address=address,
                        why=error.why if isinstance(error, _Broken) else str(getattr(error, "reason", None) or error),
                        bytes=transfer.had,
                    )
                ) from error
            time.sleep(PAUSE * 2**attempt)
    if sha256 is not None:
        _check_digest(found.path, sha256, address)
    return found


class _Broken(OSError):
    """Fewer bytes came than the server had announced, or others; `why` says so."""

    def __init__(self, why: Said) -> None:
        super().__init__(why)
        self.why = why


class _Transfer:
    """One file on its way. `.json` files keep what tells the server's file from another one (its validators)."""

    def __init__(self, address: str, folder: Path, limits: Limits, advance: Advance) -> None:
        self._address, self._limits, self._advance = address, limits, advance
        self._ends = time.monotonic() + 60 * limits.minutes
        name = unquote(urlsplit(address).path.rpartition("/")[2])
        self._whole = folder / (re.sub(r"[^\w.+-]", "_", name).strip(".") or "download")
        self._part = folder / f"{self._whole.name}.part"

    @property
    def had(self) -> int:
        """How many bytes of a file on its way are there."""
        return self._part.stat().st_size if self._part.exists() else 0

    def run(self) -> Download:
        """Fetch the file, or the rest of it. Raises OSError or HTTPException when the connection breaks."""
        known = _validators(self._part if self.had else self._whole)
        try:
            response = self._open(known)
        except urllib.error.HTTPError as error:
            if error.code == 304:
                error.close()
                return Download(self._whole, _day(known.get("Last-Modified")))
            if error.code == 416:  # the part is longer than the file: it has changed, or was whole already
                error.close()
                self._part.unlink()
                return self.run()
            raise
        with response:
            size = self._begin(response)
            if size is not None and size > self._limits.stream:
                raise self._without_end()
            with self._part.open("ab") as file:
                while chunk := response.read1(_CHUNK):  # what is there, so that a slow sender is noticed
                    file.write(chunk)
                    self._advance(file.tell(), size or 0)
                    if file.tell() > self._limits.stream:
                        raise self._without_end()
                    if time.monotonic() > self._ends:
                        raise DownloadFailed(
                            said(
                                "{address} was not fetched within {minutes} minutes; {bytes:,} bytes are kept. "
                                "The same command goes on where it stopped; PEERPOLIS_IMPORT_MINUTES allows more.",
                                address=self._address,
                                minutes=self._limits.minutes,
                                bytes=file.tell(),
                            )
                        )
            if size is not None and self.had != size:
                raise _Broken(said("{had:,} of {size:,} bytes came", had=self.had, size=size))
            os.replace(self._part, self._whole)
            os.replace(_beside(self._part), _beside(self._whole))
            return Download(self._whole, _day(response.headers.get("Last-Modified")))

    def _without_end(self) -> DownloadFailed:
        self._part.unlink(missing_ok=True)
        return DownloadFailed(
            said(
                "{address} has more than {mib:,} MiB, and was not kept. "
                "If it is what you meant, raise PEERPOLIS_IMPORT_MIB.",
                address=self._address,
                mib=self._limits.stream // MIB,
            )
        )

    def _open(self, known: Mapping[str, str]) -> HTTPResponse:
        headers = {"User-Agent": "peerpolis", "Accept-Encoding": "identity"}
        validator = known.get("ETag") or known.get("Last-Modified")
        if validator and self.had:
            headers |= {"Range": f"bytes={self.had}-", "If-Range": validator}
        elif validator and self._whole.exists():
            headers["If-None-Match" if "ETag" in known else "If-Modified-Since"] = validator
        opened: HTTPResponse = _opener().open(urllib.request.Request(self._address, headers=headers), timeout=PATIENCE)
        return opened

    def _begin(self, response: HTTPResponse) -> int | None:
        """Make the part ready to be written on; the size of the whole file, None if the server does not say."""
        span = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", response.headers.get("Content-Range", ""))
        if response.status == 206 and span and int(span[1]) == self.had:
            return None if span[2] == "*" else int(span[2])
        if response.status != 200:
            self._part.unlink(missing_ok=True)
            status = response.status
            raise _Broken(said("the server sent another part than the one asked for ({status})", status=status))
        self._part.unlink(missing_ok=True)
        strong = {name: response.headers[name] for name in ("ETag", "Last-Modified") if response.headers[name]}
        if strong.get("ETag", "").startswith("W/"):  # says "alike", which is not enough to join two halves
            del strong["ETag"]
        _beside(self._part).write_text(json.dumps(strong), encoding="utf-8")
        length = response.headers.get("Content-Length", "")
        return int(length) if length.isdigit() else None


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _validators(path: Path) -> Mapping[str, str]:
    try:
        known = json.loads(_beside(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _opener() -> urllib.request.OpenerDirector:
    """Speaks http and https and nothing else, wherever a redirection points."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.UnknownHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    return opener


def _check_digest(path: Path, wanted: str, address: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != wanted.strip().lower():
        path.unlink()
        raise DownloadFailed(
            said(
                "{address} has the SHA-256 {found}, not {wanted}: "
                "it is another file than the one meant, and was deleted.",
                address=address,
                found=found,
                wanted=wanted,
            )
        )


def _day(http_date: str | None) -> str | None:
    try:
        return parsedate_to_datetime(http_date).date().isoformat() if http_date else None
    except ValueError:
        return None
