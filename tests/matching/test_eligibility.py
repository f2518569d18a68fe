"""May a town take part: cases worked by hand from the texts of the programmes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.rules.asking.stored import body_of
from matching.rules.judging.eligibility import eligibility
from matching.types import Place, Verdict
from tests.matching.rule_world import (
    CERV_NETWORKS,
    EUI,
    EUROPE,
    HORIZON,
    HORIZON_COUNTRIES,
    NO,
    TODAY,
    UNKNOWN,
    YES,
    ClauseText,
    Town,
    clause,
    verdicts,
    world,
)

READY = {"gender_equality_plan": "yes", "pic": "999999999", "pic_validated": "yes"}


def test_a_small_german_town_learns_what_an_innovation_action_still_asks_of_it() -> None:
    found = world([HORIZON_COUNTRIES], HORIZON).ask("bad-belzig")
    assert found.verdict is YES  # what is due at signature does not blur applying
    assert "By the signature of the grant: A gender equality plan, Registration" in found.summary
    assert "You need 2 more partners from 2 other countries." in found.summary
    assert found.needed == ("2 more applicants are needed.", "2 more countries are needed (so far: Germany).")
    assert verdicts(found)["countries"] is YES
    assert verdicts(found)["ria_ia_member_states"] is YES  # Germany is one
    assert "csa_applicants" not in verdicts(found)  # an innovation action is no coordination action


def test_a_town_with_plan_and_code_may_take_part_though_it_has_no_partners_yet() -> None:
    towns = {"potsdam": Town("DE", 184_754, facts=READY)}
    found = world([HORIZON_COUNTRIES], HORIZON, towns=towns).ask("potsdam")
    assert found.verdict is YES
    assert found.missing == ()
    assert len(found.needed) == 2


def test_partners_from_three_countries_make_a_consortium_and_three_from_two_do_not() -> None:
    towns = {n: Town(c, facts=READY) for n, c in {"a": "DE", "b": "PL", "c": "EE", "d": "PL"}.items()}
    horizon = world([HORIZON_COUNTRIES], HORIZON, towns=towns)
    assert horizon.ask("a", "b", "c").verdict is YES
    found = horizon.ask("a", "b", "d")
    assert verdicts(found)["ria_ia_countries"] is NO
    assert found.verdict is horizon.ask("a").verdict is YES  # as the town alone, and what is missing is told
    assert found.needed == ("1 more country is needed (so far: Germany, Poland).",)
    assert "these partners meet" not in found.summary


def test_naming_oneself_or_a_partner_twice_makes_no_more_applicants() -> None:
    horizon = world([HORIZON_COUNTRIES], HORIZON)
    assert verdicts(horizon.ask("lomza", "lomza", "tartu", "tartu"))["ria_ia_applicants"] is NO


def test_associated_countries_make_a_consortium_only_with_a_member_state() -> None:
    towns = {n: Town(c, facts=READY) for n, c in {"biel": "CH", "leeds": "GB", "izmir": "TR", "bonn": "DE"}.items()}
    horizon = world([HORIZON_COUNTRIES], HORIZON, towns=towns)
    abroad = horizon.ask("biel", "leeds", "izmir")
    assert verdicts(abroad)["ria_ia_member_states"] is NO
    assert verdicts(abroad)["ria_ia_countries"] is YES
    assert abroad.needed == ("1 more EU Member State is needed.",)
    assert horizon.ask("biel", "leeds", "bonn").verdict is YES


@pytest.mark.parametrize(
    ("town", "horizon", "eui"),
    [("lomza", YES, YES), ("gaziantep", YES, NO), ("biel", YES, NO), ("leeds", YES, NO), ("bad-belzig", YES, YES)],
)
def test_a_british_swiss_or_turkish_town_may_join_horizon_europe_and_not_the_urban_initiative(
    town: str, horizon: Verdict, eui: Verdict
) -> None:
    assert verdicts(world([HORIZON_COUNTRIES]).ask(town))["countries"] is horizon
    assert verdicts(world(EUI).ask(town))["eu_cities"] is eui


def test_a_british_town_was_not_associated_in_2023_and_a_swiss_one_not_in_2024() -> None:
    limited = world([("countries", "country_set", "in", "EU27+HE_associated")], deadline="2030-01-01")
    assert limited.ask("leeds", on=date(2023, 12, 31)).verdict is NO
    assert limited.ask("leeds", on=date(2024, 1, 1)).verdict is YES
    assert limited.ask("biel", on=date(2024, 12, 31)).verdict is NO
    assert limited.ask("biel", on=date(2025, 1, 1)).verdict is YES


def test_a_country_that_only_an_annex_may_name_is_unknown_and_not_refused() -> None:
    towns = {"minsk": Town("BY"), "ottawa": Town("CA")}
    open_call = world([HORIZON_COUNTRIES], towns=towns)
    assert open_call.ask("minsk").verdict is UNKNOWN
    limited = world([("countries", "country_set", "in", "EU27+HE_associated")], towns=towns)
    assert limited.ask("minsk").verdict is NO
    assert limited.ask("ottawa").verdict is UNKNOWN
    assert "Pillar II only" in clause(limited.ask("ottawa"), "countries").why


def test_a_clause_that_widens_the_circle_lets_in_whom_the_first_leaves_out() -> None:
    clauses: list[ClauseText] = [
        ("limited", "country_set", "in", "EU27"),
        ("also", "country_set", "includes", "CH;GB"),
    ]
    call = world(clauses)
    assert call.ask("biel").verdict is YES
    assert call.ask("gaziantep").verdict is NO
    assert call.ask("bad-belzig").verdict is YES


def test_a_call_that_leaves_out_countries_that_are_not_associated() -> None:
    clauses: list[ClauseText] = [("out", "country_set", "not", "non-associated-third-countries")]
    call = world(clauses, towns={"minsk": Town("BY"), "bonn": Town(), "leeds": Town("GB")})
    # A British town is not left out; whether it is let in, no rule says.
    assert (call.ask("minsk").verdict, call.ask("bonn").verdict, call.ask("leeds").verdict) == (NO, YES, UNKNOWN)


def test_a_town_of_11_999_does_not_qualify_by_itself_and_is_told_the_ways_out() -> None:
    towns = {"bad-belzig": Town("DE", 11_999, facts={"degurba": "2"})}
    found = world(EUI, towns=towns).ask("bad-belzig")
    assert found.verdict is UNKNOWN
    assert verdicts(found)["a_population"] is NO
    assert "11,999" in clause(found, "a_population").why
    assert "50,000" in clause(found, "a_population").requirement
    assert any("grouping" in way and "38,001" in way for way in found.needed)
    assert any("agglomeration" in way for way in found.needed)


def test_a_rural_town_is_not_sent_into_a_grouping_that_takes_no_rural_members() -> None:
    found = world(EUI).ask("bad-belzig")  # DEGURBA 3
    assert found.verdict is UNKNOWN
    assert not any("grouping" in way for way in found.needed)
    assert found.missing == ("agglomeration",)


def test_a_city_of_60_000_qualifies_and_needs_neither_grouping_nor_agglomeration() -> None:
    found = world(EUI).ask("lomza")
    assert found.verdict is YES
    assert found.needed == ()
    assert found.missing == ()


def test_partners_are_no_grouping_and_bring_no_inhabitants() -> None:
    alone, together = world(EUI).ask("zambrow"), world(EUI).ask("zambrow", "tartu")
    assert alone.verdict is together.verdict is UNKNOWN
    assert verdicts(together)["c_population"] is UNKNOWN


def test_a_town_of_unknown_size_or_degree_is_unknown_and_the_missing_fact_is_named() -> None:
    found = world(EUI).ask("vaslui")
    assert found.verdict is UNKNOWN
    assert {"population", "degurba"} <= set(found.missing)


def test_a_rural_town_may_go_on_a_city_exchange_if_it_is_an_article_11_city() -> None:
    rule: list[ClauseText] = [("degree", "degurba", "in", "1;2;or=article_11_city")]
    towns = {
        "rural": Town(facts={"degurba": "3"}),
        "article": Town(facts={"degurba": "3", "article_11_city": "yes"}),
        "neither": Town(facts={"degurba": "3", "article_11_city": "no"}),
        "urban": Town(facts={"degurba": "2"}),
        "nothing": Town(),
    }
    exchange = world(rule, towns=towns)
    answers = {name: exchange.ask(name).verdict for name in towns}
    assert answers == {"rural": UNKNOWN, "article": YES, "neither": NO, "urban": YES, "nothing": UNKNOWN}
    assert exchange.ask("rural").missing == ("article_11_city",)


def test_any_size_is_any_size_even_an_unknown_one() -> None:
    assert world([("any", "population_min", ">=", "0")]).ask("vaslui").verdict is YES


def test_a_document_due_later_is_never_a_no_and_one_due_now_is() -> None:
    towns = {"without": Town(facts={"gender_equality_plan": "no", "climate_plan": "no"})}
    later = world([("plan", "requires_document", "has", "gender_equality_plan;when=grant_signature")], towns=towns)
    assert later.ask("without").verdict is YES
    assert "not to apply" in clause(later.ask("without"), "plan").why
    assert "By the signature of the grant" in later.ask("without").summary
    now = world([("plan", "requires_document", "has", "approved_climate_or_energy_plan")], towns=towns)
    assert now.ask("without").verdict is NO


def test_a_county_is_a_local_authority_and_a_quarter_cannot_apply() -> None:
    towns = {k: Town(kind=k) for k in ("municipality", "county", "union", "borough", "region", "quarter")}
    twinning = world([("who", "applicant_type", "in", "municipality;local_authority;twinning_committee")], towns=towns)
    answers = {kind: twinning.ask(kind).verdict for kind in towns}
    assert answers == {
        "municipality": YES,
        "county": YES,
        "union": YES,
        "borough": YES,
        "region": NO,
        "quarter": NO,
    }


def test_a_programme_area_names_countries_and_regions_of_countries() -> None:
    area: list[ClauseText] = [("area", "region_area", "in", "EE;DE:BE,BB;PL")]
    baltic = world(area)
    assert baltic.ask("tartu").verdict is YES
    assert baltic.ask("bad-belzig").verdict is YES  # Brandenburg is BB
    assert baltic.ask("freising").verdict is NO  # Bavaria is neither
    assert baltic.ask("biel").verdict is NO
    assert baltic.ask(Place(name="Somewhere", country="DE")).verdict is UNKNOWN


def test_a_region_that_we_cannot_read_leaves_the_rest_of_the_country_unknown() -> None:
    baltic = world([("area", "region_area", "in", "DE:BB,Somewhere")])
    assert baltic.ask("bad-belzig").verdict is YES
    assert baltic.ask("freising").verdict is UNKNOWN


def test_an_area_told_in_other_words_is_unknown() -> None:
    rule: list[ClauseText] = [("area", "region_area", "in", "territory_of_a_territorial_just_transition_plan")]
    assert world(rule).ask("lomza").verdict is UNKNOWN


@pytest.mark.parametrize(
    ("deadline", "verdict"),
    [("2026-11-22", NO), ("2026-11-23", YES), ("2026-11", YES), ("2026-10", NO), ("2026", YES)],
)
def test_a_call_is_open_up_to_the_last_day_that_its_deadline_can_mean(deadline: str, verdict: Verdict) -> None:
    assert world([("deadline", "deadline", "<=", deadline), EUROPE]).ask("lomza").verdict is verdict
    assert world([EUROPE], deadline=deadline).ask("lomza").verdict is verdict  # no clause, but the record says it


def test_a_deadline_that_nobody_gives_is_unknown() -> None:
    found = world([EUROPE], deadline=None).ask("lomza")
    assert found.verdict is UNKNOWN
    assert "By the rules that we know, yes. When one can apply is not settled yet." in found.summary


def test_the_deadline_of_a_programmes_earlier_call_does_not_close_a_new_one() -> None:
    earlier: list[ClauseText] = [("deadline_2023", "deadline", "<=", "2023-03-31")]
    assert world(inherited=[*earlier, EUROPE]).ask("lomza").verdict is YES
    assert "deadline_2023" not in verdicts(world(inherited=[*earlier, EUROPE]).ask("lomza"))


def test_networks_of_towns_want_four_countries_and_two_member_states() -> None:
    cerv = world(inherited=CERV_NETWORKS)
    alone = cerv.ask("bad-belzig", call=False)
    assert alone.needed == (
        "3 more applicants are needed.",
        "3 more countries are needed (so far: Germany).",
        "1 more EU Member State is needed.",
    )
    assert alone.verdict is not NO
    assert "applicants_2022" not in verdicts(alone)
    assert cerv.ask("bad-belzig", "lomza", "tartu", "vaslui", call=False).verdict is YES
    three = cerv.ask("bad-belzig", "lomza", "tartu", "freising", call=False)
    assert three.needed == ("1 more country is needed (so far: Germany, Estonia, Poland).",)
    assert alone.verdict is not NO
    # No text on record says whether Swiss and British towns count here.
    unsure = cerv.ask("bad-belzig", "lomza", "biel", "leeds", call=False)
    assert verdicts(unsure)["countries_2025"] is UNKNOWN
    assert "these partners meet" not in unsure.summary


def test_a_single_applicant_is_enough_where_one_applies_for_all() -> None:
    rules: list[ClauseText] = [("c", "country_set", "in", "EU27"), ("single", "min_applicants", "==", "1")]
    assert verdicts(world(rules).ask("lomza"))["single"] is YES
    assert verdicts(world(rules).ask("lomza", "tartu"))["single"] is YES


def test_a_wish_of_the_text_never_decides() -> None:
    wishes: list[ClauseText] = [
        ("city_expected", "applicant_type", ">=", "1;role=mission_city"),
        ("size_expected", "population_min", ">=", "1000000"),
        ("ukraine_expected", "region_area", "includes", "UA"),
    ]
    found = world([*wishes, EUROPE]).ask("bad-belzig")
    assert found.verdict is YES
    assert found.needed == ()
    assert {c.concern for c in found.to_read} == {"wish"}


@pytest.mark.parametrize(
    ("kind", "operator", "value"),
    [
        ("grant_max_eur", "<=", "5000000"),
        ("funding_rate", "<=", "0.95;min=0.50"),
        ("duration_max_months", "<=", "42"),
        ("other", "not", "controlled_by=CN"),
        ("other", "==", "true"),
        ("region_area", "choose", "continental;black_sea_pannonian_steppic"),
        ("region_area", ">=", "2;set=cross_border_demonstration_sites"),
        ("applicant_type", ">=", "0.50;of=policy_instruments_with_responsible_authority"),
        ("requires_document", "has", "letter_of_political_support"),
        ("requires_document", "has", "memorandum_of_understanding;when=after_start"),
    ],
)
def test_a_rule_about_the_project_is_for_a_person_to_read(kind: str, operator: str, value: str) -> None:
    found = world([("it", kind, operator, value), EUROPE]).ask("bad-belzig")
    assert found.verdict is YES
    assert [(c.verdict, c.concern) for c in found.to_read] == [(UNKNOWN, "project")]


def test_roles_are_counted_among_the_partners_as_far_as_facts_go() -> None:
    towns = {
        "a": Town("DE", facts={"mission_city": "no"}),
        "b": Town("PL", facts={"mission_city": "yes"}),
        "c": Town("EE"),
    }
    rules: list[ClauseText] = [
        ("mission", "applicant_type", ">=", "1;role=mission_city"),
        ("cities", "applicant_type", ">=", "2;role=city"),
        ("police", "applicant_type", ">=", "3;role=police_authority"),
    ]
    call = world(rules, towns=towns)
    found = verdicts(call.ask("a", "b"))
    assert (found["mission"], found["cities"], found["police"]) == (YES, YES, NO)
    assert verdicts(call.ask("a", "c"))["mission"] is UNKNOWN
    towns["c"] = Town("EE", facts={"mission_city": "no"})
    assert verdicts(world(rules, towns=towns).ask("a", "c"))["mission"] is NO
    assert call.ask("a").verdict is YES
    assert "3 more are needed: police authority." in call.ask("a").needed


def test_somebody_in_the_group_has_to_be_allowed_to_lead() -> None:
    swiss = world([("c", "country_set", "in", "EU27;CH"), ("lead", "lead_type", "not", "country=CH")])
    assert swiss.ask("biel").verdict is YES  # as a partner
    assert swiss.ask("biel").needed == ("A lead partner from another country is needed.",)
    assert verdicts(swiss.ask("biel", "lomza"))["lead"] is YES
    label = world([("lead", "lead_type", "in", "urbact_good_practice_city")])
    assert clause(label.ask("lomza"), "lead").missing == "urbact_good_practice"
    assert label.ask("lomza").needed[0].startswith("A lead partner of this kind is needed: city with an URBACT")


def test_a_share_of_partners_from_poorer_regions() -> None:
    value = "0.70;of=partners_in_less_developed_or_transition_regions"
    category = {"a": "transition", "b": "less-developed", "c": "more-developed", "d": "transition"}
    towns = {name: Town("PL", facts={"cohesion_category": c}) for name, c in category.items()}
    urbact = world([("share", "region_area", ">=", value)], towns={**towns, "e": Town("PL")})
    assert verdicts(urbact.ask("a", "b", "d", "c"))["share"] is YES  # 3 of 4
    assert verdicts(urbact.ask("a", "b", "c"))["share"] is NO  # 2 of 3
    assert verdicts(urbact.ask("a", "b", "e"))["share"] is UNKNOWN  # 2 or 3 of 3


def test_a_site_in_a_widening_country() -> None:
    call = world([("site", "region_area", ">=", "1;set=HE_widening_countries_or_outermost")])
    assert verdicts(call.ask("bad-belzig", "lomza"))["site"] is YES
    assert verdicts(call.ask("bad-belzig", "biel"))["site"] is NO


def test_a_minimum_that_the_text_does_not_give_is_unknown_and_asks_for_nobody() -> None:
    rules: list[ClauseText] = [("n", "min_applicants", ">=", "unknown"), ("c", "country_set", "in", "EU27")]
    assert world(rules).ask("lomza").needed == ()
    assert verdicts(world(rules).ask("lomza", "tartu"))["n"] is UNKNOWN


def test_a_rule_for_some_projects_only_never_says_no() -> None:
    rules: list[ClauseText] = [("small", "min_applicants", ">=", "3;if=small_scale")]
    found = world(rules).ask("lomza", "tartu")
    assert clause(found, "small").verdict is UNKNOWN
    assert "holds only for: small-scale projects" in clause(found, "small").why


def _summary(rules: list[ClauseText], lead: bool = False) -> str:
    one = world(rules)
    town = body_of(one.snapshot, one.town("lomza"))
    return eligibility(one.book(), town, name="Łomża", on=TODAY, language="en", beside_a_lead=lead).summary


CONSORTIUM: list[ClauseText] = [
    ("who", "applicant_type", "in", "municipality"),
    ("bodies", "min_applicants", ">=", "3"),
    ("states", "min_countries", ">=", "3;of=EU27"),
]


def test_a_large_call_is_open_formally_and_beside_a_lead() -> None:
    assert _summary(CONSORTIUM, lead=True).startswith("Formally yes, but only as a partner of a strong lead: Łomża")
    assert _summary(CONSORTIUM).startswith("Yes, but only together with others: Łomża")
    assert _summary(CONSORTIUM[:1]).startswith("Yes: Łomża")


def test_what_is_missing_is_told_once() -> None:
    some: list[ClauseText] = [*CONSORTIUM, ("small", "min_applicants", ">=", "2;if=small_scale_partnership")]
    assert _summary(some).endswith("You need 2 more partners from 2 other countries.")
    more: list[ClauseText] = [*CONSORTIUM, ("large", "min_applicants", ">=", "5;if=core_project")]
    assert _summary(more).endswith("You need 4 more partners. This holds only for: core projects.")
    users: list[ClauseText] = [*CONSORTIUM, ("users", "applicant_type", ">=", "6;role=end_user")]
    users.append(("buyers", "applicant_type", ">=", "3;role=public_procurer"))
    told = _summary(users)
    assert "there have to be at least: 3 × public procurer, 6 × end-user organisation" in told
    assert "more are needed" not in told


def test_a_call_that_bears_the_words_of_a_condition_in_its_name_is_under_it() -> None:
    rules: list[ClauseText] = [("small", "min_applicants", ">=", "2;if=the_call")]
    assert verdicts(world(rules).ask("lomza"))["small"] is UNKNOWN
    assert "holds only" not in clause(world(rules).ask("lomza"), "small").why
    other: list[ClauseText] = [("small", "min_applicants", ">=", "2;if=another_call")]
    assert "holds only" in clause(world(other).ask("lomza"), "small").why


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_naming_a_partner_never_makes_the_verdict_worse(data: st.DataObject) -> None:
    degrees = st.sampled_from(["1", "2", "3", None])
    made = st.builds(
        lambda country, population, degree, ready: Town(
            country, population, facts={**({"degurba": degree} if degree else {}), **(READY if ready else {})}
        ),
        st.sampled_from(["DE", "PL", "EE", "CH", "TR", "BY"]),
        st.sampled_from([None, 4_000, 30_000, 60_000]),
        degrees,
        st.booleans(),
    )
    towns = {f"t{at}": town for at, town in enumerate(data.draw(st.lists(made, min_size=2, max_size=5)))}
    rules = data.draw(st.sampled_from([[HORIZON_COUNTRIES, *HORIZON], list(EUI), list(CERV_NETWORKS)]))
    call, names = world(rules, towns=towns), list(towns)
    order = (NO, UNKNOWN, YES)
    found = [order.index(call.ask(names[0], *names[1:n]).verdict) for n in range(1, len(names) + 1)]
    assert found == sorted(found)


def test_where_the_action_type_is_not_known_its_rules_are_uncertain() -> None:
    found = world(inherited=HORIZON, action_type=None).ask("lomza", "tartu")
    assert verdicts(found)["ria_ia_applicants"] is UNKNOWN
    assert verdicts(world(inherited=HORIZON, action_type="CSA").ask("lomza", "tartu")).get("ria_ia_applicants") is None


def test_topics_named_in_an_exception_are_read_off_the_calls_id() -> None:
    rules: list[ClauseText] = [
        ("three", "min_applicants", ">=", "3;except=OSS,PDA"),
        ("one", "min_applicants", ">=", "1;if=topic:OSS,PDA"),
    ]
    one_stop_shop = world(inherited=rules, call="call:life-2026-cet-oss").ask("lomza")
    assert set(verdicts(one_stop_shop)) & {"three", "one"} == {"one"}
    local = world(inherited=rules, call="call:life-2026-cet-local").ask("lomza")
    assert set(verdicts(local)) & {"three", "one"} == {"three"}


def test_a_call_that_asks_for_more_than_its_programme_says_so_once() -> None:
    found = world([("five", "min_applicants", ">=", "5")], HORIZON).ask("lomza")
    assert "ria_ia_applicants" not in verdicts(found)
    assert found.needed[0] == "4 more applicants are needed."
    weaker = world([("two", "min_applicants", ">=", "2")], HORIZON).ask("lomza")
    assert {"two", "ria_ia_applicants"} <= set(verdicts(weaker))


def test_a_place_outside_the_register_is_judged_as_its_clerk_describes_it() -> None:
    place = Place(name="Neustadt", country="DE", population=70_000)
    initiative = world(EUI)
    assert verdicts(initiative.ask(place))["a_population"] is YES
    assert initiative.ask(place).verdict is UNKNOWN  # its degree of urbanisation is not known
    assert world(EUI).ask(Place(name="Basel", country="CH", population=170_000)).verdict is NO


def test_every_answer_names_its_source_and_what_the_rule_rests_on() -> None:
    found = world([HORIZON_COUNTRIES], (*HORIZON, *EUI)).ask("bad-belzig")
    for told in (*found.clauses, *found.to_read):
        assert told.source
        assert told.requirement.strip()
        assert told.why.strip()
    assert clause(found, "countries").source == "text of countries"


def test_the_answer_is_given_in_german_too() -> None:
    found = world([HORIZON_COUNTRIES], HORIZON).ask("bad-belzig", language="de")
    assert found.needed == ("Es fehlen noch 2 Antragsteller.", "Es fehlen noch 2 Länder (bisher: Deutschland).")
    assert "Gleichstellungsplan" in found.summary
    assert "50.000" in world(EUI).ask("bad-belzig", language="de").summary
