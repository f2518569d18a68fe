"""What a town can carry: groups, features and what is told of calls, worked by hand on small worlds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from graph.model import Batch, Call, Programme
from matching.capacity.fit import WEIGHTS, Means, fit_of, to_find
from matching.capacity.listing import CallsOfSnapshot, new_since
from matching.capacity.might_pay import might_pay
from matching.capacity.offer import Offer
from matching.capacity.participants import Participants, PastParticipants
from matching.capacity.weighing import Weighing
from matching.rules.asking.situation import Body
from matching.rules.asking.stored import body_of
from matching.rules.three_valued import NO, UNKNOWN, YES
from tests import worlds
from tests.factory import municipality, relation
from tests.matching.rule_world import TODAY, Town, world
from tests.memory_store import snapshot_of

SMALL = Offer(
    partners=0,
    countries=0,
    least_known=True,
    grant=50_000.0,
    lump_sum=True,
    rate=None,
    service=False,
    status="open",
    days=200,
    deadline="2027-06-01",
    expected=None,
    source_of_dates=None,
    expected_source=None,
    least_days=30,
    research=False,
    stages=None,
    hours=60.0,
    rolling=False,
)
TOWN = Means(population=12_000)


def group(offer: Offer, town: int = YES, deadline: int = YES) -> str:
    return fit_of(offer, town=town, deadline=deadline, means=TOWN, leads=True, took_part=None).group


def test_the_weights_add_up_to_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_what_one_town_can_carry_is_a_first_step_and_millions_are_for_a_strong_lead() -> None:
    assert group(SMALL) == "first steps"
    assert group(replace(SMALL, partners=1, countries=1)) == "first steps"
    assert group(replace(SMALL, partners=3, countries=3)) == "as a partner"
    assert group(replace(SMALL, grant=300_000.0)) == "as a partner"
    assert group(replace(SMALL, grant=9_000_000.0)) == "large"
    assert group(replace(SMALL, research=True)) == "large"


def test_what_one_merely_joins_or_signs_is_no_first_step() -> None:
    assert group(replace(SMALL, signing=True, service=True, grant=None)) == "to join"
    assert group(replace(SMALL, service=True, grant=None)) == "first steps"


def test_what_is_too_late_or_not_for_the_town_is_not_now() -> None:
    assert group(replace(SMALL, days=29)) == "not now"
    assert group(replace(SMALL, days=30)) == "first steps"
    assert group(SMALL, town=NO) == group(SMALL, deadline=NO) == "not now"
    assert group(SMALL, town=UNKNOWN) == "first steps"
    assert group(replace(SMALL, status="closed")) == "not now"


def test_whether_rules_admit_the_town_is_in_no_feature() -> None:
    fits = [fit_of(SMALL, town=t, deadline=YES, means=TOWN, leads=True, took_part=None) for t in (YES, UNKNOWN, NO)]
    assert len({fit.capacity for fit in fits}) == 1


def test_partners_that_the_town_has_need_not_be_found() -> None:
    offer = replace(SMALL, partners=3, countries=3)
    assert to_find(offer, TOWN) == 3
    assert to_find(offer, replace(TOWN, partner_states=frozenset({"PL", "CZ"}))) == 1
    assert to_find(offer, replace(TOWN, partner_states=frozenset({"PL", "CZ", "IT", "FR"}))) == 0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (SMALL, replace(SMALL, grant=2_000_000.0)),
        (replace(SMALL, rate=1.0), replace(SMALL, rate=0.5, lump_sum=False)),
        (replace(SMALL, status="continuous", days=None), replace(SMALL, days=35)),
        (SMALL, replace(SMALL, hours=240.0)),
        (SMALL, replace(SMALL, partners=4)),
    ],
)
def test_what_asks_for_less_fits_better(better: Offer, worse: Offer) -> None:
    one, other = (fit_of(o, town=YES, deadline=YES, means=TOWN, leads=True, took_part=None) for o in (better, worse))
    assert one.capacity > other.capacity


def test_the_same_sum_weighs_less_on_a_larger_town() -> None:
    offer = replace(SMALL, grant=1_000_000.0, rate=0.5, lump_sum=False)
    small, large = (
        fit_of(offer, town=YES, deadline=YES, means=Means(population=n), leads=True, took_part=None)
        for n in (3_000, 300_000)
    )
    assert large.features["money"] > small.features["money"]
    assert large.features["own money"] > small.features["own money"]


def test_own_money_that_the_town_cannot_give_is_no_fit() -> None:
    offer = replace(SMALL, grant=100_000.0, rate=0.5, lump_sum=False)
    fit = fit_of(
        offer, town=YES, deadline=YES, means=Means(population=9_000, own_money=50_000), leads=True, took_part=None
    )
    assert fit.features["own money"] == 0


def test_of_few_that_are_known_the_share_of_small_ones_says_little() -> None:
    assert Participants(0, 0, 0, None).share == 0.5
    assert 0.5 < Participants(1, 1, 1, "s").share < Participants(50, 50, 9, "s").share < 1


def test_small_participants_are_counted_with_those_of_the_forerunner() -> None:
    nodes = [
        Programme(id="prog:cerv-town-twinning", name="CERV Town Twinning", source="s"),
        Programme(id="prog:europe-for-citizens-town-twinning", name="Europe for Citizens: Town Twinning", source="s"),
        *(municipality(f"gn:{at}", f"Town {at}", population=size) for at, size in ((901, 5_000), (902, 90_000))),
        municipality("gn:903", "Town 903", population=None),
    ]
    network = worlds.HEAT_MAPS
    links = [
        relation("FUNDED_BY", network, "prog:europe-for-citizens-town-twinning"),
        *(relation("MEMBER_OF", f"gn:{at}", network) for at in (901, 902, 903)),
    ]
    snapshot = snapshot_of(worlds.twelve_towns(), Batch(nodes, links))
    at = snapshot.tables["Programme"].ids.index("prog:cerv-town-twinning")
    found = PastParticipants(snapshot).all[at]
    known = snapshot.population[snapshot.links("MEMBER_OF").starts(snapshot.tables["Network"].ids.index(network))]
    assert found.known == int((~np.isnan(known)).sum())
    assert found.small == int((known < 20_000).sum())


def test_towns_of_which_the_same_is_stated_are_judged_once_and_told_their_own_numbers() -> None:
    towns = {"a": Town("DE", 11_000), "b": Town("DE", 13_000), "c": Town("FR", 13_000)}
    call = world([("size", "population_min", ">=", "50000"), ("eu", "country_set", "in", "EU27")], towns=towns)
    calls = CallsOfSnapshot.of(call.snapshot)
    for name, said in (("a", "11,000"), ("b", "13,000"), ("c", "13,000")):
        (listed,) = calls.for_town(body_of(call.snapshot, call.town(name)), on=TODAY)
        assert listed.group == "not now"
        assert said in (listed.why_not or "")
        (anew,) = CallsOfSnapshot.of(call.snapshot).for_town(body_of(call.snapshot, call.town(name)), on=TODAY)
        assert anew == listed


def test_what_a_country_alone_decides_is_weighed_before_its_first_town_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    call = Call(id="call:any", name="Any", source="portal")
    snapshot = snapshot_of(worlds.twelve_towns(), Batch((call,)))
    weighing = CallsOfSnapshot.of(snapshot).weighing
    weighing.prepare(TODAY)
    judged: list[object] = []
    monkeypatch.setattr(Weighing, "_judged", lambda *asked: judged.append(asked))
    at = snapshot.tables["Call"].ids.index(call.id)
    for population in (900.0, 120_000.0):
        town = Body({"country": "DE", "legal_type": "municipality", "population": population, "degurba": "2"})
        weighing.of(at, town, TODAY)
    assert not judged
    weighing.of(at, Body({"country": "US", "legal_type": "municipality"}), TODAY)
    assert len(judged) == 1


def test_an_expected_round_has_no_deadline_and_tells_its_past_days_with_their_source() -> None:
    clauses = [("next", "deadline", "expected", "2027-09;pattern=2024-09-19,2026-09-23")]
    call = world(clauses, deadline=None, status="expected")
    (listed,) = CallsOfSnapshot.of(call.snapshot).for_town(
        body_of(call.snapshot, call.town("lomza")), on=TODAY, why=True
    )
    assert (listed.deadline, listed.expected) == (None, "2027-09")
    assert listed.rounds == ("2024-09-19", "2026-09-23")
    assert listed.expected_source == "text of next"
    assert "not announced" in listed.line
    assert sum(reason.weight for reason in listed.reasons) <= 50 + 1e-9
    assert all(reason.evidence or reason.feature == "work" for reason in listed.reasons)


@pytest.mark.parametrize("month", ["2026-10", "2026-11-22"])
def test_a_round_that_was_expected_by_a_day_that_is_over_is_expected_no_more(month: str) -> None:
    call = world([("next", "deadline", "expected", f"{month};pattern=2025-10-26")], deadline=None, status="recurring")
    (listed,) = CallsOfSnapshot.of(call.snapshot).for_town(body_of(call.snapshot, call.town("lomza")), on=TODAY)
    assert listed.expected is None
    assert "was expected" in listed.line
    assert "not confirmed" in listed.line


def test_a_least_number_that_the_text_does_not_give_is_no_word_that_one_is_enough() -> None:
    call = world([("applicants", "min_applicants", ">=", "unknown")], action_type="PCP")
    (listed,) = CallsOfSnapshot.of(call.snapshot).for_town(body_of(call.snapshot, call.town("lomza")), on=TODAY)
    assert "partners: not stated" in listed.line


def test_a_network_that_names_neither_partners_nor_money_is_joined() -> None:
    weeks = {
        action: CallsOfSnapshot.of(call.snapshot).weighing.of(0, Body(), TODAY)[0].offer.weeks
        for action in ("network", "membership", "RIA")
        if (call := world(action_type=action))
    }
    assert weeks["network"] == weeks["membership"] < weeks["RIA"]


def test_what_hangs_on_a_label_that_few_towns_have_comes_last_in_its_group() -> None:
    degree = [("degree", "degurba", "in", "1;2;or=article_11_city")]
    for town, facts, open_ in (("bad-belzig", "3", True), ("zambrow", "2", False)):
        call = world(degree, action_type="exchange")
        (listed,) = CallsOfSnapshot.of(call.snapshot).for_town(body_of(call.snapshot, call.town(town)), on=TODAY)
        assert (listed.missing == ("article_11_city",)) is open_, facts


def test_programmes_that_paid_for_such_projects_are_named_unless_they_are_over() -> None:
    snapshot = snapshot_of(
        worlds.twelve_towns(),
        Batch(
            [
                Programme(id="prog:now", name="Now", period="2021-2027", source="s"),
                Programme(id="prog:over", name="Over", period="2014-2020", source="s"),
                Programme(id="prog:far", name="Far", period="2021-2027", area=("ES",), source="s"),
            ],
            [relation("FUNDED_BY", worlds.HEAT_MAPS, f"prog:{name}") for name in ("now", "over", "far")],
        ),
    )
    wanted = np.zeros(len(snapshot.tables["Topic"]), dtype=np.float32)
    wanted[snapshot.tables["Topic"].ids.index(worlds.HEAT_PLANNING)] = 1
    found = might_pay(snapshot, wanted, Body({"country": "DE"}), on=date(2026, 11, 29), language="en")
    ids = [one.id for one in found]
    assert "prog:now" in ids
    assert not {"prog:over", "prog:far"} & set(ids)
    assert "1 project" in next(one.why for one in found if one.id == "prog:now")
    assert might_pay(snapshot, wanted * 0, Body({"country": "DE"}), on=date(2026, 11, 29), language="en") == ()


def test_what_is_new_since_a_day_was_opened_after_it_or_is_told_by_a_newer_source() -> None:
    call = world([("eu", "country_set", "in", "EU27")])
    (listed,) = CallsOfSnapshot.of(call.snapshot).for_town(body_of(call.snapshot, call.town("lomza")), on=TODAY)
    since = date(2026, 10, 15)
    cases = {
        (None, None): False,
        ("2026-10-15", None): False,
        ("2026-10-16", None): True,
        ("2027-01-10", None): False,  # it will open, and was known before
        (None, "2026-10-15"): False,
        (None, "2026-11-02"): True,
        (None, "2026-10"): True,  # some day of October
        (None, "2026-09"): False,
    }
    for (opening, as_of), new in cases.items():
        one = replace(listed, opening=opening, as_of=as_of)
        assert (new_since([one], since, TODAY) == (one,)) is new
