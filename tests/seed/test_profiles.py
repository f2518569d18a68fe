from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InvalidRecord, RowError
from graph.model import FACT_KEYS, Batch, Solution
from graph.store.protocol import Store
from graph.store.sqlite_store import SqliteStore
from seed.bodies.known_names import KnownNames, known_names
from seed.bodies.recognition import resolver_of
from seed.importers.fact_values import fact_value
from seed.importers.profiles import read_profiles
from seed.load import load
from seed.reading import Reading
from tests.factory import fact, municipality, network, topic

WORLD = Batch(
    nodes=[
        municipality("gn:1", "Bad Belzig", population=11247, names=("Belzig",)),
        municipality("gn:2", "Łomża", country="PL", population=62945),
        municipality("gn:3", "Neustadt", population=5000, lat=50.0, lon=8.0),
        municipality("gn:4", "Neustadt", population=9000, lat=53.0, lon=11.0),
        municipality("gn:5", "Köln", population=1_000_000),
        municipality("gn:6", "Buch", kind="quarter", population=18_000),
        municipality("gn:7", "Buch", population=4_000),
        network("net:eurocities", "Eurocities"),
        topic("topic:heat-planning", "Heat planning", labels=("Wärmeplanung@de",), synonyms=("Wärmeplan@de",)),
        topic("topic:cycling", "Cycling, walking", labels=("Rad- und Fußverkehr@de",)),
        Solution(id="sol:adhocracy-plus", name="adhocracy+", kind="software", source="register"),
    ],
    facts=[fact("gn:1", "lau", "DE_12069020")],
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = SqliteStore(tmp_path / "graph.db")
    store.write([WORLD])
    yield store
    store.close()


@pytest.fixture
def read(tmp_path: Path, store: Store) -> Callable[[str | bytes], Reading]:
    def read(content: str | bytes) -> Reading:
        path = tmp_path / "towns.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_profiles(path, known_names(store))

    return read


Read = Callable[[str | bytes], Reading]


def said(reading: Reading) -> list[tuple[str, str, str]]:
    return [(r.type, r.start, r.end) for r in reading.batch.relations]


def the_error(reading: Reading) -> RowError:
    (error,) = reading.errors
    return error


def test_a_profile_says_needs_offers_solutions_networks_and_facts(read: Read) -> None:
    reading = read(
        "name,country,needs,offers,solutions,networks,population,climate_plan\n"
        "Bad Belzig,DE,Wärmeplanung:1; Cycling,Heat planning,adhocracy+:pilot,Eurocities:lead,11.247,ja\n".replace(
            "Cycling,", '"Cycling, walking:3",'
        ).replace('Wärmeplanung:1; "Cycling', '"Wärmeplanung:1; Cycling')
    )
    assert reading.errors == ()
    weights = {(r.type, r.end): (r.weight, r.status, r.role) for r in reading.batch.relations}
    assert weights == {
        ("NEEDS", "topic:heat-planning"): (1.0, None, None),
        ("NEEDS", "topic:cycling"): (0.33, None, None),
        ("OFFERS", "topic:heat-planning"): (None, None, None),
        ("USES", "sol:adhocracy-plus"): (None, "pilot", None),
        ("MEMBER_OF", "net:eurocities"): (None, None, "lead"),
    }
    assert {(f.key, f.value) for f in reading.batch.facts} == {("population", "11247"), ("climate_plan", "yes")}
    assert {r.source for r in reading.batch.relations} == {"profiles:towns.csv"} == set(reading.replaces)


@pytest.mark.parametrize(
    "topic", ["topic:heat-planning", "heat-planning", "Wärmeplanung", "HEAT PLANNING", "wärmeplan"]
)
def test_a_topic_is_known_by_its_id_and_its_names_in_german_and_english(read: Read, topic: str) -> None:
    assert said(read(f"id,needs\ngn:1,{topic}\n")) == [("NEEDS", "gn:1", "topic:heat-planning")]
    (relation,) = read(f"id,needs\ngn:1,{topic}:2\n").batch.relations
    assert relation.weight == 0.66


def test_a_need_without_priority_has_an_unknown_weight(read: Read) -> None:
    assert read("id,needs\ngn:1,heat-planning\n").batch.relations[0].weight is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiter_byte_order_mark_and_line_ends_make_no_difference(
    read: Read, delimiter: str, mark: str, line_end: str
) -> None:
    rows = [["name", "country", "offers"], ["Łomża", "PL", "Wärmeplanung | cycling"]]
    reading = read(mark + "".join(delimiter.join(row) + line_end for row in rows))
    assert said(reading) == [("OFFERS", "gn:2", "topic:heat-planning"), ("OFFERS", "gn:2", "topic:cycling")]
    assert reading.errors == ()


@pytest.mark.parametrize(
    ("header", "cells", "town"),
    [
        ("id", "gn:5", "gn:5"),
        ("name,country", "Koeln,DE", "gn:5"),
        ("name", "LOMZA", "gn:2"),
        ("lau", "DE_12069020", "gn:1"),
        ("lau,country", "12069020,DE", "gn:1"),
        ("lau,name,country", "DE_99,Belzig,DE", "gn:1"),
        ("Gemeinde;Land", "Köln;de", "gn:5"),
    ],
)
def test_a_town_is_found_by_id_by_code_and_by_name(read: Read, header: str, cells: str, town: str) -> None:
    divider = ";" if ";" in header else ","
    assert [r[1] for r in said(read(f"{header}{divider}offers\n{cells}{divider}cycling\n"))] == [town]


def test_a_postcode_is_told_from_a_name(read: Read) -> None:
    assert "postcode" in the_error(read("name,offers\n14806,cycling\n")).why


def test_a_municipality_goes_before_a_quarter_of_its_name(read: Read) -> None:
    assert said(read("name,offers\nBuch,cycling\n")) == [("OFFERS", "gn:7", "topic:cycling")]


def test_an_ambiguous_name_is_an_error_that_lists_the_ids_and_loses_no_other_row(read: Read) -> None:
    reading = read("name,country,offers\nNeustadt,DE,cycling\nKöln,DE,cycling\n")
    error = the_error(reading)
    assert (error.file, error.row, error.column, error.value) == ("towns.csv", 2, "name", "Neustadt")
    assert "gn:3" in error.why
    assert "gn:4" in error.why
    assert [r[1] for r in said(reading)] == ["gn:5"]


@pytest.mark.parametrize(
    ("content", "row", "column", "part"),
    [
        ("name,offers\nLomzhaa,cycling\n", 2, "name", "Łomża"),
        ("id,offers\ngn:99,cycling\n", 2, "id", "no town has this id"),
        ("id,offers\nnet:eurocities,cycling\n", 2, "id", "no town has this id"),
        ("name,country\nKöln,Atlantis\n", 2, "country", "two-letter"),
        ("name,country\nKöln,PL\n", 2, "name", "no town of PL"),
        ("id,needs\ngn:1,heet planning\n", 2, "needs", "Heat planning"),
        ("id,needs\ngn:1,heat planning:9\n", 2, "needs", "1, 2, 3"),
        ("id,networks\ngn:1,Eurocities:boss\n", 2, "networks", "role"),
        ("id,needs\ngn:1,cycling:1; cycling:2\n", 2, "needs", "twice"),
        ("id,population\ngn:1,many\n", 2, "population", "inhabitants"),
        ("id,population\ngn:1,0\n", 2, "population", "inhabitants"),
        ("id,population\ngn:1,-5\n", 2, "population", "inhabitants"),
        ("id,degurba\ngn:1,4\n", 2, "degurba", "1, 2, 3"),
        ("id,pic\ngn:1,123\n", 2, "pic", "nine digits"),
        ("id,climate_plan\ngn:1,maybe\n", 2, "climate_plan", "yes or no"),
        ("id,languages\ngn:1,german\n", 2, "languages", "two-letter"),
        ("id,neads\ngn:1,cycling\n", 1, "neads", "'needs'"),
        ("id,offers,offers\ngn:1,cycling,cycling\n", 1, "offers", "twice"),
        ("town,offers\nKöln,cycling\n", 1, "town", "known are"),
        ("id,offers\n,cycling\n", 2, "name", "names no town"),
        ("id,offers\ngn:1,cycling,heat-planning\n", 2, "", "3 cells for 2 columns"),
        ("id,\ngn:1,cycling\n", 1, "", "no name"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_place_and_what_to_write(
    read: Read, content: str, row: int, column: str, part: str
) -> None:
    error = read(content).errors[0]
    assert (error.row, error.column) == (row, column)
    assert part in error.why


def test_a_town_twice_is_an_error_at_its_second_row(read: Read) -> None:
    reading = read("name,offers\nBad Belzig,cycling\nBelzig,heat-planning\n")
    assert the_error(reading).row == 3
    assert "row 2" in the_error(reading).why
    assert said(reading) == [("OFFERS", "gn:1", "topic:cycling")]


def test_one_wrong_value_costs_no_other_value_of_its_row(read: Read) -> None:
    reading = read("id,needs,population\ngn:1,nonsense;cycling,11247\n")
    assert said(reading) == [("NEEDS", "gn:1", "topic:cycling")]
    assert [f.value for f in reading.batch.facts] == ["11247"]
    assert the_error(reading).value == "nonsense"


def test_an_unclosed_quotation_mark_costs_its_row_only(read: Read) -> None:
    rows = "".join(f"gn:{n},cycling\n" for n in (2, 5, 7))
    reading = read('id,offers\ngn:1,"cycling\n' + rows + "\n" * 60)
    assert the_error(reading).row == 2
    assert [r[1] for r in said(reading)] == ["gn:2", "gn:5", "gn:7"]


def test_a_line_break_in_a_quoted_cell_counts_as_one_row(read: Read) -> None:
    reading = read('id,needs\ngn:1,"cycling;\nheat-planning"\ngn:2,nonsense\n')
    assert len(reading.batch.relations) == 2
    assert the_error(reading).row == 3


def test_empty_rows_say_nothing_and_are_counted(read: Read) -> None:
    assert the_error(read("id,offers\n\n,\ngn:1,nonsense\n")).row == 4


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"   \n \n"])
def test_an_empty_file_is_an_error(read: Read, content: bytes) -> None:
    assert "empty" in the_error(read(content)).why


def test_windows_1252_is_told_with_the_next_step_and_spoils_nothing(read: Read) -> None:
    reading = read("id,name,offers\ngn:1,Belzig,cycling\ngn:5,Köln,cycling\n".encode("cp1252"))
    error = the_error(reading)
    assert error.row == 3
    assert "Köln" in error.value
    assert "CSV UTF-8" in error.why
    assert len(reading.batch) == 0


def test_garbled_letters_are_told_with_what_was_meant_and_cost_their_row_only(read: Read) -> None:
    reading = read("name,offers\nKÃ¶ln,cycling\nŁomża,cycling\nBad Belzig,WÃ¤rmeplanung\n")
    assert [(e.row, e.value) for e in reading.errors] == [(2, "KÃ¶ln"), (4, "WÃ¤rmeplanung")]
    assert "'Köln'" in reading.errors[0].why
    assert said(reading) == [("OFFERS", "gn:2", "topic:cycling")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_unicode_text_of_a_spreadsheet_is_read_where_it_says_so(read: Read, encoding: str) -> None:
    text = "name\toffers\nŁomża\tcycling\n"
    marked = text.encode(encoding) if encoding == "utf-16" else b"\xfe\xff" + text.encode(encoding)
    assert said(read(marked)) == [("OFFERS", "gn:2", "topic:cycling")]
    assert "UTF-8" in the_error(read(text.encode("utf-16-le"))).why


def test_a_sign_that_no_text_has_costs_its_cell_and_not_the_file(read: Read) -> None:
    reading = read("name,offers\nKöl\0n,cycling\nŁomża,cycling\n")
    assert {e.row for e in reading.errors} == {2}
    assert "U+0000" in reading.errors[0].why
    assert said(reading) == [("OFFERS", "gn:2", "topic:cycling")]


@pytest.mark.parametrize(
    ("begins", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"7z\xbc\xaf\x27\x1c\0", "archive"),
        (b"Rar!\x1a\x07", "archive"),
        (b"\x1f\x8b\x08\0", "archive"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "Git LFS"),
    ],
)
def test_a_file_of_another_kind_is_told_as_what_it_is(read: Read, begins: bytes, what: str) -> None:
    assert what in the_error(read(begins)).why


@pytest.mark.parametrize("size", [2 * 10**6, 100 * 10**6])
def test_an_endless_line_is_told_at_once(read: Read, size: int) -> None:
    content = b"id,offers\ngn:1," + b"x" * size + b"\ngn:2,cycling\n"
    began = time.perf_counter()
    error = the_error(read(content))
    assert time.perf_counter() - began < 3.0
    assert "characters" in error.why or "MiB" in error.why


def test_a_file_without_a_column_for_the_town_reads_nothing(read: Read) -> None:
    reading = read("country,offers\nDE,cycling\n")
    assert len(reading.batch) == 0
    assert "add 'name'" in the_error(reading).why


@pytest.mark.parametrize("unknown", ["", "-", "?", "NA", "n/a", "k. A.", "unbekannt"])
def test_what_the_town_does_not_know_stays_unknown(read: Read, unknown: str) -> None:
    reading = read("id," + ",".join(FACT_KEYS) + "\ngn:1," + ",".join([unknown] * len(FACT_KEYS)) + "\n")
    assert (len(reading.batch), reading.errors) == (0, ())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("50.000", "50000"),
        ("50,000", "50000"),
        ("1.234.567", "1234567"),
        ("1.234,50 €", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1'234.5", "1234.5"),
    ],
)
def test_numbers_are_read_as_germans_and_britons_write_them(text: str, value: str) -> None:
    assert fact_value("staff_hours", text) == value


@pytest.mark.parametrize("text", ["1.23.456", "1,2,3", "-4", "1e5", "NaN", "inf", "12,", "1.234.5", "٣", "½"])
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidRecord):
        fact_value("staff_hours", text)


@given(st.integers(1, 10**9), st.sampled_from([",", ".", " ", "'"]))
def test_a_population_survives_any_thousands_separator(people: int, separator: str) -> None:
    assert fact_value("population", f"{people:,}".replace(",", separator)) == str(people)


def test_the_same_file_again_changes_nothing_and_a_new_one_of_its_name_replaces_it(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "towns.csv"
    path.write_text("id,offers,population\ngn:1,cycling,11300\n")
    assert load(store, [read_profiles(path, known_names(store))]).changes.created == 2
    assert not load(store, [read_profiles(path, known_names(store))]).changes
    path.write_text("id,offers\ngn:1,heat-planning\n")
    load(store, [read_profiles(path, known_names(store))])
    assert [r.end for r in store.relations("OFFERS")] == ["topic:heat-planning"]
    assert [f.source for f in store.facts_of("gn:1")] == ["register"]
    assert {node.id for node in store.nodes("Municipality")} == {node.id for node in WORLD.nodes if node.id[:2] == "gn"}


_KNOWN = KnownNames(find=lambda name, country: (), get=lambda id: municipality(id) if id == "gn:1" else None)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=200), st.text(alphabet='id,;\n"gn:1 ', max_size=80).map(str.encode)))
def test_no_file_at_all_makes_the_reader_fail(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(b"id,needs\n" + content)
    reading = read_profiles(path, _KNOWN)
    assert all(error.row >= 1 and error.why for error in reading.errors)


def test_names_that_are_not_found_as_they_stand_are_read_as_all_importers_read_them(
    tmp_path: Path, store: Store
) -> None:
    rows = "name,country,needs\nB. Belzig,DE,heat planning\nStadt Köln (NRW),DE,cycling\nNeustadt/W.,DE,cycling\n"
    (tmp_path / "towns.csv").write_text(rows)
    reading = read_profiles(tmp_path / "towns.csv", known_names(store, lambda: resolver_of(store)))
    assert said(reading) == [("NEEDS", "gn:1", "topic:heat-planning"), ("NEEDS", "gn:5", "topic:cycling")]
    (error,) = reading.errors
    assert (error.row, error.column, error.value) == (4, "name", "Neustadt/W.")
