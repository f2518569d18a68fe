"""Every kind of clause is judged, or stands in the list of what is for a person to read, with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from graph.model import Clause
from matching.rules.asking.situation import Body, Situation
from matching.rules.clauses import parse
from matching.rules.judging.all import KINDS, judge
from matching.rules.judging.case import Case
from matching.rules.rule import Rule
from matching.words.told import told
from tests.beginnings import curated

#: What is left to a person, by kind: which clauses, and why the program does not judge them.
FOR_A_READER: Mapping[str, tuple[Callable[[Rule], bool], str]] = {
    "other": (
        lambda rule: (
            rule.conditions.get("of") not in ("partners", "peers", "countries", "duration_months")
            or rule.operator not in ("<=", ">=")
        ),
        "it is about the project's contents, sites, budget or steps, which a question has no field for",
    ),
    "funding_rate": (lambda rule: True, "it says what is paid, and is no condition for taking part"),
    "grant_max_eur": (lambda rule: "per" in rule.conditions, "it is a sum for each place of the project"),
    "region_area": (
        lambda rule: rule.operator in ("choose", "has", "includes") or "sites" in rule.conditions.get("set", ""),
        "it is about the sites of the project, not about who takes part",
    ),
    "applicant_type": (
        lambda rule: "per" in rule.conditions or (bool(rule.role) and rule.operator == "includes"),
        "it is counted for each place of the project, or names nobody who has to be there",
    ),
    "country_set": (
        lambda rule: rule.conditions.get("of", "partner") != "partner" or bool(rule.role),
        "it is about others than the applicant and a partner, or about an area within the countries",
    ),
    "requires_document": (
        lambda rule: True,
        "it is a letter, vote or form that is written for this application, or is due after the start",
    ),
}


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    return [parse(node) for node in curated().batch.nodes if isinstance(node, Clause)]


def test_every_clause_says_in_words_what_it_asks_for(rules: list[Rule]) -> None:
    for rule in rules:
        for language in ("en", "de"):
            asked = told(KINDS[rule.kind].asks(rule, language), language)
            assert asked.strip()
            assert "nan" not in asked.split()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_clause_that_comes_along_is_judged_or_is_in_the_list(kind: str, rules: list[Rule]) -> None:
    case = Case(situation=Situation(applicant=Body()), rules=())
    of_kind = [rule for rule in rules if rule.kind == kind]
    assert of_kind
    left = [rule for rule in of_kind if judge(rule, case).to_read]
    reads, _ = FOR_A_READER.get(kind, (lambda rule: False, ""))
    assert [rule.clause for rule in left if not reads(rule)] == []


def test_of_nothing_that_is_unknown_a_clause_is_met_by_more_than_what_it_says_itself(rules: list[Rule]) -> None:
    """With nothing stated, only what asks for nothing is met: any size, one applicant, at any time."""
    case = Case(situation=Situation(applicant=Body()), rules=())
    met = {rule.kind for rule in rules if judge(rule, case).answer == 1}
    assert met <= {"population_min", "min_applicants", "deadline", "applicant_type"}
