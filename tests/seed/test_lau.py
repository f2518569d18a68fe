"""Eurostat's list of municipalities over a handful of towns, whose units are known by hand."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from graph.errors import RowError
from graph.model import Batch, Fact, Municipality
from graph.snapshot.build import build_snapshot
from graph.store.sqlite_store import SqliteStore
from seed.bodies.recognition import Recognition, resolver_of
from seed.bodies.resolver import Mention, Outcome
from seed.files.input_files import input_files
from seed.importers.frame import Request, placed, undo
from seed.importers.lau import read_lau
from seed.importers.lau_units import plain_name, read_units
from seed.load import Report, load
from seed.reading import Reading
from tests.factory import fact, member_of, municipality, network
from tests.graph.store_contract import content
from tests.workbook import Cell, write_workbook

REAL = Path(__file__).parents[2] / "../shared/data/lau/nuts_lau_2019.csv.gz"
SOURCE = "lau:list_2019.csv"
HEADER = "code_2016,lau_code,lau_name_national,lau_name_latin,population,degurba,country,gisco_id\n"
#: The register: Herrenberg and its neighbours, a village, a quarter that acts, a place marked wrongly.
TOWNS = [
    municipality("gn:1", "Herrenberg", lat=48.60, lon=8.87, population=31_000),
    municipality("gn:2", "Nufringen", lat=48.62, lon=8.89, population=5_400),
    municipality("gn:3", "Gärtringen", lat=48.64, lon=8.90, population=12_000, kind="settlement"),
    municipality("gn:4", "Kuppingen", lat=48.61, lon=8.84, population=3_800),
    municipality("gn:5", "Haslach", lat=48.59, lon=8.85, population=1_400),
    municipality("gn:6", "Weil", lat=48.62, lon=9.03, population=9_500, names=("Weil im Schönbuch",)),
    municipality("gn:7", "Lisboa", country="PT", lat=38.7, lon=-9.1, population=500_000),
]
ROWS = (
    'DE112,08115021,"Herrenberg, Stadt",,31545.0,2.0,DE,DE_08115021\n'
    "DE112,08115037,Nufringen,,5597.0,2.0,DE,DE_08115037\n"
    "DE112,08115015,Gärtringen,,12345.0,2.0,DE,DE_08115015\n"
    "DE112,08115051,Weil im Schönbuch,,9900.0,9.0,DE,DE_08115051\n"
    "DE112,08115099,Mötzingen,,3700.0,3.0,DE,DE_08115099\n"
    "PT170,110601,Lisboa,,1000.0,1.0,PT,PT_110601\n"
)
Import = Callable[..., Reading]


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    store = SqliteStore(tmp_path / "graph.sqlite")
    store.write([Batch([*TOWNS, network()], [member_of("gn:5")])])
    return store


@pytest.fixture
def read(store: SqliteStore, tmp_path: Path) -> Import:
    def read(rows: str, header: str = HEADER, *, whole: bool = False) -> Reading:
        path = tmp_path / "list_2019.csv"
        path.write_text(header + rows, encoding="utf-8")
        bodies = Recognition(resolver_of(store))
        request = Request(input_files(path, (".csv",)), SOURCE, bodies, store, whole=whole)
        return placed(store, read_lau(request), SOURCE)

    return read


def brought(store: SqliteStore, reading: Reading) -> Report:
    return load(store, [reading])


def said(reading: Reading, subject: str) -> dict[str, str]:
    return {fact.key: fact.value for fact in reading.batch.facts if fact.subject == subject}


def test_a_unit_says_what_the_list_knows_of_the_town(read: Import) -> None:
    reading = read(ROWS)
    assert reading.errors == ()
    assert said(reading, "gn:1") == {"lau": "DE_08115021", "nuts3": "DE112", "degurba": "2", "population": "31545"}
    assert "degurba" not in said(reading, "gn:6")  # 9 is "not classified"
    assert {(fact.source, fact.as_of) for fact in reading.batch.facts} == {(SOURCE, "2019")}


def test_a_place_marked_as_a_village_that_is_a_unit_is_a_municipality_again(read: Import) -> None:
    assert said(read(ROWS), "gn:3")["kind"] == "municipality"


def test_a_town_that_the_register_lacks_becomes_a_municipality_without_a_place(read: Import) -> None:
    (town,) = read(ROWS).batch.nodes
    assert isinstance(town, Municipality)
    assert (town.id, town.name, town.population, town.lat) == ("lau:DE_08115099", "Mötzingen", 3_700, None)


def test_villages_are_no_candidates_any_more_but_who_acts_is(store: SqliteStore, read: Import) -> None:
    brought(store, read(ROWS))
    snapshot = build_snapshot(store)
    ids = [id.decode() for id in snapshot.municipalities.ids.ids]
    partners = {id for id, can in zip(ids, snapshot.partners, strict=True) if can}
    assert "gn:4" not in partners
    assert "gn:5" in partners  # is a member of a network
    assert {"gn:1", "gn:3", "lau:DE_08115099"} <= partners
    assert "gn:7" in partners  # parishes say nothing about the municipalities of Portugal


def villages(reading: Reading) -> set[str]:
    return {fact.subject for fact in reading.batch.facts if (fact.key, fact.value) == ("kind", "settlement")}


def test_of_an_extract_nothing_is_concluded_unless_somebody_says_that_it_is_whole(read: Import) -> None:
    assert villages(read(ROWS)) == {"gn:4"}
    extract = "".join(ROWS.splitlines(keepends=True)[:1])
    reading = read(extract)
    assert villages(reading) == set()
    assert any(
        notice.startswith("DE: 1 of 3 municipalities that we know are in the list, 1 of 3 larger ones.")
        for notice in reading.notices
    )
    assert villages(read(extract, whole=True)) == {"gn:2", "gn:4", "gn:6"}


def test_a_list_of_the_larger_municipalities_alone_is_an_extract(store: SqliteStore, read: Import) -> None:
    small = [municipality(f"gn:{n}", f"Klein{n}", lat=48.7, lon=9.0, population=900) for n in range(50, 60)]
    codes = [fact(town.id, "lau", f"DE_081160{town.id[3:]}") for town in small]
    store.write([Batch(small, (), codes)])
    listed = [f"DE112,081160{n},Klein{n},,900.0,3.0,DE,DE_081160{n}\n" for n in range(50, 60)]
    assert villages(read(ROWS)) == set()
    assert villages(read(ROWS + "".join(listed[1:]))) == {"gn:4", "gn:50"}  # what merged since is a village
    spoiled = [row.replace(f"081160{n},K", ",K").replace(f"DE_081160{n}", "") for n, row in enumerate(listed, start=50)]
    assert villages(read(ROWS + "".join(spoiled))) == {"gn:4"}


def test_a_list_that_leaves_a_large_region_out_is_an_extract(store: SqliteStore, read: Import) -> None:
    far = [municipality(f"gn:{n}", f"Nord{n}", lat=54.0, lon=9.0, population=6_000) for n in range(50, 150)]
    store.write([Batch(far, (), [fact(t.id, "nuts3", "DE112") for t in far] + [fact("gn:6", "nuts3", "DEC01")])])
    listed = "".join(f"DE112,081160{n},Nord{n},,6000.0,3.0,DE,DE_081160{n}\n" for n in range(50, 150))
    assert "gn:4" in villages(read(ROWS + listed))
    assert villages(read(ROWS.replace("DE112,08115051,Weil im", "DE112,08115051,Anders im") + listed)) == set()


@pytest.mark.parametrize(
    "row",
    [
        "DE112,,Nufringen,,5597.0,2.0,DE,\n",
        "DE112,08115037,Nufringen,,5597.0,2.0,DE,DE_08115037,one,cell,too,many\n",
        "XX,08115037,Nufringen,,5597.0,2.0,Atlantis,\n",
        'DE112,08115021,"Nufringen",,1,2,DE,DE_08115021\n',
    ],
)
def test_a_row_that_could_not_be_read_does_not_cost_its_town_its_status(read: Import, row: str) -> None:
    reading = read(ROWS.replace("DE112,08115037,Nufringen,,5597.0,2.0,DE,DE_08115037\n", row))
    assert len(reading.errors) == 1
    assert villages(reading) == {"gn:4"}


def test_a_region_that_a_spreadsheet_made_a_date_is_told_and_the_rest_of_the_row_is_read(read: Import) -> None:
    header = "NUTS 3 CODE;LAU CODE;LAU NAME NATIONAL;LAU NAME LATIN;POPULATION;DEGURBA\n"
    rows = "DEC01;08115021;Herrenberg, Stadt;;31.545;2\n01.Dez;08115037;Nufringen;;5 597;2\n"
    rows += "Dec-05;08115015;Gärtringen;;12345;2\n"
    reading = read(rows, header)
    assert [(e.row, e.column, e.value) for e in reading.errors] == [
        (3, "NUTS 3 CODE", "01.Dez"),
        (4, "NUTS 3 CODE", "Dec-05"),
    ]
    assert "a spreadsheet has made a date" in reading.errors[0].why
    assert said(reading, "gn:2") == {"lau": "DE_08115037", "degurba": "2", "population": "5597"}
    assert villages(reading) == set()


def test_after_it_the_resolver_knows_codes_new_towns_and_official_kinds(store: SqliteStore, read: Import) -> None:
    brought(store, read(ROWS))
    resolver = resolver_of(store)
    assert resolver.resolve(Mention("?", "DE", code="DE_08115021")).id == "gn:1"
    assert resolver.resolve(Mention("Gemeinde Mötzingen", "DE")).id == "lau:DE_08115099"
    assert resolver.resolve(Mention("Gärtringen", "DE")).outcome is Outcome.SURE
    assert resolver.resolve(Mention("Kuppingen", "DE")).outcome is not Outcome.SURE


def test_importing_again_changes_nothing_and_undo_leaves_the_graph_as_it_was(store: SqliteStore, read: Import) -> None:
    before = content(store)
    assert brought(store, read(ROWS)).changes
    assert not brought(store, read(ROWS)).changes
    undo(store, SOURCE, {"lau"})
    assert content(store) == before


def test_a_renamed_unit_stays_the_same_and_keeps_its_old_name(store: SqliteStore, read: Import) -> None:
    brought(store, read(ROWS))
    brought(store, read(ROWS.replace("Mötzingen", "Mötzingen-Öschelbronn")))
    town = store.get("lau:DE_08115099")
    assert isinstance(town, Municipality)
    assert (town.name, town.names) == ("Mötzingen-Öschelbronn", ("Mötzingen",))
    assert resolver_of(store).resolve(Mention("Mötzingen", "DE")).id == "lau:DE_08115099"


def test_a_code_that_another_source_knows_goes_before_the_name(store: SqliteStore, read: Import) -> None:
    store.write([Batch((), (), [fact("gn:2", "lau", "DE_08115051")])])
    assert said(read(ROWS), "gn:2")["lau"] == "DE_08115051"


def test_a_wrong_value_is_told_with_its_place_and_the_rest_is_read(read: Import) -> None:
    rows = "DE112,1,A,,many,2.0,DE,DE_1\nDE112,,B,,1,1,DE,\nXX,2,C,,1,1,Atlantis,\nDE112,1,D,,5,1,DE,DE_1\n"
    reading = read(rows)
    assert [(e.file, e.row, e.column) for e in reading.errors] == [
        ("list_2019.csv", 2, "population"),
        ("list_2019.csv", 3, "lau_code"),
        ("list_2019.csv", 4, "code_2016"),
        ("list_2019.csv", 5, ""),
    ]
    assert [node.id for node in reading.batch.nodes] == ["lau:DE_1"]


def test_a_table_without_the_columns_is_told(read: Import) -> None:
    reading = read("Herrenberg,31000\n", header="town,people\n")
    assert "no column tells the nuts3 and code and name" in reading.errors[0].why
    assert len(reading.batch) == 0


def test_other_editions_name_their_columns_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "EU-27-LAU-2023.csv.gz"
    text = "NUTS 3 CODE;LAU CODE;LAU NAME NATIONAL;LAU NAME LATIN;POPULATION;DEGURBA\nEL303;45;Αθήνα;Athina;664046;1\n"
    path.write_bytes(gzip.compress(text.encode()))
    (file,) = input_files(path, (".csv", ".gz"))
    (unit,) = read_units(file, [])
    assert (unit.country, unit.code, unit.nuts, unit.population) == ("GR", "GR_45", "EL303", 664_046)
    assert plain_name(unit) == "Athina"


EUROSTAT = ("NUTS 3 CODE", "LAU CODE", "LAU NAME NATIONAL", "LAU NAME LATIN", "CHANGE (Y/N)", "POPULATION",
            "TOTAL AREA (m2)", "DEGURBA", "COASTAL AREA (yes/no)")  # fmt: skip


def edition(path: Path, sheets: dict[str, list[list[Cell]]]) -> Path:
    """A workbook as Eurostat publishes it: an overview, and a sheet a country."""
    overview: list[Sequence[Cell]] = [
        ("Correspondence table LAU – NUTS 2021",),
        ("Country", "Number of LAUs"),
        ("DE", 2),
    ]
    return write_workbook(path, {"Overview": overview} | {name: [EUROSTAT, *rows] for name, rows in sheets.items()})


def unit_row(nuts: str, code: Cell, name: str, people: Cell = 1000, degurba: Cell = 3) -> list[Cell]:
    return [nuts, code, name, None, "no", people, 1_000_000, degurba, "no"]


def test_the_workbook_is_read_sheet_by_sheet_and_codes_keep_their_zeros(tmp_path: Path) -> None:
    german = [unit_row("DEF0B", 1051011, "Brunsbüttel", 12_554, 2), unit_row("DE112", "08115021", "Herrenberg, Stadt")]
    path = edition(
        tmp_path / "EU-27-LAU-2023-NUTS-2021.xlsx", {"DE": german, "EL": [unit_row("EL303", "X1", "Αθήνα", ":")]}
    )
    (file,) = input_files(path, (".xlsx",))
    errors: list[RowError] = []
    units = list(read_units(file, errors))
    assert errors == []
    assert [(u.country, u.code, u.population, u.degurba) for u in units] == [
        ("DE", "DE_01051011", 12_554, "2"),
        ("DE", "DE_08115021", 1000, "3"),
        ("GR", "GR_X1", None, "3"),
    ]


def test_the_workbook_says_the_same_as_the_table(read: Import, store: SqliteStore, tmp_path: Path) -> None:
    table = read(ROWS)
    rows = [line.split(",") for line in ROWS.replace('"Herrenberg, Stadt"', "Herrenberg").splitlines()]
    sheets: dict[str, list[list[Cell]]] = {}
    for nuts, code, name, _, people, degurba, country, _ in rows:
        sheets.setdefault(country, []).append(unit_row(nuts, int(code), name, float(people), float(degurba)))
    path = edition(tmp_path / "EU-27-LAU-2019-NUTS-2016.xlsx", sheets)
    bodies = Recognition(resolver_of(store))
    workbook = read_lau(Request(input_files(path, (".xlsx",)), SOURCE, bodies, store))
    assert {(f.subject, f.key, f.value, f.as_of) for f in workbook.batch.facts} == {
        (f.subject, f.key, f.value, "2019") for f in table.batch.facts
    }


def test_faults_of_a_workbook_name_the_sheet_and_the_row_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [unit_row("DE112", 8115021, "Herrenberg", "many"), unit_row("DE112", None, "Nufringen")]
    edition(tmp_path / "list.xlsx", {"DE": rows, "FR": [unit_row("FR101", "75056", "Paris")]})
    write_workbook(tmp_path / "other.xlsx", {"AT": [("town", "people"), ("Wien", 1)]})
    (tmp_path / "third.xlsx").write_bytes(b"PK and no more")
    found: list[RowError] = []
    units = [unit.code for file in input_files(tmp_path, (".xlsx",)) for unit in read_units(file, found)]
    assert units == ["DE_08115021", "FR_75056"]
    assert [(e.file, e.row, e.column, e.value) for e in found[:2]] == [
        ("list.xlsx/DE", 2, "POPULATION", "many"),
        ("list.xlsx/DE", 3, "LAU CODE", ""),
    ]
    assert [(e.file, e.why.split(";")[0]) for e in found[2:3]] == [
        ("other.xlsx/AT", "no column tells the nuts3 and code and name of the unit")
    ]
    assert "no workbook" in found[3].why


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="needs Eurostat's list in ../shared/data")
def test_the_real_list_comes_in_once_and_goes_out_to_the_letter(seeded: Path, tmp_path: Path) -> None:
    path = tmp_path / "nuts_lau_2019.csv"
    with gzip.open(REAL, "rt", encoding="utf-8") as lines:
        header, *rows = lines
    path.write_text(header + "".join(row for row in rows if ",AT,AT_" in row or ",LT,LT_" in row), encoding="utf-8")
    shutil.copy(seeded / "graph.sqlite", tmp_path / "graph.sqlite")
    store = SqliteStore(tmp_path / "graph.sqlite")
    before = content(store)

    def reading() -> Reading:
        request = Request(input_files(path, (".csv",)), SOURCE, Recognition(resolver_of(store)), store)
        return placed(store, read_lau(request), SOURCE)

    first = reading()
    codes = {fact.subject: fact.value for fact in first.batch.facts if fact.key == "lau"}
    vienna, vilnius = "gn:2761369", "gn:593116"  # a region of its own; listed as "Vilniaus miesto savivaldybė"
    assert codes[vienna].startswith("AT_9")
    assert codes[vilnius] == "LT_13"
    assert len(codes) == 2_096 + 60
    assert len(first.batch.nodes) < 0.2 * len(codes)
    assert first.errors == ()
    assert brought(store, first).changes
    assert not brought(store, reading()).changes
    undo(store, SOURCE, {"lau"})
    assert content(store) == before
    store.close()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Kiel, Landeshauptstadt", "Kiel"),
        ("Ejido, El", "El Ejido"),
        ("Hospitalet de Llobregat, L'", "L'Hospitalet de Llobregat"),
        ("Oraş Cugir", "Cugir"),
        ("KRUJË", "Krujë"),
        ("Beša, okres Levice", "Beša"),
        ("Nuenen, Gerwen en Nederwetten", "Nuenen, Gerwen en Nederwetten"),
    ],
)
def test_names_are_written_as_people_write_them(read: Import, written: str, name: str) -> None:
    (town,) = read(f'DE112,7,"{written}",,500,3,DE,DE_7\n').batch.nodes
    assert town.name == name


def test_the_newest_fact_about_the_kind_holds(store: SqliteStore) -> None:
    old = Fact(subject="gn:1", key="kind", value="settlement", source="lau:old", as_of="2018")
    new = Fact(subject="gn:1", key="kind", value="municipality", source="lau:new", as_of="2020")
    store.write([Batch((), (), [old, new])])
    snapshot = build_snapshot(store)
    at = snapshot.municipalities.ids.find("gn:1")
    assert snapshot.partners[at]


def test_a_unit_whose_code_a_spreadsheet_made_a_date_is_told_and_makes_no_municipality(read: Import) -> None:
    reading = read("DE115,Mar-20,Herrenberg,,31000,2,DE,\nDE115,08115021,Böblingen,,50000,2,DE,\n")
    assert [(error.row, error.value) for error in reading.errors] == [(2, "Mar-20")]
    assert "a spreadsheet has made a date of the code" in reading.errors[0].why
    assert not any("Mar" in node.id for node in reading.batch.nodes)
