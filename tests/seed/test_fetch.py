"""Downloads against a server on this machine that breaks off, lies about sizes and changes its mind."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from seed.files import fetch as fetching
from seed.files.fetch import DownloadFailed, fetch, is_address

CONTENT = bytes(range(256)) * 4096  # 1 MiB
CHANGED = "Wed, 12 Aug 2026 10:00:00 GMT"


@dataclass
class Behaviour:
    """How the server answers: after `breaks[n]` bytes the n-th answer ends, though all were announced."""

    content: bytes = CONTENT
    etag: str | None = '"one"'
    ranges: bool = True
    breaks: list[int] = field(default_factory=list)
    status: int | None = None
    location: str | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    sent: int = 0


class Server(ThreadingHTTPServer):
    behaviour: Behaviour


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        how = self.server.behaviour
        how.asked.append(dict(self.headers))
        if how.status is not None:
            self.send_response(how.status)
            if how.location:
                self.send_header("Location", how.location)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if how.etag is not None and self.headers.get("If-None-Match") == how.etag:
            self.send_response(304)
            self.end_headers()
            return
        first = 0
        if how.ranges and "Range" in self.headers and self.headers.get("If-Range") == how.etag:
            first = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
            if first >= len(how.content):
                self.send_error(416)
                return
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {first}-{len(how.content) - 1}/{len(how.content)}")
        else:
            self.send_response(200)
        rest = how.content[first:]
        self.send_header("Content-Length", str(len(rest)))
        self.send_header("Last-Modified", CHANGED)
        if how.etag is not None:
            self.send_header("ETag", how.etag)
        self.end_headers()
        body = rest[: how.breaks.pop(0)] if how.breaks else rest
        how.sent += len(body)
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(fetching, "PAUSE", 0.0)
    monkeypatch.setattr(fetching, "ATTEMPTS", 2)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = Server(("127.0.0.1", 0), Handler)
    server.behaviour = Behaviour()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.server_port}/files/towns.csv?edition=2"


def test_a_file_is_fetched_whole_and_its_day_and_progress_are_told(server: Server, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    download = fetch(address(server), tmp_path, advance=lambda done, total: told.append((done, total)))
    assert download.path.name == "towns.csv"
    assert download.path.read_bytes() == CONTENT
    assert download.as_of == "2026-08-12"
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert told == sorted(told)


def test_what_has_not_changed_is_not_fetched_again_and_what_has_is(server: Server, tmp_path: Path) -> None:
    first = fetch(address(server), tmp_path)
    assert fetch(address(server), tmp_path) == first
    assert server.behaviour.sent == len(CONTENT)
    server.behaviour = Behaviour(content=b"new", etag='"two"')
    assert fetch(address(server), tmp_path).path.read_bytes() == b"new"


def test_a_broken_download_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    server.behaviour.breaks = [300_000]
    assert fetch(address(server), tmp_path).path.read_bytes() == CONTENT
    assert server.behaviour.sent == len(CONTENT)
    assert server.behaviour.asked[1]["Range"] == "bytes=300000-"


def test_a_later_run_goes_on_with_what_an_earlier_one_got(server: Server, tmp_path: Path) -> None:
    server.behaviour.breaks = [100_000, 100_000]
    with pytest.raises(DownloadFailed, match="200,000 bytes are kept"):
        fetch(address(server), tmp_path)
    assert fetch(address(server), tmp_path).path.read_bytes() == CONTENT
    assert server.behaviour.sent == len(CONTENT)


def test_a_file_that_changed_in_between_is_fetched_anew_and_never_joined(server: Server, tmp_path: Path) -> None:
    server.behaviour.breaks = [100_000, 100_000]
    with pytest.raises(DownloadFailed):
        fetch(address(server), tmp_path)
    other = CONTENT[::-1]
    server.behaviour = Behaviour(content=other, etag='"two"')
    assert fetch(address(server), tmp_path).path.read_bytes() == other


def test_an_update_that_breaks_off_is_not_taken_for_the_file_before_it(server: Server, tmp_path: Path) -> None:
    fetch(address(server), tmp_path)
    other = CONTENT[::-1]
    server.behaviour = Behaviour(content=other, etag='"two"', breaks=[0, 0])
    with pytest.raises(DownloadFailed):
        fetch(address(server), tmp_path)
    assert fetch(address(server), tmp_path).path.read_bytes() == other


@pytest.mark.parametrize("etag", ['"one"', 'W/"one"', None])
def test_a_server_that_knows_no_ranges_sends_all_again(server: Server, tmp_path: Path, etag: str | None) -> None:
    server.behaviour = Behaviour(etag=etag, ranges=False, breaks=[300_000])
    assert fetch(address(server), tmp_path).path.read_bytes() == CONTENT
    assert server.behaviour.sent == 300_000 + len(CONTENT)


def test_a_file_that_has_become_shorter_than_what_is_there_is_fetched_anew(server: Server, tmp_path: Path) -> None:
    server.behaviour.breaks = [300_000, 10]
    with pytest.raises(DownloadFailed):
        fetch(address(server), tmp_path)
    server.behaviour = Behaviour(content=b"short")
    assert fetch(address(server), tmp_path).path.read_bytes() == b"short"


def test_a_file_shorter_than_announced_is_an_error_that_says_so(server: Server, tmp_path: Path) -> None:
    server.behaviour = Behaviour(ranges=False, breaks=[1000, 999])
    with pytest.raises(DownloadFailed, match=r"999 of 1,048,576 bytes came"):
        fetch(address(server), tmp_path)
    assert not list(tmp_path.glob("*/towns.csv"))


def test_the_digest_is_checked_and_another_file_is_deleted(server: Server, tmp_path: Path) -> None:
    right = hashlib.sha256(CONTENT).hexdigest()
    assert fetch(address(server), tmp_path, sha256=right.upper()).path.read_bytes() == CONTENT
    with pytest.raises(DownloadFailed, match=right):
        fetch(address(server), tmp_path, sha256="0" * 64)
    assert not list(tmp_path.glob("*/towns.csv"))
    assert fetch(address(server), tmp_path, sha256=right).path.read_bytes() == CONTENT


@pytest.mark.parametrize(("status", "words"), [(404, "404 Not Found"), (500, "500"), (403, "403 Forbidden")])
def test_a_refusal_is_told_with_the_address_and_not_tried_again(
    server: Server, tmp_path: Path, status: int, words: str
) -> None:
    server.behaviour.status = status
    with pytest.raises(DownloadFailed, match=words) as told:
        fetch(address(server), tmp_path)
    assert address(server) in str(told.value)
    assert len(server.behaviour.asked) == 1


def test_a_redirection_to_a_file_of_this_machine_is_not_followed(server: Server, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret")
    server.behaviour = Behaviour(status=302, location=secret.as_uri())
    with pytest.raises(DownloadFailed):
        fetch(address(server), tmp_path / "downloads")
    assert not list((tmp_path / "downloads").glob("*/*.csv"))


def test_nobody_at_the_address_is_told_within_the_attempts(server: Server, tmp_path: Path) -> None:
    gone = address(server).replace(str(server.server_port), "9")
    with pytest.raises(DownloadFailed, match="could not be fetched"):
        fetch(gone, tmp_path)


@pytest.mark.parametrize("text", ["ftp://example.org/a", "file:///etc/passwd", "towns.csv", "https://", "C:\\a.csv"])
def test_only_http_and_https_are_fetched(text: str, tmp_path: Path) -> None:
    assert not is_address(text) or text == "https://"
    with pytest.raises(DownloadFailed):
        fetch(text, tmp_path)


def test_the_name_of_a_file_on_the_disk_cannot_leave_its_folder(server: Server, tmp_path: Path) -> None:
    for path in ("/a/..%2F..%2Fetc%2Fpasswd", "/..", "/", ""):
        download = fetch(f"http://127.0.0.1:{server.server_port}{path}", tmp_path)
        assert download.path.resolve().parent.parent == tmp_path.resolve()
