"""What the one line of a call says of time and date, and which calls are first steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from matching.capacity.listing import CallsOfSnapshot, Listed
from matching.kinds.lead_times import lead_time
from matching.rules.asking.stored import body_of
from tests.matching.engine_world import TODAY
from tests.matching.rule_world import ClauseText, world


def _listed(clauses: Sequence[ClauseText] = (), **call: Any) -> Listed:
    one = world(list(clauses), **call)
    (listed,) = CallsOfSnapshot.of(one.snapshot).for_town(body_of(one.snapshot, one.town("lomza")), on=TODAY)
    return listed


def test_a_round_that_is_expected_in_a_year_is_told_with_the_year_alone() -> None:
    listed = _listed([("next", "deadline", "expected", "2027;basis=award")], deadline=None, status="expected")
    assert "expected in 2027, not announced" in listed.line
    assert listed.deadline is None


def test_the_last_round_is_told_where_nobody_knows_of_another() -> None:
    rounds: list[ClauseText] = [("round", "deadline", "<=", "2024-12-18;call=7")]
    assert "last open until 18 December 2024; whether and when again is not known" in (
        _listed(rounds, deadline=None, status="unknown", as_of="2026").line
    )
    assert "comes back, the date is not known (last until 18 December 2024)" in (
        _listed(rounds, deadline=None, status="recurring").line
    )


def test_an_old_source_that_tells_of_no_round_is_told_as_old_and_comes_last() -> None:
    old = _listed(deadline=None, status="unknown", as_of="2017-12")
    assert old.unconfirmed
    assert "whether it is still offered is not known (source of December 2017): ask first" in old.line
    assert not _listed(deadline=None, status="unknown", as_of="2026-02").unconfirmed
    assert not _listed(deadline=None, status="continuous", as_of="2017-12").unconfirmed


@pytest.mark.parametrize(("partners", "days"), [(0, 42), (1, 42), (2, 60)])
def test_who_has_to_find_partners_in_other_countries_needs_the_time_of_a_consortium(partners: int, days: int) -> None:
    assert lead_time("grant", partners).days == days


def test_an_exchange_among_colleagues_needs_no_council_whoever_takes_part() -> None:
    assert lead_time("exchange", 1) == lead_time("exchange")


def test_a_call_that_names_no_sum_and_is_hardly_for_municipalities_is_no_first_step() -> None:
    assert _listed(deadline="2027-12-31", relevance=2, action_type="grant").group == "as a partner"
    assert _listed(deadline="2027-12-31", relevance=5, action_type="grant").group == "first steps"
    assert _listed(deadline="2027-12-31", relevance=2, action_type="exchange").group == "first steps"


def test_of_several_days_the_first_that_leaves_time_counts() -> None:
    quarters: list[ClauseText] = [
        ("q2", "deadline", "<=", "2026-12-31;if=project_start>=2027-04-01"),
        ("q3", "deadline", "<=", "2027-03-31;if=project_start>=2027-07-01"),
    ]
    listed = _listed(quarters, deadline="2026-12-31", action_type="grant", relevance=5)
    assert listed.deadline == "2027-03-31"
    assert listed.group == "first steps"


def test_a_fund_that_tells_only_what_a_project_may_cost_says_that() -> None:
    costs: ClauseText = ("costs", "other", "<=", "30000;of=total_costs_eur")
    assert "for projects of up to 30,000 €" in _listed([costs]).line
    assert "the sum is not known" in _listed().line
    assert "up to 20,000 €" in _listed([costs, ("grant", "grant_max_eur", "<=", "20000")]).line


def test_what_one_pays_oneself_follows_from_the_costs_and_the_share_that_is_paid() -> None:
    costs: ClauseText = ("costs", "other", "<", "100000;of=total_costs_eur")
    dear, cheap = (_listed([costs, ("rate", "funding_rate", "<=", rate)]) for rate in ("0.5", "0.9"))
    assert dear.features["own money"] < cheap.features["own money"]


def test_one_of_each_of_two_countries_is_a_partner_from_another() -> None:
    rules: list[ClauseText] = [("partners", "min_applicants", ">=", "2;of=PL,DE")]
    assert "1 partner from another country" in _listed(rules).line
