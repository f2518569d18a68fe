"""Names as letterheads, lists and people write them, asked of everything that comes along."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.workspace.naming import AmbiguousName, Names, PostcodeGiven
from graph.errors import UnknownId
from graph.snapshot.frozen import Snapshot
from graph.store.sqlite_store import SqliteStore


@pytest.fixture(scope="module")
def names(seeded: Path, seeded_snapshot: Snapshot) -> Names:
    store = SqliteStore(seeded / "graph.sqlite")
    return Names(seeded_snapshot, lambda: store)


@pytest.mark.parametrize(
    ("typed", "name", "country", "kind"),
    [
        ("Brück", "Brück", "DE", "municipality"),
        ("14822 Brück", "Brück", "DE", "municipality"),
        ("Amt Brück", "Amt Brück", "DE", "union"),
        ("Landkreis Görlitz", "Landkreis Görlitz", "DE", "county"),
        ("Landratsamt Görlitz", "Landkreis Görlitz", "DE", "county"),
        ("Landkreis Meißen", "Landkreis Meißen", "DE", "county"),
        ("Görlitz", "Görlitz", "DE", "municipality"),
        ("Verbandsgemeinde Nahe-Glan", "Verbandsgemeinde Nahe-Glan", "DE", "union"),
        ("Stadt Niesky", "Niesky", "DE", "municipality"),
        ("Spremberg/Grodk", "Spremberg", "DE", "municipality"),
        ("Rothenburg/O.L.", "Rothenburg", "DE", "municipality"),
        ("Rothenburg o.d.T.", "Rothenburg ob der Tauber", "DE", "municipality"),
        ("Neustadt a.d. Weinstr.", "Neustadt an der Weinstraße", "DE", "municipality"),
        ("Frankfurt a. M.", "Frankfurt am Main", "DE", "municipality"),
        ("Frankfurt/Oder", "Frankfurt (Oder)", "DE", "municipality"),
        ("Stadt Halle (Saale)", "Halle (Saale)", "DE", "municipality"),
        ("Stadt Köln", "Köln", "DE", "municipality"),
        ("Merano/Meran", "Merano", "IT", "municipality"),
        ("Bozen/Bolzano", "Bolzano", "IT", "municipality"),
        ("Mülheim a.d. Ruhr", "Mülheim", "DE", "municipality"),
        ("Ville de Lyon", "Lyon", "FR", "municipality"),
        ("Miasto Gdańsk", "Gdańsk", "PL", "municipality"),
        ("Powiat Gorzowski", "Powiat gorzowski", "PL", "county"),
        ("Provincia di Cuneo", "Provincia di Cuneo", "IT", "county"),
        ("Communauté de communes du Pont du Gard", "Communauté de communes du Pont du Gard", "FR", "union"),
        ("Markt Schwaben", "Markt Schwaben", "DE", "municipality"),
        # The nine rows of the profile that people really sent.
        ("Stadt Herrenberg", "Herrenberg", "DE", "municipality"),
        ("Landeshauptstadt Stuttgart", "Stuttgart", "DE", "municipality"),
        ("Frankfurt a.d. Oder", "Frankfurt (Oder)", "DE", "municipality"),
        ("Comune di Milano", "Milan", "IT", "municipality"),
        ("Fribourg/Freiburg", "Fribourg", "CH", "municipality"),
        ("Gmina Kłodzko", "Gmina Kłodzko", "PL", "municipality"),
        ("Kommune Aarhus", "Århus", "DK", "municipality"),
        ("Helsingin kaupunki", "Helsinki", "FI", "municipality"),
    ],
)
def test_the_body_that_is_meant_is_found(names: Names, typed: str, name: str, country: str, kind: str) -> None:
    found = names.town(typed)
    assert (found.name, found.country, found.kind) == (name, country, kind)


def test_of_several_the_user_chooses_the_largest_stands_first_and_where_each_lies(names: Names) -> None:
    with pytest.raises(AmbiguousName) as halle:
        names.town("Halle")
    assert halle.value.candidates[0].municipality.name == "Halle (Saale)"
    with pytest.raises(AmbiguousName) as boxberg:
        names.town("Boxberg")
    places = [names.place(match.municipality.id) for match in boxberg.value.candidates]
    assert places[0] == "Main-Tauber-Kreis, Baden-Württemberg"
    assert all("Sachsen" in place or "Pfalz" in place for place in places[1:])


def test_a_name_that_register_and_people_share_out_is_a_choice(names: Names) -> None:
    """GeoNames calls one of the two also Gmina Słubice; the larger one is a Gmina Słubice as well."""
    with pytest.raises(AmbiguousName) as raised:
        names.town("Gmina Słubice")
    assert [match.municipality.population for match in raised.value.candidates] == [20_069, 4_455]


@pytest.mark.parametrize("typed", ["Oraș Odobești", "Orașul Odobești", "Oras Odobesti"])
def test_the_whole_name_with_its_rank_goes_before_namesakes_who_are_told(names: Names, typed: str) -> None:
    meant = names.meant(typed)
    assert (meant.town.id, meant.town.population) == ("gn:671974", 9_661)
    assert {other.id for other in meant.namesakes} == {"gn:671973", "gn:671975"}


@pytest.mark.parametrize("typed", ["Landkreis Nirgendwo", "Universität Köln", "Paris (Texas)"])
def test_what_is_not_known_is_not_answered_with_what_is(names: Names, typed: str) -> None:
    with pytest.raises(UnknownId, match="Did you mean"):
        names.town(typed)


@pytest.mark.parametrize("typed", ["14822", "D-14822", "57-300", "110 00", "1012 AB"])
def test_a_postcode_is_told_what_to_type_instead(names: Names, typed: str) -> None:
    with pytest.raises(PostcodeGiven, match="name of the town"):
        names.town(typed)


def test_who_was_passed_over_is_told(names: Names) -> None:
    assert [other.name for other in names.meant("Frankfurt").namesakes] == ["Frankfurt (Oder)"]
    with pytest.raises(AmbiguousName) as large:  # near Paris, and on Réunion
        names.meant("Saint-Denis")
    assert {match.municipality.id for match in large.value.candidates} >= {"gn:2980916", "lau:FR_97411"}
    assert names.meant("Bad Belzig").namesakes == ()
