"""A file says what the result says: read back, it gives the same rows."""

from __future__ import annotations

import csv
import io
import json

from graph.measures.centrality import Central, centrality
from graph.measures.export import csv_metadata, to_csv, to_json
from graph.snapshot.build import freeze
from tests import worlds
from tests.factory import municipality
from tests.memory_store import snapshot_of
from tests.worlds import twelve_towns


def test_a_csv_file_read_back_gives_the_same_rows_to_the_last_digit() -> None:
    rows = centrality(snapshot_of(twelve_towns()), "pagerank").rows
    read = list(csv.DictReader(io.StringIO(to_csv(rows), newline="")))
    assert [(int(r["rank"]), r["id"], r["name"], r["country"], float(r["value"])) for r in read] == [
        (row.rank, row.id, row.name, row.country, row.value) for row in rows
    ]


def test_what_is_not_known_is_an_empty_cell_and_null() -> None:
    nowhere = municipality("gn:1", "Nowhere", lat=None, lon=None, population=None)
    found = centrality(freeze([nowhere], [], []), "clustering", isolates=True)
    (town,) = csv.DictReader(io.StringIO(to_csv(found.rows)))
    assert (town["name"], town["population"], town["value"], town["lat"]) == ("Nowhere", "", "", "")
    assert json.loads(to_json(found))["rows"][-1]["value"] is None


def test_an_empty_result_is_a_header_without_rows() -> None:
    assert to_csv((), Central).split(",")[:3] == ["rank", "id", "name"]
    assert to_csv((), Central).count("\r\n") == 1
    assert to_csv(()) == ""


def test_what_stands_beside_a_file_is_enough_to_make_it_again() -> None:
    snapshot = snapshot_of(twelve_towns())
    found = centrality(snapshot, "degree", leave_out=[worlds.CLIMATE_LEAGUE], top=3)
    about = json.loads(csv_metadata(found, "degree.csv"))
    asked = about["dc:description"]["parameters"]
    assert about["url"] == "degree.csv"
    assert [column["titles"] for column in about["tableSchema"]["columns"]] == to_csv(found.rows).split("\r\n")[
        0
    ].split(",")
    assert about["dc:description"]["digest"] == snapshot.digest
    assert asked == json.loads(to_json(found))["parameters"]
    again = {name: value for name, value in asked.items() if name != "measure"}
    assert centrality(snapshot, asked["measure"], **again) == found


def test_json_keeps_the_letters_of_names() -> None:
    assert "Łomża" in to_json(centrality(snapshot_of(twelve_towns()), "degree"))
