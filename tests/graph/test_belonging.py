"""A part of a municipality is told with the municipality that it most likely belongs to."""

from __future__ import annotations

from typing import Any

from graph.measures.belonging import municipality_around
from graph.model import Municipality
from graph.snapshot.build import freeze
from tests.factory import municipality


def around(*towns: Municipality) -> str | None:
    """What the first of the towns belongs to, by name."""
    snapshot = freeze(list(towns), [], [])
    table = snapshot.municipalities
    found = municipality_around(snapshot, table.ids.index(towns[0].id))
    return None if found is None else table.name(found)


def town(id: str, name: str, lat: float, population: int | None = 10_000, **about: Any) -> Municipality:
    return municipality(id, name, lat=lat, lon=13.0, population=population, **{"country": "DE", **about})


QUARTER = town("gn:1", "Babelsberg", 52.39, kind="quarter")
POTSDAM = town("gn:2", "Potsdam", 52.40, 178_000)


def test_a_large_town_draws_more_than_a_village_that_is_a_little_nearer() -> None:
    assert around(QUARTER, POTSDAM, town("gn:3", "Village", 52.383, 500)) == "Potsdam"


def test_the_nearer_of_two_alike_is_meant() -> None:
    assert around(QUARTER, town("gn:3", "Near", 52.45), town("gn:4", "Far", 52.25)) == "Near"


def test_no_part_belongs_to_another_country_another_part_or_what_is_far() -> None:
    abroad = town("gn:3", "Abroad", 52.391, 900_000, country="PL")
    part = town("gn:4", "Another part", 52.391, 900_000, kind="settlement")
    far = town("gn:5", "Far", 53.0, 900_000)
    assert around(QUARTER, POTSDAM, abroad, part, far) == "Potsdam"
    assert around(QUARTER, abroad, part, far) is None


def test_of_a_part_without_a_place_and_of_towns_of_unknown_size_nothing_is_said() -> None:
    nowhere = municipality("gn:1", "Nowhere", country="DE", kind="quarter", lat=None, lon=None)
    assert around(nowhere, POTSDAM) is None
    assert around(QUARTER, town("gn:3", "Unknown", 52.40, None)) is None


def test_a_place_that_is_unknown_or_only_approximate_is_none_to_tell_distances_by() -> None:
    towns = [
        POTSDAM,
        town("gn:3", "Middle", 52.0, approximate="yes"),
        municipality("gn:4", "Nowhere", lat=None, lon=None),
    ]
    snapshot = freeze(towns, [], [])
    placed = {snapshot.municipalities.name(at): bool(snapshot.placed[at]) for at in range(3)}
    assert placed == {"Potsdam": True, "Middle": False, "Nowhere": False}
