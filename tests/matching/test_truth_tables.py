"""Truth tables worked out by hand: each kind of clause at its thresholds, with missing facts, in both stages."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from graph.errors import InvalidRecord
from matching.rules.asking.given import read
from tests.matching.rule_world import CERV_NETWORKS, EUI, HORIZON, ClauseText
from tests.matching.situation_world import ask

Y, N, U = "yes", "no", "unknown"
EUROPE: ClauseText = ("countries", "country_set", "in", "EU27")
ORGANISED = {"legal_status": True, "population": 60_000, "share_degurba_1_2": 0.6}


def members(*rows: tuple[int | None, int | None]) -> list[dict[str, int | None]]:
    return [{"population": population, "degurba": degurba} for population, degurba in rows]


def partners(*countries: str) -> list[dict[str, str]]:
    return [{"country": country, "type": "municipality"} for country in countries]


@pytest.mark.parametrize(("population", "verdict"), [(49_999, N), (50_000, Y), (50_001, Y), (None, U)])
def test_a_least_population_is_met_at_the_very_number(population: int | None, verdict: str) -> None:
    assert ask(EUI, population=population, degurba=1)["a_population"] == verdict


@pytest.mark.parametrize(("degurba", "verdict"), [(1, Y), ("2", Y), (3, N), (None, U)])
def test_a_degree_of_urbanisation_is_one_of_those_named(degurba: object, verdict: str) -> None:
    assert ask(EUI, degurba=degurba, population=60_000)["a_degurba"] == verdict


@pytest.mark.parametrize(
    ("agglomeration", "population", "share"),
    [
        (None, U, U),
        (ORGANISED, Y, Y),
        ({**ORGANISED, "legal_status": None}, U, U),
        ({**ORGANISED, "legal_status": "none"}, N, N),
        ({**ORGANISED, "population": 49_999, "share_degurba_1_2": 0.51}, N, Y),
        ({**ORGANISED, "population": 50_000, "share_degurba_1_2": 0.5}, Y, N),
        ({**ORGANISED, "population": None, "share_degurba_1_2": None}, U, U),
    ],
)
def test_an_agglomeration_counts_with_a_legal_status_and_figures(
    agglomeration: object, population: str, share: str
) -> None:
    found = ask(EUI, degurba=3, population=9_000, agglomeration=agglomeration)
    assert (found["b_population"], found["b_share"]) == (population, share)


@pytest.mark.parametrize(
    ("grouping", "degurba", "population"),
    [
        (None, U, U),
        ([], Y, N),
        (members((10_000, 2)), Y, Y),
        (members((9_999, 2)), Y, N),
        (members((10_000, 3)), N, Y),
        (members((10_000, None)), U, Y),
        (members((None, 2)), Y, U),
    ],
)
def test_a_grouping_is_judged_as_it_is_named(grouping: object, degurba: str, population: str) -> None:
    found = ask(EUI, degurba=2, population=40_000, grouping=grouping)
    assert (found["c_degurba"], found["c_population"]) == (degurba, population)


def test_a_rural_partner_breaks_no_grouping_and_brings_no_inhabitants() -> None:
    found = ask(EUI, degurba=2, population=40_000, grouping=members((10_000, 2)), partners=partners("DE", "ES"))
    assert (found["c_degurba"], found["c_population"], found.found.town) == (Y, Y, Y)
    assert ask(EUI, degurba=2, population=40_000, grouping=[], partners=partners("ES"))["c_population"] == N


def test_of_the_routes_one_is_enough_and_all_closed_are_no() -> None:
    assert ask(EUI, degurba=1, population=50_000).found.town == Y
    assert ask(EUI, degurba=1, population=49_999).found.town == U
    closed = ask(EUI, degurba=3, population=49_999, agglomeration={"legal_status": False})
    assert closed.found.town == N
    assert closed.found.verdict == N


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"degurba": 2}, Y),
        ({"degurba": 3, "article_11_city": True}, Y),
        ({"degurba": 3, "article_11_city": False}, N),
        ({"degurba": 3}, U),
        ({"article_11_city": True}, Y),
        ({}, U),
    ],
)
def test_an_article_11_city_may_be_rural(facts: dict[str, object], verdict: str) -> None:
    assert ask([("degree", "degurba", "in", "1;2;or=article_11_city")], facts=facts)["degree"] == verdict


@pytest.mark.parametrize(
    ("stage", "plan", "verdict"),
    [
        ("apply", None, Y),
        ("apply", False, Y),
        ("grant_signature", True, Y),
        ("grant_signature", False, N),
        ("grant_signature", None, U),
        (None, True, Y),
        (None, False, U),
        (None, None, U),
    ],
)
def test_what_is_due_at_signature_never_blurs_applying(stage: object, plan: object, verdict: str) -> None:
    found = ask(HORIZON, action_type="RIA", stage=stage, gender_equality_plan=plan)
    assert found["gender_equality_plan"] == verdict
    assert found.clause("gender_equality_plan").needed_by == "grant_signature"


def test_a_missing_plan_leaves_applying_and_bars_signing() -> None:
    found = ask(
        HORIZON, action_type="RIA", gender_equality_plan=False, pic_validated=True, partners=partners("FR", "IT")
    ).found
    assert found.by_stage == {"apply": Y, "grant_signature": N}
    assert (found.verdict, found.consortium) == (Y, "complete")


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"pic": "999999999"}, U),
        ({"pic_validated": True}, Y),
        ({"pic_validated": "unknown"}, U),
        ({"pic_validated": "declared"}, N),
        ({"pic": "none"}, N),
        ({"pic": True}, U),
        ({"pic": False}, N),
    ],
)
def test_a_code_is_not_a_validated_code(facts: dict[str, object], verdict: str) -> None:
    assert ask(HORIZON, stage="grant_signature", facts=facts)["participant_identification_code"] == verdict


@pytest.mark.parametrize(
    ("plan", "verdict"),
    [
        ("approved", Y),
        (True, Y),
        ("in preparation", N),
        ("unknown", U),
        ("approved 2021", Y),
        ("adopted, but expired", U),
        ("not approved", N),
        ("Klima 2030", U),
        (None, U),
        (False, N),
    ],
)
def test_a_text_that_names_a_plan_does_not_say_that_it_is_approved(plan: object, verdict: str) -> None:
    found = ask([("plan", "requires_document", "has", "approved_climate_or_energy_plan")], climate_plan=plan)
    assert found["plan"] == verdict


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
    ("at", "verdict"),
    [
        (date(2026, 9, 22), Y),
        (date(2026, 9, 23), Y),
        (date(2026, 9, 24), N),
        (datetime(2026, 9, 23, 17, 0), Y),
        (datetime(2026, 9, 23, 17, 1), N),
        (datetime.fromisoformat("2026-09-23T15:00:00+00:00"), Y),
        (datetime.fromisoformat("2026-09-23T15:01:00+00:00"), N),
    ],
)
def test_a_deadline_ends_at_five_in_brussels(at: date | datetime, verdict: str) -> None:
    found = ask([EUROPE, ("deadline", "deadline", "<=", "2026-09-23")], at=at)
    assert (found["deadline"], found.found.verdict) == (verdict, verdict)


def test_a_deadline_ends_at_the_hour_that_its_source_names() -> None:
    rule: list[ClauseText] = [("deadline", "deadline", "<=", "2026-04-18")]
    quotes = {"deadline": "Deadline 18.04.2026 13:00"}
    assert ask(rule, at=datetime(2026, 4, 18, 13, 0), quotes=quotes)["deadline"] == Y
    assert ask(rule, at=datetime(2026, 4, 18, 13, 1), quotes=quotes)["deadline"] == N


def test_what_is_expected_is_no_deadline_and_a_past_round_closes_nothing() -> None:
    rules: list[ClauseText] = [
        EUROPE,
        ("deadline_expected", "deadline", "expected", "2027-09;pattern=2026-09-23"),
        ("deadline_2026", "deadline", "<=", "2026-09-23;call=2026"),
    ]
    found = ask(rules)
    assert (found["deadline_expected"], found["deadline_2026"]) == (U, N)
    assert (found.found.verdict, found.found.town) == (U, Y)
    assert found.clause("deadline_2026").status == "earlier_round"


@pytest.mark.parametrize(("year", "number"), [(2022, "5"), (2025, "4"), (2026, "4"), (2027, "4")])
def test_the_year_of_a_round_is_no_end_of_validity(year: int, number: str) -> None:
    found = ask(CERV_NETWORKS, at=date(year, 3, 1), partners=partners("FR", "IT", "PL", "ES"))
    counting = [c for c in found.found.clauses if c.kind == "min_applicants"]
    assert [c.clause[-4:] for c in counting] == ["2022" if number == "5" else "2025"]
    both: list[ClauseText] = [
        ("four", "min_applicants", ">=", "4;call=2025"),
        ("five", "min_applicants", ">=", "5;call=2022"),
    ]
    statuses = {c.clause[-4:]: c.status for c in (*ask(both).found.clauses, *ask(both).found.to_read)}
    assert statuses == {"four": "in_force", "five": "earlier_round"}


@pytest.mark.parametrize(
    ("value", "operator", "grant", "verdict"),
    [
        ("50745", "<=", 50_745, Y),
        ("50745", "<=", 50_746, N),
        ("50745", "<=", None, U),
        ("60000", "==", 60_000, Y),
        ("60000", "==", 59_999, N),
        ("30000;60000", "in", 30_000, Y),
        ("30000;60000", "in", 45_000, N),
    ],
)
def test_the_grant_that_is_asked_for(value: str, operator: str, grant: object, verdict: str) -> None:
    assert ask([("grant", "grant_max_eur", operator, value)], requested_grant_eur=grant)["grant"] == verdict


def test_figures_of_the_project() -> None:
    rules: list[ClauseText] = [
        ("participants", "other", ">=", "50;of=direct_participants"),
        ("invited", "other", ">=", "25;of=invited_international_participants"),
        ("shortest", "other", ">=", "12;of=duration_months"),
        ("longest", "duration_max_months", "<=", "24"),
        ("areas", "region_area", ">=", "4;of=5_programme_areas"),
        ("share", "applicant_type", ">=", "0.50;of=policy_instruments_with_responsible_authority"),
    ]
    just = ask(
        rules,
        direct_participants=50,
        invited_international_participants=25,
        duration_months=12,
        areas_covered=4,
        policy_responsible_share=0.5,
    )
    assert {just[name] for name, *_ in rules} == {Y}
    short = ask(
        rules,
        direct_participants=49,
        invited_international_participants=24,
        duration_months=25,
        areas_covered=3,
        policy_responsible_share=0.49,
    )
    assert [short[name] for name, *_ in rules] == [N, N, Y, N, N, N]
    assert short.found.verdict == N
    assert {ask(rules)[name] for name, *_ in rules} == {U}


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


def test_a_topic_or_type_of_project_says_which_rules_hold() -> None:
    life: list[ClauseText] = [
        ("applicants", "min_applicants", ">=", "3;except=OSS,PDA"),
        ("single", "min_applicants", ">=", "1;if=topic:OSS,PDA"),
    ]
    assert ask(life, call=None, topic="LIFE-2026-CET-OSS", partners=[]).found.verdict == Y
    assert ask(life, call=None, topic="LIFE-2026-CET-LOCAL", partners=[])["applicants"] == N
    assert ask(life, call=None, partners=[])["applicants"] == U
    small: list[ClauseText] = [EUROPE, ("months", "duration_max_months", "<=", "24;if=small_project")]
    assert ask(small, project_type="small_project", duration_months=25)["months"] == N
    assert ask(small, project_type="core_project", duration_months=36).found.verdict == Y
    assert ask(small, duration_months=25)["months"] == U


def test_a_rule_that_only_widens_leaves_the_others_to_the_limit() -> None:
    rules: list[ClauseText] = [("limit", "country_set", "in", "EU27"), ("also", "country_set", "includes", "CA;CH")]
    assert ask(rules, country="CH").found.town == Y
    assert ask(rules, country="FR").found.town == Y
    assert ask(rules, country="US").found.town == N
    assert ask(rules[1:], country="FR").found.town == Y
    assert ask(rules[1:], country="US").found.town == U


def test_an_unknown_field_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(InvalidRecord, match="degurba"):
        read({"degurbar": 1})
    with pytest.raises(InvalidRecord, match=r"partners\.contry.*country"):
        read({"partners": [{"contry": "FR"}]})


def test_of_a_call_without_rules_nothing_is_claimed() -> None:
    assert ask([("deadline", "deadline", "continuous", "")]).found.verdict == U
    assert ask([EUROPE, ("deadline", "deadline", "continuous", "")]).found.verdict == Y


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


@pytest.mark.parametrize(("value", "verdict"), [("0", Y), ("0;doubt=page_of_another_round", U)])
def test_no_yes_rests_on_a_doubtful_rule_alone(value: str, verdict: str) -> None:
    assert ask([("size", "population_min", ">=", value)], population=9_000).found.town == verdict


@pytest.mark.parametrize(
    ("country", "more", "town"),
    [("DE", [], Y), ("CH", [], U), (None, [], U), ("CH", [("area", "region_area", "in", "CH04")], Y)],
)
def test_who_is_in_no_member_state_is_admitted_by_a_rule_only(
    country: str | None, more: list[ClauseText], town: str
) -> None:
    rules: list[ClauseText] = [("who", "applicant_type", "in", "municipality"), *more]
    assert ask(rules, country=country, nuts3="CH040" if country == "CH" else None).found.town == town


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
