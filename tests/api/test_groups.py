"""`peerpolis groups` and `formats`: a table of towns goes in; groups, plans, calendars and pages come out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from icalendar import Calendar

from graph.model import Batch, Format
from graph.store.sqlite_store import SqliteStore
from tests.command_line import CommandLine

#: A format of which the source tells steps, but no rhythm.
TANDEM = Format(
    id="format:tandem",
    name="Tandem",
    group_size="2 cities",
    group_sizes=("2 Städte@de",),
    duration="about a year",
    durations=("etwa ein Jahr@de",),
    steps=("kick-off@en", "visit@en", "Auftakt@de", "Besuch@de"),
    source="world/formats.csv",
    as_of="2024",
)
ROWS = """town;country;topics;experience;dates;apart
Manresa;ES;heat planning;;2027-02-01;
Bad Belzig;DE;heat planning;no;2027-02-01|2027-03-01;
Tartu;EE;e-participation;;;x
Vaslui;RO;e-participation;;;
Atlantis;DE;Wärmeplanung;yes;;
Łomża;PL;heat planning;;1.2.2027;x
"""


@pytest.fixture
def towns(peerpolis: CommandLine, tmp_path: Path) -> Path:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([Batch((TANDEM,))])
    store.close()
    file = tmp_path / "towns.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


def test_tandems_share_a_topic_and_what_cannot_be_recognised_takes_part_and_is_told(
    peerpolis: CommandLine, towns: Path
) -> None:
    told = peerpolis("groups", str(towns), "--pairs", "--json")
    assert told.code == 0
    assert "Atlantis" in told.err
    assert "row 6" in told.err
    pairs = {frozenset(m["name"] for m in group["members"]): group["topics"] for group in told.json["groups"]}
    assert pairs[frozenset({"Tartu", "Vaslui"})] == ["topic:e-participation"]
    assert len(pairs) == 3
    assert told.json["gap"] == pytest.approx(0, abs=1e-9)
    members = {m["name"]: m for group in told.json["groups"] for m in group["members"]}
    assert members["Manresa"]["proven"] == ["topic:heat-planning"]
    assert members["Atlantis"] | {"topics": 0, "experience": 0} == {
        **{"id": None, "name": "Atlantis", "country": "DE", "county": None, "population": None},
        **{"topics": 0, "experience": 0, "proven": []},
    }


def test_a_plan_has_the_steps_of_the_format_the_days_that_were_named_and_says_what_is_unknown(
    peerpolis: CommandLine, towns: Path
) -> None:
    words = ("groups", str(towns), "--pairs", "--format", "tandem", "--dates", "-,2027-05-10")
    rows = list(csv.DictReader(io.StringIO(peerpolis(*words, "--csv").out)))
    assert [(row["step"], row["what"], row["day"], row["rhythm"]) for row in rows[:2]] == [
        ("1", "kick-off", "still open", "unknown"),
        ("2", "visit", "2027-05-10", "unknown"),
    ]
    german = list(csv.DictReader(io.StringIO(peerpolis(*words, "--csv", "--lang", "de").out)))
    assert [(row["Schritt"], row["Was"], row["Termin"], row["Dauer"]) for row in german[:2]] == [
        ("1", "Auftakt", "noch offen", "etwa ein Jahr"),
        ("2", "Besuch", "2027-05-10", "etwa ein Jahr"),
    ]


def test_only_steps_with_a_day_come_into_the_calendar_and_the_same_plan_gives_the_same_uids(
    peerpolis: CommandLine, towns: Path, tmp_path: Path
) -> None:
    uids = []
    for days in ("-,2027-05-10", "-,2027-06-10"):
        file = tmp_path / "plans.ics"
        words = ("groups", str(towns), "--pairs", "--format", "tandem", "--dates", days, "--output", str(file))
        assert peerpolis(*words).code == 0
        events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
        assert len(events) == 3
        uids.append(sorted(str(event["uid"]) for event in events))
    assert uids[0] == uids[1]


def test_the_page_to_print_is_whole_in_itself_and_says_what_is_not_known(
    peerpolis: CommandLine, towns: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plans.html"
    words = ("groups", str(towns), "--pairs", "--format", "format:tandem", "--output", str(file), "--lang", "de")
    assert peerpolis(*words).code == 0
    page = file.read_text(encoding="utf-8")
    assert "@media print" in page
    assert "src=" not in page
    assert "href=" not in page
    assert '<html lang="de">' in page
    assert "Rhythmus: unbekannt." in page
    assert "Łomża" in page


def test_where_there_are_no_groups_the_wishes_are_named_and_the_code_is_1(peerpolis: CommandLine, towns: Path) -> None:
    told = peerpolis("groups", str(towns), "--size", "3")
    assert told.code == 1
    assert "a common topic" in told.out


@pytest.mark.parametrize(
    "words",
    [("--size", "12"), ("--size", "8-4"), ("--format", "tandem", "--dates", "tomorrow"), ("--output", "x.ics")],
)
def test_options_that_cannot_be_are_told_with_code_2(
    peerpolis: CommandLine, towns: Path, words: tuple[str, ...]
) -> None:
    assert peerpolis("groups", str(towns), *words).code == 2


def test_a_table_without_towns_is_told_and_columns_that_are_not_known_are(
    peerpolis: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "t.csv"
    file.write_text("place;colour\nManresa;red\n", encoding="utf-8")
    assert peerpolis("groups", str(file)).code == 1
    file.write_text("Kommune;Thema;colour\nManresa;heat planning;red\nTartu;heat planning;\n", encoding="utf-8")
    told = peerpolis("groups", str(file), "--pairs")
    assert told.code == 0
    assert "colour" in told.err


def test_the_formats_say_what_their_sources_tell_and_that_the_rest_is_unknown(
    peerpolis: CommandLine, towns: Path
) -> None:
    told = peerpolis("formats")
    assert "Tandem" in told.out
    assert "Rhythm: unknown" in told.out
    assert peerpolis("formats", "--json").json[0]["rhythm"] is None


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "html", "ics"])
def test_plans_in_a_file_are_made_again_to_the_byte(
    peerpolis: CommandLine, towns: Path, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"plans.{ending}"
    words = ("groups", str(towns), "--pairs", "--format", "tandem", "--dates", "-,2027-05-10", "--lang", "de")
    assert peerpolis(*words, "--output", str(file)).code == 0
    again = peerpolis("reproduce", str(file))
    assert (again.code, "The same to the byte." in again.out) == (0, True), again.out + again.err
    towns.write_text(towns.read_text(encoding="utf-8").replace("Tartu", "Manresa"), encoding="utf-8")
    assert peerpolis("reproduce", str(file)).code == 1
