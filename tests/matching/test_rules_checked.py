"""`peerpolis rules check`: rules that nobody can meet together, or that nobody knows, are found."""

from __future__ import annotations

from datetime import date

import pytest

from matching.rules.checking import check
from tests.matching.rule_world import EUI, HORIZON, HORIZON_COUNTRIES, ClauseText, world

DAY = date(2026, 11, 29)


def errors(*clauses: ClauseText) -> list[str]:
    return [str(fault.what) for fault in check(world(clauses).snapshot, DAY) if fault.severity == "error"]


@pytest.mark.parametrize(
    ("clauses", "words"),
    [
        ([("least", "min_applicants", ">=", "8"), ("most", "other", "<=", "6;of=partners")], "least is above the most"),
        (
            [("low", "grant_min_eur", ">=", "60000"), ("high", "grant_max_eur", "<=", "50000")],
            "least is above the most",
        ),
        ([("short", "other", ">=", "30;of=duration_months"), ("long", "duration_max_months", "<=", "24")], "least is"),
        ([("one", "country_set", "in", "DE;PL"), ("other", "country_set", "in", "FR;ES")], "no country meets"),
        ([("set", "country_set", "in", "EU28")], "EU28"),
        ([("odd", "a_new_kind", "in", "1")], "a_new_kind"),
        ([("odd", "min_applicants", "=>", "3")], "=>"),
    ],
)
def test_what_is_wrong_is_told(clauses: list[ClauseText], words: str) -> None:
    assert any(words in what for what in errors(*clauses))


def test_sound_rules_have_no_faults() -> None:
    assert errors(*HORIZON, HORIZON_COUNTRIES) == []
    assert errors(*EUI) == []


def test_a_call_without_rules_is_worth_a_look() -> None:
    assert [str(fault.what) for fault in check(world().snapshot, DAY)] == ["the call has no rules of its own"]
