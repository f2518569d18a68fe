"""What a call says of itself goes before what its programme says of all calls; nothing is asked for twice."""

from __future__ import annotations

from datetime import datetime

from matching.rules.judging.outcome import Judgement, assess
from matching.rules.judging.rules_of import RuleBook
from tests.matching.situation_world import TODAY, TOWN, rules, situation


def _statuses(book: RuleBook) -> dict[str, str]:
    return {j.rule.name: j.status for j in Judgement.of(book, situation(TOWN, TODAY)).rows}


def test_a_call_that_one_body_may_apply_for_alone_inherits_no_consortium() -> None:
    of_programme = rules("p", [("three", "min_applicants", ">=", "3"), ("states", "min_countries", ">=", "3")])
    alone = RuleBook(own=rules("c", [("one", "min_applicants", ">=", "1;basis=record")]), inherited=of_programme)
    assert _statuses(alone) | {"three": "repeated", "states": "repeated"} == _statuses(alone)
    silent = RuleBook(own=rules("c", [("topic", "other", "==", "energy")]), inherited=of_programme)
    assert _statuses(silent)["three"] == "in_force"


def test_the_same_document_is_asked_for_once() -> None:
    own = rules(
        "c",
        [
            ("plan", "requires_document", "has", "climate_or_energy_plan"),
            ("letter", "requires_document", "has", "letter_of_support_signed_by_mayor"),
        ],
    )
    inherited = rules(
        "p",
        [
            ("approved", "requires_document", "has", "approved_climate_or_energy_plan"),
            ("support", "requires_document", "has", "letter_of_political_support"),
            ("plan_of_others", "requires_document", "has", "climate_or_energy_plan;who=partner"),
        ],
    )
    statuses = _statuses(RuleBook(own=own, inherited=inherited))
    assert statuses["approved"] == statuses["support"] == "repeated"
    assert statuses["plan_of_others"] != "repeated"


def test_a_document_that_is_due_earlier_by_the_programme_is_asked_for_by_both() -> None:
    own = rules("c", [("late", "requires_document", "has", "gender_equality_plan;when=grant_signature")])
    inherited = rules("p", [("early", "requires_document", "has", "gender_equality_plan")])
    assert _statuses(RuleBook(own=own, inherited=inherited))["early"] == "in_force"


def test_that_the_last_round_of_a_programme_is_over_is_no_answer_to_the_next() -> None:
    own = rules("p", [("town", "applicant_type", "in", "municipality"), ("round", "deadline", "<=", "2025-06-30")])
    asked = situation(TOWN, TODAY)
    assert assess(RuleBook(own=own), asked).verdict == "no"
    of_programme = assess(RuleBook(own=own, of_programme=True), asked)
    assert of_programme.verdict == "unknown"
    (told,) = [c.reason for c in (*of_programme.clauses, *of_programme.to_read) if c.clause.endswith("/round")]
    assert told == "That round is over; when the next one opens is not known to us."


def test_a_source_that_leaves_the_whole_last_day_is_taken_at_its_word() -> None:
    def verdict(quote: str, hour: int) -> str:
        own = rules("c", [("until", "deadline", "<=", "2026-12-31")], {"until": quote})
        (row,) = Judgement.of(RuleBook(own=own), situation(TOWN, datetime(2026, 12, 31, hour, 30))).rows
        return {1: "yes", -1: "no"}[row.finding.answer]

    assert verdict("endet mit Ablauf des 31. Dezember 2026", 23) == "yes"
    assert verdict("Deadline 31.12.2026", 17) == "no"
    assert verdict("31.12.2026 18:00", 17) == "yes"
