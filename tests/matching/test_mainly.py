"""Clubs and calls are suggested for what they serve first of all; and what is bound to no subject stands apart."""

from __future__ import annotations

from collections.abc import Sequence

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

SHOPS, LIGHT, HEAT, ENERGY = "topic:shops", "topic:light", "topic:heat", "topic:energy"
SOLAR = "topic:solar"
PLACES, CLIMATE = "topic:field-places", "topic:field-climate"
MEETING = "topic:intermunicipal-cooperation"
#: What each club and call addresses, and how much.
CLUBS = {
    "net:lights": {LIGHT: 1.0, SHOPS: 0.5},
    "net:shops": {SHOPS: 1.0},
    "net:climate": {CLIMATE: 1.0, HEAT: 0.5},
    "net:broad": {ENERGY: 1.0, HEAT: 0.5, SOLAR: 0.5},
    "net:meeting": {MEETING: 1.0, HEAT: 0.5},
}
CALLS = {"call:energy": {ENERGY: 1.0, HEAT: 0.5}, "call:visits": {MEETING: 1.0}, "call:light": {LIGHT: 1.0, SHOPS: 0.5}}


def _addresses(subjects: dict[str, dict[str, float]]) -> list[Relation]:
    return [relation("ADDRESSES", id, at, weight=w) for id, topics in subjects.items() for at, w in topics.items()]


@pytest.fixture(scope="module")
def engine() -> Engine:
    names = {SHOPS: "Shops", LIGHT: "Lighting", HEAT: "Heat", ENERGY: "Energy", SOLAR: "Solar", MEETING: "Cooperation"}
    topics = [topic(id, name) for id, name in names.items()]
    topics += [topic(PLACES, "Places"), topic(CLIMATE, "Climate")]
    below = {SHOPS: PLACES, LIGHT: PLACES, HEAT: CLIMATE, ENERGY: CLIMATE, SOLAR: CLIMATE}
    clubs = [network(id, normal_form(id[4:]).title(), kind="association") for id in CLUBS]
    calls = [
        Call(id=id, name=id[5:], source="register", status="continuous", action_type="exchange", relevance=5)
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
    assert _clubs(engine, HEAT) == ["net:broad", "net:climate"]


def test_a_field_is_served_by_those_that_name_it_or_several_topics_in_it(engine: Engine) -> None:
    assert _clubs(engine, CLIMATE) == ["net:broad", "net:climate"]


def _calls(answer: Answer) -> tuple[list[str], list[str]]:
    return ids(answer, "calls"), [call.id for call in answer.anyway]


def test_money_for_a_topic_of_the_field_may_pay_for_another_and_visits_are_bound_to_none(engine: Engine) -> None:
    about, anyway = _calls(ask(engine, topics=(HEAT,)))
    assert "call:energy" in about
    assert "call:visits" not in about
    assert anyway == ["call:visits"]


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
