"""Long tables pass row by row: each fault is told with its row, and nothing else is lost."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import RowError
from graph.outputs import defused
from graph.text import entered
from seed.files.input_files import InputFile, input_files
from seed.files.row_stream import LONGEST_ROW, stream_rows

CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=12).map(str.strip)


def rows_of(
    path: Path, content: str | bytes, quoted: bool = True
) -> tuple[list[tuple[int, dict[str, str]]], list[RowError]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    errors: list[RowError] = []
    rows = [(n, dict(cells)) for n, cells in stream_rows(InputFile("t.csv", path, 1), errors, quoted=quoted)]
    return rows, errors


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_delimiter_mark_and_line_ends_make_no_difference(path: Path, delimiter: str, mark: str, line_end: str) -> None:
    lines = [["name", "land"], ["Łomża ", "PL"], ["", ""], ["Köln"]]
    rows, errors = rows_of(path, mark + "".join(delimiter.join(line) + line_end for line in lines))
    assert rows == [(2, {"name": "Łomża", "land": "PL"}), (4, {"name": "Köln", "land": ""})]
    assert errors == []


@given(st.lists(st.lists(CELL, min_size=2, max_size=2).filter(any), max_size=8), st.sampled_from(";,\t"))
def test_what_is_written_as_csv_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str
) -> None:
    text = io.StringIO()
    lines = [["a", "b"], *([defused(cell) for cell in row] for row in rows)]
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(lines)
    found, errors = rows_of(tmp_path_factory.getbasetemp() / "t.csv", text.getvalue())
    assert errors == []
    seen = [[entered(cell).strip() for cell in row] for row in rows]
    assert [list(cells.values()) for _, cells in found] == [row for row in seen if any(row)]


def test_bad_rows_are_told_and_the_others_are_read(path: Path) -> None:
    content = b'a,b\n1,2\n1,2,3\nK\xf6ln,x\n"open,x\n4,5\n6,"se""ven"\n"x"y,z\n8,9'
    rows, errors = rows_of(path, content)
    assert [list(cells.values()) for _, cells in rows] == [["1", "2"], ["4", "5"], ["6", 'se"ven'], ["8", "9"]]
    assert [(e.row, e.why.split(";")[0]) for e in errors] == [
        (3, "has 3 cells for 2 columns"),
        (4, "the row is not in UTF-8"),
        (5, "a quotation mark is not closed"),
        (8, "this is no row of a table (',' expected after '\"')"),
    ]
    assert errors[1].value == "öln,x"


def test_a_cell_may_go_on_for_many_lines_but_not_for_ever(path: Path) -> None:
    longest = "line\n" * (LONGEST_ROW - 2)
    rows, errors = rows_of(path, f'a,b\n1,"{longest}"\n2,x\n')
    assert [cells["b"].count("line") for _, cells in rows] == [LONGEST_ROW - 2, 0]
    assert errors == []
    rows, errors = rows_of(path, 'a,b\n1,"' + longest * 3 + "2,x\n3,y\n")
    assert [cells["a"] for _, cells in rows][-1] == "3"
    assert errors[0].why == "a quotation mark is not closed"


def test_quotation_marks_are_letters_where_the_publisher_does_not_quote(path: Path) -> None:
    rows, errors = rows_of(path, 'a\tb\n"Łomża\tx"y\n', quoted=False)
    assert (rows, errors) == ([(2, {"a": '"Łomża', "b": 'x"y'})], [])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the file is empty"),
        ("a,b\n".encode("utf-16-le"), "this is no UTF-8 text"),
    ],
)
def test_a_file_that_is_no_table_gives_one_error(path: Path, content: bytes, why: str) -> None:
    rows, errors = rows_of(path, content)
    assert rows == []
    assert [error.why.startswith(why) for error in errors] == [True]


def test_a_missing_column_is_told_by_its_name(path: Path) -> None:
    path.write_text("a;b\n1;2\n")
    errors: list[RowError] = []
    assert list(stream_rows(InputFile("t.csv", path, 8), errors, required=("b", "c"))) == []
    assert [(e.row, e.column) for e in errors] == [(1, "c")]


def test_a_line_of_a_hundred_megabytes_is_one_error_and_not_held(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"a,b\n")
        for _ in range(100):
            file.write(b"x" * 10**6)
        file.write(b"\n1,2\n")
    tracemalloc.start()
    errors: list[RowError] = []
    rows = list(stream_rows(InputFile("t.csv", path, path.stat().st_size), errors))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rows == [(3, {"a": "1", "b": "2"})]
    assert [error.row for error in errors] == [2]
    assert peak < 10 * 10**6


def test_progress_is_told_in_bytes_and_reaches_the_end(path: Path) -> None:
    told: list[tuple[int, int]] = []
    path.write_text("a,b\n" + "1,2\n" * 300_000)
    (file,) = input_files(path, [".csv"])
    assert sum(1 for _ in stream_rows(file, [], advance=lambda done, total: told.append((done, total)))) == 300_000
    assert len(told) >= 2
    assert told[-1] == (file.size, file.size)


@pytest.mark.parametrize("wanted", [(), ("name", "land")])
def test_of_a_column_that_stands_twice_the_first_is_read_and_that_is_told(path: Path, wanted: tuple[str, ...]) -> None:
    path.write_text("name,land,name\nKöln,DE,Other\n", encoding="utf-8")
    errors: list[RowError] = []
    ((_, cells),) = stream_rows(InputFile("t.csv", path, 1), errors, required=wanted)
    assert (cells["name"], cells["land"]) == ("Köln", "DE")
    assert [(error.row, error.column, error.why) for error in errors] == [
        (1, "name", "this column stands twice; the first was read")
    ]
