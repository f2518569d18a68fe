"""What would turn the answer to yes: smallest sets of changes, each run through the rules again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matching.rules.judging.changes import changes
from matching.rules.judging.outcome import Change, assess
from tests.matching.rule_world import EUI, HORIZON, HORIZON_COUNTRIES, ClauseText
from tests.matching.situation_world import TOWN, book, situation

OPEN: ClauseText = ("deadline", "deadline", "continuous", "")


def found(clauses: Sequence[ClauseText], facts: Mapping[str, object]) -> tuple[Change, ...]:
    return changes(book([*clauses, OPEN], action_type="IA"), situation({**TOWN, **facts}))


def applied(facts: Mapping[str, object], change: Change) -> Mapping[str, object]:
    return {**TOWN, **facts, **change.facts}


def test_two_partners_from_other_countries_complete_a_horizon_consortium() -> None:
    horizon = [*HORIZON, HORIZON_COUNTRIES]
    (change,) = found(horizon, {"partners": []})
    together = change.facts["partners"]
    assert isinstance(together, list)
    assert len(together) == 2
    assert assess(book([*horizon, OPEN], action_type="IA"), situation(applied({}, change))).verdict == "yes"


def test_each_set_turns_the_answer_and_none_can_be_smaller() -> None:
    rules: list[ClauseText] = [
        *EUI,
        ("plan", "requires_document", "has", "approved_climate_or_energy_plan"),
        ("lead", "lead_type", "not", "country=CH"),
    ]
    facts = {"population": 30_000, "degurba": 2}
    sets = found(rules, facts)
    assert sets
    rulebook = book([*rules, OPEN])
    for change in sets:
        assert assess(rulebook, situation(applied(facts, change))).verdict == "yes"
        for name in change.facts:
            fewer = {key: value for key, value in change.facts.items() if key != name}
            assert assess(rulebook, situation({**TOWN, **facts, **fewer})).verdict != "yes"
    assert {"climate_plan", "grouping"} in [set(change.facts) for change in sets]


def test_a_document_that_is_due_at_signature_is_named_for_signing_alone() -> None:
    facts = {"partners": [{"country": "FR"}, {"country": "IT"}], "pic_validated": True}
    horizon = [*HORIZON, HORIZON_COUNTRIES]
    assert found(horizon, facts) == ()
    (change,) = found(horizon, {**facts, "stage": "grant_signature"})
    assert dict(change.facts) == {"gender_equality_plan": True}


def test_who_may_not_lead_is_told_to_be_a_partner() -> None:
    rules: list[ClauseText] = [("lead", "lead_type", "not", "country=CH"), ("who", "country_set", "in", "EU27;CH")]
    (change,) = found(rules, {"country": "CH", "role": "lead"})
    assert dict(change.facts) == {"role": "partner"}


def test_nothing_helps_where_the_call_has_closed() -> None:
    closed: list[ClauseText] = [("deadline", "deadline", "<=", "2026-01-31"), HORIZON_COUNTRIES]
    assert changes(book(closed), situation({**TOWN, "partners": []})) == ()


def test_a_partner_in_a_role_is_looked_for_in_another_country() -> None:
    rules: list[ClauseText] = [("universities", "applicant_type", ">=", "1;role=university")]
    (change,) = found(rules, {})
    assert "university" in change.told[0]
    assert "Austria" in change.told[0]
