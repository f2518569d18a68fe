"""The value grammar of clauses, and every clause that was collected from calls and programmes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graph.model import Clause
from matching.rules.clauses import parse
from matching.rules.eligibility import may_take_part
from matching.rules.rule import Rule
from matching.types import Verdict
from tests.matching.rule_world import TODAY, TOWNS, ClauseText, world

FACTS = Path(__file__).parents[2] / "../shared/facts/call_clauses.csv"


def rule(kind: str, operator: str, value: str, name: str = "it") -> Rule:
    return parse(Clause(id="clause:a/it", name=name, kind=kind, operator=operator, value=value, source="text"))


def test_the_value_comes_first_and_conditions_follow() -> None:
    read = rule("min_countries", ">=", "3;if=action_type:RIA,IA;of=EU27+HE_associated")
    assert read.values == ("3",)
    assert read.number == 3.0
    assert dict(read.conditions) == {"if": "action_type:RIA,IA", "of": "EU27+HE_associated"}


def test_several_values_and_values_that_are_only_conditions() -> None:
    assert rule("degurba", "in", "1;2;route=A").values == ("1", "2")
    assert rule("lead_type", "not", "country=CH").values == ()
    assert rule("min_applicants", ">=", "unknown").number is None
    assert rule("lead_type", "not", "country=CH").number is None


@pytest.mark.parametrize(
    ("kind", "operator", "value", "concern"),
    [
        ("country_set", "in", "EU27", "town"),
        ("population_min", ">=", "50000;route=A", "town"),
        ("population_min", ">=", "50000;route=C;of=grouping_total", "consortium"),
        ("degurba", "in", "1;2;route=C;of=every_member", "town"),
        ("min_member_states", ">=", "1", "consortium"),
        ("lead_type", "in", "city", "consortium"),
        ("applicant_type", "in", "municipality", "town"),
        ("applicant_type", ">=", "3;role=city", "consortium"),
        ("applicant_type", "includes", "role=public_procurer", "consortium"),
        ("requires_document", "has", "pic_validated;when=grant_signature", "town"),
        ("requires_document", "has", "memorandum_of_understanding;when=after_start", "project"),
        ("deadline", "<=", "2027-01-01", "call"),
        ("other", "==", "true", "project"),
    ],
)
def test_a_rule_concerns_the_town_the_consortium_the_call_or_the_project(
    kind: str, operator: str, value: str, concern: str
) -> None:
    assert rule(kind, operator, value).concern == concern
    assert rule(kind, operator, value, name="it_expected").concern == "wish"


def collected() -> list[dict[str, str]]:
    if not FACTS.exists():
        pytest.skip("the collected clauses (shared/facts/call_clauses.csv) are not on this machine")
    with FACTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_collected_clause_gets_an_answer_in_words_for_every_town() -> None:
    distinct = dict.fromkeys((r["kind"], r["operator"], r["value"]) for r in collected())
    clauses: list[ClauseText] = [(f"c{at}", *text) for at, text in enumerate(distinct)]
    call = world(clauses, deadline=None)
    for name in TOWNS:
        for partners in ((), ("tartu", "biel")):
            found = call.ask(name, *partners)
            for told in (*found.clauses, *found.to_read):
                assert told.requirement.strip()
                assert told.why.strip()
                assert "nan" not in told.requirement + told.why
    assert (may_take_part(call.snapshot, 0, on=TODAY) == -1).all()  # some deadline has passed for everybody


def test_no_town_of_a_member_state_is_refused_by_a_collected_call_for_what_is_only_unknown() -> None:
    by_call: dict[str, list[ClauseText]] = {}
    for row in collected():
        if row["call"].startswith("HORIZON"):
            by_call.setdefault(row["call"], []).append((row["clause"], row["kind"], row["operator"], row["value"]))
    assert len(by_call) == 70
    for clauses in by_call.values():
        found = world(clauses, deadline=None).ask("bad-belzig")
        assert found.verdict is not Verdict.NO, found.summary
