"""Truth tables worked out by hand: what is due when, papers and plans, deadlines and rounds."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.matching.rule_world import CERV_NETWORKS, EUROPE, HORIZON, ClauseText
from tests.matching.situation_world import N, U, Y, ask, partners


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
