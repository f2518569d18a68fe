"""A folder in the plain layout is read whole: towns found again, faults told with their place, the rest kept."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import PeerpolisError
from graph.model import Municipality, Network, Relation
from seed.bodies.recognition import Recognition
from seed.bodies.resolver import Resolver
from seed.bodies.town_join import TownJoin
from seed.importers.plain import Plain, graph_id, read_plain

LYON = Municipality(id="gn:1", name="Lyon", country="FR", lat=45.75, lon=4.85, population=500_000, source="register")
BRON = Municipality(id="gn:2", name="Bron", country="FR", lat=45.74, lon=4.91, population=40_000, source="register")
TURIN = Municipality(id="gn:3", name="Torino", country="IT", lat=45.07, lon=7.69, population=870_000, source="register")
WITHIN = [
    Relation(type="IN", start="gn:1", end="region:FR.84", source="register"),
    Relation(type="IN", start="gn:3", end="region:IT.12", source="register"),
]
TOWNS = [
    {"id": "gn:1", "name": "Lyons", "country": "FR", "lat": "45.7", "lon": "4.8", "population": "1"},
    {"id": "gn:99", "name": "LYON", "country": "FR", "lat": "45.76", "lon": "4.86", "population": "500000"},
    {"id": "gn:5", "name": "Lyon", "country": "IT", "lat": "45.08", "lon": "7.70", "population": "2e+05"},
    {"id": "gn:6", "name": "Nowhere", "country": "DE", "lat": "", "lon": "", "population": "0"},
]
NETWORKS = [
    {
        "id": "keep:A & B|Été",
        "name": "Été",
        "kind": "project",
        "programme": "A & B",
        "start": "2010",
        "end": "2012-03-31",
        "keywords": "heat; water ;",
        "text": "Long, with a comma",
    },
    {"id": "net:list", "name": "List", "kind": "association", "programme": "", "start": "", "end": ""},
]
MEMBERSHIPS = [
    {"municipality": "gn:1", "network": "keep:A & B|Été", "role": "member"},
    {"municipality": "gn:99", "network": "keep:A & B|Été", "role": "lead"},
    {"municipality": "gn:5", "network": "keep:A & B|Été", "role": "partner"},
    {"municipality": "gn:6", "network": "net:list", "role": ""},
]


def write(folder: Path, **tables: list[dict[str, str]]) -> Path:
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def read(folder: Path) -> Plain:
    return read_plain(folder, TownJoin([LYON, BRON, TURIN], WITHIN))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, municipalities=TOWNS, networks=NETWORKS, memberships=MEMBERSHIPS)


def test_towns_are_found_again_by_id_or_by_name_and_place_and_made_otherwise(folder: Path) -> None:
    plain = read(folder)
    assert plain.towns == {"gn:1": "gn:1", "gn:99": "gn:1", "gn:5": "gn:5", "gn:6": "gn:6"}
    made = {n.id: n for n in plain.reading.batch.nodes if isinstance(n, Municipality)}
    assert set(made) == {"gn:5", "gn:6"}
    assert made["gn:5"].population == 200_000
    assert (made["gn:6"].lat, made["gn:6"].population) == (None, None)
    regions = {r.start: r.end for r in plain.reading.batch.relations if r.type == "IN"}
    assert regions == {"gn:5": "region:IT.12"}  # Turin's, the nearest of its country


def test_a_town_without_a_country_lies_where_its_neighbours_do(tmp_path: Path) -> None:
    towns = [{**TOWNS[1], "name": "Villeurbanne", "country": ""}, {**TOWNS[3], "country": ""}]
    plain = read(write(tmp_path, municipalities=towns, networks=NETWORKS, memberships=MEMBERSHIPS))
    (made,) = [n for n in plain.reading.batch.nodes if isinstance(n, Municipality)]
    assert (made.name, made.country) == ("Villeurbanne", "FR")
    assert ("municipalities.csv", 3, "country") in [(e.file, e.row, e.column) for e in plain.reading.errors]
    assert plain.reading.notices == ("1 town without a country is taken to be in that of the nearest town",)


def test_networks_keep_all_that_is_said_and_the_weightiest_role_counts(folder: Path) -> None:
    batch = read(folder).reading.batch
    network = next(n for n in batch.nodes if isinstance(n, Network) and n.kind == "project")
    assert network.id == graph_id("keep:A & B|Été", "net")
    assert (network.start, network.end, network.keywords) == ("2010", "2012-03-31", ("heat", "water"))
    assert network.text == "Long, with a comma"
    roles = {r.start: r.role for r in batch.relations if r.type == "MEMBER_OF" and r.end == network.id}
    assert roles == {"gn:1": "lead", "gn:5": "partner"}
    (funding,) = [r for r in batch.relations if r.type == "FUNDED_BY"]
    assert next(n.name for n in batch.nodes if n.id == funding.end) == "A & B"


def test_every_fault_is_told_with_its_place_and_the_rest_is_read(tmp_path: Path) -> None:
    towns = [*TOWNS, {"id": "gn:7", "name": "X", "country": "", "lat": "", "lon": "", "population": "many"}]
    towns += [{"id": "gn:8", "name": "Y", "country": "DE", "lat": "91", "lon": "1", "population": "many"}, towns[0]]
    networks = [*NETWORKS, {"id": "net:z", "name": "Z", "kind": "club"}]
    networks += [{"id": "net:q", "name": "Q", "kind": "project", "start": "2010-13"}]
    memberships = [*MEMBERSHIPS, {"municipality": "gn:7", "network": "net:q", "role": "partner"}]
    memberships += [{"municipality": "gn:8", "network": "net:q", "role": "boss"}]
    plain = read(write(tmp_path, municipalities=towns, networks=networks, memberships=memberships))
    told = [(e.file, e.row, e.column, e.value) for e in plain.reading.errors]
    assert told == [
        ("municipalities.csv", 6, "population", "many"),
        ("municipalities.csv", 6, "country", ""),
        ("municipalities.csv", 7, "lat", "91"),
        ("municipalities.csv", 7, "population", "many"),
        ("municipalities.csv", 8, "id", "gn:1"),
        ("networks.csv", 4, "kind", "club"),
        ("networks.csv", 5, "start", "2010-13"),
        ("memberships.csv", 6, "municipality", "gn:7"),
        ("memberships.csv", 7, "role", "boss"),
    ]
    assert "gn:8" in plain.towns
    networks = [{**NETWORKS[0], "start": "2012", "end": "2010"}, NETWORKS[1]]
    turned = read(write(tmp_path, municipalities=TOWNS, networks=networks, memberships=MEMBERSHIPS)).reading
    assert [(e.file, e.column, e.value) for e in turned.errors] == [("networks.csv", "end", "2012 – 2010")]
    (kept_network,) = [n for n in turned.batch.nodes if isinstance(n, Network) and n.kind == "project"]
    assert (kept_network.start, kept_network.end) == (None, None)
    (kept,) = [r for r in plain.reading.batch.relations if r.type == "MEMBER_OF" and r.start == "gn:8"]
    assert kept.role is None


def test_a_page_that_no_browser_should_open_is_told_and_costs_the_network_nothing_else(tmp_path: Path) -> None:
    networks = [{**NETWORKS[0], "url": "javascript:alert(1)"}, {**NETWORKS[1], "url": "www.list.example"}]
    plain = read(write(tmp_path, municipalities=TOWNS, networks=networks, memberships=MEMBERSHIPS))
    assert [(e.file, e.row, e.column) for e in plain.reading.errors] == [("networks.csv", 2, "url")]
    made = [node.url for node in plain.reading.batch.nodes if isinstance(node, Network)]
    assert made == [None, "https://www.list.example"]


def test_solutions_come_with_the_town_they_come_from(folder: Path) -> None:
    row = {"id": "practice:1", "name": "Hub", "municipality": "gn:99", "since": "2014"}
    plain = read(write(folder, solutions=[row, {**row, "id": "practice:2", "municipality": "gn:404"}]))
    (use,) = [r for r in plain.reading.batch.relations if r.type == "USES"]
    assert (use.start, use.end, use.status, use.since) == ("gn:1", "practice:1", "origin", "2014")
    assert [(e.file, e.row, e.column) for e in plain.reading.errors] == [("solutions.csv", 3, "municipality")]


def test_a_folder_without_the_three_files_says_what_it_should_hold(tmp_path: Path) -> None:
    write(tmp_path, municipalities=TOWNS)
    with pytest.raises(PeerpolisError, match=r"no networks\.csv"):
        read(tmp_path)


def test_a_missing_column_is_named_and_nothing_is_guessed(folder: Path) -> None:
    write(folder, memberships=[{"municipality": "gn:1", "net": "net:list"}])
    plain = read(folder)
    assert [(e.file, e.row, e.column) for e in plain.reading.errors] == [
        ("memberships.csv", 1, "network, role"),
    ]
    assert "wanted are the columns municipality, network, role" in plain.reading.errors[0].why
    assert not [r for r in plain.reading.batch.relations if r.type == "MEMBER_OF"]


def test_ids_made_readable_stay_apart() -> None:
    ids = {graph_id(text, "net") for text in ("keep:A|B", "keep:A B", "keep:a b", "Ω", "Ψ")}
    assert len(ids) == 5
    assert graph_id("net:as-it-is", "net") == "net:as-it-is"


def with_towns(folder: Path, *rows: str) -> Plain:
    """What a table says of towns, read with the one recognition of names, as an import reads it."""
    write(folder, networks=NETWORKS, memberships=[{"municipality": "t1", "network": "net:list", "role": "member"}])
    text = "ID;Name;COUNTRY;lat;lon;population\n" + "".join(f"{row}\n" for row in rows)
    (folder / "municipalities.csv").write_text(text, encoding="utf-8")
    towns = [LYON, BRON, TURIN, NEUSTADT, replace(NEUSTADT, id="gn:5", lat=53.0)]
    return read_plain(folder, TownJoin(towns, WITHIN), bodies=Recognition(Resolver(towns)))


NEUSTADT = Municipality(
    id="gn:4", name="Neustadt", country="DE", lat=50.0, lon=8.0, population=5_000, source="register"
)


@pytest.mark.parametrize(
    "row",
    [
        "t1;Lyon;FR;;;",
        "t1;Lyon;FRA;;;500.000",
        "t1;Lyon;Frankreich;45,75;4,85;500 000",
        "t1;Ville de Lyon;FR;;;",
        "t1;Lyon;;45,7512;4,8499;",
        "t1;Lyon;FR;4.85;45.75;",
    ],
)
def test_a_town_is_found_again_whatever_its_row_lacks_or_how_it_is_written(tmp_path: Path, row: str) -> None:
    plain = with_towns(tmp_path, row)
    assert plain.reading.errors == ()
    assert plain.towns == {"t1": "gn:1"}
    assert [(r.start, r.end) for r in plain.reading.batch.relations if r.type == "MEMBER_OF"] == [("gn:1", "net:list")]


@pytest.mark.parametrize("row", ["t1;Neustadt;DE;;;", "t1;Lyon;FR;60.0;20.0;"])
def test_a_town_that_may_be_one_of_several_or_lies_elsewhere_stays_open_and_is_not_made_again(
    tmp_path: Path, row: str
) -> None:
    plain = with_towns(tmp_path, row)
    assert [name.name for name in plain.reading.unresolved] == [row.split(";")[1]]
    assert not [n for n in plain.reading.batch.nodes if isinstance(n, Municipality)]
    assert not [r for r in plain.reading.batch.relations if r.type == "MEMBER_OF"]
    assert plain.reading.errors == ()


def test_a_town_is_never_found_by_its_place_alone_and_a_new_one_is_told(tmp_path: Path) -> None:
    plain = with_towns(tmp_path, "t1;Oullins;FR;45,751;4,851;25 000")
    (made,) = [n for n in plain.reading.batch.nodes if isinstance(n, Municipality)]
    assert (made.name, made.population) == ("Oullins", 25_000)
    assert "1 new town, which the register does not have: Oullins" in plain.reading.notices


@pytest.mark.parametrize("place", ["45.75;4.85", "45,75;4,85"])
def test_a_town_whose_row_names_the_wrong_country_is_told_and_not_made_again(tmp_path: Path, place: str) -> None:
    plain = with_towns(tmp_path, f"t1;Lyon;IT;{place};500000", "t2;Bron;FR;45.74;4.91;")
    assert [(error.row, error.column, error.value) for error in plain.reading.errors] == [(2, "country", "IT")]
    assert plain.towns == {"t2": "gn:2"}
    assert not [n for n in plain.reading.batch.nodes if isinstance(n, Municipality)]
    assert not [r for r in plain.reading.batch.relations if r.type == "MEMBER_OF"]
