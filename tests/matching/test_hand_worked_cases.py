"""Questions worked out by hand from the clauses of the bundle's own calls, at their thresholds, before they were asked.

`tests/data/eligibility_cases.jsonl`: the call or programme, the day, the facts, and what is wanted: of clauses by their
name, of the whole as `verdict`, by stage as `apply` and `grant_signature`, of those who are named as `consortium`;
`!yes` means anything but yes; and, of some, why.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from api.workspace.asking import rules_asked_for
from graph.model import Batch, Call, Clause, Programme
from graph.snapshot.frozen import Snapshot
from matching.rules.judging.outcome import assess
from seed.bundle.curated import read_bundle
from tests.matching.situation_world import situation
from tests.memory_store import snapshot_of

FILE = Path(__file__).parents[1] / "data" / "eligibility_cases.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


@cache
def bundle() -> Snapshot:
    batch = read_bundle().batch
    nodes = [node for node in batch.nodes if isinstance(node, Call | Clause | Programme)]
    ids = {node.id for node in nodes}
    links = [r for r in batch.relations if r.type in ("UNDER", "REQUIRES") and {r.start, r.end} <= ids]
    return snapshot_of(Batch(nodes, links))


def answered(case: Mapping[str, Any]) -> dict[str, str]:
    day = case["on"]
    at = date.fromisoformat(day) if len(day) == 10 else datetime.fromisoformat(day)
    book = rules_asked_for(bundle(), case["call"], case["facts"].get("topic"))
    found = assess(book, situation(case["facts"], at))
    of_clauses = {c.clause.rpartition("/")[2]: c.verdict for c in (*found.to_read, *found.clauses)}
    by_stage = {str(stage): str(verdict) for stage, verdict in found.by_stage.items()}
    return {**of_clauses, **by_stage, "verdict": found.verdict, "consortium": found.consortium}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['call']}: {json.dumps(case['facts'])[:60]}")
def test_a_question_is_answered_as_by_hand(case: Mapping[str, Any]) -> None:
    found = answered(case)
    for name, wanted in case["want"].items():
        if wanted.startswith("!"):
            assert found[name] != wanted[1:], name
        else:
            assert found[name] == wanted, name


def test_the_cases_are_many_and_no_unknown_is_answered_yes() -> None:
    assert len(CASES) >= 250
    wanted_unknown = [(case, name) for case in CASES for name, want in case["want"].items() if want == "unknown"]
    assert all(answered(case)[name] != "yes" for case, name in wanted_unknown)
