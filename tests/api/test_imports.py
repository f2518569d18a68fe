"""`peerpolis import` as a user meets it, on the twelve-town world."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from api.commands import terminal
from api.workspace.sources import sources
from graph.store.sqlite_store import SqliteStore
from seed.importers.all import IMPORTERS
from tests.command_line import CommandLine, environment
from tests.graph.store_contract import Content, content
from tests.workbook import write_workbook

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    sheets: dict[str, list[tuple[str, ...]]] = {
        "Projects": [
            ("Programme", "Acronym", "Project start", "Project end"),
            ("2014 - 2020 Sea", "WAVE", "2016/01/01", "2018/12/31"),
        ],
        "Partners": [
            ("Programme", "Acronym", "Project Partner", "Lead Partner", "Town", "Country"),
            ("2014 - 2020 Sea", "WAVE", "Tartu", "Yes", "Tartu", "Estonia"),
            ("2014 - 2020 Sea", "WAVE", "Municipality of Nowhere", "No", "Nowhere", "Estonia"),
        ],
        "Calls": [("Programme", "Serial Number", "Start Date", "End Date")],
    }
    return write_workbook(tmp_path / "wave.xlsx", sheets)


def stored(folder: Path) -> Content:
    store = SqliteStore(folder / "graph.sqlite")
    try:
        return content(store)
    finally:
        store.close()


def test_a_workbook_is_shown_imported_listed_and_undone(peerpolis: CommandLine, workbook: Path) -> None:
    before = stored(peerpolis.folder)
    told = peerpolis("import", "keep", str(workbook), "--dry-run", "--json")
    assert told.code == 0
    assert {record.get("name") for record in told.json["difference"]["created"]} >= {"WAVE", "2014 - 2020 Sea"}
    assert stored(peerpolis.folder) == before

    told = peerpolis("import", "keep", str(workbook), "--json", "--as-of", "2020")
    assert told.code == 0
    assert told.json["records"] == {"FUNDED_BY": 1, "MEMBER_OF": 1, "Network": 1, "Programme": 1}
    assert peerpolis("import", "keep", str(workbook), "--as-of", "2020").out.startswith("Nothing has changed")
    assert "WAVE" in peerpolis("town", "Tartu").out
    (listed,) = peerpolis("import", "list", "--json").json
    assert listed == {"source": "keep:wave.xlsx", "importer": "keep", "records": 4}

    assert "4 records removed" in peerpolis("import", "undo", "keep:wave.xlsx").out
    peerpolis.close()
    assert stored(peerpolis.folder) == before
    assert "Nothing was imported" in peerpolis("import", "list").out


def test_imports_are_told_in_german_as_well(peerpolis: CommandLine, workbook: Path) -> None:
    german = "--lang", "de"
    assert "Nichts wurde geschrieben" in peerpolis("import", "keep", str(workbook), "--dry-run", *german).out
    assert peerpolis("import", "keep", str(workbook), *german).out.startswith("4 Einträge neu")
    assert peerpolis("import", "keep", str(workbook), *german).out.startswith("Nichts hat sich geändert")
    assert "Nichts würde sich ändern" in peerpolis("import", "keep", str(workbook), "--dry-run", *german).out
    assert "importierte Quelle" in peerpolis("import", "undo", "keep:other.xlsx", *german).err
    assert "4 Einträge entfernt" in peerpolis("import", "undo", "keep:wave.xlsx", *german).out
    assert "nichts importiert" in peerpolis("import", "list", *german).out


def test_who_is_to_be_credited_for_an_import_stands_beside_it(peerpolis: CommandLine, workbook: Path) -> None:
    peerpolis("import", "keep", str(workbook))
    assert "keep.eu (Interact); free to copy" in peerpolis("import", "list").out
    (used,) = (use for use in sources(terminal.workspace().view().snapshot) if use.id == "keep:wave.xlsx")
    assert (used.publisher, used.records) == ("keep.eu (Interact)", 4)


def test_an_address_is_fetched_once_and_named_as_the_source(
    peerpolis: CommandLine, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    digest = hashlib.sha256(workbook.read_bytes()).hexdigest()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(workbook.parent))) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/wave.xlsx"
        told = peerpolis("import", "keep", address, "--sha256", digest, "--json")
        assert (told.code, told.json["changes"]["created"]) == (0, 4)
        assert peerpolis("import", "keep", address.replace("wave", "none")).code == 1
        wrong = peerpolis("import", "keep", address, "--sha256", "0" * 64)
        assert (wrong.code, digest in wrong.err) == (1, True)
        server.shutdown()
    (listed,) = peerpolis("import", "list", "--json").json
    assert listed["source"] == f"keep:127.0.0.1:{server.server_port}/wave.xlsx"


def test_open_names_are_written_decided_and_taken(peerpolis: CommandLine, workbook: Path, tmp_path: Path) -> None:
    names = tmp_path / "open.csv"
    told = peerpolis("import", "keep", str(workbook), "--dry-run", "--unresolved", str(names))
    assert "1 open name" in told.err
    (name,) = peerpolis("import", "keep", str(workbook), "--dry-run", "--json").json["unresolved"]
    assert (name["name"], name["row"], name["times"]) == ("Municipality of Nowhere", 3, 1)
    rows = names.read_text(encoding="utf-8")
    assert "EE,Municipality of Nowhere,," in rows
    german = tmp_path / "offen.csv"
    peerpolis("import", "keep", str(workbook), "--dry-run", "--unresolved", str(german), "--lang", "de")
    assert "im Register steht unter diesem Namen nichts Passendes (Kommune)" in german.read_text(encoding="utf-8")
    tartu = peerpolis("town", "Tartu", "--json").json["node"]["id"]
    names.write_text(rows.replace("Nowhere,,", f"Nowhere,{tartu},"), encoding="utf-8")
    told = peerpolis("import", "keep", str(workbook), "--decisions", str(names), "--json")
    assert told.json["notices"]["keep:wave.xlsx"][-1].startswith("2 names of bodies: 2 sure")
    told = peerpolis("import", "keep", str(workbook), "--json")
    assert told.json["notices"]["keep:wave.xlsx"][-1].startswith("2 names of bodies: 2 sure")
    names.write_text(rows.replace("Nowhere,,", "Nowhere,-,"), encoding="utf-8")
    told = peerpolis("import", "decisions", str(names))
    assert (told.code, "1 decision, 0 still open; 1 new ones" in told.err) == (0, True)
    told = peerpolis("import", "keep", str(workbook), "--json")
    assert told.json["notices"]["keep:wave.xlsx"][-1].startswith("2 names of bodies: 1 sure, 0 open")
    names.write_text(rows.replace("Nowhere,,", "Nowhere,gn:99999999,"), encoding="utf-8")
    told = peerpolis("import", "keep", str(workbook), "--decisions", str(names))
    assert told.code == 1
    assert "gn:99999999" in told.err


def test_faults_are_told_and_leave_with_1_but_the_rest_is_loaded(peerpolis: CommandLine, tmp_path: Path) -> None:
    sheets: dict[str, list[tuple[str, ...]]] = {
        "Projects": [
            ("Programme", "Acronym", "Project start", "Project end"),
            ("Sea", "", "", ""),
            ("Sea", "A", "", ""),
        ]
    }
    told = peerpolis("import", "keep", str(write_workbook(tmp_path / "faulty.xlsx", sheets)))
    assert told.code == 1
    assert "faulty.xlsx/Projects, row 2, column Acronym" in told.err
    assert "no sheet Partners" in told.err
    assert "1  Network" in told.out


@pytest.mark.parametrize("importer", [i.name for i in IMPORTERS])
def test_each_importer_says_where_the_publisher_offers_the_file_and_on_which_terms(
    peerpolis: CommandLine, importer: str
) -> None:
    (described,) = (i for i in IMPORTERS if i.name == importer)
    told = " ".join(peerpolis("import", importer, "--help").out.split())
    assert told.count("https://") >= 1
    for words in (described.publisher, described.page, described.terms):
        assert words in told


@pytest.mark.parametrize(
    "words",
    [
        ("import", "keep", "no-such-file.xlsx"),
        ("import", "keep"),
        ("import", "keep", "{workbook}", "--sha256", "0" * 64),
        ("import", "keep", "{workbook}", "--decisions", "no-such-file.csv"),
    ],
)
def test_what_cannot_be_asked_leaves_with_2(peerpolis: CommandLine, workbook: Path, words: tuple[str, ...]) -> None:
    told = peerpolis(*(word.format(workbook=workbook) for word in words))
    assert (told.code, told.out) == (2, "")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("import", "undo", "keep:never.xlsx"), "keep:never.xlsx"),
        (("import", "undo", "geonames"), "geonames"),
        (("import", "keep", "{workbook}", "--as-of", "yesterday"), "2024-05-31"),
        (("import", "keep", "http://127.0.0.1:9/keep.xlsx"), "could not be fetched"),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence(
    peerpolis: CommandLine, workbook: Path, words: tuple[str, ...], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seed.files.fetch.PAUSE", 0.0)
    before = stored(peerpolis.folder)
    told = peerpolis(*(word.format(workbook=workbook) for word in words))
    assert told.code == 1
    assert why in told.err
    assert stored(peerpolis.folder) == before


def test_an_import_killed_before_its_end_leaves_nothing_half(peerpolis: CommandLine, workbook: Path) -> None:
    before = stored(peerpolis.folder)
    # Everything is written and nothing committed when the process dies.
    child = """
import sys, time
import graph.store.sqlite_write
from api.cli import main
def stuck(*a):
    print("written", flush=True); time.sleep(60)
graph.store.sqlite_write._check_references = stuck
main()
"""
    command = [sys.executable, "-c", child, "import", "keep", str(workbook)]
    variables = {**os.environ, **environment(peerpolis.folder)}
    with subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
    assert stored(peerpolis.folder) == before
    assert peerpolis("import", "keep", str(workbook)).code == 0
    assert peerpolis("import", "undo", "keep:wave.xlsx").code == 0
    peerpolis.close()
    assert stored(peerpolis.folder) == before
