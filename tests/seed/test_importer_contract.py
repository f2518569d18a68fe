"""Importers of ours, and one that another distribution brings, keep the contract of importers."""

from __future__ import annotations

from pathlib import Path

import pytest

from seed.importers.all import IMPORTERS, importers
from seed.importers.calls import CALLS
from seed.importers.cordis import CORDIS
from seed.importers.frame import Importer
from seed.importers.keep import KEEP
from seed.importers.layout import TABLE
from seed.importers.publiccode import PUBLICCODE
from seed.importers.twinnings import TWINNINGS
from tests.installed_importer import install
from tests.seed.importer_contract import ImporterContract
from tests.seed.test_layout import TABLES
from tests.seed.test_publiccode import SIGNALS
from tests.seed.test_twinnings import HEADER, HERRENBERG, LOMZA, TORINO
from tests.workbook import Cell, write_workbook

CORDIS_HEADER = "projectID;projectAcronym;organisationID;name;activityType;city;country;role\n"
CORDIS_ROW = "7;HEAT;999999999;Stadt Herrenberg;PUB;Herrenberg;DE;coordinator\n"


def written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


class TestKeep(ImporterContract):
    @pytest.fixture
    def importer(self) -> Importer:
        return KEEP

    def write(self, folder: Path, *, damaged: bool) -> Path:
        sheets: dict[str, list[list[Cell]]] = {
            "Projects": [
                ["Programme", "Acronym", "Project start", "Project end"],
                ["Sea", "WAVE", "2016/01/01", "2018/12/31"],
            ],
            "Partners": [
                ["Programme", "Acronym", "Project Partner", "Lead Partner", "Town", "Country"],
                ["Sea", "WAVE", "Stadt Herrenberg", "Yes", "", "Germany"],
            ],
            "Calls": [["Programme", "Serial Number", "Start Date", "End Date"], ["Sea", 1.0, "2015/02/12", ""]],
        }
        if damaged:
            sheets["Projects"].insert(1, ["Sea", "", "", ""])
            sheets["Partners"].append(["Sea", "NONE", "Stadt Herrenberg", "No", "", "Germany"])
        return write_workbook(folder / "keep.xlsx", sheets)


class TestCordis(ImporterContract):
    @pytest.fixture
    def importer(self) -> Importer:
        return CORDIS

    def write(self, folder: Path, *, damaged: bool) -> Path:
        row = CORDIS_ROW.replace(";DE;", ";Atlantis;") if damaged else ""
        return written(folder / "organization.csv", f"{CORDIS_HEADER}{row}{CORDIS_ROW}")


class TestTwinnings(ImporterContract):
    @pytest.fixture
    def importer(self) -> Importer:
        return TWINNINGS

    def write(self, folder: Path, *, damaged: bool) -> Path:
        row = 'a row\twith "few cells\n' if damaged else ""
        return written(folder / "pairs.tsv", f"{HEADER}{row}{HERRENBERG}\t{TORINO}\n{HERRENBERG}\t{LOMZA}\n")


class TestPubliccode(ImporterContract):
    @pytest.fixture
    def importer(self) -> Importer:
        return PUBLICCODE

    def write(self, folder: Path, *, damaged: bool) -> Path:
        written(folder / "signals.yml", SIGNALS)
        if damaged:
            written(folder / "broken.yml", "publiccodeYmlVersion: 0.2\nname: A\n\turl: tab")
        return folder


class TestCalls(ImporterContract):
    @pytest.fixture
    def importer(self) -> Importer:
        return CALLS

    def write(self, folder: Path, *, damaged: bool) -> Path:
        topic = '{"topicId": "CIT-1", "title": "Cities", "programme": "Horizon Europe"}\n'
        return written(folder / "topics.jsonl", ('{"topicId": "CIT-\n' if damaged else "") + topic)


class TestTable(ImporterContract):
    @pytest.fixture
    def importer(self) -> Importer:
        return TABLE

    def write(self, folder: Path, *, damaged: bool) -> Path:
        for name, text in TABLES.items():
            more = "x:none,urbact:1,partner,\n" if damaged and name == "memberships.csv" else ""
            written(folder / name, text + more)
        return folder


class TestOneOfAnotherDistribution(ImporterContract):
    @pytest.fixture
    def importer(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Importer:
        install(tmp_path, monkeypatch)
        (brought,) = importers()[len(IMPORTERS) :]
        return brought

    def write(self, folder: Path, *, damaged: bool) -> Path:
        row = "Torino,IT,\n" if damaged else ""
        return written(folder / "circles.csv", f"town,country,circle\n{row}Torino,IT,heat\nHerrenberg,DE,heat\n")
