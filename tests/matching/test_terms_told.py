"""What rules call applicants is told in words, in both languages."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from matching.rules.terms import TERMS
from matching.words.told import told

CLAUSES = Path(__file__).parents[2] / "seed" / "data" / "clauses.csv"


def _applicants() -> set[str]:
    with CLAUSES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "applicant_type"]
    listed = {value for row in rows for value in row["value"].split(";")[0].split("|")}
    values = {value.removeprefix("role=") for value in listed}
    return {value for value in values if not value.replace(".", "").isdigit()}


def test_every_applicant_that_a_clause_names_has_a_name() -> None:
    found = _applicants()
    assert len(found) > 10
    assert found - set(TERMS) == set()


@pytest.mark.parametrize(
    ("value", "german"),
    [("emergency_service", "Rettungsdienst oder Feuerwehr"), ("youth_organisation", "Jugendorganisation")],
)
def test_applicants_have_german_names(value: str, german: str) -> None:
    assert told(TERMS[value], "de") == german
