"""Web sites of towns are those of the towns."""

from __future__ import annotations

import pytest

from seed.bundle.compile_sites import own_sites

PLACES = {
    "gn:a": (50.0, 10.0),
    "gn:b": (50.1, 10.1),
    "gn:c": (50.0, 10.2),
    "gn:far": (54.0, 10.0),
    "gn:ilm": (54.0, 10.0),
}
NAMES = {"gn:a": "Adorf", "gn:b": "Bedorf", "gn:c": "Cedorf", "gn:far": "Adorf", "gn:ilm": "Ilmenau"}


def site(town: str, url: str) -> dict[str, str]:
    return {"town": town, "url": url}


@pytest.mark.parametrize(
    ("url", "is_own"),
    [
        ("https://stadt-salzburg.at", True),
        ("https://salzburg.gv.at", False),  # the Land's
        ("https://trofaiach.gv.at", True),
        ("https://wien.gv.at", True),  # a Land that is a city
        ("https://kreis-lup.de", False),
        ("https://kreischa.de", True),
        ("https://ptb.provincia.biella.it", False),
        ("https://gapa-tourismus.de", False),
        ("https://ca.visitperalada.cat", False),
        ("https://turis.es", True),
        ("https://lamothe-montravel.fr", True),
        ("https://nicsell.com", False),  # an address that is for sale
    ],
)
def test_a_site_of_an_office_above_or_beside_the_town_is_none_of_its_own(url: str, is_own: bool) -> None:
    assert bool(own_sites([site("gn:a", url)], PLACES, NAMES)) == is_own


def test_a_county_keeps_the_site_of_a_county() -> None:
    rows = [site("body:de-kreis", "https://kreis-lup.de")]
    assert own_sites(rows, PLACES, NAMES, {"body:de-kreis"}) == rows


def test_neighbours_share_the_site_of_their_union_and_a_namesake_far_away_does_not() -> None:
    rows = [site(f"gn:{town}", "https://union.de") for town in ("a", "b", "c", "far")]
    assert own_sites(rows, PLACES, NAMES) == rows[:3]


def test_of_two_namesakes_with_one_site_nobody_knows_whose_it_is_unless_it_bears_the_name_of_one() -> None:
    assert own_sites([site("gn:a", "https://adorf.de"), site("gn:far", "https://adorf.de")], PLACES, NAMES) == []
    rows = [site("gn:a", "https://ilmenau.de"), site("gn:ilm", "https://ilmenau.de")]
    assert own_sites(rows, PLACES, NAMES) == rows[1:]
