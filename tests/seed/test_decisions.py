from __future__ import annotations

from pathlib import Path

import pytest

from seed.bodies.decisions import keep_decisions, kept_decisions, read_decisions
from seed.bodies.recognition import COLUMNS, Recognition, write_unresolved
from seed.bodies.resolver import Mention, Resolver
from tests.seed.requests import TOWNS

OPEN = ["Stadt Neustadt", "Turin"]
COUNTRY = {"Stadt Neustadt": "DE", "Turin": "IT"}


def is_body(id: str) -> bool:
    return id in {town.id for town in TOWNS}


def open_names(recognition: Recognition) -> list[str]:
    for row, name in enumerate(OPEN, start=2):
        recognition.body(file="list.csv", row=row, mention=Mention(name, COUNTRY[name]))
    return [name.name for name in recognition.unresolved]


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_person_fills_in_is_not_asked_again(tmp_path: Path) -> None:
    recognition = Recognition(Resolver(TOWNS))
    assert open_names(recognition) == OPEN
    path = tmp_path / "open.csv"
    assert write_unresolved(path, recognition.unresolved) == 2
    lines = path.read_text(encoding="utf-8")
    assert lines.splitlines()[0].split(",") == list(COLUMNS)
    assert read_decisions(path, is_body).undecided == 2

    filled = lines.replace("Stadt Neustadt,,", "Stadt Neustadt,gn:5,").replace("Turin,,", "Turin,-,")
    found = read_decisions(written(path, filled), is_body)
    assert (found.names, found.undecided, found.errors) == (
        {("DE", "Stadt Neustadt"): "gn:5", ("IT", "Turin"): ""},
        0,
        (),
    )
    kept = tmp_path / "data" / "decisions.csv"
    assert keep_decisions(kept, found.names) == 2
    decided = Recognition(Resolver(TOWNS, decisions=kept_decisions(kept)))
    assert open_names(decided) == []
    assert decided.body(file="list.csv", row=2, mention=Mention("Stadt Neustadt", "DE")) == "gn:5"


def test_the_newest_decision_holds_and_others_stay(tmp_path: Path) -> None:
    kept = tmp_path / "decisions.csv"
    assert kept_decisions(kept) == {}
    keep_decisions(kept, {("DE", "Burgen"): "gn:1", ("DE", "Zell"): ""})
    assert keep_decisions(kept, {("DE", "Burgen"): "gn:2"}) == 1
    assert keep_decisions(kept, {("DE", "Burgen"): "gn:2"}) == 0
    assert kept_decisions(kept) == {("DE", "Burgen"): "gn:2", ("DE", "Zell"): ""}
    assert [path.name for path in tmp_path.iterdir()] == ["decisions.csv"]


@pytest.mark.parametrize(
    ("row", "column"),
    [("DE;Burgen;gn:999", "id"), ("Atlantis;Burgen;gn:1", "country"), ("DE;;gn:1", "country"), ("DE;Zell;-", "id")],
)
def test_a_wrong_row_is_told_with_its_place_and_the_others_are_read(tmp_path: Path, row: str, column: str) -> None:
    path = written(tmp_path / "open.csv", f"Country;Name;Id\nDE;Zell;gn:1\n{row}\nAustria;Graz;gn:1\n")
    found = read_decisions(path, is_body)
    assert [(error.file, error.row, error.column) for error in found.errors] == [("open.csv", 3, column)]
    assert found.names == {("DE", "Zell"): "gn:1", ("AT", "Graz"): "gn:1"}


def test_a_file_that_is_no_list_of_decisions_is_told(tmp_path: Path) -> None:
    found = read_decisions(written(tmp_path / "other.csv", "name,town\nZell,gn:1\n"), is_body)
    assert [error.column for error in found.errors] == ["country, id"]
    assert found.names == {}


def test_a_name_of_a_list_without_countries_is_decided_without_one(tmp_path: Path) -> None:
    path, kept = tmp_path / "open.csv", tmp_path / "kept.csv"
    path.write_text("country,name,id\n,Gemeente Utrecht,gn:1\nAtlantis,Gemeente Utrecht,gn:2\n", encoding="utf-8")
    decided = read_decisions(path, lambda id: True)
    assert (dict(decided.names), [error.row for error in decided.errors]) == ({("", "Gemeente Utrecht"): "gn:1"}, [3])
    keep_decisions(kept, decided.names)
    assert kept_decisions(kept) == decided.names
