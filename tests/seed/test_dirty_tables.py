"""Tables as people keep them: titles above the head, other marks and encodings, values that a spreadsheet spoilt."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from graph.errors import InvalidRecord, PeerpolisError, RowError
from graph.model import Call, Network
from seed import values
from seed.bodies.countries import country_code
from seed.bodies.town_join import TownJoin
from seed.files.delimited import read_delimited
from seed.files.heads import head_at
from seed.files.input_files import InputFile
from seed.files.row_stream import stream_rows
from seed.importers.all import IMPORTERS
from seed.importers.fact_values import fact_value
from seed.importers.frame import Importer
from seed.importers.plain import read_plain
from tests.seed.requests import TOWNS, request
from tests.workbook import Cell, write_workbook

COLUMNS = ("name", "country", "population")
TITLES = "Städte im Netz\nStand;15.11.2026\n\n"
TABLE = "Name;Country;Population\nKöln;DE;1080394\nŁódź;PL;670642\n"


Read = Callable[[Path, "str | bytes"], tuple[list[tuple[int, dict[str, str]]], list[RowError]]]


def named(cells: Sequence[str]) -> int:
    """How many of COLUMNS a row names."""
    return len({*COLUMNS}.intersection(cell.casefold() for cell in cells))


def streamed(path: Path, content: str | bytes) -> tuple[list[tuple[int, dict[str, str]]], list[RowError]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    errors: list[RowError] = []
    rows = stream_rows(InputFile("t.csv", path, 1), errors, required=COLUMNS)
    return [(number, dict(cells)) for number, cells in rows], errors


def whole(path: Path, content: str | bytes) -> tuple[list[tuple[int, dict[str, str]]], list[RowError]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    table = read_delimited(path, named)
    header = [name.casefold() for name in table.header]
    return [(row.number, dict(zip(header, row.cells, strict=True))) for row in table.rows], table.errors


READERS = pytest.mark.parametrize("read", [streamed, whole])
SAID = [{"name": "Köln", "country": "DE", "population": "1080394"}]
SAID += [{"name": "Łódź", "country": "PL", "population": "670642"}]


@READERS
@pytest.mark.parametrize(
    ("above", "first"),
    [
        ("", 2),
        (TITLES, 5),
        ('"A title, with a comma, and ""quotes""";;\n', 3),
        ('A quotation mark " that nobody closes\n', 3),
        ("sep=;\n", 2),
        ('"sep=;"\n', 2),
        ("\n" * 6, 8),
        ("name of the list\n", 3),
    ],
)
def test_what_stands_above_the_head_is_a_title_and_rows_keep_their_numbers(
    tmp_path: Path, read: Read, above: str, first: int
) -> None:
    rows, errors = read(tmp_path / "t.csv", above + TABLE)
    assert [cells for _, cells in rows] == SAID
    assert [number for number, _ in rows] == [first, first + 1]
    assert [e for e in errors if e.row >= first] == []


@READERS
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_a_file_says_of_itself_is_how_it_is_read(
    tmp_path: Path, read: Read, encoding: str, line_end: str, delimiter: str
) -> None:
    text = TABLE.replace("\n", line_end).replace(";", delimiter)
    rows, errors = read(tmp_path / "t.csv", text.encode(encoding))
    assert ([cells for _, cells in rows], errors) == (SAID, [])


def test_a_long_file_in_utf_16_is_read_as_it_is_in_utf_8(tmp_path: Path) -> None:
    text = "name;country;population\n" + "".join(f"Ort {n} 🏙;DE;{n}\n" for n in range(20_000))
    assert streamed(tmp_path / "a.csv", text.encode("utf-16")) == streamed(tmp_path / "b.csv", text)


def test_the_fault_of_a_missing_column_names_the_row_of_the_head_and_only_what_is_missing(tmp_path: Path) -> None:
    rows, errors = streamed(tmp_path / "t.csv", TITLES + "Name;Country\nKöln;DE\n")
    assert rows == []
    assert [(e.row, e.column) for e in errors] == [(4, "population")]


def test_the_head_is_the_first_of_the_rows_that_name_most() -> None:
    assert head_at([["a title"], ["name", "country"], ["name", "country"]], named) == 1
    assert head_at([["Köln"], ["x"]], named) == 0
    assert head_at([[""], ["x"]], named) == 1
    assert head_at([], named) == 0


@pytest.mark.parametrize(
    ("text", "largest", "degrees"),
    [
        ("48°35′42″N", 90, 48.595),
        ("48° 35' 42\" N", 90, 48.595),
        ("8°52′01″E", 180, 8.866944),
        ("9° 8,5′ W", 180, -9.141667),
        ("43,77°N", 90, 43.77),
        ("52.08 N", 90, 52.08),
        ("33.9S", 90, -33.9),
    ],
)
def test_degrees_may_say_the_side_of_the_world(text: str, largest: float, degrees: float) -> None:
    assert values.degrees(text, largest) == pytest.approx(degrees, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "largest"), [("8°52′01″E", 90), ("48°35′42″N", 180), ("91°N", 90), ("48.5°35′N", 90), ("9° 8′ O", 180)]
)
def test_degrees_of_the_other_axis_or_in_two_ways_are_none(text: str, largest: float) -> None:
    with pytest.raises(InvalidRecord):
        values.degrees(text, largest)


def test_a_code_that_a_spreadsheet_took_for_a_number_is_read_or_told() -> None:
    assert values.code("12069020.0") == "12069020"
    assert values.code(" 2.5 ") == "2.5"
    assert fact_value("lau", "12069020.0", country="DE") == "DE_12069020"
    for spoilt in ("8.115021E+06", "8,115021e+06", "1E+7"):
        with pytest.raises(InvalidRecord, match="made a number of the code"):
            values.code(spoilt)
    with pytest.raises(InvalidRecord):
        fact_value("pic", "9.38119011E+08")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("D", "DE"), ("A", "AT"), ("I", "IT"), ("West Germany", "DE"), ("DDR", "DE"), ("X", None), ("d", None)),
        *(("Czechoslovakia", None), ("Yugoslavia", None)),
    ],
)
def test_signs_of_vehicles_and_states_of_the_past_are_countries_where_there_is_one(text: str, code: str | None) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15 January 2027 17:00:00 Brussels time", "2027-01-15"),
        ("15. Januar 2027, 17:00 Uhr", "2027-01-15"),
        ("15 janvier 2027 à 17h00", "2027-01-15"),
    ],
)
def test_a_time_behind_a_day_in_words_does_not_cost_the_day(text: str, day: str) -> None:
    assert values.day(text) == day


def importer(name: str) -> Importer:
    return next(one for one in IMPORTERS if one.name == name)


def test_a_lau_list_is_read_below_its_title_and_a_spoilt_code_makes_no_town(tmp_path: Path) -> None:
    (tmp_path / "lau_2023.csv").write_text(
        "Local administrative units 2023\n\nNUTS 3 CODE;LAU CODE;LAU NAME NATIONAL;LAU NAME LATIN;POPULATION;DEGURBA\n"
        "DE112;08115021;Herrenberg, Stadt;;31545;2\nDE112;8.115021E+06;Anderswo;;500;3\n"
        "ITC11;1272.0;Torino;;870000;1\n"
    )
    reading = importer("lau").read(request(tmp_path / "lau_2023.csv", ".csv"))
    assert {fact.value for fact in reading.batch.facts if fact.key == "lau"} == {"DE_08115021", "IT_001272"}
    assert [(e.row, e.column, e.value) for e in reading.errors] == [(5, "LAU CODE", "8.115021E+06")]


def test_a_lau_list_without_its_columns_says_which_it_wants(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Gemeindeschlüssel;Gemeindename\n08115021;Herrenberg\n")
    reading = importer("lau").read(request(tmp_path / "list.csv", ".csv"))
    assert [e.row for e in reading.errors] == [1]
    assert "LAU NAME NATIONAL" in str(reading.errors[0].said)


SHEETS: dict[str, list[list[Cell]]] = {
    "Projects": [
        ["keep.eu, exported on 1 November 2026"],
        [],
        ["PROGRAMME", "acronym", "Project Start", "project end", "WEBSITE"],
        ["Sea", "WAVE", "2016/01/01", "2018/12/31", "www.wave.eu"],
    ],
    "Partners": [
        ["Programme", "Acronym", "Project Partner", "Lead Partner", "Town", "Country"],
        ["Sea", "WAVE", "Stadt Herrenberg", "yes", "", "D"],
        ["Sea", "WAVE", "Comune di Torino", "perhaps", "", "Italy"],
    ],
    "Calls": [
        ["Programme", "Serial Number", "Start Date", "End Date"],
        ["Sea", 1.0, "2015/02/12", "2015/12/04"],
        ["Sea", 1.0, "", ""],
    ],
    "Partners (old)": [["Programme", "Acronym"], ["Sea", "WAVE"]],
}


def test_a_keep_workbook_is_read_below_titles_whatever_its_capitals_and_each_sheet_once(tmp_path: Path) -> None:
    write_workbook(tmp_path / "keep.xlsx", SHEETS)
    reading = importer("keep").read(request(tmp_path / "keep.xlsx", ".xlsx"))
    roles = {r.start: r.role for r in reading.batch.relations if r.type == "MEMBER_OF"}
    assert roles == {"gn:1": "lead", "gn:2": "partner"}
    projects = [node for node in reading.batch.nodes if isinstance(node, Network)]
    assert [(p.name, p.start, p.url) for p in projects] == [("WAVE", "2016-01-01", "https://www.wave.eu")]
    calls = [node for node in reading.batch.nodes if isinstance(node, Call)]
    assert [call.deadline for call in calls] == ["2015-12-04"]  # the row without dates does not take them away
    assert {(e.file, e.row, e.column) for e in reading.errors} == {
        ("keep.xlsx", 1, "Partners (old)"),
        ("keep.xlsx/Partners", 3, "Lead Partner"),
        ("keep.xlsx/Calls", 3, ""),
    }


CORDIS = "projectID,projectAcronym,organisationID,name,activityType,city,country,role\n"


def test_codes_and_words_of_cordis_are_read_whatever_a_spreadsheet_did_to_them(tmp_path: Path) -> None:
    (tmp_path / "organization.csv").write_text(
        CORDIS
        + "651036.0,iBoard,938119011.0,STADT HERRENBERG,pub,HERRENBERG,DE,Coordinator\n"
        + "651036,iBoard,9.38119012E+08,COMUNE DI TORINO,PUB,TORINO,IT,participant\n"
        + "6.51036E+05,iBoard,938119012,COMUNE DI TORINO,PUB,TORINO,IT,participant\n"
        + "651036,iBoard,938119013,COMUNE DI TORINO,Public bodies,TORINO,IT,participant\n"
    )
    reading = importer("cordis").read(request(tmp_path / "organization.csv", ".csv"))
    assert {(r.start, r.end, r.role) for r in reading.batch.relations} == {
        ("gn:1", "net:cordis-651036", "lead"),
        ("gn:2", "net:cordis-651036", "partner"),
    }
    assert [(e.row, e.column) for e in reading.errors] == [(3, "organisationID"), (4, "projectID"), (5, "activityType")]


TOWNS_CSV = "id;name;country;lat;lon;population\n"
NETWORKS_CSV = "id;name;kind;programme;start;end\n"
MEMBERS_CSV = "municipality;network;role\n"


def folder(path: Path, **tables: str) -> Path:
    path.mkdir(exist_ok=True)
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text)
    return path


def test_a_folder_is_read_though_ids_became_numbers_and_words_have_capitals(tmp_path: Path) -> None:
    plain = read_plain(
        folder(
            tmp_path / "x",
            municipalities="Our towns;;;;;\n" + TOWNS_CSV + "1.0;Herrenberg;D;48°35′42″N;8,867 E;31.545\n",
            networks=NETWORKS_CSV + "n1;Slow Heat;Project;;2023;2025\n",
            memberships=MEMBERS_CSV + "1;n1;Lead\n",
            solutions="id;name;municipality\n;Map;1\ns1;Map;1\ns1;Other map;1\n",
        ),
        TownJoin(TOWNS),
    )
    assert [(r.type, r.role or r.status) for r in plain.reading.batch.relations] == [
        ("MEMBER_OF", "lead"),
        ("USES", "origin"),
    ]
    assert [(e.file, e.row, e.column) for e in plain.reading.errors] == [
        ("solutions.csv", 2, "id"),
        ("solutions.csv", 4, "id"),
    ]
    assert "Map" in {node.name for node in plain.reading.batch.nodes}


def test_two_tables_of_one_name_are_told_and_neither_is_taken_for_the_other(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in (
            *(("new/municipalities.csv", TOWNS_CSV), ("old/municipalities.csv", TOWNS_CSV)),
            *(("new/networks.csv", NETWORKS_CSV), ("new/memberships.csv", MEMBERS_CSV)),
        ):
            archive.writestr(name, text)
    (tmp_path / "t.zip").write_bytes(data.getvalue())
    with pytest.raises(PeerpolisError, match=r"new/municipalities.csv and old/municipalities.csv are the same table"):
        importer("table").read(request(tmp_path / "t.zip", ".csv"))


def test_tables_are_known_whatever_the_capitals_of_their_names_and_a_missing_one_is_named(tmp_path: Path) -> None:
    upper = folder(tmp_path / "mine", Municipalities=TOWNS_CSV, NETWORKS=NETWORKS_CSV + "n1;Slow Heat;project;;;\n")
    with pytest.raises(PeerpolisError, match=r"^file has no memberships.csv"):
        importer("table").read(request(upper, ".csv"))
    (upper / "Memberships.csv").write_text(MEMBERS_CSV)
    reading = importer("table").read(request(upper, ".csv"))
    assert [node.name for node in reading.batch.nodes] == ["Slow Heat"]


PAIR = (
    *("origincityLabel", "origincountry", "originlat", "originlong", "originpopulation"),
    *("sistercityLabel", "destination_countryLabel", "destinationlat", "destinationlong", "destinationpopulation"),
)


@pytest.mark.parametrize("quoted", [False, True])
def test_twinnings_with_exchanged_places_and_quoted_cells_are_found(tmp_path: Path, quoted: bool) -> None:
    herrenberg, torino = TOWNS[0], TOWNS[1]
    cells = [
        "Herrenberg",
        "DE",
        herrenberg.lon,
        herrenberg.lat,
        31545,
        "Torino",
        "I",
        torino.lat,
        torino.lon,
        "870 000",
    ]
    lines = [PAIR, map(str, cells)]
    text = "\n".join("\t".join(f'"{cell}"' if quoted else cell for cell in line) for line in lines)
    (tmp_path / "pairs.tsv").write_text("Town twinnings\n" + text + "\n")
    reading = importer("twinnings").read(request(tmp_path / "pairs.tsv", ".tsv"))
    assert [(r.start, r.end) for r in reading.batch.relations] == [("gn:1", "gn:2")]
    assert reading.errors == ()
    assert any("of 1 town latitude and longitude were exchanged" in str(notice) for notice in reading.notices)
