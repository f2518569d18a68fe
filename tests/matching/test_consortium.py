"""What a group still lacks, and who would bring it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.rules.judging.lacking import in_partners, missing
from tests.matching.rule_world import CERV_NETWORKS, HORIZON, HORIZON_COUNTRIES, Town, world

EU = ("DE", "PL", "EE", "RO")
ASSOCIATED = ("CH", "GB", "TR")


def test_one_german_town_wants_two_partners_from_two_further_countries() -> None:
    gap = world([HORIZON_COUNTRIES], HORIZON).gap("bad-belzig")
    assert (gap.applicants, gap.countries, gap.member_states, gap.partners) == (2, 2, 0, 2)
    assert in_partners(gap) == "You need 2 more partners from 2 other countries."


def test_a_swiss_and_a_british_town_want_a_partner_from_a_member_state() -> None:
    gap = world([HORIZON_COUNTRIES], HORIZON).gap("biel", "leeds")
    assert (gap.applicants, gap.countries, gap.member_states, gap.partners) == (1, 1, 1, 1)
    assert in_partners(gap) == "You need 1 more partner from 1 other country, 1 of them in an EU Member State."


def test_a_complete_consortium_lacks_nothing() -> None:
    gap = world([HORIZON_COUNTRIES], HORIZON).gap("bad-belzig", "lomza", "tartu")
    assert (gap.partners, in_partners(gap), missing(gap)) == (0, None, ())


def test_two_towns_of_one_country_are_two_applicants_and_one_country() -> None:
    gap = world([HORIZON_COUNTRIES], HORIZON).gap("bad-belzig", "freising")
    assert (gap.applicants, gap.countries) == (1, 2)
    assert gap.partners == 2


def test_a_town_whose_country_is_not_admitted_counts_for_nothing() -> None:
    gap = world([("countries", "country_set", "in", "EU27")], HORIZON).gap("lomza", "biel", "tartu")
    assert (gap.applicants, gap.have, gap.wanted) == (1, 2, 3)


def test_a_territory_with_a_code_of_its_own_counts_as_its_state() -> None:
    towns = {"saint-denis": Town("RE"), "paris": Town("FR"), "mariehamn": Town("AX"), "helsinki": Town("FI")}
    gap = world([HORIZON_COUNTRIES], HORIZON, towns=towns).gap(*towns)
    assert (gap.applicants, gap.countries) == (0, 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((*EU, *ASSOCIATED)), min_size=1, max_size=6))
def test_the_gap_is_what_counting_by_hand_gives(countries: list[str]) -> None:
    towns = {f"t{at}": Town(country) for at, country in enumerate(countries)}
    gap = world([HORIZON_COUNTRIES], HORIZON, towns=towns).gap(*towns)
    assert gap.applicants == max(0, 3 - len(countries))
    assert gap.countries == max(0, 3 - len(set(countries)))
    assert gap.member_states == max(0, 1 - len(set(countries) & set(EU)))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from((*EU, *ASSOCIATED)), min_size=1, max_size=4), st.sampled_from(EU))
def test_one_more_partner_never_widens_the_gap(countries: list[str], newcomer: str) -> None:
    towns = {f"t{at}": Town(country) for at, country in enumerate((*countries, newcomer))}
    call = world(CERV_NETWORKS, towns=towns, deadline=None)
    before, after = call.gap(*list(towns)[:-1]), call.gap(*towns)
    assert after.applicants <= before.applicants
    assert after.countries <= before.countries
    assert after.member_states <= before.member_states
