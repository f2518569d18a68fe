"""The gap report by all doors: on the terminal, as files, and over HTTP, in English and German."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from python_calamine import CalamineWorkbook

from api.reports.gap_page import gap_page
from matching.gaps.values import GapReport
from matching.types import Language
from tests import worlds
from tests.command_line import CommandLine

ON = ("--on", "2026-11-24")


def written(peerpolis: CommandLine, file: Path, *words: str) -> bytes:
    made = peerpolis("gaps", *words, *ON, "--output", str(file))
    assert made.code == 0, made.err
    return file.read_bytes()


def finding(document: Any, name: str) -> Any:
    return next(one for one in document["findings"] if one["name"] == name)


def test_each_finding_tells_number_towns_action_way_and_what_is_not_known(peerpolis: CommandLine) -> None:
    told = peerpolis("gaps", "--country", "DE", "--since", "2015", *ON)
    assert told.code == 0, told.err
    assert "Towns of which we know no tie: 1" in told.out
    assert "1. Bad Belzig · Brandenburg · DE · 11,999 · gn:2951134" in told.out
    way = "peerpolis gaps --country DE --since 2015 --on 2026-11-24 --finding isolates --top 1 --csv"
    assert f"The 1 row as CSV: {way}" in told.out
    assert "Not known: The lists are incomplete" in told.out
    rows = list(csv.DictReader(io.StringIO(peerpolis(*way.split()[1:]).out)))
    assert [row["town_id"] for row in rows] == [worlds.BAD_BELZIG]


def test_all_parts_of_the_scope_go_together_and_lists_come_from_files(peerpolis: CommandLine, tmp_path: Path) -> None:
    members, needs = tmp_path / "members.csv", tmp_path / "needs.csv"
    members.write_text("Gemeinde;Land\nBad Belzig;DE\nPotsdam;DE\nTartu;EE\n", encoding="utf-8")
    needs.write_text("town,text\nBad Belzig,open data\nZambrów,open data\nPotsdam,xyzzy\n", encoding="utf-8")
    found = peerpolis(
        *("gaps", "--members", str(members), "--needs", str(needs), "--country", "DE", "--size", "-50000"),
        *ON,
        "--json",
    )
    assert found.code == 0, found.err
    assert found.json["towns"] == 1  # Bad Belzig: Potsdam is larger, Tartu elsewhere
    topics = finding(found.json, "topics")
    rows = {row["subject"]["id"]: row["towns"] for row in topics["rows"] if row["subject"]}
    assert rows[worlds.OPEN_DATA] == [worlds.BAD_BELZIG]
    assert any("xyzzy" in line for line in topics["not_known"])


def test_one_town_a_line_is_a_list_and_a_town_that_cannot_be_told_is_an_error(
    peerpolis: CommandLine, tmp_path: Path
) -> None:
    members = tmp_path / "members.txt"
    members.write_text("Bad Belzig\ngn:2852458\n", encoding="utf-8")
    assert peerpolis("gaps", "--members", str(members), "--json").json["towns"] == 2
    members.write_text("Bad Belzig\nNowhereville\n", encoding="utf-8")
    wrong = peerpolis("gaps", "--members", str(members))
    assert (wrong.code, "members.txt, 2" in wrong.err) == (1, True)
    needs = tmp_path / "needs.csv"
    needs.write_text("town,colour\nPotsdam,blue\n", encoding="utf-8")
    assert "no column that tells what is needed" in peerpolis("gaps", "--needs", str(needs)).err


@pytest.mark.parametrize("size", ["tiny", "20000-5000", "-", "1e3-"])
def test_a_size_that_is_none_is_told(peerpolis: CommandLine, size: str) -> None:
    assert peerpolis("gaps", f"--size={size}").code == 1


@pytest.mark.parametrize(
    ("size", "towns"),
    [("small", 2), ("medium", 5), ("large", 2), ("5000-20000", 1), ("11.999-22.857", 2), ("-4018", 1)],
)
def test_sizes_are_classes_or_ranges(peerpolis: CommandLine, size: str, towns: int) -> None:
    assert peerpolis("gaps", f"--size={size}", "--finding", "hub", "--json").json["towns"] == towns


def test_a_german_table_has_german_words_region_and_inhabitants(peerpolis: CommandLine) -> None:
    told = peerpolis("gaps", "--region", "Brandenburg", "--finding", "isolates", "--csv", "--lang", "de", *ON).out
    (row,) = csv.DictReader(io.StringIO(told))
    assert row["Befund"] == "Ohne bekannte Verbindung"
    assert (row["Kommune"], row["Region"], row["Einwohner"]) == ("Bad Belzig", "Brandenburg", "11999")
    assert row["Vorschlag"].startswith("Brück soll Bad Belzig erzählen")


def test_a_workbook_has_a_sheet_for_each_finding_with_numbers_as_numbers(
    peerpolis: CommandLine, tmp_path: Path
) -> None:
    made = written(peerpolis, tmp_path / "gaps.xlsx", "--country", "DE")
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert book.sheet_names[:3] == ["Overview", "No known tie", "Topics"]
    header, row = book.get_sheet_by_name("No known tie").to_python()
    cells = dict(zip(header, row, strict=True))
    assert (cells["town"], cells["region"], cells["inhabitants"]) == ("Bad Belzig", "Brandenburg", 11_999)
    assert made == written(peerpolis, tmp_path / "again.xlsx", "--country", "DE")


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    from dataclasses import replace

    from api.reports.gap_table import to_csv, to_workbook
    from graph.model import Batch
    from matching.gaps.values import Town
    from tests.matching.gap_world import report, town

    found = report(Batch([replace(town("a", 0), name="=1+1")]), findings=("isolates",))
    assert isinstance(found.findings[0].rows[0].town, Town)
    assert ",'=1+1," in to_csv(found, "en")
    book = CalamineWorkbook.from_filelike(io.BytesIO(to_workbook(found, "en")))
    assert "=1+1" in book.get_sheet_by_name("No known tie").to_python()[1]


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_to_print_is_whole_and_asks_nobody(peerpolis: CommandLine, tmp_path: Path, language: str) -> None:
    page = written(peerpolis, tmp_path / "gaps.html", "--topic", "heat-planning", "--lang", language).decode()
    assert f'<html lang="{language}">' in page
    assert "@media print" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "src=" not in page
    for text in ("Bad Belzig", "Potsdam", "Wärmeplanung" if language == "de" else "Heat planning"):
        assert text in page
    assert page.count("<section") == 8  # seven findings, and what they rest on


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "html"])
def test_a_report_in_a_file_is_made_again_to_the_byte(peerpolis: CommandLine, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"gaps.{ending}"
    written(peerpolis, file, "--country", "DE", "--lang", "de")
    about = json.loads(Path(f"{file}-metadata.json").read_text(encoding="utf-8"))["dc:description"]
    assert about["command"] == "peerpolis gaps --country DE --on 2026-11-24 --lang de"
    again = peerpolis("reproduce", str(file))
    assert (again.code, "The same to the byte." in again.out) == (0, True), again.out + again.err


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "html"])
def test_a_report_for_which_no_day_was_named_is_made_again_with_its_own(
    peerpolis: CommandLine, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"gaps.{ending}"
    assert peerpolis("gaps", "--country", "DE", "--output", str(file)).code == 0
    again = peerpolis("reproduce", str(file))
    assert (again.code, "The same to the byte." in again.out) == (0, True), again.out + again.err


def test_over_http_the_report_is_the_same(peerpolis: CommandLine, client: TestClient) -> None:
    asked = {"country": "DE", "on": "2026-11-24", "since": "2015"}
    body = client.get("/api/v1/gaps", params=asked).json()
    typed = peerpolis("gaps", "--country", "DE", "--since", "2015", *ON, "--json").json
    assert [one["name"] for one in body["findings"]] == [one["name"] for one in typed["findings"]]
    assert finding(body, "isolates")["rows"] == finding(typed, "isolates")["rows"]
    way = finding(body, "isolates")["data"]
    rows = list(csv.DictReader(io.StringIO(client.get(way).text)))
    assert [row["town_id"] for row in rows] == [worlds.BAD_BELZIG]
    for format, begins in (("xlsx", b"PK"), ("html", b"<!doctype html>")):
        found = client.get("/api/v1/gaps", params={**asked, "format": format, "language": "de"})
        assert found.content.startswith(begins)


def test_over_http_the_network_of_an_earlier_day_and_lists_are_asked_for_as_well(client: TestClient) -> None:
    then = client.get("/api/v1/gaps", params={"as_of": "2015", "finding": "hub"}).json()
    assert then["as_of"] == "2015-12-31"
    assert finding(then, "hub")["of"] < finding(client.get("/api/v1/gaps").json(), "hub")["of"]
    asked = {
        "members": [worlds.BAD_BELZIG, "Potsdam"],
        "needs": [{"town": worlds.BAD_BELZIG, "text": "open data"}],
        "finding": ["topics"],
    }
    found = client.post("/api/v1/gaps", json=asked).json()
    assert found["towns"] == 2
    assert worlds.OPEN_DATA in {row["subject"]["id"] for row in finding(found, "topics")["rows"]}
    few = client.get("/api/v1/gaps", params={"member": [worlds.BAD_BELZIG, worlds.TARTU], "finding": "isolates"}).json()
    assert (few["towns"], finding(few, "isolates")["number"]) == (2, 1)
    unknown = client.post("/api/v1/gaps", json={"members": ["Nowhereville"]})
    assert (unknown.status_code, "Nowhereville" in unknown.json()["detail"]) == (422, True)


def test_a_page_to_print_goes_through_the_rows_of_a_finding_a_few_times_however_many_they_are(
    peerpolis: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Rows(tuple[Any, ...]):
        looked_through = 0

        def __iter__(self) -> Any:
            Rows.looked_through += 1
            return super().__iter__()

    def page(report: GapReport, language: Language, data: Any) -> str:
        longest = max(report.findings, key=lambda one: len(one.rows))
        many = replace(longest, rows=Rows(longest.rows * 20))
        return gap_page(replace(report, findings=(many,)), language, data)

    monkeypatch.setattr("api.reports.gap_page.gap_page", page)
    assert "<table>" in written(peerpolis, tmp_path / "gaps.html", "--country", "DE").decode()
    assert 0 < Rows.looked_through < 10
