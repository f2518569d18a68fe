"""Files made to fill the memory or never to end are told in a sentence, in bounded time and memory."""

from __future__ import annotations

import gzip
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import PeerpolisError, RowError
from seed.files.input_files import UnreadableFile, input_files
from seed.files.json_documents import json_documents
from seed.files.limits import Limits, TooMuch
from seed.files.row_stream import stream_rows
from seed.files.workbook import stream_sheets
from seed.importers.calls import CALLS
from seed.importers.cordis import CORDIS
from tests.seed.requests import request
from tests.workbook import write_workbook

SMALL = Limits(stream=2**16, memory=2**20, cells=10_000, members=10)
#: What one of these may add to the memory of the process, in KiB.
ROOM = 200 * 1024


def rows(path: Path, limits: Limits = SMALL) -> list[object]:
    (file,) = input_files(path, (".csv",), limits)
    return list(stream_rows(file, []))


def sheets(path: Path, limits: Limits = SMALL) -> list[tuple[str, int]]:
    (file,) = input_files(path, (".xlsx", ".ods"), limits)
    errors: list[RowError] = []
    found = [(name, len(list(rows))) for name, rows in stream_sheets(file, errors, lambda names: names)]
    assert errors == []
    return found


def bounded(work: Callable[[], object], why: str) -> None:
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(TooMuch, match=why):
        work()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < ROOM
    assert time.monotonic() - began < 60


def test_megabytes_packed_by_gzip_or_in_an_archive(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.csv.gz", "wb", compresslevel=9) as file:
        for _ in range(8):
            file.write(b"a,b\n" * 2**20)
    bounded(lambda: rows(tmp_path / "a.csv.gz"), "holds more than")
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.csv", b"a,b\n" * 2**19)
    bounded(lambda: rows(tmp_path / "b.zip"), "holds more than")


def test_an_archive_of_very_many_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(11):
            archive.writestr(f"{number}.csv", "")
    bounded(lambda: rows(tmp_path / "a.zip"), "more than 10 files")


def rewritten(path: Path, part: str, change: Callable[[str], str]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, change(text) if name == part else text)
    return path


def test_a_workbook_with_one_far_cell(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"A": [["x", 1.0]]})
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rewritten(path, "xl/worksheets/sheet1.xml", lambda text: text.replace("</sheetData>", far))
    bounded(lambda: sheets(path, Limits()), "spans more than 20,000,000 cells")


def test_a_workbook_with_an_endless_cell(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"A": [["@@@"]]})
    rewritten(path, "xl/worksheets/sheet1.xml", lambda text: text.replace("@@@", "x" * 2**24))
    bounded(lambda: sheets(path), "more than 1 MiB in one piece")


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
CELL = '<table:table-cell office:value-type="string"{more}><text:p>x</text:p></table:table-cell>'


def ods(path: Path, rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", ODS.format(rows=rows))
    return path


def test_an_open_document_that_repeats_its_cells(tmp_path: Path) -> None:
    often = CELL.format(more=' table:number-columns-repeated="16384"')
    repeated = f'<table:table-row table:number-rows-repeated="1048576">{often}</table:table-row>'
    bounded(lambda: sheets(ods(tmp_path / "a.ods", repeated), Limits()), "spans more than 20,000,000 cells")
    empty = (
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="9"/>'
    )
    whole = f"<table:table-row>{CELL.format(more='')}</table:table-row>{empty}</table:table-row>"
    assert sheets(ods(tmp_path / "b.ods", whole), Limits()) == [("A", 1)]


def test_a_json_document_that_is_larger_than_is_read_in_one_piece(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[\n" + '"x",\n' * 2**19)
    (file,) = input_files(tmp_path / "a.json", (), Limits(memory=2**20))
    bounded(lambda: list(json_documents(file, [])), "in one piece")


@pytest.mark.parametrize("name", ["a.csv", "a.zip", "a.csv.gz", "a.xlsx", "a.json"])
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\x1f\x8b", b"PK\x05\x06" + bytes(18), bytes(100), b"%PDF-1.7"]
)
def test_files_of_another_kind_than_their_names_say_end_in_a_sentence(
    tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    for importer in (CORDIS, CALLS):
        try:
            reading = importer.read(request(tmp_path / name, *importer.suffixes))
        except PeerpolisError as error:
            assert len(str(error)) < 200  # noqa: PT017  # an error or a reading is right
        else:
            assert [error.why for error in reading.errors]


def test_locked_damaged_cut_and_oddly_packed_files_say_what_to_do(tmp_path: Path) -> None:
    table = b"a,b\n" + b"1,2\n" * 1000
    packed = gzip.compress(table)
    (tmp_path / "cut.csv.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "plain.csv.gz").write_bytes(table)
    with zipfile.ZipFile(tmp_path / "whole.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", table)
    data = (tmp_path / "whole.zip").read_bytes()
    at = data.index(b"1,2\n")
    (tmp_path / "damaged.zip").write_bytes(data[:at] + b"7" + data[at + 1 :])
    locked, odd = bytearray(data), bytearray(data)
    for head, flag, method in ((b"PK\x03\x04", 6, 8), (b"PK\x01\x02", 8, 10)):
        at = data.index(head)
        locked[at + flag] |= 1
        odd[at + method] = 9  # Deflate64
    (tmp_path / "locked.zip").write_bytes(locked)
    (tmp_path / "odd.zip").write_bytes(odd)
    for name, why in {
        "cut.csv.gz": "breaks off",
        "plain.csv.gz": "is not packed by gzip",
        "damaged.zip": "checksum",
        "locked.zip": "locked with a password",
        "odd.zip": "Deflate64",
    }.items():
        with pytest.raises(UnreadableFile, match=why):
            rows(tmp_path / name, Limits())


def test_a_locked_workbook_and_a_binary_one_say_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500))
    with pytest.raises(PeerpolisError, match="locked with a password"):
        sheets(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.bin", b"x")
    with pytest.raises(PeerpolisError, match=r"Save it as \.xlsx"):
        sheets(path)


def test_names_that_no_file_can_have_end_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PeerpolisError, match="There is no file or folder"):
        input_files(tmp_path / ("x" * 5000), (".csv",))


def test_an_archive_in_an_archive_is_named_and_one_under_another_name_is_known(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr("a.csv", "a,b\n1,2\n")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "inner.zip")
    with pytest.raises(PeerpolisError, match=r"holds an archive itself \(inner.zip\)"):
        rows(tmp_path / "outer.zip")
    (tmp_path / "inner.zip").rename(tmp_path / "table.csv")
    assert len(rows(tmp_path / "table.csv")) == 1
    (tmp_path / "packed.csv").write_bytes(gzip.compress(b"a,b\n1,2\n3,4\n"))
    assert len(rows(tmp_path / "packed.csv")) == 2
