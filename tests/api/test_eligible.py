"""`peerpolis eligible` on what comes along: bodies described by facts alone, towns of the register, programmes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine

NOVEMBER = ("--on", "2026-11-29")


def answered(command_line: CommandLine, folder: Path, call: str, facts: dict[str, Any], *options: str) -> Any:
    path = folder / "facts.json"
    path.write_text(json.dumps(facts), encoding="utf-8")
    told = command_line("eligible", "--call", call, "--facts", str(path), *NOVEMBER, *options, "--json")
    assert told.code == 0, told.err
    return told.json


def verdict(found: Any, name: str) -> str:
    rows = [*found["clauses"], *found["to_read"]]
    return str(next(row["verdict"] for row in rows if row["clause"].rpartition("/")[2] == name))


HOST = {"country": "DE", "legal_type": "municipality"}
GUESTS = {"direct_participants": 50, "invited_international_participants": 25, "requested_grant_eur": 50_745}


def test_a_body_is_judged_by_its_facts_alone(whole: CommandLine, tmp_path: Path) -> None:
    found = answered(whole, tmp_path, "cerv-town-twinning", {**HOST, **GUESTS, "partners": [{"country": "PL"}]})
    assert set(found) == {
        *("verdict", "by_stage", "town", "consortium", "clauses", "to_read", "changes", "digest"),
    }
    assert (found["town"], found["consortium"], found["by_stage"]["apply"]) == ("yes", "complete", "unknown")
    assert verdict(found, "participants") == verdict(found, "towns_from_countries") == "yes"
    assert verdict(found, "deadline_2026") == "no"
    row = found["clauses"][0]
    assert set(row) == {
        *(
            "clause",
            "kind",
            "concern",
            "route",
            "verdict",
            "requirement",
            "reason",
            "missing",
            "needed_by",
            "source",
            "quote",
        ),
        *("as_of", "status"),
    }


def test_what_the_bundle_says_of_real_calls(whole: CommandLine, tmp_path: Path) -> None:
    grouping = [{"name": "A", "population": 30_000, "degurba": 2}]
    urban = answered(
        whole, tmp_path, "eui-innovative-actions", {**HOST, "population": 25_000, "degurba": 2, "grouping": grouping}
    )
    assert verdict(urban, "c_grouping_population") == verdict(urban, "c_grouping_degurba") == "yes"
    assert verdict(urban, "a_urban_authority_population") == "no"
    alone = answered(whole, tmp_path, "LIFE-2027-CET-OSS-EXPECTED", {**HOST, "partners": []})
    assert verdict(alone, "single_applicant") == "yes"
    assert verdict(alone, "single_applicant_oss_pda") == "yes"
    swiss = answered(whole, tmp_path, "interreg-europe", {"country": "CH", "legal_type": "city", "role": "lead"})
    assert verdict(swiss, "lead_not_swiss") == swiss["verdict"] == "no"
    area = answered(whole, tmp_path, "interreg-baltic-sea", {**HOST, "nuts3": "DE21H"})
    assert verdict(area, "programme_area") == area["town"] == "no"
    closed = answered(whole, tmp_path, "URBACT-TRANSFER-NETWORKS-2025", {**HOST, "urbact_good_practice": True})
    assert closed["verdict"] == "no"


def test_given_facts_go_before_stored_ones_and_null_hides_them(whole: CommandLine, tmp_path: Path) -> None:
    asked = ("Freising", "--lang", "en")
    stored = answered(whole, tmp_path, "eui-innovative-actions", {}, *asked)
    assert verdict(stored, "a_urban_authority_degurba") == "yes"
    hidden = answered(whole, tmp_path, "eui-innovative-actions", {"degurba": None, "population": 49_999}, *asked)
    assert verdict(hidden, "a_urban_authority_degurba") == "unknown"
    assert verdict(hidden, "a_urban_authority_population") == "no"
    missing = next(c["missing"] for c in hidden["clauses"] if c["clause"].endswith("a_urban_authority_degurba"))
    assert missing == {"fact": "degurba", "who_gives": "Eurostat's list of municipalities"}


def test_it_is_told_in_german(whole: CommandLine) -> None:
    told = whole("eligible", "Bad Belzig", "--call", "horizon-europe", "--partner", "Łomża", *NOVEMBER, "--lang", "de")
    assert told.code == 0, told.err
    assert "Dürfen Sie einen Antrag stellen?" in told.out
    assert "Teilnehmerregister" in told.out


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (("--call", "no-such-call"), "no-such-call"),
        (("--call", "horizon-europe", "--stage", "later"), "grant_signature"),
        (("--call", "horizon-europe", "--partner", "Nowhereton"), "Nowhereton"),
    ],
)
def test_what_cannot_be_understood_is_said(whole: CommandLine, options: tuple[str, ...], wrong: str) -> None:
    told = whole("eligible", "Bad Belzig", *options)
    assert told.code != 0
    assert wrong in told.err


def test_a_wrong_field_names_the_nearest(whole: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"populaton": 3}', encoding="utf-8")
    told = whole("eligible", "--call", "horizon-europe", "--facts", str(path), "--lang", "en")
    assert told.code == 1
    assert "population" in told.err
