from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from graph.errors import PeerpolisError
from seed.bundle.compile_own_facts import add

OWN = Path(__file__).parents[2] / "seed/curation/facts"


def call(id: str, source: str = "https://example.org") -> dict[str, str]:
    return {"id": id, "title_en": id, "source": source}


def test_a_row_of_ours_stands_after_those_of_the_collection() -> None:
    facts = {"calls": [call("A")]}
    add(facts, {"calls": [call("B")]})
    assert [row["id"] for row in facts["calls"]] == ["A", "B"]


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [
        ("calls", call("A"), "A is there already"),
        ("calls", call("B", source=""), "B has no source"),
        ("calls", {"id": "B", "source": "https://example.org"}, "the columns are not those of the facts"),
        ("grants", call("B"), "no table of facts has that name"),
    ],
)
def test_what_is_no_new_fact_with_a_source_stops_the_run(table: str, row: dict[str, str], said: str) -> None:
    with pytest.raises(PeerpolisError, match=said):
        add({"calls": [call("A")]}, {table: [row]})


def test_a_practice_of_ours_that_the_collection_has_stops_the_run() -> None:
    with pytest.raises(PeerpolisError, match="prac:pool is there already"):
        add({"practices": [call("prac:pool")]}, {"practices": [call("prac:pool")]})


@pytest.mark.parametrize("path", sorted(OWN.glob("*.csv")), ids=lambda path: path.stem)
def test_each_source_of_ours_is_a_page_that_can_be_opened(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        sources = {row["source"] for row in csv.DictReader(file)}
    assert sources
    assert [s for s in sources if not all(re.match(r"https?://[^/ ]+\.[a-z]+", page) for page in s.split("; "))] == []
