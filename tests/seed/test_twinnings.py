"""Pairs of towns: once each, and with the town that the place says, whatever the country."""

from __future__ import annotations

from pathlib import Path

import pytest

from seed.importers.twinnings import read_twinnings
from seed.reading import Reading
from tests.seed.requests import request

TWINNINGS = Path(__file__).parents[3] / "shared" / "data" / "twinnings"
HEADER = (
    "origincityLabel\torigincountry\toriginlat\toriginlong\toriginpopulation\tsistercityLabel\tdestinationlat\t"
    "destinationlong\tdestinationpopulation\tdestination_countryLabel\n"
)
HERRENBERG, TORINO, LOMZA = (
    "Herrenberg\tGermany\t48.6\t8.87\t31000",
    "Torino\t45.07\t7.69\t\tItaly",
    "Łomża\t53.18\t22.06\tNA\tPoland",
)


def read(folder: Path, *rows: str) -> Reading:
    (folder / "pairs.tsv").write_text(HEADER + "\n".join(rows), encoding="utf-8")
    return read_twinnings(request(folder / "pairs.tsv"))


def pairs(reading: Reading) -> list[tuple[str, str]]:
    return [(r.start, r.end) for r in reading.batch.relations]


def test_a_pair_is_one_relation_however_often_and_from_whichever_side_it_is_told(tmp_path: Path) -> None:
    reverse = "Torino\tItaly\t45.07\t7.69\t\tHerrenberg\t48.6\t8.87\t\tGermany"
    reading = read(tmp_path, f"{HERRENBERG}\t{TORINO}", f"{HERRENBERG}\t{TORINO}", reverse, f"{HERRENBERG}\t{LOMZA}")
    assert sorted(pairs(reading)) == [("gn:1", "gn:2"), ("gn:1", "gn:3")]
    assert reading.errors == ()


def test_where_the_country_is_wrong_the_place_tells_the_town(tmp_path: Path) -> None:
    wrong = HERRENBERG.replace("Germany", "Hungary").replace("Hungary", "Poland")
    reading = read(tmp_path, f"{wrong}\t{TORINO}")
    assert pairs(reading) == [("gn:1", "gn:2")]
    assert "1 town found by their place in another country than the row names" in reading.notices


def test_a_wrong_country_without_a_place_stays_open(tmp_path: Path) -> None:
    assert pairs(read(tmp_path, f"Herrenberg\tPoland\t\t\t\t{TORINO}")) == []


def test_of_two_towns_of_a_name_the_place_tells_which(tmp_path: Path) -> None:
    assert pairs(read(tmp_path, f"Neustadt\tGermany\t53.01\t11.01\t\t{LOMZA}")) == [("gn:3", "gn:5")]


def test_a_pair_with_another_continent_is_counted_and_no_fault(tmp_path: Path) -> None:
    reading = read(tmp_path, f"{HERRENBERG}\tShanghai\t31.1\t121.4\t\tPeople's Republic of China")
    assert (pairs(reading), reading.errors) == ([], ())
    assert reading.notices[0].startswith("1 pair left out")


def test_faults_are_told_with_their_place_and_the_rest_is_read(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        f"{HERRENBERG}\tTorino\t95.07\t7.69\t\tItaly",
        f"{HERRENBERG}\tTorino\tnorth\t7.69\t\tItaly",
        f"{HERRENBERG}\t\t45.07\t7.69\t\tItaly",
        f"{HERRENBERG}\tTorino\t45.07\t7.69\t\tt430222130",
        f"{HERRENBERG}\tHerrenberg\t48.6\t8.87\t\tGermany",
        'a row\twith "few cells',
    )
    assert [(e.row, e.column) for e in reading.errors] == [
        (2, "destinationlat"),
        (3, "destinationlat"),
        (4, "sistercityLabel"),
        (5, "destination_countryLabel"),
        (6, "sistercityLabel"),
        (7, "origincountry"),
        (7, "sistercityLabel"),
    ]
    assert pairs(reading) == [("gn:1", "gn:2")]


@pytest.mark.skipif(not TWINNINGS.is_dir(), reason="needs the real table in ../shared/data/twinnings")
def test_the_real_table_names_a_few_countries_that_there_are_no_more() -> None:
    (path,) = TWINNINGS.glob("*.tsv")
    values = {error.value for error in read_twinnings(request(path)).errors}
    assert {"Prussia", "Kingdom of Hungary"} <= values
    assert len(values) < 20


def test_the_table_of_a_query_service_says_what_the_plain_one_says(tmp_path: Path) -> None:
    plain = f"{HEADER}{HERRENBERG}\t{TORINO}\n"
    first, *rest = HERRENBERG.split("\t")
    terms = "\t".join([f'"{first}"@de', f'"{rest[0]}"@en', *rest[1:]])
    lat = TORINO.split("\t")[2]
    typed = TORINO.replace(lat, f'"{lat}"^^<http://www.w3.org/2001/XMLSchema#double>')
    service = "\t".join(f"?{column}" for column in HEADER.rstrip("\n").split("\t")) + f"\n{terms}\t{typed}\n"
    readings = []
    for text in (plain, service):
        (tmp_path / "pairs.tsv").write_text(text, encoding="utf-8")
        readings.append(read_twinnings(request(tmp_path / "pairs.tsv")))
    assert readings[0].batch == readings[1].batch
    assert len(readings[1].batch.relations) == 1
    assert readings[1].errors == ()


def test_one_fault_names_all_columns_that_are_wanted(tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("a\tb\n1\t2\n")
    (error,) = read_twinnings(request(tmp_path / "pairs.tsv")).errors
    assert "origincityLabel, origincountry, originlat" in error.why
