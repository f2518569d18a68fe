"""Counties and unions are found by the names that lists of members give them."""

from __future__ import annotations

import pytest

from seed.bundle.compile_bodies import slug
from seed.bundle.compile_wide_names import WideNames
from seed.files.table import Row


def wide(name: str, country: str, kind: str, names: str = "") -> Row:
    return {"id": f"body:{slug(name)}", "name": name, "names": names, "country": country, "kind": kind}


KNOWN = (
    wide("Communauté d'agglomération de La Rochelle", "FR", "union"),
    wide("Communauté d'agglomération Colmar Agglomération", "FR", "union"),
    wide("Communauté urbaine de Dunkerque", "FR", "union"),
    wide("Département de l'Ain", "FR", "county"),
    wide("Communauté de communes du Sud Bourgogne", "FR", "union"),
    wide("Landkreis Neumarkt i.d.OPf.", "DE", "county"),
    wide("Landkreis Görlitz", "DE", "county"),
    wide("Vogelsbergkreis", "DE", "county"),
    wide("Bács-Kiskun vármegye", "HU", "county"),
)


@pytest.mark.parametrize(
    ("name", "country", "means"),
    [
        ("CA de La Rochelle", "FR", "Communauté d'agglomération de La Rochelle"),
        ("Colmar Agglomération", "FR", "Communauté d'agglomération Colmar Agglomération"),
        ("CU de Dunkerque", "FR", "Communauté urbaine de Dunkerque"),
        ("Département Ain", "FR", "Département de l'Ain"),
        ("Landratsamt Görlitz", "DE", "Landkreis Görlitz"),
        ("Vogelsbergkreis", "DE", "Vogelsbergkreis"),
        ("Bács-Kiskun County Council", "HU", "Bács-Kiskun vármegye"),
    ],
)
def test_shortened_and_abbreviated_names_are_understood(name: str, country: str, means: str) -> None:
    assert WideNames(KNOWN).find(name, country) == f"body:{slug(means)}"


@pytest.mark.parametrize(
    ("name", "country"), [("La Rochelle", "FR"), ("Dunkerque", "FR"), ("Görlitz", "DE"), ("CC du Sud", "FR")]
)
def test_a_town_is_not_the_county_or_union_that_bears_its_name(name: str, country: str) -> None:
    assert WideNames(KNOWN).find(name, country) is None


def test_a_name_that_fits_two_is_left_open() -> None:
    both = (wide("Communauté de communes du Sud", "FR", "union"), wide("Communauté urbaine du Sud", "FR", "union"))
    assert WideNames(both).find("Sud Communauté", "FR") is None
    assert WideNames(both).find("CC du Sud", "FR") == both[0]["id"]
