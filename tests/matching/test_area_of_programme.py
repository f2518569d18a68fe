"""Where a programme pays, as its record tells it, binds its calls; and rules that stand in for one another."""

from __future__ import annotations

import pytest

from tests.matching.rule_world import NO, UNKNOWN, YES, world
from tests.matching.situation_world import ask

MUNICIPALITIES = ("who", "applicant_type", "in", "municipality")


@pytest.mark.parametrize(("town", "verdict"), [("freising", YES), ("biel", NO), ("lomza", NO)])
def test_a_national_programme_is_for_towns_of_the_country(town: str, verdict: object) -> None:
    assert world([MUNICIPALITIES], area=("DE",)).ask(town).verdict == verdict


def test_to_lie_in_the_area_of_a_programme_is_no_proof_that_one_may_apply() -> None:
    there = world(area=("DE",))
    assert there.ask("freising").verdict == UNKNOWN
    assert there.ask("biel").verdict == NO


def test_what_a_text_says_of_countries_goes_before_the_record_of_the_programme() -> None:
    there = world([("countries", "country_set", "in", "DE;PL"), MUNICIPALITIES], area=("DE",))
    assert there.ask("lomza").verdict == YES


def test_all_towns_at_once_get_the_same_answers() -> None:
    for clauses in ([], [MUNICIPALITIES]):
        there = world(clauses, area=("DE", "PL42"))
        one_by_one = [there.ask(town).verdict for town in ("bad-belzig", "lomza", "biel", "leeds")]
        together = there.everyone()
        names = {1: YES, 0: UNKNOWN, -1: NO}
        at = [there.town(town) for town in ("bad-belzig", "lomza", "biel", "leeds")]
        assert [names[int(together[index])] for index in at] == one_by_one


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"degurba": "1", "population": 20_000}, "yes"),
        ({"degurba": "1", "population": 20_001}, "no"),
        ({"degurba": "1"}, "unknown"),
        ({"degurba": "2"}, "yes"),
        ({"degurba": "3", "population": 90_000}, "yes"),
    ],
)
def test_places_of_another_degree_apply_under_a_rule_of_their_own(facts: dict[str, object], verdict: str) -> None:
    found = ask(
        [
            ("degree", "degurba", "in", "2;3"),
            ("small_cities", "other", "<=", "20000;of=population;if=degurba:1"),
            ("any_size", "population_min", ">=", "0;if=degurba:2,3"),
        ],
        facts=facts,
    )
    assert found.found.town == verdict


def test_an_area_that_we_assumed_bars_nobody_and_proves_nothing() -> None:
    area = ("area", "region_area", "in", "euroregion:pomerania;DE80L;DE40I;side=DE;nuts_assumed=yes")
    inside, outside = ask([area], facts={"nuts3": "DE40I"}), ask([area], facts={"nuts3": "DE212"})
    assert inside["area"] == outside["area"] == "unknown"
    assert "assumed" in inside.clause("area").reason
    assert "not among those that we assume" in outside.clause("area").reason


def test_who_is_counted_among_the_countries_counts_as_an_applicant_too() -> None:
    rules = [
        ("applicants", "min_applicants", ">=", "3"),
        ("countries", "min_countries", ">=", "3;of=EU27+HE_associated"),
    ]
    partners = [{"country": "FR", "type": "university"}, {"country": "NO", "type": "university"}]
    assert ask(rules, partners=partners)["applicants"] == "yes"
    assert ask(rules[:1], partners=partners)["applicants"] == "unknown"
