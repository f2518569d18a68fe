"""What calls pay for: what the bundle says of it, and that a town that wants to build is told so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from graph.errors import InvalidRecord
from graph.model import PAYS, Batch, Call, Programme
from graph.said import said
from matching.capacity.deciding import NOTHING_DECIDES, Deciding, with_deciding
from matching.capacity.fit import Means, fit_of
from matching.capacity.line import in_one_line
from matching.capacity.listing import CallsOfSnapshot
from matching.capacity.might_pay import might_pay
from matching.rules.asking.situation import Body
from matching.rules.asking.stored import body_of
from matching.rules.three_valued import YES
from matching.types import Eligibility, Verdict
from matching.words.paying import PAID, builds, pays, serves
from seed.bundle.curated import read_bundle
from tests import worlds
from tests.factory import relation
from tests.matching.rule_world import TODAY, world
from tests.matching.test_capacity import SMALL
from tests.memory_store import snapshot_of


def line(**changes: object) -> str:
    return " · ".join(in_one_line(replace(SMALL, **changes), "en", to_build=True))  # type: ignore[arg-type]  # whatever fields a test changes


@pytest.fixture(scope="module")
def paid() -> dict[str, tuple[str, ...]]:
    """What each call and programme of the bundle pays for."""
    nodes = read_bundle().batch.nodes
    return {node.id: node.pays for node in nodes if isinstance(node, Call | Programme)}


@pytest.mark.parametrize(
    ("id", "building"),
    [
        ("call:de-sportstaetten", True),
        ("call:fr-commerce-rural", True),
        ("call:bb-leader-prignitz", True),
        ("call:de-cz-zukunftsfonds", True),  # churches and graveyards
        ("prog:erdf", True),
        ("call:erasmus-2027-ka210-sch-expected", False),
        ("call:erasmus-2027-sport-sscp-expected", False),
        ("call:cerv-2027-town-tt-expected", False),
        ("call:eucf-next-call-expected", False),  # "cannot directly finance the actual investments"
        ("call:tsi-annual-round", False),
        ("call:life-2027-sap-clima-cca-expected", None),  # nobody told us
    ],
)
def test_who_pays_for_building_and_who_does_not(
    paid: dict[str, tuple[str, ...]], id: str, building: bool | None
) -> None:
    assert builds(paid[id]) is building


def test_most_calls_of_the_bundle_say_what_they_pay_for(paid: dict[str, tuple[str, ...]]) -> None:
    calls = [kinds for id, kinds in paid.items() if id.startswith("call:")]
    assert sum(map(bool, calls)) > 0.85 * len(calls)


def test_every_kind_of_money_has_its_words() -> None:
    assert set(PAID) == set(PAYS)
    with pytest.raises(InvalidRecord, match="nothing that a call pays for"):
        Call(id="call:a", name="A", source="s", pays=("gold",))


def test_the_line_says_what_is_paid_and_to_who_wants_to_build_that_building_is_not() -> None:
    assert line(pays=("meetings", "activities")).startswith("pays meetings and activities, no building · ")
    assert line(pays=("building",)).startswith("pays building · ")
    assert line(pays=("prize",)).startswith("a prize, no money to build · ")
    assert not line().startswith("pays")
    assert pays(("meetings", "plans", "activities")) == "pays meetings, plans and activities"


def test_only_money_pays_a_prize_is_one_and_help_helps() -> None:
    assert "Pays" in serves(("activities",))
    assert serves(("prize",)) == "A prize for: {topics}."
    assert serves(("help",)) == "Help with: {topics}."
    assert serves(()) == "Topic: {topics}."


def test_for_who_wants_to_build_what_pays_meetings_stands_beside_what_pays_building() -> None:
    group = {}
    for kinds in ((), ("meetings",), ("building",)):
        call = world([("least", "min_applicants", ">=", "1")], action_type="grant", pays=kinds)
        town = body_of(call.snapshot, call.town("lomza"))
        for to_build in (False, True):
            (one,) = CallsOfSnapshot.of(call.snapshot).for_town(town, on=TODAY, to_build=to_build)
            group[kinds, to_build] = one.group
    assert group[("meetings",), True] == "beside"
    assert group[("meetings",), False] == group[("building",), True] == group[(), True] == group[(), False]


def test_what_a_town_builds_alone_needs_no_strong_lead() -> None:
    def found(**changes: object) -> str:
        offer = replace(SMALL, grant=8_000_000.0, **changes)  # type: ignore[arg-type]  # whatever fields a test changes
        return fit_of(offer, town=YES, deadline=YES, means=Means(), leads=True, took_part=None).group

    assert found(pays=("building",)) == "first steps"
    assert found(pays=("building",), partners=3) == found(pays=("activities",)) == "large"


def test_only_the_government_asks_is_no_yes() -> None:
    yes = Eligibility(verdict=Verdict.YES, summary="Yes: Horezu meets every rule about towns that we know.")
    others = Deciding(others=said("only your government can ask for it"))
    told = with_deciding(yes, others, "2027-10-31", "en")
    assert told.verdict is Verdict.UNKNOWN
    assert told.summary == "Not by yourself: only your government can ask for it. The next last day is 31 October 2027."
    assert with_deciding(yes, NOTHING_DECIDES, None, "en") is yes
    no = replace(yes, verdict=Verdict.NO)
    assert with_deciding(no, others, None, "en") is no


def test_what_only_a_member_state_asks_for_is_told_in_the_line_with_its_yearly_day() -> None:
    call = world(
        [("via", "other", "==", "request_by_member_state"), ("day", "deadline", "expected", "10-31;per=year")],
        action_type="expertise",
        status="recurring",
        deadline=None,
    )
    (one,) = CallsOfSnapshot.of(call.snapshot).for_town(body_of(call.snapshot, call.town("lomza")), on=TODAY)
    assert "only your government can ask for it" in one.line
    assert "every year, next until 31 October 2027" in one.line


def test_programmes_that_say_they_pay_for_the_topic_are_named_those_of_the_own_country_first() -> None:
    def programme(name: str, pays: tuple[str, ...], area: tuple[str, ...] = ()) -> Programme:
        return Programme(id=f"prog:{name}", name=name, period="2021-2027", source="s", pays=pays, area=area)

    names = ("europe", "own", "far", "meetings")
    nodes = [
        programme("europe", pays=("building", "activities")),
        programme("own", area=("DE",), pays=("plans",)),
        programme("far", area=("ES",), pays=("building",)),
        programme("meetings", pays=("meetings",)),
    ]
    links = [relation("ADDRESSES", f"prog:{name}", worlds.HEAT_PLANNING, weight=1.0) for name in names]
    snapshot = snapshot_of(worlds.twelve_towns(), Batch(nodes, links))
    topic = snapshot.tables["Topic"].ids.index(worlds.HEAT_PLANNING)
    wanted = np.zeros(len(snapshot.tables["Topic"]), dtype=np.float32)
    wanted[topic] = 1

    def named(*, but: Sequence[str] = (), to_build: bool = False) -> list[str]:
        town, day = Body({"country": "DE"}), date(2026, 11, 30)
        found = might_pay(snapshot, wanted, town, leading=[topic], but=but, to_build=to_build, on=day, language="en")
        return [one.id for one in found if one.id.removeprefix("prog:") in names]

    assert named() == ["prog:own", "prog:europe"]
    assert named(to_build=True) == ["prog:europe"]
    assert named(but=["prog:own"]) == ["prog:europe"]
