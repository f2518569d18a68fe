"""Files that commands write: what their names say, whole, and told in a sentence where they cannot be written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from graph.outputs import NotWritten, defused, taken_back, write_output
from tests.command_line import CommandLine


def test_a_folder_that_is_not_there_is_named_before_the_work(peerpolis: CommandLine, tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "x.csv"
    table = tmp_path / "t.tsv"
    table.write_text("x\n")
    for words in (
        ("centrality", "degree", "--output", str(missing)),
        ("gaps", "--output", str(missing)),
        ("import", "twinnings", str(table), "--unresolved", str(missing)),
    ):
        told = peerpolis(*words)
        assert told.code == 1
        assert told.err.strip() == f"There is no folder {missing.parent}."


def test_a_report_is_what_the_name_of_its_file_says_or_is_refused(peerpolis: CommandLine, tmp_path: Path) -> None:
    assert peerpolis("centrality", "degree", "--output", str(tmp_path / "x.json")).code == 0
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["rows"]
    assert peerpolis("centrality", "degree", "--output", str(tmp_path / "x.csv")).code == 0
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").startswith("rank,")
    refused = peerpolis("centrality", "degree", "--output", str(tmp_path / "x.xlsx"))
    assert refused.code == 1
    assert "known endings are .csv, .json" in refused.err
    assert not (tmp_path / "x.xlsx").exists()
    refused = peerpolis("gaps", "--output", str(tmp_path / "x.graphml"))
    assert refused.code == 1
    assert not (tmp_path / "x.graphml").exists()


def test_an_older_file_stays_whole_where_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    write_output(path, "one\r\n")
    assert path.read_bytes() == b"one\r\n"
    with pytest.raises(NotWritten, match="is a folder"):
        write_output(tmp_path, "two")
    with pytest.raises(NotWritten, match="There is no folder"):
        write_output(tmp_path / "none" / "x.csv", "two")
    assert os.listdir(tmp_path) == ["x.csv"]


@pytest.mark.parametrize("text", ["=1+1", "+49", "-", "@SUM(A1)", "'=x", "''-y", "\t=", "plain", "", "'s-Gravenhage"])
def test_what_leaves_is_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert defused(text)[:1] not in ("=", "+", "-", "@", "\t")
    assert taken_back(defused(text)) == text
