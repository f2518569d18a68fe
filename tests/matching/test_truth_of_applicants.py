"""Truth tables worked out by hand: who may apply and who may lead, by what it is and where it lies."""

from __future__ import annotations

import pytest

from graph.errors import InvalidRecord
from matching.rules.asking.given import read
from tests.matching.rule_world import EUROPE, ClauseText
from tests.matching.situation_world import N, U, Y, ask


@pytest.mark.parametrize(
    ("country", "role", "verdict", "whole"),
    [("CH", "lead", N, N), ("CH", "partner", Y, Y), ("CH", None, U, U), ("DE", "lead", Y, Y), ("DE", None, Y, Y)],
)
def test_who_may_not_lead_may_be_a_partner(country: str, role: object, verdict: str, whole: str) -> None:
    rules: list[ClauseText] = [
        ("lead_not_swiss", "lead_type", "not", "country=CH"),
        ("countries", "country_set", "in", "EU27;CH"),
    ]
    found = ask(rules, country=country, role=role)
    assert (found["lead_not_swiss"], found.found.verdict) == (verdict, whole)


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"role": "lead", "urbact_good_practice": True}, Y),
        ({"role": "lead", "urbact_good_practice": False}, N),
        ({"role": "lead"}, U),
        ({"role": "partner", "urbact_good_practice": False}, Y),
        ({"urbact_good_practice": False}, U),
    ],
)
def test_a_label_is_needed_to_lead(facts: dict[str, object], verdict: str) -> None:
    assert ask([("lead", "lead_type", "in", "urbact_good_practice_city")], facts=facts)["lead"] == verdict


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("municipality", Y),
        ("local authority", Y),
        ("twinning_committee", Y),
        ("university", U),
        ("company", N),
        ("something else", U),
        (None, U),
    ],
)
def test_a_list_of_types_is_closed(body: object, verdict: str) -> None:
    value = "municipality;local_authority;twinning_committee;non_profit_organisation"
    assert ask([("applicant", "applicant_type", "in", value)], legal_type=body)["applicant"] == verdict


@pytest.mark.parametrize(
    ("type", "value", "town"),
    [
        ("municipality", "1;basis=record", Y),
        ("county", "1;basis=record", Y),
        ("firm", "1;basis=record", U),
        ("firm", "1", Y),
    ],
)
def test_a_list_of_calls_for_towns_lets_nobody_else_in(type: str, value: str, town: str) -> None:
    assert ask([("one", "min_applicants", ">=", value)], legal_type=type).found.town == town


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"nuts3": "DE409"}, Y),
        ({"nuts2": "DE80"}, Y),
        ({"nuts1": "DE4"}, Y),
        ({"nuts3": "DE933"}, Y),
        ({"nuts3": "DE21H"}, N),
        ({"nuts1": "DE9"}, U),
        ({"region": "Brandenburg"}, Y),
        ({"region": "Bayern"}, N),
        ({"region": "Niedersachsen"}, U),
        ({}, U),
        ({"country": "PL"}, Y),
        ({"country": "FR"}, N),
        ({"country": "NO", "nuts3": "NO060"}, Y),
        ({"country": "NO", "nuts3": "NO074"}, N),
    ],
)
def test_an_area_is_told_by_nuts_codes_and_by_names(facts: dict[str, object], verdict: str) -> None:
    value = "DK;EE;FI;LV;LT;PL;SE;DE:BE,BB,HB,HH,MV,SH,Lueneburg;NO:Trondelag,Oslo"
    assert ask([("area", "region_area", "in", value)], facts=facts)["area"] == verdict


def test_a_rule_that_only_widens_leaves_the_others_to_the_limit() -> None:
    rules: list[ClauseText] = [("limit", "country_set", "in", "EU27"), ("also", "country_set", "includes", "CA;CH")]
    assert ask(rules, country="CH").found.town == Y
    assert ask(rules, country="FR").found.town == Y
    assert ask(rules, country="US").found.town == N
    assert ask(rules[1:], country="FR").found.town == Y
    assert ask(rules[1:], country="US").found.town == U


@pytest.mark.parametrize(
    ("country", "more", "town"),
    [("DE", [], Y), ("CH", [], U), (None, [], U), ("CH", [("area", "region_area", "in", "CH04")], Y)],
)
def test_who_is_in_no_member_state_is_admitted_by_a_rule_only(
    country: str | None, more: list[ClauseText], town: str
) -> None:
    rules: list[ClauseText] = [("who", "applicant_type", "in", "municipality"), *more]
    assert ask(rules, country=country, nuts3="CH040" if country == "CH" else None).found.town == town


def test_of_a_call_without_rules_nothing_is_claimed() -> None:
    assert ask([("deadline", "deadline", "continuous", "")]).found.verdict == U
    assert ask([EUROPE, ("deadline", "deadline", "continuous", "")]).found.verdict == Y


def test_an_unknown_field_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(InvalidRecord, match="degurba"):
        read({"degurbar": 1})
    with pytest.raises(InvalidRecord, match=r"partners\.contry.*country"):
        read({"partners": [{"contry": "FR"}]})
