"""Workbooks, sheet by sheet: the rows with their numbers, how far it is, and files that are none."""

from __future__ import annotations

from pathlib import Path

from graph.errors import RowError
from seed.files.input_files import input_files
from seed.files.workbook import stream_sheets
from tests.workbook import write_workbook


def test_rows_have_their_numbers_and_the_progress_grows_over_all_sheets(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", {"A": [["1", 2.0]] * 1200, "B": [["x"], [None], ["y"]], "C": [["not wanted"]]})
    (file,) = input_files(tmp_path / "a.xlsx", ())
    told: list[tuple[int, int]] = []
    errors: list[RowError] = []
    sheets = stream_sheets(file, errors, lambda names: names[:2], lambda done, total: told.append((done, total)))
    rows = {name: list(rows) for name, rows in sheets}
    assert rows["A"][-1] == (1200, ("1", "2"))
    assert rows["B"] == [(1, ("x",)), (3, ("y",))]
    assert told == [(416, 2000), (833, 2000), (1000, 2000), (2000, 2000)]
    assert errors == []


def test_a_file_that_is_none_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    (file,) = input_files(tmp_path / "a.xlsx", ())
    errors: list[RowError] = []
    assert list(stream_sheets(file, errors, lambda names: names)) == []
    assert [error.why[:24] for error in errors] == ["this is no workbook, or "]
