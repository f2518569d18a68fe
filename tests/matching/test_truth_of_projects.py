"""Truth tables worked out by hand: the grant that is asked for, and the figures and the kind of a project."""

from __future__ import annotations

import pytest

from tests.matching.rule_world import EUROPE, ClauseText
from tests.matching.situation_world import N, U, Y, ask


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
