"""Each finding of a gap report, on a world whose answer stands on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.errors import InvalidRecord, UnknownId
from graph.model import Batch, Fact, Municipality, Region, Relation
from matching.gaps.values import Finding
from tests.matching.gap_world import finding, join, net, report, topic, town, use


def shown(found: Finding) -> list[tuple[str | None, str | None, str | None]]:
    """Subject, town and partner of each row."""
    return [
        (
            None if row.subject is None else row.subject.id,
            None if row.town is None else row.town.name,
            None if row.partner is None else row.partner.name,
        )
        for row in found.rows
    ]


# Towns of which no tie is known: s (5,000), v (6,000; 20 km), m (a metropolis; 10 km), o (5,000; 40 km from v).


def alone() -> Batch:
    towns = [town("s", 0), town("m", 10, 1_000_000), town("v", 20, 6_000), town("o", 60), town("x", None, 7_000)]
    return Batch(towns)


def test_a_town_without_ties_is_led_to_its_like_and_not_to_the_metropolis_beside_it() -> None:
    found = finding("isolates", alone(), use("mv", "app"))
    assert shown(found) == [(None, "s", "v"), (None, "o", "v"), (None, "x", None)]
    assert (found.number, found.of) == (3, 5)
    assert found.rows[0].distance_km == pytest.approx(20, abs=0.1)
    assert found.rows[0].why == "v, 20 km away and of a similar size, has 1 tie."
    assert "place is not known" in found.rows[2].why


def test_who_is_a_day_away_is_no_town_to_turn_to_but_is_told_with_its_distance() -> None:
    near, far = (Batch([town("a", 0), town("b", km)]) for km in (149, 151))
    for world, count in ((near, 1), (far, 0)):
        found = finding("isolates", world, use("b", "x"))
        assert f"within 150 km: {count} of these" in found.summary
        assert found.rows[0].partner is not None


def test_where_nobody_does_a_topic_it_is_not_said_that_nothing_is_to_do() -> None:
    found = finding("doing", Batch([town("a", 0), topic("heat")]), topic="topic:heat")
    assert found.number == 0
    assert found.action.startswith("Nobody here is known to do it")


def test_twin_towns_have_a_tie_but_are_no_way_in() -> None:
    twins = Batch(relations=[Relation(type="TWINNED_WITH", start="gn:v", end="gn:o", source="paper")])
    assert shown(finding("isolates", alone(), use("m", "app"), twins)) == [(None, "s", "m"), (None, "x", None)]


def test_the_way_in_is_a_network_of_the_partner_that_the_town_could_join_by_its_terms() -> None:
    open_to_small = net("small", admission="open", population_max=5_500)
    chosen = net("chosen", admission="chosen")
    (row, *_) = finding("isolates", alone(), join("vm", open_to_small), join("vm", chosen)).rows
    assert row.subject is not None
    assert (row.subject.id, row.may_join) == ("net:small", "yes")
    assert row.action == "v is in small, which takes new members, and nothing known is against s: take it along."
    (row, *_) = finding("isolates", alone(), join("vm", replace(open_to_small, population_max=4_000))).rows
    assert row.subject is None
    (row, *_) = finding("isolates", alone(), join("vm", replace(open_to_small, admission=None))).rows
    assert row.may_join == "unknown"


def test_to_stand_on_a_mere_list_is_no_tie_and_no_way_in() -> None:
    found = finding("isolates", alone(), join("vm", net("voucher", admission="listed")))
    assert found.number == 5
    assert all(row.partner is None for row in found.rows)


# Topics: heat is done by a and b, cycling by c abroad, water by nobody; a wants cycling and b wants both.


def wishes() -> list[Batch]:
    towns = [town("a", 0), town("b", 5), town("c", 30, country="PL"), town("d", 8)]
    needs = [
        Relation(type="NEEDS", start=f"gn:{t}", end=f"topic:{k}", source="paper")
        for t, k in (("a", "cycling"), ("b", "cycling"), ("b", "water"))
    ]
    named = Batch([*towns, *map(topic, ("heat", "cycling", "water"))], needs)
    return [named, use("ab", "stove", ["heat"]), use("c", "lane", ["cycling"])]


def test_a_topic_is_unserved_where_more_want_it_than_do_it_and_thin_where_hardly_anybody_does() -> None:
    found = finding("topics", *wishes(), countries=("DE",))
    assert [row.subject and row.subject.id for row in found.rows] == ["topic:cycling", "topic:water", "topic:heat"]
    cycling, water, heat = found.rows
    assert (cycling.count, cycling.towns, cycling.town and cycling.town.name) == (0, ("gn:a", "gn:b"), "b")
    assert cycling.partner is not None
    assert cycling.partner.name == "c"
    assert cycling.distance_km == pytest.approx(25, abs=0.1)
    assert cycling.why == "Wanted by 2 towns; known to do it: nobody here, 1 town elsewhere; 1 solution on it."
    assert (water.town and water.town.name, water.partner) == ("b", None)
    assert heat.count == 2
    assert (found.number, found.of) == (2, 3)


def test_without_needs_the_report_says_so_and_tells_thin_topics() -> None:
    towns, *uses = wishes()
    found = finding("topics", Batch(towns.nodes), *uses, countries=("DE",))
    assert found.summary.startswith("Nobody here has told what it needs")
    assert found.number == 3
    assert next(row.subject and row.subject.id for row in found.rows) == "topic:cycling"


def test_what_is_only_planned_or_only_a_label_is_not_done() -> None:
    weak = [
        Relation(type="USES", start=f"gn:{t}", end="sol:stove", status=status, source="paper")
        for t, status in (("a", "planned"), ("b", "label"), ("d", "pilot"))
    ]
    towns, _, lane = wishes()
    stove = use("", "stove", ["heat"])
    found = finding("doing", towns, lane, Batch(stove.nodes, [*stove.relations, *weak]), topic="topic:heat")
    assert shown(found) == [("topic:heat", "d", None)]


def test_of_one_topic_the_report_names_who_does_it_who_could_learn_it_and_the_pair_to_introduce() -> None:
    found = report(*wishes(), countries=("DE",), topic="topic:heat")
    doing, learning = (one for one in found.findings if one.name in ("doing", "learning"))
    assert shown(doing) == [("topic:heat", "a", None), ("topic:heat", "b", None)]
    assert doing.rows[0].why == "a uses stove."
    assert doing.rows[0].sources == ("paper",)
    assert shown(learning) == [("topic:heat", "d", "b")]
    assert learning.action == "Introduce first: d and b."


def test_who_wants_a_topic_learns_it_first_and_also_from_abroad() -> None:
    found = finding("learning", *wishes(), countries=("DE",), topic="topic:cycling")
    assert shown(found) == [("topic:cycling", t, "c") for t in ("b", "a", "d")]
    assert found.rows[0].why.startswith("b wants it. c uses lane: 25 km away")


# Bridges: a and b are in one project on heat, c and d in another.


def shores() -> list[Batch]:
    towns = Batch(
        [*(town(t, km) for t, km in (("a", 0), ("b", 10), ("c", 20), ("d", 90))), topic("heat"), topic("water")]
    )
    return [towns, join("ab", net("one"), ["heat"]), join("cd", net("two"), ["heat", "water"])]


def test_a_bridge_is_missing_between_groups_on_one_topic_and_the_nearest_pair_would_close_it() -> None:
    found = finding("bridges", *shores())
    assert shown(found) == [("net:one net:two", "b", "c")]
    assert (found.number, found.of, found.rows[0].count) == (1, 1, 4)
    assert found.rows[0].action == "Introduce b (in one) to c (in two)."


@pytest.mark.parametrize(
    ("tie", "missing"),
    [
        (join("ad", net("working")), 0),  # people of a and d meet
        (Batch(relations=[Relation(type="TWINNED_WITH", start="gn:d", end="gn:a", source="paper")]), 0),
        (join("ad", net("voucher", admission="listed")), 1),
    ],
)
def test_one_tie_closes_a_bridge_but_no_mere_list_does(tie: Batch, missing: int) -> None:
    assert finding("bridges", *shores(), tie).number == missing


def test_an_association_of_hundreds_ties_nobody() -> None:
    many = Batch([town(f"t{i}", None) for i in range(30)])
    association = join("ad", net("large"))
    rows = [Relation(type="MEMBER_OF", start=f"gn:t{i}", end="net:large", source="paper") for i in range(29)]
    crowd = Batch(association.nodes, [*association.relations, *rows])  # 31 members
    assert finding("bridges", *shores(), many, crowd).number == 1
    assert finding("bridges", *shores(), many, Batch(crowd.nodes, crowd.relations[:-1])).number == 0  # 30


def test_groups_on_different_topics_need_no_bridge() -> None:
    towns, one, _ = shores()
    assert finding("bridges", towns, one, join("cd", net("two"), ["water"])).number == 0
    assert finding("bridges", *shores(), topic="topic:water").number == 0


# Who is absent: a network of three Polish towns and a Lithuanian one that takes small towns.


def club(**terms: object) -> list[Batch]:
    regions = [Region(id=f"region:{r}", name=r, country="DE", source="paper") for r in ("north", "south")]
    there = [town(t, km, people, "DE") for t, km, people in (("a", 0, 5_000), ("b", 9, 90_000), ("c", 30, 6_000))]
    abroad = [town(t, 100 + i, 5_000, "LT" if t == "s" else "PL") for i, t in enumerate("pqrs")]
    lying = [
        Relation(type="IN", start=f"gn:{t}", end=f"region:{r}", source="paper")
        for t, r in (("a", "north"), ("b", "north"), ("c", "south"))
    ]
    network = net("club", **{"admission": "open", "population_max": 50_000, "countries": ("DE", "PL", "FR"), **terms})
    return [Batch([*regions, *there, *abroad, town("f", None, 4_000, "FR")], lying), join("pqrs", network)]


def test_a_network_without_a_member_here_is_told_with_the_towns_that_may_join_by_its_terms() -> None:
    found = finding("absent", *club(), countries=("DE",))
    assert shown(found) == [("net:club", "c", "p")]  # c is the nearest of those small enough
    (row,) = found.rows
    assert (row.count, row.may_join, row.towns) == (2, "yes", ("gn:c", "gn:a"))
    assert finding("absent", *club(), countries=("PL",)).number == 0


@pytest.mark.parametrize(
    "terms", [{"admission": "chosen"}, {"end": "2020"}, {"countries": ("PL",)}, {"population_max": 10}]
)
def test_nobody_is_absent_from_a_network_that_nobody_can_join(terms: dict[str, object]) -> None:
    assert finding("absent", *club(**terms), countries=("DE",)).rows == ()


def test_of_a_network_of_which_no_list_is_loaded_nobody_is_told_to_be_absent() -> None:
    world, members = club()
    found = finding("absent", world, Batch(members.nodes, members.relations[:3]), countries=("DE",))
    assert found.number == 0
    assert "1 network that may take members we have no list" in found.not_known[-1]


def test_of_a_named_network_without_a_list_no_country_is_told_to_be_absent_either() -> None:
    world, members = club()
    found = finding("absent", world, Batch(members.nodes, members.relations[:3]), network="net:club")
    assert (found.number, found.rows) == (0, ())
    assert "no list of members" in found.summary
    assert "3 known members" in found.summary


def test_of_one_network_countries_and_regions_without_a_member_are_told_where_somebody_could_join() -> None:
    world, members = club()
    found = finding("absent", world, members, network="net:club")
    assert [row.subject and row.subject.id for row in found.rows] == ["DE", "FR"]
    assert (found.rows[0].count, found.rows[0].towns) == (2, ("gn:c", "gn:a"))
    joined = Batch(members.nodes, [*members.relations, replace(members.relations[0], start="gn:c")])
    found = finding("absent", world, joined, network="net:club", countries=("DE",))
    assert [row.subject and row.subject.id for row in found.rows] == ["region:north"]
    assert found.rows[0].towns == ("gn:a",)


def test_from_a_closed_network_places_are_absent_and_nobody_is_proposed() -> None:
    found = finding("absent", *club(admission="chosen"), network="net:club")
    assert (found.number, found.rows) == (2, ())
    assert "It takes no new members" in found.summary


# Dependence: a, b, c, d are in n; a, e, f in o.


def star() -> list[Batch]:
    towns = Batch([town(t, 10 * at) for at, t in enumerate("abcdefg")])
    return [towns, join("abcd", net("n")), join("aef", net("o"))]


def test_a_hub_is_what_cuts_most_off_when_it_is_gone() -> None:
    found = finding("hub", *star())
    assert [(row.subject and row.subject.id, row.count, row.towns) for row in found.rows] == [
        ("net:n", 3, ("gn:b", "gn:c", "gn:d")),
        ("gn:a", 2, ("gn:e", "gn:f")),
        ("net:o", 2, ("gn:e", "gn:f")),
    ]
    assert (found.number, found.of) == (3, 6)
    assert found.rows[0].town is not None
    assert found.rows[0].partner is not None
    assert (found.rows[0].town.name, found.rows[0].partner.name) == ("d", "e")  # a is in it as well


def test_two_ways_round_are_no_dependence() -> None:
    found = finding("hub", *star(), join("abcdef", net("all")))
    assert (found.number, found.rows) == (0, ())
    assert found.summary == "Nothing here depends on one network, solution or town alone."


def test_where_a_network_holds_all_towns_alone_all_depend_on_it() -> None:
    towns, n, _ = star()
    assert finding("hub", towns, n).rows[0].towns == ("gn:a", "gn:b", "gn:c", "gn:d")


def test_on_a_named_network_depends_who_is_in_no_other() -> None:
    """Of the members of n, a is in o as well: without n it is not cut off, though the report is about n."""
    found = finding("hub", *star(), network="net:n")
    assert [(row.subject and row.subject.id, row.towns) for row in found.rows] == [("net:n", ("gn:b", "gn:c", "gn:d"))]
    found = finding("hub", *star(), join("abcdef", net("all")), network="net:n")
    assert (found.number, found.rows) == (0, ())
    assert found.summary == "No two towns here depend on n alone."


def test_a_practice_that_each_town_carries_out_for_itself_ties_nobody_and_makes_no_group() -> None:
    """Four towns with a citizens' budget do not depend on it, as four users of one software would."""
    towns, n, o = star()
    used = finding("hub", towns, n, o, use("bcdg", "x"))
    carried_out = finding("hub", towns, n, o, use("bcdg", "x", kind="practice"))
    assert (used.of, carried_out.of) == (7, 6)  # g has nothing but that
    assert carried_out.rows == finding("hub", *star()).rows
    heat, first = Batch([topic("heat")]), use("ab", "x", ["heat"])
    assert finding("bridges", towns, heat, first, use("ef", "y", ["heat"])).number == 1
    assert finding("bridges", towns, heat, first, use("ef", "y", ["heat"], kind="practice")).of == 0


# Changes: a joined in 2015, b in 2021, c at no known time, d from 2010 to 2019.


def years() -> list[Batch]:
    towns = Batch([town(t, 10 * at) for at, t in enumerate("abcde")])
    rows = [
        Relation(type="MEMBER_OF", start=f"gn:{t}", end="net:n", since=since, until=until, source="paper")
        for t, since, until in (("a", "2015", None), ("b", "2021-03", None), ("c", None, None), ("d", "2010", "2019"))
    ]
    return [towns, Batch([net("n")], rows)]


def test_what_changed_is_told_by_dates_and_what_has_none_is_counted_apart() -> None:
    found = finding("changes", *years(), since="2018")
    assert (found.number, found.of) == (1, 5)
    assert (
        found.summary
        == "1 town here had no known tie at the end of 2018; today they have one. 1 tie began, 1 tie ended."
    )
    assert [(row.subject and row.subject.id, row.count, row.towns) for row in found.rows] == [
        ("net:n", 1, ("gn:b",)),
        ("net:n", 1, ("gn:d",)),
        ("net:n", None, ("gn:b",)),
    ]
    assert found.not_known[0].startswith("1 tie here has no date")


def test_a_membership_without_dates_began_with_its_network() -> None:
    towns, members = years()
    dated = Batch([net("n", start="2020")], members.relations)
    assert finding("changes", towns, dated, since="2018").number == 2  # b and c


def test_what_is_asked_for_wrongly_is_told() -> None:
    wrongly: list[dict[str, Any]] = [
        {"findings": ("changes",)},
        {"findings": ("doing",)},
        {"since": "2026"},
        {"since": "20x"},
    ]
    for wrong in wrongly:
        with pytest.raises(InvalidRecord):
            report(*years(), **wrong)
    nowhere: list[dict[str, Any]] = [
        {"network": "net:x"},
        {"topic": "topic:x"},
        {"regions": ("region:x",)},
        {"members": ("gn:zz",)},
    ]
    for unknown in nowhere:
        with pytest.raises(UnknownId):
            report(*years(), **unknown)


def test_a_region_is_its_own_name_and_its_nuts_code_alike() -> None:
    brandenburg = Region(id="region:bb", name="Brandenburg", country="DE", source="paper")
    lying = Relation(type="IN", start="gn:a", end="region:bb", source="paper")
    stated = [
        Fact(subject=f"gn:{t}", key="nuts3", value=v, source="paper") for t, v in (("b", "DE40E"), ("c", "DE300"))
    ]
    world = Batch([town(t, 10 * at) for at, t in enumerate("abcd")] + [brandenburg], [lying], stated)
    for region, towns in (("region:bb", 2), ("DE4", 2), ("DE40", 2), ("DE40E", 1), ("DE3", 1)):
        assert report(world, regions=(region,)).towns == towns, region
    county = Municipality(id="gn:k", name="K", country="DE", kind="county", source="paper")
    of_county = Fact(subject="gn:k", key="nuts3", value="DE501", source="paper")
    with pytest.raises(
        InvalidRecord, match=r"no town do we know that it lies in Bremen \(DE5\)\. Regions.*Brandenburg"
    ):
        report(Batch([*world.nodes, county], [lying], [*stated, of_county]), regions=("DE5",))
    (row, *_) = finding("isolates", world, regions=("DE40E",)).rows
    assert row.town is not None
    assert (row.town.region, row.town.nuts3) == ("Brandenburg", "DE40E")
