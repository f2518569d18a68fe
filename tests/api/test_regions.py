"""What somebody means by the name of a region, in the register and in NUTS, on all that comes along."""

from __future__ import annotations

import pytest

from api.workspace.regions import places_named, regions_named
from graph.errors import UnknownId
from graph.snapshot.frozen import Snapshot
from matching.gaps.places import Places


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Brandenburg", ("region:DE.11",)),
        ("Île-de-France", ("region:FR.11",)),
        ("Lombardei", ("region:IT.09",)),  # by its German name
        ("Brittany", ("region:FR.53",)),  # by its English one
        ("Landkreis Prignitz", ("DE40F",)),  # the register has no counties
        ("Isère", ("FRK24",)),
        ("Limburg", ("region:NL.05", "BE22")),  # the register has the Dutch one, NUTS both
        ("de40f", ("DE40F",)),
    ],
)
def test_a_region_is_found_by_each_of_its_names(seeded_snapshot: Snapshot, text: str, regions: tuple[str, ...]) -> None:
    assert regions_named(seeded_snapshot, text) == regions


def test_of_two_countries_one_may_be_named(seeded_snapshot: Snapshot) -> None:
    assert regions_named(seeded_snapshot, "Limburg", ("BE",)) == ("BE22",)
    assert regions_named(seeded_snapshot, "Limburg", ("NL",)) == ("region:NL.05",)


def test_a_name_that_is_not_known_is_answered_with_names_and_not_with_ids(seeded_snapshot: Snapshot) -> None:
    with pytest.raises(UnknownId) as unknown:
        regions_named(seeded_snapshot, "Wielkopolska")
    assert unknown.value.nearest[0] == "wielkopolskie"
    assert not any(":" in name for name in unknown.value.nearest)


def test_measures_take_a_region_by_both_of_its_names_so_that_counties_lie_in_it_too(
    seeded_snapshot: Snapshot,
) -> None:
    assert places_named(seeded_snapshot, "Brandenburg") == ("region:DE.11", "DE4")
    assert places_named(seeded_snapshot, "Lombardia") == ("region:IT.09", "ITC4")
    assert places_named(seeded_snapshot, "de") == ("DE",)


@pytest.mark.parametrize(("country", "least"), [("FR", 0.98), ("IT", 0.99), ("ES", 0.98), ("PL", 0.98), ("CZ", 0.95)])
def test_a_region_of_the_register_is_the_nuts_region_of_its_name(
    seeded_snapshot: Snapshot, country: str, least: float
) -> None:
    """Of the towns of which both are known, hardly any lies in another region by its code than by the register."""
    places, table = Places(seeded_snapshot), seeded_snapshot.tables["Region"]
    here = table.category("country")
    same = beside = 0
    for at in range(len(table)):
        codes = places.as_both(table.ids[at])[1:]
        if here[at] != country or not codes:
            continue
        links = seeded_snapshot.links("IN", "Municipality", "Region")
        for town in links.start[links.end == at].tolist():
            fact = seeded_snapshot.fact(town, "nuts3")
            if fact is not None:
                same += fact.value.startswith(codes)
                beside += not fact.value.startswith(codes)
    assert same > 100
    assert same / (same + beside) >= least
