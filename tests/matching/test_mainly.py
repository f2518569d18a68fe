"""Clubs and calls are suggested for what they serve first of all; and what is bound to no subject stands apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from graph.model import Batch, Call, Relation
from graph.names import normal_form
from matching.engine import Engine
from matching.types import Answer
from matching.words.inhabitants import inhabitants
from tests import worlds
from tests.factory import municipality, network, relation, topic
from tests.matching.engine_world import ask, ids
from tests.memory_store import snapshot_of

SHOPS, LIGHT = "topic:shops", "topic:light"
#: Two that are kindred (`items.KINDRED`), and others of their field that are not.
WATER, SEWERS, WASTE, AIR = "topic:smart-water", "topic:water-and-wastewater", "topic:waste", "topic:air"
PLACES, NATURE = "topic:field-places", "topic:field-nature"
MEETING = "topic:intermunicipal-cooperation"
#: What each club and call addresses, and how much.
CLUBS = {
    "net:lights": {LIGHT: 1.0, SHOPS: 0.5},
    "net:shops": {SHOPS: 1.0},
    "net:nature": {NATURE: 1.0, SEWERS: 0.5},
    "net:broad": {WATER: 1.0, SEWERS: 0.5, WASTE: 0.5},
    "net:meeting": {MEETING: 1.0, SEWERS: 0.5},
}
CALLS = {
    "call:water": {WATER: 1.0, SEWERS: 0.5},
    "call:air": {AIR: 1.0, SEWERS: 0.5},
    "call:visits": {MEETING: 1.0},
    "call:light": {LIGHT: 1.0, SHOPS: 0.5},
}


def _addresses(subjects: dict[str, dict[str, float]]) -> list[Relation]:
    return [relation("ADDRESSES", id, at, weight=w) for id, topics in subjects.items() for at, w in topics.items()]


@pytest.fixture(scope="module")
def engine() -> Engine:
    names = {SHOPS: "Shops", LIGHT: "Lighting", WATER: "Water", SEWERS: "Sewers", WASTE: "Waste", AIR: "Air"}
    names[MEETING] = "Cooperation"
    topics = [topic(id, name) for id, name in names.items()]
    topics += [topic(PLACES, "Places"), topic(NATURE, "Nature")]
    below = {SHOPS: PLACES, LIGHT: PLACES, SEWERS: NATURE, WATER: NATURE, WASTE: NATURE, AIR: NATURE}
    clubs = [network(id, normal_form(id[4:]).title(), kind="association") for id in CLUBS]
    calls = [
        Call(id=id, name=id[5:], source="register", status="continuous", action_type="grant", relevance=5)
        for id in CALLS
    ]
    relations = [relation("BROADER", narrow, field) for narrow, field in below.items()]
    relations += _addresses(CLUBS) + _addresses(CALLS)
    return Engine(snapshot_of(worlds.twelve_towns(), Batch([*topics, *clubs, *calls], relations)))


def _clubs(engine: Engine, *topics: str) -> Sequence[str]:
    return sorted(id for id in ids(ask(engine, topics=topics), "networks") if id in CLUBS)


def test_a_club_is_suggested_for_what_it_is_mainly_about(engine: Engine) -> None:
    assert _clubs(engine, SHOPS) == ["net:shops"]  # that lights make a street pleasant is no club for shops
    assert _clubs(engine, LIGHT) == ["net:lights"]


def test_what_is_about_a_field_at_large_serves_each_topic_that_it_names(engine: Engine) -> None:
    # One names the field, the other addresses three topics in it; how one works is no subject.
    assert _clubs(engine, SEWERS) == ["net:broad", "net:nature"]


def test_a_field_is_served_by_those_that_name_it_or_several_topics_in_it(engine: Engine) -> None:
    assert _clubs(engine, NATURE) == ["net:broad", "net:nature"]


def _calls(answer: Answer) -> tuple[list[str], list[str]]:
    return ids(answer, "calls"), [call.id for call in answer.anyway]


def test_money_for_a_kindred_topic_may_pay_for_another_of_the_field_may_not_and_visits_are_bound_to_none(
    engine: Engine,
) -> None:
    about, anyway = _calls(ask(engine, topics=(SEWERS,)))
    assert "call:water" in about
    assert "call:air" not in about
    assert "call:visits" not in about
    assert anyway == ["call:visits"]


@pytest.mark.parametrize(("action", "relevance", "comes"), [("exchange", 5, True), ("grant", 5, False)])
def test_help_on_a_thing_is_told_for_it_though_it_is_mainly_for_another(
    action: str, relevance: int, comes: bool
) -> None:
    names = {SEWERS: "Sewers", AIR: "Air"}
    air = Call(id="call:air", name="air", source="r", status="continuous", action_type=action, relevance=relevance)
    topics = [topic(id, name) for id, name in names.items()]
    batch = Batch([*topics, air], _addresses({"call:air": CALLS["call:air"]}))
    engine = Engine(snapshot_of(worlds.twelve_towns(), batch))
    assert ("call:air" in _calls(ask(engine, topics=(SEWERS,)))[0]) == comes


def test_without_a_need_nothing_is_offered_whatever_it_is_about(engine: Engine) -> None:
    assert ask(engine).anyway == ()


def test_of_a_club_whose_joining_nobody_tells_that_is_said(engine: Engine) -> None:
    (shops,) = [s for s in ask(engine, topics=(SHOPS,)).suggestions["networks"] if s.id == "net:shops"]
    assert shops.joining == ("How one joins is not known to us; who runs it can say.",)


@pytest.mark.parametrize(
    ("country", "id", "told"),
    [
        ("PT", "gn:1", "9,496 inhabitants (the place, not all of the municipality)"),
        ("PT", "body:1", "9,496 inhabitants"),
        ("SK", "gn:1", "9,496 inhabitants"),
        (None, "gn:1", "9,496 inhabitants"),
    ],
)
def test_where_the_figure_is_that_of_a_place_it_is_told_as_such(country: str | None, id: str, told: str) -> None:
    assert str(inhabitants(9496, country, id)) == told


def test_of_peers_that_did_as_much_the_one_at_hand_comes_first() -> None:
    near = municipality("gn:near", "Near", country="AT", lat=48.0, lon=14.0, population=11_000)
    far = municipality("gn:azores", "Azores", country="PT", lat=38.7, lon=-27.2, population=11_000)
    used = [relation("USES", town, worlds.HEAT_ATLAS, status="in-use") for town in ("gn:near", "gn:azores")]
    peers = ids(
        ask(
            Engine(snapshot_of(worlds.twelve_towns(), Batch([near, far], used))),
            topics=(worlds.HEAT_PLANNING,), purposes=("peers",),
        )
    )  # fmt: skip
    assert peers.index("gn:near") < peers.index("gn:azores")


def test_a_call_that_is_hardly_for_municipalities_is_about_a_need_only_by_its_text() -> None:
    research, towns = (
        Call(id=f"call:{name}", name=name, source="register", status="continuous", relevance=relevance)
        for name, relevance in (("research", 2), ("towns", 3))
    )
    about = [relation("ADDRESSES", call.id, worlds.HEAT_PLANNING) for call in (research, towns)]
    found = ids(
        ask(
            Engine(snapshot_of(worlds.twelve_towns(), Batch([research, towns], about))),
            topics=(worlds.HEAT_PLANNING,),
            top=50,
        ),
        "calls",
    )
    assert "call:towns" in found
    assert "call:research" not in found


@pytest.mark.parametrize(
    ("action", "asked", "about"),
    [
        ("technical assistance", "named", True),  # signatories of a charter: towns, though few of them
        ("lump-sum grant", "named", True),
        ("research and innovation", "required", True),  # no consortium without a town
        ("RIA", "named", False),  # as users of what is found out
        ("grant", "not_named", False),
        ("grant", None, False),
    ],
)
def test_a_call_that_few_towns_can_use_is_about_what_it_addresses_where_towns_apply_for_it(
    action: str, asked: str | None, about: bool
) -> None:
    call = Call(
        id="call:few", name="Few", source="register", status="continuous", relevance=2, action_type=action,
        local_authorities=asked,
    )  # fmt: skip
    engine = Engine(
        snapshot_of(worlds.twelve_towns(), Batch([call], [relation("ADDRESSES", call.id, worlds.HEAT_PLANNING)]))
    )
    assert (call.id in ids(ask(engine, topics=(worlds.HEAT_PLANNING,), top=50), "calls")) is about


def test_of_large_calls_two_at_most_are_suggested_and_none_before_a_first_step() -> None:
    large = [
        Call(id=f"call:{i}", name=f"Large {i}", source="register", action_type="IA", deadline="2027-12-01", relevance=5)
        for i in range(4)
    ]
    small = Call(
        id="call:small", name="Small", source="register", action_type="prize", status="continuous", relevance=3
    )
    about = [relation("ADDRESSES", call.id, worlds.HEAT_PLANNING) for call in (*large, small)]
    answer = ask(
        Engine(snapshot_of(worlds.twelve_towns(), Batch([*large, small], about))),
        topics=(worlds.HEAT_PLANNING,),
        top=50,
    )
    groups = [call.group for call in answer.suggestions["calls"]]
    assert groups.count("large") == 2
    assert groups[-2:] == ["large", "large"]


def test_a_first_step_is_among_those_shown_where_large_calls_would_fill_the_places() -> None:
    large = [
        Call(
            id=f"call:{i}", name=f"Large {i}", source="register", action_type="IA", deadline="2027-12-01", relevance=5,
            local_authorities="required",
        )
        for i in range(4)
    ]  # fmt: skip
    old = Call(  # nobody tells when it is offered, and it is for few: it earns least
        id="call:old", name="Old", source="register", action_type="technical assistance", as_of="2025-02", relevance=2,
        local_authorities="named",
    )  # fmt: skip
    about = [relation("ADDRESSES", call.id, worlds.HEAT_PLANNING) for call in (*large, old)]
    snapshot = snapshot_of(worlds.twelve_towns(), Batch([*large, old], about))
    near = np.full(len(snapshot.tables["Call"]), 0.6, dtype=np.float32)
    near[snapshot.tables["Call"].ids.index(old.id)] = 0.1
    engine = Engine(snapshot, likeness=lambda need: {"Call": near})
    answer = ask(engine, need="pipes", topics=(worlds.HEAT_PLANNING,), top=2)
    assert [call.group for call in answer.suggestions["calls"]] == ["first steps", "large"]
