"""The holes of the twelve towns are those one sees in the picture; those of random worlds are found by brute force."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UnknownId
from graph.measures.gaps import isolated_towns, tie_counts
from graph.measures.missing import missing_members
from graph.measures.topic_gaps import topic_picture, unserved_topics
from graph.model import Batch, Municipality, Network, Region, Relation, Solution
from tests import worlds
from tests.memory_store import snapshot_of
from tests.worlds import twelve_towns


def test_ties_are_networks_solutions_and_twin_towns_each_counted_once() -> None:
    snapshot = snapshot_of(twelve_towns())
    ties = tie_counts(snapshot)
    expected = {
        worlds.BERLIN: 2 + 2,
        worlds.POTSDAM: 2 + 1,
        worlds.MANRESA: 3 + 1,
        worlds.TARTU: 3 + 1,
        worlds.LOMZA: 2,
        worlds.BRUECK: 2 + 1,
        worlds.BIEL: 1,
        worlds.VASLUI: 1,
    }
    assert {snapshot.municipalities.ids[i]: int(n) for i, n in enumerate(ties) if n} == expected


def test_a_twinning_told_from_both_sides_is_one_tie() -> None:
    towns = [Municipality(id=f"gn:{i}", name="Aa", country="DE", source="x") for i in range(2)]
    told = [Relation(type="TWINNED_WITH", start=f"gn:{i}", end=f"gn:{1 - i}", source="x") for i in range(2)]
    assert tie_counts(snapshot_of(Batch(towns, told))).tolist() == [1, 1]


def test_the_towns_without_a_tie_are_named_with_their_connected_neighbour() -> None:
    found = isolated_towns(snapshot_of(twelve_towns()))
    assert [(row.id, row.neighbour, row.neighbour_ties, row.ties_nearby) for row in found.rows] == [
        (worlds.BAD_BELZIG, worlds.BRUECK, 3, 3),
        (worlds.ZAMBROW, worlds.LOMZA, 2, 2),
    ]  # not the county of which only the name is known
    assert found.rows[0].distance_km == pytest.approx(13.5, abs=0.1)
    assert found.rows[0].why.startswith("Brück, 14 km away, has 3 ties")
    assert found.summary.startswith("2 of 10 towns have no tie")


def test_of_a_town_whose_place_is_not_known_no_neighbour_is_named() -> None:
    found = isolated_towns(snapshot_of(Batch((Municipality(id="gn:1", name="A", country="DE", source="x"),)))).rows
    assert [(row.neighbour, "place is not known" in row.why) for row in found] == [(None, True)]


def test_a_wider_circle_adds_up_all_towns_in_it_and_names_the_best_connected() -> None:
    (belzig, *_) = isolated_towns(snapshot_of(twelve_towns()), country="DE", within_km=100).rows
    assert belzig.ties_nearby == 4 + 3 + 3
    assert belzig.neighbour == worlds.BERLIN


def test_a_quarter_or_a_twinned_town_is_not_without_ties_and_a_country_is_a_cut() -> None:
    snapshot = snapshot_of(twelve_towns())
    ids = {row.id for row in isolated_towns(snapshot).rows}
    assert not ids & {worlds.KREUZBERG, worlds.VASLUI}
    assert [row.id for row in isolated_towns(snapshot, country="PL").rows] == [worlds.ZAMBROW]
    assert len(isolated_towns(snapshot, top=1).rows) == 1


def test_a_connected_town_without_a_place_is_nobodys_neighbour_and_not_isolated() -> None:
    world = twelve_towns()
    uses = Relation(type="USES", start=worlds.POTSDAM_MITTELMARK, end=worlds.TOWN_APP, source="x")
    rows = isolated_towns(snapshot_of(world, Batch(relations=[uses])), country="DE").rows
    assert [(row.id, row.neighbour) for row in rows] == [(worlds.BAD_BELZIG, worlds.BRUECK)]


def test_what_is_not_known_of_an_isolated_town_stays_unknown() -> None:
    world = twelve_towns()
    nodes = [
        replace(n, population=None) if isinstance(n, Municipality) and n.id == worlds.ZAMBROW else n
        for n in world.nodes
    ]
    rows = isolated_towns(snapshot_of(replace(world, nodes=nodes)), country="PL").rows
    assert [(row.id, row.population) for row in rows] == [(worlds.ZAMBROW, None)]


PLACES = st.lists(st.tuples(st.floats(50.0, 51.0), st.floats(10.0, 11.5), st.integers(0, 3)), min_size=1, max_size=12)


def kilometres(a: Municipality, b: Municipality) -> float:
    assert a.lat is not None
    assert a.lon is not None
    assert b.lat is not None
    assert b.lon is not None
    phi, psi = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((psi - phi) / 2) ** 2
    h += math.cos(phi) * math.cos(psi) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


@settings(max_examples=50)
@given(PLACES)
def test_every_neighbour_within_thirty_kilometres_is_counted_and_none_beyond(
    places: list[tuple[float, float, int]],
) -> None:
    towns = [
        Municipality(id=f"gn:{i}", name="Aa", country="DE", lat=lat, lon=lon, source="x")
        for i, (lat, lon, _) in enumerate(places)
    ]
    used = [Solution(id=f"sol:{i}", name="A", kind="software", source="x") for i in range(3)]
    uses = [
        Relation(type="USES", start=f"gn:{i}", end=f"sol:{k}", source="x")
        for i, (_, _, ties) in enumerate(places)
        for k in range(ties)
    ]
    sure = {(a, b): kilometres(a, b) for a in towns for b in towns if abs(kilometres(a, b) - 30) > 0.01}
    ties = {town.id: places[i][2] for i, town in enumerate(towns)}
    found = {row.id: row for row in isolated_towns(snapshot_of(Batch([*towns, *used], uses))).rows}
    assert set(found) == {id for id, count in ties.items() if count == 0}
    for a in towns:
        if a.id in found and all((a, b) in sure for b in towns):
            near = [b for b in towns if ties[b.id] and sure[a, b] < 30]
            assert found[a.id].ties_nearby == sum(ties[b.id] for b in near)
            assert found[a.id].neighbour_ties == max((ties[b.id] for b in near), default=None)


def test_a_graph_without_towns_says_so() -> None:
    found = isolated_towns(snapshot_of())
    assert found.rows == ()
    assert found.summary == "We know no towns."
    assert isolated_towns(snapshot_of(twelve_towns()), country="XX").summary == "We know no towns of XX."


def test_the_climate_league_lacks_two_countries_and_one_region() -> None:
    found = missing_members(snapshot_of(twelve_towns()), worlds.CLIMATE_LEAGUE)
    assert [(row.place, row.id, row.towns, row.alike, row.town) for row in found.rows] == [
        ("country", "CH", 1, 1, worlds.BIEL),
        ("country", "RO", 1, 0, worlds.VASLUI),
        ("region", "region:DE-BY", 0, 0, None),
    ]
    assert found.summary == (
        "Climate League has 5 members in 4 of 6 countries; in these countries 1 of 6 regions without a member."
    )


def test_in_a_region_without_a_member_the_town_with_the_most_ties_is_named() -> None:
    rows = missing_members(snapshot_of(twelve_towns()), worlds.OPEN_TOWN_ALLIANCE).rows
    brandenburg = next(row for row in rows if row.id == "region:DE-BB")
    assert (brandenburg.towns, brandenburg.alike, brandenburg.town) == (3, 1, worlds.POTSDAM)
    assert [row.id for row in rows if row.place == "country"] == ["ES", "PL", "RO"]


def test_a_region_has_the_members_of_the_regions_inside_it_even_where_the_regions_run_in_a_circle() -> None:
    regions = [Region(id=f"region:{i}", name=f"R{i}", country="DE", level=i, source="x") for i in (1, 2, 3)]
    nodes = [
        *regions,
        Municipality(id="gn:1", name="Aa", country="DE", source="x"),
        Network(id="net:a", name="A", kind="project", source="x"),
    ]
    ways = [("gn:1", "region:3"), ("region:3", "region:2"), ("region:2", "region:1"), ("region:1", "region:3")]
    relations = [Relation(type="IN", start=start, end=end, source="x") for start, end in ways]
    relations.append(Relation(type="MEMBER_OF", start="gn:1", end="net:a", source="x"))
    snapshot = snapshot_of(Batch(nodes, relations))
    assert [missing_members(snapshot, "net:a", level=level).rows for level in (1, 2, 3)] == [(), (), ()]


def test_a_network_that_nobody_knows_is_answered_with_one_that_looks_alike() -> None:
    with pytest.raises(UnknownId, match="net:heat-maps"):
        missing_members(snapshot_of(twelve_towns()), "net:heatmaps")


def test_a_network_without_members_lacks_every_country() -> None:
    world = twelve_towns()
    relations = [r for r in world.relations if r.end != worlds.HEAT_MAPS]
    found = missing_members(snapshot_of(replace(world, relations=relations)), worlds.HEAT_MAPS)
    assert {row.id for row in found.rows} == {"CH", "DE", "EE", "ES", "PL", "RO"}
    assert "We know no member" in found.summary


def test_energy_communities_are_needed_by_two_and_offered_by_nobody() -> None:
    rows = unserved_topics(snapshot_of(twelve_towns())).rows
    assert [(row.topic, row.country, row.needed, row.offered, row.elsewhere) for row in rows] == [
        (worlds.ENERGY_COMMUNITIES, None, 2, 0, 0),
        (worlds.ENERGY_COMMUNITIES, "DE", 1, 0, 0),
        (worlds.ENERGY_COMMUNITIES, "PL", 1, 0, 0),
        (worlds.HEAT_PLANNING, "PL", 1, 0, 2),
        (worlds.E_PARTICIPATION, "RO", 1, 0, 1),
    ]
    assert [(row.networks, row.solutions, row.calls) for row in rows] == [
        (0, 0, 1),
        (0, 0, 1),
        (0, 0, 1),
        (2, 1, 1),
        (1, 2, 0),
    ]
    assert rows[3].why == (
        "Needed by 1 town of PL, offered by none, elsewhere by 2; addressed by 2 networks, 1 solution, 1 call."
    )


def test_a_country_that_has_stated_no_need_is_told_so_rather_than_that_all_is_well() -> None:
    snapshot = snapshot_of(twelve_towns())
    assert {row.country for row in unserved_topics(snapshot, country="PL").rows} == {"PL"}
    found = unserved_topics(snapshot, country="CH")
    assert found.rows == ()
    assert "No town of CH has stated a need" in found.summary


def test_the_picture_of_heat_planning_names_all_who_are_tied_to_it_with_their_sources() -> None:
    found = topic_picture(snapshot_of(twelve_towns()), worlds.HEAT_PLANNING)
    assert [(row.tie, row.id) for row in found.rows] == [
        ("needs", worlds.BAD_BELZIG),
        ("needs", worlds.LOMZA),
        ("offers", worlds.MANRESA),
        ("offers", worlds.POTSDAM),
        ("addresses", worlds.CLIMATE_LEAGUE),
        ("addresses", worlds.HEAT_MAPS),
        ("addresses", worlds.HEAT_ATLAS),
        ("addresses", worlds.HEAT_TOGETHER),
        ("nobody", "CH"),
        ("nobody", "RO"),
    ]
    assert {row.source for row in found.rows if row.tie != "nobody"} == {worlds.RECORDS}
    assert [row.weight for row in found.rows[:2]] == [1.0, None]
    assert found.rows[3].evidence == "Heat plan adopted in 2023"


def test_the_picture_of_a_field_takes_in_its_topics() -> None:
    found = topic_picture(snapshot_of(twelve_towns()), worlds.CLIMATE_ENERGY)
    needs = [(row.id, row.topic) for row in found.rows if row.tie == "needs"]
    assert sorted(needs) == sorted(
        [
            (worlds.BAD_BELZIG, worlds.ENERGY_COMMUNITIES),
            (worlds.BAD_BELZIG, worlds.HEAT_PLANNING),
            (worlds.LOMZA, worlds.HEAT_PLANNING),
            (worlds.ZAMBROW, worlds.ENERGY_COMMUNITIES),
        ]
    )
    assert found.summary.startswith("Climate and energy: needed by 3 towns, offered by 2 towns")


def test_a_topic_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(UnknownId, match="Did you mean topic:open-data"):
        topic_picture(snapshot_of(twelve_towns()), "topic:opendata")


def test_only_towns_known_to_be_large_enough_are_told_where_a_size_is_asked_for() -> None:
    # Bad Belzig (11,999), Zambrów (22,857) and the county (220,000) are alone; Vaslui is twinned, so it is not.
    snapshot = snapshot_of(twelve_towns())
    everybody = {row.id for row in isolated_towns(snapshot).rows}
    large = {row.id for row in isolated_towns(snapshot, at_least=20_000).rows}
    assert large == {row.id for row in isolated_towns(snapshot).rows if (row.population or 0) >= 20_000}
    assert large < everybody


def _towns(*relations: Relation, networks: tuple[Network, ...] = ()) -> Batch:
    kinds = {"gn:a": "municipality", "gn:b": "municipality", "gn:q": "quarter"}
    towns = [Municipality(id=id, name=id[3:], country="DE", kind=kind, source="x") for id, kind in kinds.items()]  # type: ignore[arg-type]
    return Batch((*towns, *networks), relations)


def test_nothing_is_said_of_lists_that_were_not_loaded() -> None:
    net = Network(id="net:n", name="N", kind="network", source="x")
    member = Relation(type="MEMBER_OF", start="gn:a", end="net:n", source="list of n")
    found = isolated_towns(snapshot_of(_towns(member, networks=(net,))))
    assert "have no tie known to us (lists loaded: networks and projects)" in found.summary
    assert "twin" not in found.summary
    assert "Of twin towns nothing is loaded." in found.notes
    assert "networks and projects: 1 source; the largest: list of n (1 town)." in found.notes
    nothing = isolated_towns(snapshot_of(_towns()))
    assert "(lists loaded: none)" in nothing.summary
    twins = Relation(type="TWINNED_WITH", start="gn:a", end="gn:b", source="twins")
    twinned = isolated_towns(snapshot_of(_towns(twins)))
    assert [(r.type, r.source, r.country, r.towns) for r in twinned.sources] == [("TWINNED_WITH", "twins", "DE", 2)]


def test_the_reach_of_a_source_is_told_per_country() -> None:
    found = isolated_towns(snapshot_of(twelve_towns()), country="PL")
    reach = {(r.type, r.source): r.towns for r in found.sources}
    assert reach == {("MEMBER_OF", worlds.RECORDS): 1}  # Łomża
    assert {r.country for r in found.sources} == {"PL"}
    everywhere = isolated_towns(snapshot_of(twelve_towns())).sources
    assert {(r.country, r.towns) for r in everywhere if r.type == "TWINNED_WITH"} == {("ES", 1), ("RO", 1)}


def test_a_quarter_is_neither_counted_nor_told() -> None:
    found = isolated_towns(snapshot_of(_towns()))
    assert [row.id for row in found.rows] == ["gn:a", "gn:b"]
    assert "2 of 2 towns" in found.summary


def test_who_only_stands_on_a_list_has_no_tie_by_it() -> None:
    lists = Network(id="net:v", name="Vouchers", kind="initiative", admission="listed", source="x")
    stand = [Relation(type="MEMBER_OF", start=f"gn:{t}", end="net:v", source="x") for t in "ab"]
    snapshot = snapshot_of(_towns(*stand, networks=(lists,)))
    assert not tie_counts(snapshot).any()
    found = isolated_towns(snapshot)
    assert len(found.rows) == 2
    assert any("1 list on which towns only stand" in note for note in found.notes)
