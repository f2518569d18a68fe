"""Which municipality a place is a part of, as the codes say that GeoNames gives places."""

from __future__ import annotations

import pytest

from graph.model import Municipality
from seed.bundle.compile_parts import belonging, code_in_geonames
from seed.register.official import OfficialUnit, read_units, standing
from seed.register.parts import (
    ids_by_code,
    municipalities_of,
    parts_reading,
    placed_by_parts,
    read_parts,
    read_quarters,
)
from tests.factory import municipality
from tests.seed.test_official import unit


def row(id: str, country: str, *codes: str, changed: str = "2015-01-01") -> list[str]:
    """A row of GeoNames: the id, the country, the codes of its administrative units, the day it was last changed."""
    cells = [""] * 19
    cells[0], cells[8], cells[18] = id, country, changed
    cells[10 : 10 + len(codes)] = codes
    return cells


BOCHUM = unit("DE_05911000", "Bochum, Stadt", "gn:1")
SPLIT = unit("HR_01333", "Split", "gn:4")


def of(rows: list[list[str]], units: list[OfficialUnit], *parts: str) -> dict[str, str]:
    return dict(belonging(rows, units, parts))


@pytest.mark.parametrize(
    ("lau", "code"),
    [
        ("DE_05911000", "05911000"),
        ("PL_1006181360307", "180307"),
        ("NL_GM0193", "0193"),
        ("CH_CH0794", "794"),
        ("EE_919", "0919"),
    ],
)
def test_official_codes_are_found_in_geonames_as_it_writes_them(lau: str, code: str) -> None:
    assert code_in_geonames(unit(lau, "A town")) == code


def test_a_place_belongs_to_the_municipality_whose_code_it_bears() -> None:
    rows = [row("1", "DE", "07", "059", "05911", "05911000"), row("2", "DE", "07", "059", "05911", "05911000")]
    assert of(rows, [BOCHUM], "gn:2", "gn:3") == {"gn:2": "DE_05911000"}


def test_where_the_codes_are_not_the_official_ones_the_only_municipality_that_shares_them_tells() -> None:
    rows = [row("4", "HR", "15", "999"), row("5", "HR", "15", "999"), row("6", "HR", "15", "")]
    assert of(rows, [SPLIT], "gn:5", "gn:6") == {"gn:5": "HR_01333"}
    other = unit("HR_09999", "Another", "gn:6")
    assert of([*rows[:2], row("6", "HR", "15", "999")], [SPLIT, other], "gn:5") == {}


def test_a_village_that_a_town_of_its_district_has_taken_in_since_is_a_part_of_the_town() -> None:
    town, village = unit("DE_16066019", "Die Stadt, Stadt", "gn:1"), unit("DE_16066035", "Das Dorf", "gn:2")
    there = ("15", "00", "16066", "16066019")
    rows = [row("1", "DE", *there), row("2", "DE", *there, changed="2019-03-07")]
    assert of(rows, [town, village]) == {"gn:2": "DE_16066019"}
    assert of([rows[0], row("2", "DE", *there, changed="2018-12-31")], [town, village]) == {}  # an error of a list
    assert standing([town, village], {"gn:2"}) == (town,)


def test_a_part_is_told_with_the_place_of_its_municipality_a_curated_body_or_the_code_of_the_list() -> None:
    units = [BOCHUM, unit("DE_2", "Curated"), unit("DE_3", "Listed")]
    parts = {"gn:11": "DE_05911000", "gn:12": "DE_2", "gn:13": "DE_3", "gn:14": "DE_4"}
    found = municipalities_of(parts, ids_by_code(units, {"DE_2": "body:curated"}))
    assert found == {"gn:11": "gn:1", "gn:12": "body:curated", "gn:13": "lau:DE_3"}
    places = [municipality("gn:11", kind="settlement"), municipality("gn:12", kind="municipality")]
    facts = parts_reading(found, places, {"gn:1", "body:curated"}).batch.facts
    assert [(fact.subject, fact.key, fact.value) for fact in facts] == [("gn:11", "part_of", "gn:1")]


def test_a_municipality_without_a_place_lies_where_its_largest_part_does() -> None:
    haarlemmermeer = municipality("lau:NL_1", "Haarlemmermeer", lat=52.0, lon=5.0, approximate="yes")
    placed = municipality("gn:9", "Placed", lat=50.0, lon=5.0)
    parts = [
        municipality("gn:1", "Hoofddorp", lat=52.3, lon=4.7, population=77_000),
        municipality("gn:2", "Badhoevedorp", lat=52.34, lon=4.78, population=13_000),
    ]
    of = {"gn:1": "lau:NL_1", "gn:2": "lau:NL_1"}
    found = [t for t in placed_by_parts([haarlemmermeer, placed], of, parts) if isinstance(t, Municipality)]
    assert [(town.lat, town.approximate) for town in found] == [(52.3, None), (50.0, None)]


def test_the_table_tells_of_known_places_and_only_municipalities_that_the_list_has() -> None:
    parts, units = read_parts(), {unit.lau: unit for unit in read_units()}
    assert len(parts) > 20_000
    assert set(parts.values()) <= units.keys()
    assert units[parts["gn:2893524"]].name == "Kaltennordheim, Stadt"  # Kaltensundheim, merged since the list


def test_quarters_that_people_ask_for_and_the_register_lacks_are_told_with_the_page_they_were_read_on() -> None:
    reading = read_quarters(ids_by_code(read_units(), {}))
    babelsberg = next(node for node in reading.batch.nodes if node.name == "Babelsberg")
    fact = next(fact for fact in reading.batch.facts if fact.subject == babelsberg.id)
    assert (fact.key, fact.value) == ("part_of", "gn:2852458")  # Potsdam
    assert babelsberg.source.startswith("https://")
