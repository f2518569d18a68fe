"""The value grammar of clauses, and every clause that was collected from calls and programmes."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from graph.model import Clause
from matching.rules.clauses import parse
from matching.rules.rule import Rule
from matching.types import Verdict
from tests.matching.rule_world import TOWNS, ClauseText, Town, clause, world

FACTS = [Path(__file__).parents[2] / f"../shared/facts/{name}.csv" for name in ("call_clauses", "call_clauses-2")]


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
        ("population_min", ">=", "50000;route=C;of=grouping_total", "town"),
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
    # A deadline that is expected is told as one that is.
    assert rule(kind, operator, value, name="it_expected").concern == ("call" if kind == "deadline" else "wish")


def collected() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for path in FACTS:
        if not path.exists():
            pytest.skip("the collected clauses (shared/facts/call_clauses.csv) are not on this machine")
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows


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
                assert not re.search(r"\bnan\b", told.requirement + told.why)
    assert (call.everyone() == -1).all()  # some deadline has passed for everybody


def test_no_town_of_a_member_state_is_refused_by_a_collected_call_for_what_is_only_unknown() -> None:
    by_call: dict[str, list[ClauseText]] = {}
    for row in collected():
        if row["call"].startswith("HORIZON"):
            by_call.setdefault(row["call"], []).append((row["clause"], row["kind"], row["operator"], row["value"]))
    assert len(by_call) == 70
    for clauses in by_call.values():
        found = world(clauses, deadline=None).ask("bad-belzig")
        assert found.verdict is not Verdict.NO, found.summary


@pytest.mark.parametrize(
    ("status", "ending", "words"),
    [
        ("closed", Verdict.NO, "The call is closed."),
        ("continuous", Verdict.YES, "There is no closing day."),
        ("unknown", Verdict.UNKNOWN, "We do not know the deadline."),
    ],
)
def test_without_a_day_the_status_of_a_call_tells_whether_one_may_apply(
    status: str, ending: Verdict, words: str
) -> None:
    found = world([], deadline=None, status=status).ask("bad-belzig")
    (deadline,) = [told for told in found.clauses if told.concern == "call"]
    assert (deadline.verdict, deadline.why) == (ending, words)


def test_a_round_that_is_only_expected_shuts_nobody_out_nor_does_the_day_of_a_past_one() -> None:
    clauses: list[ClauseText] = [
        ("next", "deadline", "expected", "2027-09;pattern=2024-09-19,2026-09-23"),
        ("past", "deadline", "<=", "2026-09-23;call=2026"),
    ]
    found = world(clauses, deadline=None).ask("bad-belzig")
    (deadline,) = [told for told in found.clauses if told.concern == "call"]
    assert deadline.verdict is Verdict.UNKNOWN
    assert "2027" in deadline.requirement
    assert "not announced" in deadline.why


def test_what_is_in_doubt_shuts_nobody_out() -> None:
    for value, verdict in (("25000", Verdict.NO), ("25000;doubt=third_party_page", Verdict.UNKNOWN)):
        found = world([("size", "population_min", ">=", value)], deadline="2027-12-31").ask("bad-belzig")
        assert found.verdict is verdict


#: Real towns and their NUTS 3 regions; Uckermark is DE40I, Barnim DE405, Potsdam-Mittelmark DE40E, Szczeciński PL428.
BORDER = {
    "prenzlau": Town("DE", 19_024, facts={"nuts3": "DE40I"}),
    "eberswalde": Town("DE", 40_387, facts={"nuts3": "DE405"}),
    "bad-belzig": Town("DE", 11_999, facts={"nuts3": "DE40E"}),
    "angermuende": Town("DE", 13_678),
    "gryfino": Town("PL", 21_270, facts={"nuts3": "PL428"}),
    "olot": Town("ES", 34_000, facts={"nuts3": "ES512"}),
}


@pytest.mark.parametrize(
    ("area", "answers"),
    [
        ("DE40I;DE405", {"prenzlau": "yes", "bad-belzig": "no", "angermuende": "unknown", "gryfino": "no"}),
        ("DE40I;DE405;side=DE", {"eberswalde": "yes", "bad-belzig": "no", "gryfino": "unknown", "olot": "unknown"}),
        ("part_of_DE40;PL428", {"prenzlau": "unknown", "gryfino": "yes", "olot": "no"}),
        ("DE40I;nuts_assumed=yes", {"prenzlau": "unknown", "bad-belzig": "unknown"}),
        ("leader_region:uckermark;nuts_assumed=DE40I", {"prenzlau": "unknown", "bad-belzig": "unknown"}),
        ("DE405;ES", {"olot": "yes", "gryfino": "no"}),
    ],
)
def test_an_area_told_in_nuts_regions_is_judged_by_the_region_of_the_town(area: str, answers: dict[str, str]) -> None:
    call = world([("area", "region_area", "in", area)], towns=BORDER, deadline="2027-12-31")
    assert {town: clause(call.ask(town), "area").verdict.value for town in answers} == answers


def test_a_list_of_countries_that_is_about_others_is_left_for_a_person() -> None:
    for value in ("BE;FR;role=founding_member", "NL;BE;of=border_triangle"):
        found = world([("who", "country_set", "in", value)], deadline="2027-12-31").ask("bad-belzig")
        assert found.verdict is not Verdict.NO
        assert [told.clause for told in found.to_read] == ["clause:the-call/who"]


def test_all_at_once_what_our_list_alone_tells_is_no_yes_to_what_is_no_local_authority() -> None:
    towns = {"town": Town("LT"), "village": Town("LT", kind="settlement")}
    record = world([("one_applicant", "min_applicants", ">=", "1;basis=record")], towns=towns)
    rule = world([("one_applicant", "min_applicants", ">=", "1")], towns=towns)
    for there in (record, rule):
        together = there.everyone()
        for name in towns:
            one = there.ask(name).verdict
            assert together[there.town(name)] == {Verdict.YES: 1, Verdict.UNKNOWN: 0, Verdict.NO: -1}[one]
    assert record.everyone()[record.town("village")] == 0
    assert rule.everyone()[rule.town("town")] == 1
