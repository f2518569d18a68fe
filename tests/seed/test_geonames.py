from __future__ import annotations

import csv
import re
from importlib import resources

import pytest

from graph.dates import parts
from graph.model import PARTNER_KINDS, in_language
from graph.names import normal_form
from seed.files.source import GEONAMES, read_sources
from seed.register.geonames import Register, regions_by_any_name, register_of, searchable_names


def row(**kw: object) -> dict[str, object]:
    base = {"geonameid": 1, "name": "Belzig", "countrycode": "DE", "latitude": 52.1, "longitude": 12.6}
    return {**base, "population": 11247, "admin1code": "11", "alternatenames": ["Bad Belzig"], **kw}


def test_the_register_holds_the_towns_of_europe_and_of_its_programmes_neighbours(register: Register) -> None:
    countries = {town.country for town in register.towns}
    assert 90_000 < len(register.towns) < 120_000
    assert {"DE", "UA", "NO", "CH", "GB", "XK", "TR", "GE", "AM", "CY"} <= countries
    assert not countries & {"RU", "US", "KZ"}


def test_towns_and_regions_are_ordered_and_unique(register: Register) -> None:
    for nodes in (register.towns, register.regions):
        ids = [node.id for node in nodes]
        assert ids == sorted(set(ids))


def test_each_town_lies_in_at_most_one_region_of_its_own_country(register: Register) -> None:
    regions = {region.id: region.country for region in register.regions}
    country = {town.id: town.country for town in register.towns}
    assert len({relation.start for relation in register.within}) == len(register.within) > 99_000
    assert all(regions[relation.end] == country[relation.start] for relation in register.within)


@pytest.mark.parametrize(
    ("town", "region"),
    [
        ("gn:2950159", "Berlin"),
        ("gn:2852458", "Brandenburg"),
        ("gn:3093133", "łódzkie"),
        ("gn:2988507", "Île-de-France"),
    ],
)
def test_well_known_towns_lie_where_they_lie(register: Register, town: str, region: str) -> None:
    names = {node.id: node.name for node in register.regions}
    (found,) = [names[relation.end] for relation in register.within if relation.start == town]
    assert found == region


@pytest.mark.parametrize(
    ("id", "name", "name_de"),
    [
        ("gn:2761369", "Vienna", "Wien"),
        ("gn:2867714", "Munich", "München"),
        ("gn:3067696", "Prague", "Prag"),
        ("gn:3169070", "Rome", "Rom"),
        ("gn:703448", "Kyiv", "Kyjiw"),
        ("gn:3181913", "Bolzano", "Bozen"),
        ("gn:2793722", "La Calamine", "Kelmis"),
        ("gn:2886242", "Köln", None),
        ("gn:3081368", "Wrocław", None),
        ("gn:3099434", "Gdańsk", None),
        ("gn:593116", "Vilnius", None),
    ],
)
def test_towns_are_called_in_german_as_german_speakers_call_them_today(
    register: Register, id: str, name: str, name_de: str | None
) -> None:
    (town,) = [town for town in register.towns if town.id == id]
    assert (town.name, in_language(town.labels, "de")) == (name, name_de)
    assert (town.name_in("en"), town.name_in("de")) == (name, name_de or name)


@pytest.mark.parametrize(
    ("id", "name", "shown"),
    [
        ("gn:2962361", "An Muileann gCearr", "Mullingar"),
        ("gn:2965353", "Cluain Meala", "Clonmel"),
        ("gn:2964506", "Dún Laoghaire", "Dún Laoghaire"),  # by this name alone it is known in English
        ("gn:261537", "Kalávryta", "Kalavryta"),
        ("gn:9881926", "Eppan", "Eppan"),  # in South Tyrol the German name stays
    ],
)
def test_towns_are_shown_by_the_name_that_people_know(register: Register, id: str, name: str, shown: str) -> None:
    (town,) = [town for town in register.towns if town.id == id]
    assert (town.name, town.name_in("en"), town.name_in("de")) == (name, shown, shown)


def test_no_irish_town_is_shown_by_a_name_with_an_irish_mutation(register: Register) -> None:
    """gC, mB, bhF: outside the Gaeltacht nobody would know it by that."""
    irish = [town.name_in("en") for town in register.towns if town.country == "IE" and town.kind in PARTNER_KINDS]
    assert [name for name in irish if re.search(r"\b(?:gC|mB|nD|nG|bhF|bP|dT)", name)] == []
    assert len(irish) > 300


def test_every_german_name_is_that_of_a_town_of_the_register_which_calls_it_otherwise(register: Register) -> None:
    table = resources.files("seed").joinpath("data/german_names.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    towns = {town.id: town for town in register.towns}
    listed = {line["id"]: (line["name"], line["country"], line["name_de"]) for line in rows}
    assert len(rows) == len(listed) > 100
    assert listed == {id: (towns[id].name, towns[id].country, in_language(towns[id].labels, "de")) for id in listed}
    assert [line for line in rows if not line["name_de"] or line["name_de"] == line["name"]] == []
    assert [id for id in listed if towns[id].kind not in PARTNER_KINDS] == []
    assert {line["source"] for line in rows} <= {source.id for source in read_sources()}


def test_every_named_region_has_towns(register: Register) -> None:
    table = resources.files("seed").joinpath("data/regions.csv").read_text(encoding="utf-8")
    named = {(line["country"], line["admin1"]) for line in csv.DictReader(table.splitlines())}
    assert named <= {(region.country, region.code) for region in register.regions}


def test_all_records_name_a_source_that_is_on_the_list(register: Register) -> None:
    batch = register.reading.batch
    assert {node.source for node in batch.nodes} | {relation.source for relation in batch.relations} == {GEONAMES}
    assert GEONAMES in {source.id for source in read_sources()}


def test_sources_have_a_licence_an_attribution_and_a_true_date() -> None:
    for source in read_sources():
        assert source.title
        assert source.licence
        assert source.attribution
        assert source.as_of is None or parts(source.as_of)


def test_a_population_of_zero_is_unknown() -> None:
    (town,) = register_of([row(population=0)]).towns
    assert town.population is None


@pytest.mark.parametrize("code", ["", "00"])
def test_a_town_without_a_region_is_in_none(code: str) -> None:
    register = register_of([row(admin1code=code)])
    assert (register.regions, register.within) == ((), ())


def test_a_region_without_a_known_name_goes_by_its_code() -> None:
    (region,) = register_of([row(admin1code="ZZ")]).regions
    assert (region.id, region.name) == ("region:DE.ZZ", "DE.ZZ")


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = [row(geonameid=n, latitude=50 + n / 10) for n in (3, 20, 1)]
    assert register_of(rows) == register_of(reversed(rows))


def test_other_names_are_kept_if_a_european_could_type_them() -> None:
    names = [
        "BER",
        "Berlin",
        "Berlino",
        "Berlino",
        "bai lin",
        "Берлин",
        "柏林",
        "برلين",
        "Βερολίνο",
        "",
        "'s-Berlin",
        "Őr",
    ]
    assert searchable_names("Berlin", names) == ("Berlino", "Берлин", "Βερολίνο", "'s-Berlin", "Őr")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        *(("Brittany", "region:FR.53"), ("Bretagne", "region:FR.53"), ("Flanders", "region:BE.VLG")),
        *(("Κρήτη", "region:GR.ESYE43"), ("Südtirol", "region:IT.17"), ("Cymru", "region:GB.WLS")),
    ],
)
def test_a_region_is_known_by_each_of_its_names(name: str, id: str) -> None:
    assert regions_by_any_name()[normal_form(name)] == (id,)


def test_regions_bear_the_names_that_german_speakers_have_for_them() -> None:
    with resources.files("seed").joinpath("data/regions.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    german = {(row["country"], row["name"]): row["name_de"] for row in rows if row["name_de"]}
    assert german["IT", "Toscana"] == "Toskana"
    assert german["BE", "Vlaanderen"] == "Flandern"
    assert german["CH", "Vaud"] == "Waadt"
    called = [(row["country"], row["name_de"] or row["name"]) for row in rows]
    assert len(set(called)) == len(called)  # no two regions of a country are called alike
    assert all(name_de != name for (_, name), name_de in german.items())
