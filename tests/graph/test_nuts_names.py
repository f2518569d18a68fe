"""The names of regions of the European classification, and what is meant by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.nuts_names import nuts_called, nuts_name, nuts_told, nuts_with_name

BORDERS = Path(__file__).parents[3] / "shared/data/nuts"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Alentejo", ("PT18",)),
        ("Île-de-France", ("FR1",)),  # of FR1 and FR10, which are the same, the first
        ("Lombardia", ("ITC4",)),
        ("województwo dolnośląskie", ("PL51",)),
        ("Prignitz", ("DE40F",)),
        ("Landkreis Prignitz", ("DE40F",)),
        ("Κρήτη", ("EL43",)),
        ("Kriti", ("EL43",)),
        ("Provincia di Cuneo", ("ITC16",)),
        ("Limburg", ("BE22", "NL42")),  # lies in two countries
        ("Heilbronn", ("DE117", "DE118")),  # the town and the county around it
        ("Landkreis Heilbronn", ("DE118",)),
        ("Lüneburg", ("DE93",)),
        ("Landkreis Lüneburg", ("DE935",)),  # and not the eleven counties of the former district of that name
        ("Nowhere", ()),
    ],
)
def test_a_region_is_found_by_its_name_with_or_without_the_word_for_what_it_is(
    text: str, codes: tuple[str, ...]
) -> None:
    assert nuts_called(text) == codes


def test_names_are_told_as_people_write_them() -> None:
    assert [nuts_name(code) for code in ("DE4", "PT2", "ITI", "DE122", "EL43")] == [
        "Brandenburg",
        "Região Autónoma dos Açores",
        "Centro",
        "Stadtkreis Karlsruhe",
        "Kriti",
    ]
    assert nuts_told("DE40F") == "Prignitz (DE40F)"


def test_a_code_without_a_name_stays_a_code() -> None:
    assert nuts_name("DE999") is None
    assert nuts_told("DE999") == "DE999"


def test_a_district_is_not_taken_for_the_larger_area_that_bears_its_name_in_part() -> None:
    """Porto's district is not the Área Metropolitana do Porto."""
    assert nuts_with_name("PT", "Porto") == ()
    assert nuts_with_name("IT", "Lombardia") == ("ITC4",)


@pytest.mark.skipif(not BORDERS.is_dir(), reason="Eurostat's regions are not here (../shared/data/nuts)")
@pytest.mark.parametrize("level", [1, 2, 3])
def test_every_region_of_eurostat_has_its_name(level: int) -> None:
    text = (BORDERS / f"NUTS_60M_2016_4326_LEVL_{level}.geojson").read_text(encoding="utf-8")
    codes = [feature["properties"]["NUTS_ID"] for feature in json.loads(text)["features"]]
    assert [code for code in codes if nuts_name(code) is None] == []
