"""A place that is no municipality, asked for by its name: told to which municipality it belongs, on all that comes."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from api.workspace.naming import AmbiguousName, Names, PartOfMunicipality
from graph.errors import UnknownId
from graph.model import PARTNER_KINDS
from graph.names import normal_form
from graph.snapshot.frozen import Snapshot
from graph.store.sqlite_store import SqliteStore
from matching.words.told import told

LIST = Path(__file__).parents[1] / "data" / "parts.csv"


@pytest.fixture(scope="module")
def names(seeded: Path, seeded_snapshot: Snapshot) -> Names:
    store = SqliteStore(seeded / "graph.sqlite")
    return Names(seeded_snapshot, lambda: store)


def part(names: Names, typed: str, country: str | None = None) -> PartOfMunicipality:
    with pytest.raises(PartOfMunicipality) as raised:
        names.meant(typed, country)
    return raised.value


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        ("Wattenscheid", "Bochum"),
        ("Babelsberg", "Potsdam"),
        ("Bochum-Werne", "Bochum"),
        ("Wuppertal-Elberfeld", "Wuppertal"),
        ("Wuppertal-Vohwinkel", "Wuppertal"),
        ("Kaltensundheim", "Kaltennordheim"),  # merged since the official list
        ("Triebes", "Zeulenroda-Triebes"),
        ("Opicina", "Trieste"),
    ],
)
def test_a_quarter_or_a_merged_village_is_told_with_its_municipality(names: Names, typed: str, town: str) -> None:
    assert [match.municipality.name for match in part(names, typed).candidates] == [town]


def test_the_sentence_names_the_way_on_in_both_languages(names: Names) -> None:
    found = part(names, "Mehltheuer")
    assert str(found) == "Mehltheuer belongs to Rosenbach/Vogtl.: ask for Rosenbach/Vogtl."
    assert told(found.asked, "de") == "Mehltheuer gehört zu Rosenbach/Vogtl.: Fragen Sie nach Rosenbach/Vogtl."


def test_where_only_the_map_speaks_two_are_named(names: Names) -> None:
    found = part(names, "Worringen", "DE")
    assert not found.stated
    assert len(found.candidates) == 2
    assert str(found).startswith("Worringen is not a municipality of its own. It most likely belongs to ")


def test_a_name_that_the_municipality_carries_on_means_the_municipality(names: Names) -> None:
    assert names.town("Sandersdorf").name == "Sandersdorf-Brehna"


def test_a_french_double_name_is_not_taken_for_a_quarter_of_its_first_half(names: Names) -> None:
    with pytest.raises(UnknownId):
        names.meant("Croix-Rousse", "FR")


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Oelsnitz/Erzgeb.", "Erzgebirgskreis, Sachsen"),
        ("Oelsnitz/Vogtl.", "Vogtlandkreis, Sachsen"),
        ("Landkreis Görlitz", "Sachsen"),
    ],
)
def test_the_county_tells_namesakes_apart_and_a_county_is_no_part_of_its_town(
    names: Names, typed: str, place: str
) -> None:
    assert names.place(names.town(typed).id) == place


def test_of_namesakes_each_part_is_told_with_its_municipality(names: Names) -> None:
    with pytest.raises(AmbiguousName) as raised:
        names.meant("Langenhorn")
    places = [names.place(match.municipality.id) for match in raised.value.candidates]
    assert places == ["Kreis Nordfriesland, Schleswig-Holstein", "part of Hamburg, Hamburg"]


def test_a_single_answer_is_right_for_ninety_five_in_a_hundred_known_parts_and_most_are_answered(names: Names) -> None:
    outcomes = Counter[str]()
    for row in csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()):
        try:
            names.meant(row["part"], row["country"])
            outcomes["a municipality"] += 1
        except PartOfMunicipality as found:
            wanted = normal_form(row["municipality"]).split()[0]
            towns = [match.municipality for match in found.candidates]
            right = any(normal_form(name).split()[0] == wanted for town in towns for name in town.all_names)
            outcomes[f"{'one' if len(towns) == 1 else 'two'}, {'right' if right else 'wrong'}"] += 1
        except AmbiguousName:
            outcomes["a choice"] += 1
        except UnknownId:
            outcomes["unknown"] += 1
    single = outcomes["one, right"] + outcomes["one, wrong"]
    assert outcomes["one, right"] >= 0.95 * single, outcomes
    assert single >= 70, outcomes


def test_no_part_of_a_covered_municipality_is_a_partner_and_statements_stand_with_the_municipality(
    names: Names,
) -> None:
    snapshot = names.snapshot
    table, homes = snapshot.municipalities, snapshot.homes
    kinds = table.category("kind")
    acting = 0
    for type in ("MEMBER_OF", "USES"):
        for town, _ in zip(*snapshot.links(type).pairs, strict=True):
            acting += int(kinds[int(town)] not in PARTNER_KINDS)
            assert homes[town] == town or kinds[int(town)] == "borough", table.name(int(town))
    assert acting < 30  # of these the municipality is not known for sure
