"""`peerpolis introductions`: scopes that are intersected, a file of needs, and what is said where nobody stated one."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests import worlds
from tests.command_line import CommandLine


def pairs(told_json: dict[str, list[dict[str, list[dict[str, str]]]]]) -> set[frozenset[str]]:
    return {
        frozenset(town.get("id") or town["other_id"] for town in one["towns"]) for one in told_json["introductions"]
    }


def test_each_pair_is_told_with_its_proof_its_source_and_the_sentence_for_the_letter(peerpolis: CommandLine) -> None:
    told = peerpolis("introductions", "--country", "DE")
    assert told.code == 0
    assert "Bad Belzig looks for: Heat planning." in told.out
    assert "For the letter of Bad Belzig (German)" in told.out
    assert "Source: world/records.csv" in told.out
    assert "no town in more than two; proven" in told.out


def test_scopes_are_intersected(peerpolis: CommandLine) -> None:
    assert pairs(peerpolis("introductions", "--country", "PL", "--json").json) == set()
    of_country = pairs(peerpolis("introductions", "--country", "RO", "--json").json)
    assert of_country == {frozenset({worlds.VASLUI, other}) for other in (worlds.TARTU, worlds.BERLIN)}
    words = ("introductions", "--country", "RO", "--topic", "heat planning", "--json")
    assert pairs(peerpolis(*words).json) == set()
    words = ("introductions", "--country", "DE", "--network", "Climate League", "--json")
    assert all(pair & {worlds.BERLIN, worlds.POTSDAM} for pair in pairs(peerpolis(*words).json))


def test_a_file_of_needs_is_the_scope_and_who_is_in_no_pair_is_named(peerpolis: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "needs.csv"
    file.write_text("Kommune;Land;Bedarf\nZambrów;PL;open data\nVaslui;RO;energy communities\n", encoding="utf-8")
    told = peerpolis("introductions", "--needs", str(file), "--json")
    assert pairs(told.json) == {frozenset({worlds.ZAMBROW, worlds.BERLIN})}
    assert told.json["unpaired"] == [worlds.VASLUI]
    assert "Vaslui" in peerpolis("introductions", "--needs", str(file)).out


def test_where_nobody_stated_a_need_it_says_so_and_what_proof_alone_allows(peerpolis: CommandLine) -> None:
    told = peerpolis("introductions", "--country", "EE", "--topic", "open data")
    assert told.code == 0
    assert "None of these towns has told what it needs" in told.out
    german = peerpolis("introductions", "--country", "EE", "--topic", "open data", "--lang", "de")
    assert "Keine dieser Kommunen hat gesagt, was sie braucht" in german.out


def test_the_table_has_german_words_for_german_readers(peerpolis: CommandLine) -> None:
    (first, *_) = csv.DictReader(
        io.StringIO(peerpolis("introductions", "--country", "RO", "--csv", "--lang", "de").out)
    )
    assert first["Kommune"] == "Vaslui"
    assert first["Einwohner"] == ""
    assert "Vaslui sucht:" in first["Grund"]


@pytest.mark.parametrize("words", [("--country", "XX"), ("--region", "Nowhere"), ("--network", "none such")])
def test_a_scope_that_is_not_known_is_told(peerpolis: CommandLine, words: tuple[str, ...]) -> None:
    assert peerpolis("introductions", *words).code == 1


def test_the_file_is_what_its_name_says_or_is_refused(peerpolis: CommandLine, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.json"
    assert peerpolis("introductions", "--output", str(pairs)).code == 0
    assert json.loads(pairs.read_text(encoding="utf-8"))["introductions"]
    refused = peerpolis("introductions", "--output", str(tmp_path / "pairs.xlsx"))
    assert refused.code != 0
    assert ".csv, .json" in refused.err
    assert not (tmp_path / "pairs.xlsx").exists()


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_introductions_in_a_file_are_made_again_to_the_byte(
    peerpolis: CommandLine, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"pairs.{ending}"
    assert peerpolis("introductions", "--on", "2026-11-20", "--lang", "de", "--output", str(file)).code == 0
    about = json.loads(Path(f"{file}-metadata.json").read_text(encoding="utf-8"))["dc:description"]
    assert about["command"] == "peerpolis introductions --on 2026-11-20 --lang de"
    again = peerpolis("reproduce", str(file))
    assert (again.code, "The same to the byte." in again.out) == (0, True), again.out + again.err
