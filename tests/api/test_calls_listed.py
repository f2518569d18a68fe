"""`peerpolis calls`: what a small town can carry comes first; what is too late or for others says why."""

from __future__ import annotations

from datetime import date

import pytest

from api.workspace.calls import calls_of
from api.workspace.settings import Settings
from api.workspace.workspace import Workspace
from matching.capacity.fit import GROUPS
from matching.types import Query
from tests.command_line import CommandLine, environment

IN_NOVEMBER = ("--on", "2026-11-29", "--lang", "en")
NOVEMBER = ("--on", "2026-11-29", "--json")


def test_a_small_town_is_led_to_first_steps_and_not_to_millions(whole: CommandLine) -> None:
    rows = whole("calls", "Bad Belzig", *NOVEMBER).json
    groups = [row["group"] for row in rows]
    assert groups == sorted(groups, key=list(GROUPS).index)
    by_id = {row["id"]: row for row in rows}
    first = [row["id"] for row in rows if row["group"] == "first steps"]
    assert {"call:cerv-2027-town-tt-expected", "call:interreg-europe-plp-matchmaking"} <= set(first)
    assert not any(id.startswith("call:horizon") for id in first)
    assert by_id["call:horizon-cl6-2027-02-communities-01"]["group"] == "large"
    assert by_id["call:cerv-2027-town-nt-expected"]["group"] == "as a partner"
    assert all(row["score"] == round(row["score"], 4) and 0 <= row["capacity"] <= 1 for row in rows)


def test_what_is_expected_is_no_deadline_and_says_what_it_rests_on(whole: CommandLine) -> None:
    rows = {row["id"]: row for row in whole("calls", "Bad Belzig", *NOVEMBER, "--lang", "en").json}
    twinning = rows["call:cerv-2027-town-tt-expected"]
    assert twinning["deadline"] is None
    assert "1 partner from another country · up to 50,745 € as a lump sum" in twinning["line"]
    assert (
        "expected again September 2027, not announced (so far: 19 September 2024, 23 September 2026)"
        in twinning["line"]
    )


def test_what_is_closed_too_late_or_for_others_says_so(whole: CommandLine) -> None:
    rows = {row["id"]: row for row in whole("calls", "Bad Belzig", *NOVEMBER, "--lang", "en").json}
    out = {id: row["why_not"] for id, row in rows.items() if row["group"] == "not now"}
    assert out["call:urbact-transfer-networks-2025"] == "The call is closed."
    assert "km away" in out["call:interreg-de-nl-kpf-mini"]
    assert "elsewhere" in out["call:interreg-sn-cz-kpf-erzgebirge"]
    soon = whole("calls", "Bad Belzig", "--on", "2026-12-20", "--json", "--lang", "en").json
    late = {row["id"]: row["why_not"] for row in soon if row["group"] == "not now"}
    assert late["call:de-kfw-432-quartierskonzept"].startswith("It closes in 11 days")


def test_it_is_told_in_german(whole: CommandLine) -> None:
    told = whole("calls", "Zittau", "--on", "2026-11-29", "--lang", "de")
    assert told.code == 0
    assert "Erste Schritte" in told.out
    assert "nicht angekündigt" in told.out


def test_who_would_find_large_calls_only_is_told_of_small_steps_too(whole: CommandLine) -> None:
    need = ("calls", "Zittau", "--need", "Demenz", "--on", "2026-11-29", "--lang", "en")
    groups = {row["group"] for row in whole(*need, "--json").json}
    assert "first steps" not in groups
    told = whole(*need).out
    assert "Not bound to a subject, for visits and small joint projects" in told
    assert "EUI City-to-City Exchange" in told


def test_a_programme_across_the_border_says_whether_it_is_for_the_town_and_what_would_settle_that(
    whole: CommandLine,
) -> None:
    told = {town: whole("calls", *town, "--lang", "en").out for town in (("Chaves",), ("Jaca",), ("Zossen",))}
    chaves, jaca, zossen = (" ".join(text.split()) for text in told.values())
    assert "POCTEP" in chaves
    assert "its region (NUTS 3) settles" in chaves
    assert "POCTEFA" in jaca
    assert "Your town lies in its area." in jaca
    assert "across your border" not in zossen


def test_whoever_asks_for_what_nothing_pays_is_told_so(whole: CommandLine) -> None:
    assert "No call that we know pays for this." in whole("calls", "Komotini", "--need", "electric cars").out


def test_of_a_country_that_no_rule_names_it_is_to_be_settled_whether_it_is_admitted(whole: CommandLine) -> None:
    rows = {row["id"]: row for row in whole("calls", "Alta", "--in", "NO", *NOVEMBER, "--lang", "en").json}
    signing = rows["call:living-in-eu-sign"]
    assert signing["town"] == "unknown"
    assert "one applicant is enough" in signing["line"]
    assert "to settle: whether Norway is admitted" in signing["line"]
    told = " ".join(whole("eligible", "Alta", "--in", "NO", "--call", "living-in-eu-sign", "--lang", "en").out.split())
    assert "Whether Norway is admitted, the rules that we read do not say" in told
    assert "1 more applicant" not in told


def test_a_rule_left_to_a_person_is_told_in_the_words_of_its_source(whole: CommandLine) -> None:
    told = whole("eligible", "Guben", "--call", "interreg-bb-pl-kpf-spree-neisse-bober", "--lang", "de").out
    assert "So wird beantragt: „per E-Mail einzureichen“" in told
    assert "of effort" not in told


def test_a_town_outside_the_regions_that_we_assume_for_an_area_is_not_led_there_first(whole: CommandLine) -> None:
    rows = {row["id"]: row for row in whole("calls", "Seelow", *NOVEMBER, "--lang", "en").json}
    fund = rows["call:interreg-bb-pl-kpf-spree-neisse-bober"]
    assert (fund["group"], fund["town"]) == ("not now", "unknown")
    assert "Probably not for you" in fund["why_not"]


@pytest.mark.parametrize(
    ("town", "need"),
    [
        ("gn:2951134", "Fernwärme aus Holz"),
        ("gn:2951134", "Wochenmarkt"),
        ("gn:2951134", "Schutz vor Hackern"),
        ("gn:2951134", "Freibad sanieren"),
        ("gn:2951134", "empty shops in the centre"),
        ("gn:3066503", "soužití s cizinci"),
        ("gn:3066503", "nové hřiště"),
        ("gn:3066503", "waste in the forest"),
    ],
)
def test_an_answer_and_the_list_of_calls_say_the_same(whole: CommandLine, town: str, need: str) -> None:
    space, on = Workspace(Settings.from_environment(environment(whole.folder))), date(2026, 11, 29)
    listed = calls_of(space, town, on=on, need=need)
    answer = space.view().engine.suggest(Query(town=town, need=need, kinds=("calls",), top=5, on=on, language="en"))
    shown = [call.id for call in answer.suggestions["calls"]]
    possible = [one.id for one in listed.calls if one.group != "not now"]
    assert [id for id in possible if id in shown] == shown
    assert bool(shown) == bool(possible)
    assert {call.id for call in answer.nearest.get("calls", ())} == {one.id for one in listed.near}
    assert {call.id for call in answer.anyway} <= {one.id for one in listed.anyway}
    assert bool(answer.anyway) == bool(listed.anyway)
    assert answer.programmes == listed.programmes
    assert answer.across == listed.across


def test_help_on_cyber_security_comes_before_research_on_it_that_is_formally_open_only(whole: CommandLine) -> None:
    out = whole("suggest", "Bad Belzig", "--need", "cyber security", "--kind", "calls", "--lang", "en").out
    assert 0 < out.index("call:edih-services") < out.index("call:horizon-cl3-2027-02-cs-eccc-02")
    assert "Formally yes, but only as a partner of a strong lead: Bad Belzig" in out
    assert "Can you take part? Yes: Bad Belzig meets every rule" in out  # of the help, which asks for nobody else


def test_no_fund_for_another_border_is_offered(whole: CommandLine) -> None:
    rows = {row["id"]: row for row in whole("calls", "gn:3066503", *NOVEMBER, "--lang", "en").json}
    for id in ("call:interreg-by-cz-kpf-bildung-p2p", "call:interreg-sn-cz-kpf-elbe-labe"):
        assert (rows[id]["group"], rows[id]["town"]) == ("not now", "no"), id
    out = whole("calls", "Schmölln", "--lang", "en").out
    assert "Saxony-Czechia" not in out


def test_what_one_merely_signs_is_no_first_step_and_no_answer_to_a_need(whole: CommandLine) -> None:
    groups = {row["id"]: row["group"] for row in whole("calls", "Bad Belzig", *NOVEMBER).json}
    assert groups["call:living-in-eu-sign"] == groups["call:smart-rural-map"] == "to join"
    needed = whole("calls", "Bad Belzig", "--need", "smart villages", *NOVEMBER).json
    assert "call:smart-rural-map" not in {row["id"] for row in needed}


def test_a_call_about_the_need_that_closes_too_soon_is_told_with_its_reason(whole: CommandLine) -> None:
    out = whole(
        "calls", "Lüchow", "--in", "DE", "--need", "empty shops in the centre", "--on", "2026-11-29", "--lang", "en"
    ).out
    assert out.index("Too late, uncertain, or not for you") < out.index("Reusing vacant and under-used spaces")
    assert "an application takes an estimated 9 weeks" in out


def test_of_a_need_that_nobody_understood_it_is_not_said_that_nothing_pays_for_it(whole: CommandLine) -> None:
    out = whole("calls", "Voss", "--in", "NO", "--need", "qwrtz blorp", *IN_NOVEMBER).out
    assert "We do not know what this is about" in out
    assert "No call that we know pays for this" not in out


def test_a_programme_across_the_border_names_its_calls_that_are_not_closed(whole: CommandLine) -> None:
    out = whole(
        "calls", "Náchod", "--in", "CZ", "--need", "kulturní festival", "--on", "2026-11-29", "--lang", "en"
    ).out
    border = out[out.index("Programmes across your border") :]
    assert "Its call: Small project funds Czechia-Poland" in border
