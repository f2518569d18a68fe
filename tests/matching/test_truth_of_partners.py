"""Truth tables worked out by hand: how many take part, from where, and as what."""

from __future__ import annotations

import pytest

from tests.matching.rule_world import EUROPE, HORIZON, ClauseText
from tests.matching.situation_world import N, U, Y, ask, partners


@pytest.mark.parametrize(
    ("together", "applicants", "countries", "states"),
    [
        (None, U, U, Y),
        ([], N, N, Y),
        (partners("FR"), N, N, Y),
        (partners("FR", "IT"), Y, Y, Y),
        (partners("FR", "DE"), Y, N, Y),
        (partners("UA", "TR"), Y, Y, Y),
        (partners("FR", "US"), U, N, Y),
        ([*partners("FR"), {"type": "unnamed"}], U, U, Y),
        ([*partners("FR"), {"country": "IT", "role": "associated_partner"}], N, N, Y),
        ([*partners("FR"), {"country": "BR", "eligible_country": False}], N, N, Y),
        ([*partners("FR"), {"country": "CH", "horizon_association": False}], U, N, Y),
    ],
)
def test_a_horizon_consortium_counts_states_that_are_members_or_associated(
    together: object, applicants: str, countries: str, states: str
) -> None:
    own: list[ClauseText] = [
        ("eligible", "country_set", "in", "EU27+HE_associated+others_in_annex_B"),
        ("consortium_countries", "min_countries", ">=", "3"),
    ]
    found = ask(own, HORIZON, action_type="RIA", partners=together)
    assert found["ria_ia_applicants"] == applicants
    assert found["ria_ia_countries"] == countries
    assert found["consortium_countries"] == countries  # the programme's rule says which countries count
    assert found["ria_ia_member_states"] == states


def test_a_consortium_that_is_not_complete_is_no_no() -> None:
    found = ask(HORIZON, action_type="RIA", partners=partners("FR")).found
    assert (found.verdict, found.town, found.consortium) == (U, Y, "incomplete")
    assert ask(HORIZON, action_type="RIA", partners=[]).found.verdict == N
    assert ask(HORIZON, action_type="RIA").found.verdict == U
    assert ask(HORIZON, action_type="CSA").found.verdict == Y


def test_of_three_applicants_one_that_is_not_admitted_does_not_count() -> None:
    found = ask(
        [("countries", "country_set", "in", "EU27;IS;UA"), ("applicants", "min_applicants", ">=", "3")],
        partners=partners("FR", "GB"),
    )
    assert (found["applicants"], found.found.consortium, found.found.verdict) == (N, "incomplete", U)
    assert found.clause("applicants").reason == "1 more applicant is needed."


def test_only_cities_count_where_the_rule_counts_cities() -> None:
    rule: list[ClauseText] = [("cities", "min_countries", ">=", "3;of=cities")]
    county = [{"country": "FR", "type": "county"}, {"country": "IT", "type": "municipality"}]
    assert ask(rule, partners=partners("FR", "IT"))["cities"] == Y
    assert ask(rule, partners=[{"country": "FR", "type": "university"}, *partners("IT")])["cities"] == N
    assert ask(rule, partners=county)["cities"] != Y


@pytest.mark.parametrize(
    ("number", "verdict", "consortium"), [(7, Y, "complete"), (9, Y, "complete"), (10, N, "barred")]
)
def test_a_greatest_number_counts_the_applicant_as_well(number: int, verdict: str, consortium: str) -> None:
    rule: list[ClauseText] = [("partners_max", "other", "<=", "10;of=partners")]
    found = ask(rule, partners=partners(*["FR"] * number))
    assert (found["partners_max"], found.found.consortium) == (verdict, consortium)


def test_of_peers_the_applicant_is_none() -> None:
    rule: list[ClauseText] = [("peers_max", "other", "<=", "2;of=peers")]
    assert ask(rule, partners=partners("FR", "IT"))["peers_max"] == Y
    assert ask(rule, partners=partners("FR", "IT", "PL"))["peers_max"] == N


@pytest.mark.parametrize(
    ("types", "verdict"),
    [
        (["police_authority"] * 3, Y),
        (["police_authority", "police_authority", "municipality"], N),
        (["police_authority", "police_authority", None], U),
        (None, U),
        ([], N),
    ],
)
def test_roles_are_counted_by_what_the_partners_are(types: list[str | None] | None, verdict: str) -> None:
    rule: list[ClauseText] = [("police", "applicant_type", ">=", "3;role=police_authority")]
    together = None if types is None else [{"country": "FR", "type": type} for type in types]
    assert ask(rule, partners=together)["police"] == verdict


def test_roles_that_facts_decide() -> None:
    mission: list[ClauseText] = [("mission", "applicant_type", ">=", "1;role=mission_city")]
    assert ask(mission, mission_city=True)["mission"] == Y
    assert ask(mission, mission_city=False)["mission"] == U
    assert ask(mission, mission_city=False, partners=[])["mission"] == N
    assert (
        ask(mission, mission_city=False, partners=[{"country": "FR", "type": "city", "mission_city": True}])["mission"]
        == Y
    )
    disaster: list[ClauseText] = [
        ("authorities", "applicant_type", ">=", "1;role=local_or_regional_authority_disaster_response")
    ]
    assert ask(disaster, disaster_response_authority=True, partners=[])["authorities"] == Y
    assert ask(disaster, disaster_response_authority=False, partners=[])["authorities"] == N
    assert ask(disaster, partners=[])["authorities"] == U


@pytest.mark.parametrize(
    ("of", "countries", "verdict"),
    [
        ("DE,AT", ["AT"], Y),
        ("DE,AT", ["DE"], N),
        ("DE,AT", ["CZ"], N),
        ("DE,AT", ["DE", "DE", "AT"], Y),
        ("DE,AT", [], N),
        ("DE,AT,CZ", ["DE"], Y),  # any two of three
    ],
)
def test_as_many_applicants_as_countries_are_named_are_one_from_each(
    of: str, countries: list[str], verdict: str
) -> None:
    assert (
        ask([("partners", "min_applicants", ">=", f"2;of={of}")], partners=partners(*countries))["partners"] == verdict
    )


def test_who_is_counted_may_take_part() -> None:
    rule: ClauseText = ("countries", "min_countries", ">=", "2;of=FR,DE,CH")
    least: ClauseText = ("least", "min_applicants", ">=", "2")
    assert ask([rule, least], country="CH", partners=partners("FR"))["least"] == Y
    assert ask([rule, least], country="CH", partners=partners("GB"))["least"] == U


@pytest.mark.parametrize(
    ("category", "together", "verdict"),
    [
        ("less-developed", [], Y),
        ("transition", [], Y),
        ("more-developed", [], N),
        (None, [], U),
        ("transition", None, U),
    ],
)
def test_the_share_of_partners_from_weaker_regions(category: object, together: object, verdict: str) -> None:
    rule: list[ClauseText] = [
        ("share", "region_area", ">=", "0.70;of=partners_in_less_developed_or_transition_regions")
    ]
    assert ask(rule, region_category=category, partners=together)["share"] == verdict


@pytest.mark.parametrize(
    ("rule", "fact", "value"),
    [
        (("it", "region_area", ">=", "4;of=5_programme_areas"), "areas_covered", 4),
        (
            ("it", "applicant_type", ">=", "0.50;of=policy_instruments_with_responsible_authority"),
            "policy_responsible_share",
            0.5,
        ),
    ],
)
def test_what_the_partners_cover_is_a_rule_about_them_and_unknown_gives_no_yes(
    rule: ClauseText, fact: str, value: float
) -> None:
    assert ask([rule, EUROPE]).found.verdict == U
    assert ask([rule, EUROPE], facts={fact: value}).found.verdict == Y
