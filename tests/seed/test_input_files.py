from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from graph.errors import PeerpolisError
from seed.files.input_files import input_files


def content(where: Path, *suffixes: str) -> dict[str, bytes]:
    found = {}
    for file in input_files(where, suffixes):
        with file.open() as stream:
            found[file.name] = stream.read()
            assert len(found[file.name]) == file.size
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b/two.CSV", "a.csv", "readme.txt", ".git/hidden.csv"):
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "data"


EXPECTED = {"a.csv": b"a.csv", "b/two.CSV": b"b/two.CSV"}


def test_a_folder_gives_its_files_of_the_kind_in_order(folder: Path) -> None:
    assert content(folder, ".csv") == EXPECTED
    assert list(content(folder, ".csv", ".txt")) == ["a.csv", "b/two.CSV", "readme.txt"]


def test_an_archive_reads_like_the_folder_that_was_packed(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "data.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    assert content(tmp_path / "data.zip", ".csv") == EXPECTED


def test_a_file_is_taken_whatever_its_name(folder: Path) -> None:
    assert content(folder / "readme.txt", ".csv") == {"readme.txt": b"readme.txt"}


def test_what_is_not_there_or_holds_nothing_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_text("no archive")
    for where, why in (
        (folder / "none", "no file or folder"),
        (folder, r"ends in \.json"),
        (tmp_path / "broken.zip", "no ZIP"),
    ):
        with pytest.raises(PeerpolisError, match=why):
            input_files(where, (".json",))
