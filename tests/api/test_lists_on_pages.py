"""Lists of towns that are typed or uploaded: what cannot be read is told with its row, the rest is worked with."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests import worlds
from tests.api.test_meeting_pages import sound
from tests.api.test_pages import BROWSER

LISTS = {"/gaps": "members", "/introductions": "needs", "/groups": "towns"}


def sent(client: TestClient, page: str, data: bytes, name: str = "list.csv", **fields: str) -> tuple[int, str]:
    answer = client.post(
        f"{page}?lang=en", files={"file": (name, data, "text/csv")}, data={"size": "", **fields}, headers=BROWSER
    )
    return answer.status_code, answer.text


def test_the_gaps_of_a_list_are_those_of_its_towns_and_faults_are_told_with_their_rows(client: TestClient) -> None:
    table = "Kommune;Land\nBad Belzig;DE\nAtlantis;DE\n\nŁomża;PL\n".encode()
    status, text = sent(client, "/gaps", table)
    sound(text)
    assert status == 200
    assert "2 towns" in text
    assert "Row 3: <strong>Atlantis</strong>" in text
    assert "Łomża;PL" in text  # what was read stands in the field, to be mended
    assert "Take it with you" in text


def test_a_list_without_a_header_counts_its_rows_from_the_first(client: TestClient) -> None:
    answer = client.post("/gaps?lang=en", data={"members": "Atlantis\nBad Belzig"})
    assert "Row 1: <strong>Atlantis</strong>" in answer.text
    pairs = client.post("/introductions?lang=en", data={"needs": "Zambrów; open data\nAtlantis; open data"})
    assert "Row 2: <strong>Atlantis</strong>" in pairs.text


@pytest.mark.parametrize("kind", ["csv", "xlsx", "html", "json"])
def test_a_report_of_a_list_can_be_taken_along(client: TestClient, kind: str) -> None:
    answer = client.post("/gaps?lang=en", data={"members": "Bad Belzig\nŁomża", "answer": kind})
    assert answer.status_code == 200
    assert f'.{kind}"' in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    # The same towns in a question to the interface give the same file.
    members = [worlds.BAD_BELZIG, worlds.LOMZA]
    question = {"members": members, "format": kind, "language": "en", "top": 500}
    if kind == "csv":
        assert client.post("/api/v1/gaps", json=question).content == answer.content


@pytest.mark.parametrize("page", LISTS)
def test_a_file_of_windows_is_read_and_told(client: TestClient, page: str) -> None:
    _, text = sent(client, page, "Bad Belzig; Wärmeplanung\r\nTreuenbrietzen; Wärmeplanung".encode("cp1252"))
    sound(text)
    assert "read as Windows-1252" in text
    assert "Wärmeplanung" in text


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 and so on", "workbook or an archive"),
        (b"", "no town in your list"),
        (b"<html><body>towns</body></html>", "web page"),
        (b"\x00\x01\x02", "no UTF-8 text"),
        (b'town\n"never closed', "town"),
        (b"=cmd|calc\n<script>alert(1)</script>", "&lt;script&gt;"),
        (("a" * 10_000).encode(), "10"),
    ],
)
def test_a_file_that_is_no_list_is_told_on_a_page(client: TestClient, page: str, data: bytes, why: str) -> None:
    status, text = sent(client, page, data)
    assert status in (200, 422)
    assert "<script>alert" not in text
    if status == 422:
        assert why.partition("10")[0] in text
    assert "<h1" in text


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x", "text/plain"],
)
def test_what_is_no_form_is_told_on_a_page(client: TestClient, page: str, content_type: str) -> None:
    body = b"--y\r\nContent-Disposition: form-data\r\n\r\n\xff\xfe\r\n--y--"
    answer = client.post(f"{page}?lang=en", content=body, headers={"content-type": content_type, **BROWSER})
    assert answer.status_code == 422
    assert "<h1" in answer.text
