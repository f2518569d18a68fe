"""Kinds of clauses: one can be added as a module of its own, and what nobody knows is an error."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path

import pytest

from graph.errors import InvalidRecord
from graph.model import FACT_KEYS, Clause
from graph.said import said
from matching.rules.asking.columns import fact_column
from matching.rules.clauses import parse
from matching.rules.judging.all import KINDS
from matching.rules.judging.case import Case, Finding
from matching.rules.judging.kind import ClauseKind, always
from matching.rules.rule import Rule
from matching.rules.three_valued import NO as NOT_MET
from matching.rules.three_valued import YES as MET
from matching.types import Concern, Language, Verdict
from tests.books import german_added
from tests.matching.rule_world import NO, UNKNOWN, YES, ClauseText, clause, world

BUNDLE = Path(__file__).parents[2] / "seed/data/clauses.csv"
#: A kind that Peerpolis does not have: at most so many inhabitants.
MODULE = """
from __future__ import annotations

from graph.said import said
from matching.rules.judging.case import Case, Finding
from matching.rules.judging.kind import ClauseKind, always
from matching.rules.rule import Rule
from matching.rules.three_valued import NO, UNKNOWN, YES


def judge(rule: Rule, case: Case) -> Finding:
    have = case.situation.applicant.number("population")
    if have is None:
        return Finding(UNKNOWN, said("Size unknown."), "population")
    small = have <= (rule.number or 0)
    return Finding(YES, said("Small enough.")) if small else Finding(NO, said("Too large."))


POPULATION_MAX = ClauseKind(
    name="population_max",
    concern=always("town"),
    judge=judge,
    asks=lambda rule, language: said("At most {most:.0f} inhabitants", most=rule.number),
    reads=lambda rule: ("population",),
)
"""
GERMAN = {
    "At most {most:.0f} inhabitants": "Höchstens {most:.0f} Einwohner",
    "Small enough.": "Klein genug.",
    "Too large.": "Zu groß.",
    "Size unknown.": "Größe unbekannt.",
}
SMALL_TOWNS: ClauseText = ("small_towns", "population_max", "<=", "20000")


@pytest.fixture
def population_max(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClauseKind:
    """The kind, from a module outside the program, in the list while the test runs."""
    path = tmp_path / "population_max.py"
    path.write_text(MODULE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("population_max_of_a_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    kind = module.POPULATION_MAX
    assert isinstance(kind, ClauseKind)
    monkeypatch.setitem(KINDS, kind.name, kind)
    german_added(monkeypatch, tmp_path, GERMAN)
    return kind


@pytest.mark.parametrize(
    ("town", "verdict", "why"),
    [
        ("bad-belzig", YES, {"en": "Small enough.", "de": "Klein genug."}),
        ("lomza", NO, {"en": "Too large.", "de": "Zu groß."}),
        ("vaslui", UNKNOWN, {"en": "Size unknown.", "de": "Größe unbekannt."}),
    ],
)
@pytest.mark.usefixtures("population_max")
def test_a_kind_from_a_module_of_its_own_judges_and_tells(
    town: str, verdict: Verdict, why: dict[Language, str]
) -> None:
    call = world([SMALL_TOWNS])
    requirements: dict[Language, str] = {"en": "At most 20000 inhabitants", "de": "Höchstens 20000 Einwohner"}
    for language, requirement in requirements.items():
        found = call.ask(town, language=language)
        told = clause(found, "small_towns")
        assert (told.verdict, told.requirement, told.why) == (verdict, requirement, why[language])
        assert told.concern == "town"
        assert told.missing == ("population" if verdict == UNKNOWN else None)
        assert found.verdict == verdict
    assert call.everyone()[call.town(town)] == {YES: 1, UNKNOWN: 0, NO: -1}[found.verdict]


@pytest.mark.usefixtures("population_max")
def test_what_all_kinds_share_holds_for_an_added_one() -> None:
    unsure = world([("small_towns", "population_max", "<=", "20000;if=action_type:IA")], action_type=None)
    assert clause(unsure.ask("lomza"), "small_towns").verdict == UNKNOWN
    wished = world([("small_towns_expected", "population_max", "<=", "20000")]).ask("lomza")
    assert clause(wished, "small_towns_expected").concern == "wish"


def test_an_added_kind_may_count_what_a_consortium_adds_up_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def small_ones(rule: Rule, case: Case) -> Finding:
        small = sum((body.number("population") or 0) <= 60_000 for body in case.situation.bodies)
        lacking = round(rule.number or 0) - small
        if lacking <= 0:
            return Finding(MET, said("This is met."))
        alone = case.situation.partners is None
        return Finding(0 if alone else NOT_MET, said("One more small town."), more=lacking)

    kind = ClauseKind(
        name="small_members",
        concern=always("consortium"),
        judge=small_ones,
        asks=lambda rule, language: said("Small towns: {n}", n=rule.number),
    )
    monkeypatch.setitem(KINDS, kind.name, kind)
    call = world([("two_small", "small_members", ">=", "2")])
    for partners, verdict in ((("bad-belzig",), YES), (("tartu",), NO)):
        assert clause(call.ask("lomza", *partners), "two_small").verdict == verdict
    assert call.ask("lomza").needed == ("One more small town.",)  # alone, partners are still to be found


def test_a_kind_that_nobody_knows_is_an_error_that_names_the_clause() -> None:
    call = world([SMALL_TOWNS])
    with pytest.raises(InvalidRecord, match=r"clause:the-call/small_towns.*'population_max'.*population_min"):
        call.ask("lomza")
    with pytest.raises(InvalidRecord, match="population_max"):
        call.everyone()
    with pytest.raises(InvalidRecord, match="population_max"):
        call.gap("lomza")


def read(kind: str, value: str) -> Concern:
    return parse(Clause(id="clause:a/it", name="it", kind=kind, operator=">=", value=value, source="text")).concern


def test_a_condition_that_nobody_knows_is_an_error_where_the_program_judges() -> None:
    with pytest.raises(InvalidRecord, match=r"clause:a/it.*'iff'.*if"):
        read("min_applicants", "3;iff=action_type:IA")
    assert read("other", "any;text=here") == "project"  # a person reads it


def test_a_fact_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(InvalidRecord, match=r"clause:a/it.*'article_12_city'.*article_11_city"):
        read("degurba", "1;2;or=article_12_city")
    snapshot = world().snapshot
    with pytest.raises(InvalidRecord, match="'mayor'"):
        fact_column(snapshot, "mayor")
    assert all(len(fact_column(snapshot, key)) == len(snapshot.municipalities) for key in FACT_KEYS)


def test_every_clause_of_the_bundle_has_a_kind_and_conditions_that_are_known() -> None:
    with BUNDLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        parse(
            Clause(
                id=row["id"],
                name=row["clause"],
                kind=row["kind"],
                operator=row["operator"],
                value=row["value"],
                source=row["source"],
            )
        )
    assert {row["kind"] for row in rows} == set(KINDS)
