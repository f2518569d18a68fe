"""Which town a name means."""

from __future__ import annotations

import pytest

from api.workspace.naming import AmbiguousName, choose, item_named, node_named, same_name, topic_named
from api.workspace.workspace import Workspace
from graph.errors import UnknownId
from graph.model import Batch, Municipality, MunicipalityKind
from graph.store.protocol import NameMatch
from tests import worlds
from tests.api.conftest import SwitchedStore
from tests.factory import fact
from tests.memory_store import snapshot_of


def match(
    id: str, name: str, population: int | None, *, kind: MunicipalityKind = "municipality", score: float = 1.0
) -> NameMatch:
    town = Municipality(id=id, name=name, country="DE", kind=kind, population=population, source="s")
    return NameMatch(town, name, score)


def test_the_only_town_of_the_name_is_meant() -> None:
    assert choose("Brück", [match("gn:1", "Brück", None), match("gn:2", "Brücken", 900, score=0.9)]).town.id == "gn:1"


def test_a_town_that_is_spelt_alike_is_offered_and_never_taken() -> None:
    with pytest.raises(UnknownId, match=r"Did you mean Brück \(gn:1\)"):
        choose("Bruk", [match("gn:1", "Brück", 4000, score=0.9)])


def test_who_has_nearly_typed_the_german_name_is_offered_it() -> None:
    munich = Municipality(id="gn:1", name="Munich", country="DE", labels=("München@de",), source="s")
    with pytest.raises(UnknownId, match=r"Did you mean München \(gn:1\)"):
        choose("Münchn", [NameMatch(munich, "München", 0.9)])
    with pytest.raises(UnknownId, match=r"Did you mean Munich \(gn:1\)"):
        choose("Munik", [NameMatch(munich, "Munich", 0.9)])


def test_a_german_name_is_a_towns_own() -> None:
    brussels = Municipality(
        id="gn:1", name="Brussels", country="BE", labels=("Brüssel@de",), population=1_000_000, source="s"
    )
    schaerbeek = NameMatch(match("gn:2", "Schaerbeek", 130_000).municipality, "Brüssel-Schaarbeek", 1.0)
    assert choose("Brüssel", [NameMatch(brussels, "Brüssel", 1.0), schaerbeek]).town.id == "gn:1"


def test_of_two_towns_of_like_size_the_user_chooses() -> None:
    # Both are of one country, which then tells nothing.
    with pytest.raises(AmbiguousName, match="Use the id of the one meant") as raised:
        choose("Munster", [match("gn:1", "Münster", 15_000), match("gn:2", "Munster", 140_000)])
    assert [c.municipality.id for c in raised.value.candidates] == ["gn:2", "gn:1"]  # the largest first


def test_who_types_an_umlaut_means_one_and_is_told_of_the_others() -> None:
    bruecks = [match("gn:1", "Brück", 4_000), match("gn:2", "Bruck", 36_000), match("gn:3", "Bruck", 900)]
    meant = choose("Brück", bruecks)
    assert (meant.town.id, [other.id for other in meant.namesakes]) == ("gn:1", ["gn:2", "gn:3"])
    with pytest.raises(AmbiguousName):
        choose("Bruck", bruecks)


def test_namesakes_that_were_passed_over_are_told_the_largest_first() -> None:
    found = [match("gn:1", "Denis", 500), match("gn:2", "Denis", 900_000), match("gn:3", "Denis", 70_000)]
    called_so_by_some = NameMatch(match("gn:4", "Dionys", 80_000).municipality, "Denis", 1.0)
    meant = choose("Denis", [*found, called_so_by_some])
    assert (meant.town.id, [other.id for other in meant.namesakes]) == ("gn:2", ["gn:3", "gn:1"])


def test_a_town_ten_times_as_large_as_its_namesakes_is_meant() -> None:
    assert choose("Berlin", [match("gn:1", "Berlin", 400), match("gn:2", "Berlin", 3_400_000)]).town.id == "gn:2"


def test_a_namesake_of_unknown_size_may_be_the_larger_one() -> None:
    with pytest.raises(AmbiguousName):
        choose("Berlin", [match("gn:1", "Berlin", None), match("gn:2", "Berlin", 3_400_000)])


def test_a_quarter_is_never_taken_for_a_town_in_silence() -> None:
    quarter = match("gn:1", "Buch", 90_000, kind="quarter")
    for others in ([], [match("gn:2", "Buch", 4_000)]):
        with pytest.raises(AmbiguousName):
            choose("Buch", [quarter, *others])
    assert choose("Buch", [match("gn:1", "Buch", 900, kind="quarter"), match("gn:2", "Buch", 4_000)]).town.id == "gn:2"


def test_a_name_with_its_region_in_brackets_has_no_better_right_to_the_bare_name() -> None:
    also_called = Municipality(
        id="gn:2", name="Neustadt in Holstein", country="DE", population=15_000, names=("Neustadt",), source="s"
    )
    with pytest.raises(AmbiguousName):
        choose("Neustadt", [match("gn:1", "Neustadt (Hessen)", 9_000), NameMatch(also_called, "Neustadt", 1.0)])


@pytest.mark.parametrize("name", ["Łomża", "lomza", "LOMSCHA", " Lomza ", worlds.LOMZA])
def test_a_town_is_found_by_any_of_its_names_and_by_its_id(workspace: Workspace, name: str) -> None:
    assert workspace.names.town(name).id == worlds.LOMZA


def test_the_view_finds_the_very_names_that_the_store_finds(workspace: Workspace) -> None:
    for name in ("Łomża", "Lomscha", "bruck", "Brueck", "Biel/Bienne", "Kreuzberg", "Nowhere", "Brü"):
        stored = {m.municipality.id for m in workspace.store.search(name) if m.score >= 1.0}
        assert {m.municipality.id for m in same_name(workspace.view().snapshot, name)} == stored
    assert same_name(workspace.view().snapshot, "Lomza", "DE") == []


def test_the_view_finds_a_town_by_its_german_name_too() -> None:
    vienna = Municipality(id="gn:1", name="Vienna", country="AT", labels=("Wien@de",), source="s")
    found = same_name(snapshot_of(Batch((vienna,))), "wien")
    assert [(m.municipality, m.name, m.score) for m in found] == [(vienna, "Wien", 1.0)]


def test_what_an_official_list_says_of_the_kind_holds_with_and_without_the_store(
    switched: SwitchedStore, switched_space: Workspace
) -> None:
    stated = fact(worlds.KREUZBERG, key="kind", value="municipality", source="list", as_of="2026")
    switched.write([Batch(facts=(stated,))])
    assert choose("Kreuzberg", switched_space.store.search("Kreuzberg")).town.id == worlds.KREUZBERG
    assert choose("Kreuzberg", same_name(switched_space.view().snapshot, "Kreuzberg")).town.id == worlds.KREUZBERG


def test_a_topic_is_found_by_id_label_and_synonym_in_any_language(workspace: Workspace) -> None:
    snapshot = workspace.view().snapshot
    for text in ("topic:heat-planning", "heat-planning", "Heat planning", "wärmeplanung", "WAERMEPLANUNG"):
        assert topic_named(snapshot, text) == worlds.HEAT_PLANNING, text
    with pytest.raises(UnknownId, match="heat-planning"):
        topic_named(snapshot, "heet planning")


def test_a_network_is_found_by_its_name_and_nothing_by_none(workspace: Workspace) -> None:
    snapshot = workspace.view().snapshot
    for name in ("climate league", "Klimaliga"):
        assert item_named(snapshot, name) == worlds.CLIMATE_LEAGUE
        assert node_named(snapshot, "Network", name) == worlds.CLIMATE_LEAGUE
    assert item_named(snapshot, worlds.HEAT_ATLAS) == worlds.HEAT_ATLAS
    assert item_named(snapshot, "no such thing") is None
