"""A part of a municipality is told with the municipality that it belongs to, or the two likeliest."""

from __future__ import annotations

from typing import Any

from graph.measures.belonging import belonging
from graph.model import Fact, Municipality
from graph.snapshot.build import freeze
from tests.factory import municipality


def around(*towns: Municipality, facts: tuple[Fact, ...] = ()) -> list[str]:
    """What the first of the towns may belong to, by name."""
    snapshot = freeze(list(towns), [], list(facts))
    table = snapshot.municipalities
    found = belonging(snapshot, table.ids.index(towns[0].id))
    assert found.stated == bool(facts)
    return [table.name(at) for at in found.municipalities]


def town(id: str, name: str, lat: float, population: int | None = 10_000, **about: Any) -> Municipality:
    return municipality(id, name, lat=lat, lon=13.0, population=population, **{"country": "DE", **about})


QUARTER = town("gn:1", "Babelsberg", 52.39, kind="quarter")
POTSDAM = town("gn:2", "Potsdam", 52.40, 178_000)


def test_a_place_well_inside_a_city_belongs_to_it() -> None:
    assert around(QUARTER, POTSDAM, town("gn:3", "Village", 52.41, 500)) == ["Potsdam"]


def test_between_two_that_may_be_it_both_are_named_the_nearer_of_two_alike_first() -> None:
    assert around(QUARTER, town("gn:4", "Far", 52.30), town("gn:3", "Near", 52.45)) == ["Near", "Far"]


def test_what_a_source_says_goes_before_what_lies_near() -> None:
    fact = Fact(subject="gn:1", key="part_of", value="gn:3", source="list")
    assert around(QUARTER, POTSDAM, town("gn:3", "Kleinmachnow", 52.41, 20_000), facts=(fact,)) == ["Kleinmachnow"]


def test_a_name_before_a_hyphen_tells_the_town() -> None:
    werne = town("gn:1", "Bochum-Werne", 51.48, kind="quarter")
    assert around(werne, town("gn:2", "Dortmund", 51.49, 590_000), town("gn:3", "Bochum", 51.44, 360_000)) == ["Bochum"]


def test_no_part_belongs_to_another_country_another_part_a_county_or_what_is_far() -> None:
    abroad = town("gn:3", "Abroad", 52.391, 900_000, country="PL")
    part = town("gn:4", "Another part", 52.391, 900_000, kind="settlement")
    county = town("gn:6", "A county", 52.391, 900_000, kind="county")
    far = town("gn:5", "Far", 53.0, 900_000)
    assert around(QUARTER, POTSDAM, abroad, part, county, far) == ["Potsdam"]
    assert around(QUARTER, abroad, part, county, far) == []


def test_of_a_part_without_a_place_and_of_towns_of_unknown_size_or_place_nothing_is_said() -> None:
    nowhere = municipality("gn:1", "Nowhere", country="DE", kind="quarter", lat=None, lon=None)
    assert around(nowhere, POTSDAM) == []
    assert around(QUARTER, town("gn:3", "Unknown", 52.40, None)) == []
    assert around(QUARTER, town("gn:3", "Middle of its region", 52.40, approximate="yes")) == []


def test_a_place_that_is_unknown_or_only_approximate_is_none_to_tell_distances_by() -> None:
    towns = [
        POTSDAM,
        town("gn:3", "Middle", 52.0, approximate="yes"),
        municipality("gn:4", "Nowhere", lat=None, lon=None),
    ]
    snapshot = freeze(towns, [], [])
    placed = {snapshot.municipalities.name(at): bool(snapshot.placed[at]) for at in range(3)}
    assert placed == {"Potsdam": True, "Middle": False, "Nowhere": False}
