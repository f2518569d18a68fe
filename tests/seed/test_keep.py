"""keep.eu workbooks, small by hand and one real: who leads, who takes part, and who is no municipality."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Call, Network, Programme
from seed.importers.keep import read_keep, read_keep_calls
from seed.reading import Reading
from tests.seed.requests import SOURCE, request
from tests.workbook import Cell, write_workbook

KEEP = Path(__file__).parents[3] / "shared" / "data" / "keep"
ALPINE = "2014 - 2020 INTERREG VB Alpine Space"
PROJECTS = ("Programme", "Acronym", "Project Name", "Thematic1", "Thematic2", "Description EN", "Description 1",
            "Website", "Project start", "Project end")  # fmt: skip
PARTNERS = ("Programme", "Acronym", "Project Partner", "Lead Partner", "Town", "Country", "Country code")
CALLS = ("Programme", "Serial Number", "Start Date", "End Date")


def project(programme: Cell = ALPINE, acronym: Cell = "HEAT", **cells: Cell) -> list[Cell]:
    values: dict[str, Cell] = {"Programme": programme, "Acronym": acronym, "Project start": "2015/10/27"}
    values |= {"Project end": "2019/09/30"} | {name.replace("_", " "): cell for name, cell in cells.items()}
    return [values.get(column) for column in PROJECTS]


def partner(name: str, lead: str = "No", country: str = "Germany", code: str = "", acronym: str = "HEAT") -> list[Cell]:
    return [ALPINE, acronym, name, lead, "", country, code]


def read(folder: Path, projects: list[list[Cell]], partners: list[list[Cell]], calls: list[list[Cell]]) -> Reading:
    sheets = {
        "Projects (lead partners)": [PROJECTS, *projects],
        "Partners": [PARTNERS, *partners],
        "Calls": [CALLS, *calls],
    }
    return read_keep(request(write_workbook(folder / "keep.xlsx", sheets)))


def members(reading: Reading) -> list[tuple[str, str | None]]:
    return [(r.start, r.role) for r in reading.batch.relations if r.type == "MEMBER_OF"]


def faults(reading: Reading) -> list[tuple[str, int, str, str]]:
    return [(e.file, e.row, e.column, e.value) for e in reading.errors]


def test_a_project_has_its_programme_its_words_and_its_municipal_partners(tmp_path: Path) -> None:
    words = {"Thematic1": "Energy", "Thematic2": "Tourism", "Project_Name": "Heat for towns", "Description_EN": "Warm."}
    reading = read(
        tmp_path,
        [project(Website="http://heat.eu", Description_1="Warm auf Deutsch.", **words)],
        [
            partner("Stadt Herrenberg", "Yes", code="DE Germany / DEUTSCHLAND"),
            partner("Comune di Torino", country="Italy", code="IT Italy / ITALIA"),
            partner("Universität Stuttgart"),
            partner("ACME GmbH"),
        ],
        [],
    )
    (network,) = (n for n in reading.batch.nodes if isinstance(n, Network))
    assert (network.name, network.kind, network.start, network.end) == ("HEAT", "project", "2015-10-27", "2019-09-30")
    assert (network.keywords, network.text, network.lang) == (("Energy", "Tourism"), "Warm.", "en")
    assert (network.summary, network.url, network.as_of) == ("Heat for towns", "http://heat.eu", "2026-08")
    (programme,) = (n for n in reading.batch.nodes if isinstance(n, Programme))
    assert (programme.name, programme.period) == (ALPINE, "2014-2020")
    assert programme.id == "prog:2014-2020-interreg-vb-alpine-space"
    assert [(r.start, r.end) for r in reading.batch.relations if r.type == "FUNDED_BY"] == [(network.id, programme.id)]
    assert members(reading) == [("gn:1", "lead"), ("gn:2", "partner")]
    assert {node.source for node in reading.batch.nodes} == {SOURCE} == {r.source for r in reading.batch.relations}
    assert reading.errors == ()


def test_a_text_in_another_language_has_no_language_that_we_would_have_to_guess(tmp_path: Path) -> None:
    reading = read(tmp_path, [project(Description_1="Warm auf Deutsch.")], [], [])
    (network,) = (n for n in reading.batch.nodes if isinstance(n, Network))
    assert (network.text, network.lang) == ("Warm auf Deutsch.", None)


def test_two_lead_partners_are_one_project_and_both_lead(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [project(), project()],
        [partner("Herrenberg", "Yes"), partner("Łomża", "Yes", "Poland"), partner("Herrenberg, Amt 3")],
        [],
    )
    assert sum(isinstance(n, Network) for n in reading.batch.nodes) == 1
    assert sorted(members(reading)) == [("gn:1", "lead"), ("gn:3", "lead")]


def test_acronyms_that_only_look_alike_are_projects_of_their_own(tmp_path: Path) -> None:
    reading = read(tmp_path, [project(acronym=a) for a in ("GO!", "Go", "GO", 4.0, "Ελλάς", "Елла")], [], [])
    assert len({n.id for n in reading.batch.nodes if isinstance(n, Network)}) == 6
    assert [n.name for n in reading.batch.nodes if isinstance(n, Network)][3] == "4"


def test_the_order_of_rows_makes_no_difference(tmp_path: Path) -> None:
    projects = [project(), project(acronym="COLD")]
    partners = [partner("Herrenberg", "Yes"), partner("Herrenberg"), partner("Łomża", country="Poland", acronym="COLD")]
    one, other = read(tmp_path, projects, partners, []), read(tmp_path, projects[::-1], partners[::-1], [])
    assert set(one.batch.nodes) == set(other.batch.nodes)
    assert set(one.batch.relations) == set(other.batch.relations)


def test_faults_are_told_with_sheet_row_and_column_and_the_rest_is_read(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [project(acronym=None), project(**{"Project_start": "soon"})],
        [partner("Stadt Herrenberg", acronym="NONE"), partner("Herrenberg", country="Atlantis"), partner("Herrenberg")],
        [[ALPINE, 1.0, "2015/02/30", "2015/12/04"]],
    )
    assert faults(reading) == [
        ("keep.xlsx/Projects (lead partners)", 2, "Acronym", ""),
        ("keep.xlsx/Projects (lead partners)", 3, "Project start", "soon"),
        ("keep.xlsx/Partners", 2, "Acronym", "NONE"),
        ("keep.xlsx/Partners", 3, "Country", "Atlantis"),
        ("keep.xlsx/Calls", 2, "Start Date", "2015/02/30"),
    ]
    assert members(reading) == [("gn:1", "partner")]


def test_a_name_that_fits_two_towns_is_left_open_for_a_person(tmp_path: Path) -> None:
    reading = read(tmp_path, [project()], [partner("Stadt Neustadt"), partner("Stadt Neustadt")], [])
    assert members(reading) == []
    (unresolved,) = reading.unresolved
    assert (unresolved.row, unresolved.name, unresolved.country, unresolved.times) == (2, "Stadt Neustadt", "DE", 2)
    assert set(unresolved.candidates) == {"gn:4", "gn:5"}


def test_calls_have_days_and_a_programme(tmp_path: Path) -> None:
    reading = read(tmp_path, [], [], [[ALPINE, 1.0, "2015/02/12", "2015/12/04"], [ALPINE, "SM1", "", ""]])
    calls = {n.name: n for n in reading.batch.nodes if isinstance(n, Call)}
    assert set(calls) == {f"{ALPINE}: call 1", f"{ALPINE}: call SM1"}
    first = calls[f"{ALPINE}: call 1"]
    assert (first.opening, first.deadline) == ("2015-02-12", "2015-12-04")
    assert calls[f"{ALPINE}: call SM1"].deadline is None
    assert {r.type for r in reading.batch.relations} == {"UNDER"}
    workbook = request(tmp_path / "keep.xlsx")
    assert {n.id for n in read_keep_calls(workbook).batch.nodes} == {n.id for n in reading.batch.nodes}


def test_a_workbook_of_another_kind_is_told(tmp_path: Path) -> None:
    other = write_workbook(tmp_path / "keep.xlsx", {"Projects": [("A", "B"), ("1", "2")]})
    whys = {error.why for error in read_keep(request(other)).errors}
    assert any("wanted are the columns Programme, Acronym, Project start, Project end" in why for why in whys)
    assert "the workbook has no sheet Partners" in whys
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    assert "no workbook" in read_keep(request(tmp_path / "broken.xlsx")).errors[0].why


@pytest.mark.skipif(not KEEP.is_dir(), reason="needs the real workbook in ../shared/data/keep")
def test_the_real_workbook_is_read_whole() -> None:
    (path,) = KEEP.glob("*.xlsx")
    reading = read_keep(request(path))
    networks = {n.id for n in reading.batch.nodes if isinstance(n, Network)}
    assert len(networks) == 1023
    assert {r.start for r in reading.batch.relations if r.type == "FUNDED_BY"} == networks
    assert reading.errors == ()
    assert any("5,202 names of bodies" in notice for notice in reading.notices)
    text = " ".join(n.text or "" for n in reading.batch.nodes if isinstance(n, Network))
    assert len(text) > 500_000
