"""Country sets are facts: checked against what is publicly known, and for a source each."""

from __future__ import annotations

from datetime import date

import pytest

from graph import dates
from matching.rules.country_sets import NON_ASSOCIATED, country_sets, in_set, set_names, state_of
from matching.rules.three_valued import NO, UNKNOWN, YES

TODAY = date(2026, 11, 23)


def members(name: str, on: date = TODAY) -> set[str]:
    return {c for c in country_sets()[name] if in_set(name, c, on) == YES}


def test_the_union_has_27_member_states_and_croatia_is_the_latest() -> None:
    states = {state_of(c) for c in members("EU27")}
    assert len(states) == 27
    assert states - {state_of(c) for c in members("EU27", date(2013, 6, 30))} == {"HR"}
    assert not {"GB", "CH", "NO", "TR"} & members("EU27")


def test_every_row_has_a_source_an_extent_and_dates_of_the_calendar() -> None:
    for entries in country_sets().values():
        for country, entry in entries.items():
            assert entry.country == country
            assert len(country) == 2
            assert entry.source.strip()
            assert entry.extent in ("whole", "part")
            assert entry.extent == "whole" or entry.note
            for value in (entry.since, entry.until, entry.as_of):
                if value is not None:
                    dates.parts(value)


def test_nobody_is_a_member_state_and_associated_at_once() -> None:
    assert not country_sets()["EU27"].keys() & country_sets()["HE_associated"].keys()


def test_a_country_is_associated_or_not_or_for_a_part_of_the_programme_only() -> None:
    assert in_set("HE_associated", "UA", TODAY) == YES
    assert in_set("HE_associated", "BY", TODAY) == NO
    assert in_set("HE_associated", "KR", TODAY) == UNKNOWN
    assert in_set("HE_associated", "KR", date(2024, 6, 1)) == NO


@pytest.mark.parametrize(("country", "answer"), [("US", YES), ("DE", NO), ("RS", NO), ("JP", UNKNOWN)])
def test_third_countries_are_those_neither_in_the_union_nor_associated(country: str, answer: int) -> None:
    assert in_set(NON_ASSOCIATED, country, TODAY) == answer


def test_a_set_that_we_do_not_know_leaves_unknown_and_never_refuses() -> None:
    eu, others = set_names(["EU27+others_in_annex_B"])
    assert (in_set(eu, "DE", TODAY), in_set(eu, "VN", TODAY), in_set(others, "VN", TODAY)) == (YES, NO, UNKNOWN)
    assert set_names(["EU27", "CH"]) == ("EU27", "CH")
    assert in_set("CH", "VN", TODAY) == NO


def test_a_country_code_stands_for_itself_and_for_its_territories() -> None:
    assert in_set("FI", "AX", TODAY) == YES
    assert [in_set(code, "NO", TODAY) for code in ("FI", "SE")] == [NO, NO]
