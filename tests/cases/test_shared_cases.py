"""The files of `../shared/cases`, over the real register: what each must give, by the command that reads it.

Small twins of the same kinds stand in the tests of the importers, so that the kinds hold where these files are absent.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine

CASES = Path(__file__).parents[2] / ".." / "shared" / "cases"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not CASES.is_dir(), reason="needs the cases in ../shared/cases"),
]

HERRENBERG, BAD_BELZIG, SLUBICE, MILANO = "gn:2905826", "gn:2951134", "gn:3085495", "gn:3173435"


class Outcome:
    """What a dry run says: its code, the records that it would bring, its faults and notices, and all it printed."""

    def __init__(self, told: Any) -> None:
        self.code, self.text = told.code, told.out + told.err
        assert "Traceback" not in self.text
        assert told.err.count("\n") < 30
        found = told.json if told.out.startswith("{") else {}
        created = found.get("difference", {}).get("created", [])
        self.nodes = {one["id"]: one for one in created if "id" in one}
        self.relations = [(one["start"], one["type"], one["end"]) for one in created if "type" in one]
        self.facts = {(one["subject"], one["key"]): one["value"] for one in created if "subject" in one}
        self.errors = [(e["row"], e["column"], e["why"]) for e in found.get("errors", [])]
        self.notices = " ".join(found.get("notices", []))

    def towns(self) -> list[str]:
        """The municipalities that would be made anew."""
        return [id for id, node in self.nodes.items() if "country" in node and "kind" in node]


Run = Callable[..., Outcome]


def test_no_file_of_the_cases_is_left_out() -> None:
    asked = Path(__file__).read_text(encoding="utf-8")
    assert [file.name for file in CASES.iterdir() if file.name != "README.md" and f'"{file.name}"' not in asked] == []


@pytest.fixture
def run(whole: CommandLine) -> Run:
    def run(importer: str, file: str) -> Outcome:
        words = (importer, str(CASES / file), "--dry-run", "--json")
        return Outcome(whole("import", *words))

    return run


def test_a_region_that_a_spreadsheet_made_a_date(run: Run) -> None:
    found = run("lau", "lau-region-as-date.csv")
    assert [row for row, _, why in found.errors if "spreadsheet" in why] == [3, 4]
    assert "settlement" not in found.facts.values()


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("locked.zip", "locked with a password. Unpack it first"),
        ("damaged.zip", "damaged: its checksum is wrong. Fetch it again"),
        ("cut-off.csv.gz", "breaks off before its end"),
        ("not-packed.csv.gz", "is not packed by gzip"),
    ],
)
def test_a_file_that_cannot_be_opened_ends_in_one_sentence(run: Run, file: str, why: str) -> None:
    found = run("cordis", file)
    assert found.code == 1
    assert why in found.text


def test_the_codes_of_the_union_are_countries(run: Run) -> None:
    found = run("table", "table-eu-codes")
    assert found.towns() == []
    assert {start for start, type, _ in found.relations if type == "MEMBER_OF"} == {"gn:2644688", "gn:734077"}


def test_decimal_commas_and_marks_between_thousands(run: Run) -> None:
    found = run("table", "table-decimal-comma")
    assert (found.towns(), found.errors) == ([], [])
    assert {start for start, type, _ in found.relations if type == "MEMBER_OF"} == {HERRENBERG, BAD_BELZIG, SLUBICE}


def test_users_as_mappings(run: Run) -> None:
    found = run("publiccode", "used-by-mappings.yml")
    assert {start for start, type, _ in found.relations if type == "USES"} == {MILANO, "gn:3165524"}
    assert [row for row, _, _ in found.errors] == [8]


def test_a_key_that_stands_twice(run: Run) -> None:
    found = run("publiccode", "used-by-twice.yml")
    assert [(row, column) for row, column, _ in found.errors] == [(5, "usedBy")]
    assert ("gn:2940132", "USES") in [(start, type) for start, type, _ in found.relations]


def test_a_name_that_is_a_number(run: Run) -> None:
    found = run("publiccode", "name-is-a-number.yml")
    assert [node["name"] for node in found.nodes.values()] == ["311"]
    assert [start for start, _, _ in found.relations] == ["gn:3099434"]
    assert [row for row, _, _ in found.errors] == [4, 4, 4, 4]


def test_a_repository_in_the_form_of_git(run: Run) -> None:
    found = run("publiccode", "known-repository.yml")
    assert found.nodes == {}
    assert [end for _, _, end in found.relations] == ["sol:decidim"]


def test_names_with_the_words_of_the_office_in_profiles(run: Run) -> None:
    found = run("profiles", "profiles-names.csv")
    assert len([type for _, type, _ in found.relations if type == "OFFERS"]) == 9
    assert found.errors == []


@pytest.mark.parametrize("name", ["Stadt Köln", "Merano/Meran", "Mülheim a.d. Ruhr"])
def test_names_with_the_words_of_the_office_in_questions(whole: CommandLine, name: str) -> None:
    assert whole("town", name, "--json").code == 0


@pytest.mark.parametrize(("file", "pairs"), [("twinnings-countries.tsv", 2), ("twinnings-query-service.tsv", 1)])
def test_twinnings_as_the_query_service_writes_them(run: Run, file: str, pairs: int) -> None:
    found = run("twinnings", file)
    assert (len(found.relations), found.errors) == (pairs, [])


@pytest.mark.parametrize(
    ("file", "ids"),
    [
        ("call-over-lines.json", {"call:horizon-test-2026-01-01"}),
        ("calls-after-blank-lines.json", {"call:test-2026-h", "call:test-2026-h2"}),
        ("calls-portal-search.json", {"call:life-test-2026-town"}),
        ("calls-portal-bulk.json", {"call:life-test-2026-town2"}),
    ],
)
def test_calls_in_every_shape_of_json(run: Run, file: str, ids: set[str]) -> None:
    found = run("calls", file)
    assert ids <= set(found.nodes)
    assert found.errors == []


def test_values_of_calls_that_cannot_be(run: Run) -> None:
    found = run("calls", "calls-values.json")
    assert found.nodes["call:test-2026-v1"]["deadline"] == "2026-09-17"
    assert [column for _, column, _ in found.errors] == ["expectedGrants", "budgetMin", "budgetMax", "budgetMin"]


def test_who_left_a_project(run: Run) -> None:
    found = run("cordis", "cordis-left.csv")
    assert [start for start, type, _ in found.relations if type == "MEMBER_OF"] == [HERRENBERG]
    assert "ended before the project did" in found.notices
