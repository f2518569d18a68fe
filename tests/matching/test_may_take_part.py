"""The filter over all towns says the same as the answer for each town, and the same as a reading by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.types import Verdict
from tests.matching.rule_world import EUI, HORIZON, HORIZON_COUNTRIES, ClauseText, Town, world

RULES: list[ClauseText] = [
    *EUI,
    *HORIZON,
    HORIZON_COUNTRIES,
    ("limited", "country_set", "in", "EU27+HE_associated"),
    ("also", "country_set", "includes", "CA;BY"),
    ("out", "country_set", "not", "non-associated-third-countries"),
    ("article", "degurba", "in", "1;2;or=article_11_city"),
    ("size", "population_min", ">=", "20000"),
    ("climate", "requires_document", "has", "approved_climate_or_energy_plan"),
    ("who", "applicant_type", "in", "municipality;local_authority"),
    ("area", "region_area", "in", "EE;PL;DE:BB,BE"),
    ("wish_expected", "population_min", ">=", "1000000"),
    ("police", "applicant_type", ">=", "3;role=police_authority"),
]
NUMBER = {Verdict.YES: 1, Verdict.UNKNOWN: 0, Verdict.NO: -1}

towns = st.builds(
    Town,
    country=st.sampled_from(["DE", "PL", "CH", "GB", "TR", "BY", "CA"]),
    population=st.sampled_from([None, 100, 19_999, 20_000, 49_999, 50_000, 10**6]),
    kind=st.sampled_from(["municipality", "county", "union", "region", "quarter"]),
    region=st.sampled_from([None, "Brandenburg", "Bayern"]),
    facts=st.dictionaries(
        st.sampled_from(["degurba", "article_11_city", "climate_plan", "agglomeration", "gender_equality_plan", "pic"]),
        st.sampled_from(["1", "2", "3", "yes", "no"]),
    ),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(towns, min_size=1, max_size=6),
    st.lists(st.sampled_from(RULES), max_size=8, unique=True),
    st.sampled_from(["2027", "2020-01-01", None]),
)
def test_the_filter_equals_the_answer_for_each_town(
    some: list[Town], rules: list[ClauseText], deadline: str | None
) -> None:
    named = {f"t{at}": town for at, town in enumerate(some)}
    call = world(rules, towns=named, deadline=deadline)
    filtered = call.everyone()
    assert filtered.dtype == np.int8
    for name in named:
        assert filtered[call.town(name)] == NUMBER[call.ask(name).verdict]


@settings(max_examples=60, deadline=None)
@given(st.lists(towns, min_size=1, max_size=6))
def test_the_filter_equals_a_reading_of_three_rules_by_hand(some: list[Town]) -> None:
    named = {f"t{at}": town for at, town in enumerate(some)}
    rules: list[ClauseText] = [
        ("countries", "country_set", "in", "EU27;CH"),
        ("size", "population_min", ">=", "20000"),
        ("climate", "requires_document", "has", "approved_climate_or_energy_plan"),
    ]
    call = world(rules, towns=named)
    filtered = call.everyone()
    for name, town in named.items():
        plan = (town.facts or {}).get("climate_plan")
        facts = [
            town.country in ("DE", "PL", "CH"),
            None if town.population is None else town.population >= 20_000,
            {"yes": True, "1": True, "no": False}.get(plan or ""),
        ]
        expected = -1 if False in facts else 0 if None in facts else 1
        assert filtered[call.town(name)] == expected


def test_no_partners_are_needed_to_be_found_by_the_filter() -> None:
    call = world([HORIZON_COUNTRIES, ("many", "min_applicants", ">=", "8")])
    filtered = call.everyone()
    assert filtered[call.town("lomza")] == 1
