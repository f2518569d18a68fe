"""`peerpolis calls`: what a small town can carry comes first; what is too late or for others says why."""

from __future__ import annotations

from tests.command_line import CommandLine

NOVEMBER = ("--on", "2026-11-29", "--json")


def test_a_small_town_is_led_to_first_steps_and_not_to_millions(whole: CommandLine) -> None:
    rows = whole("calls", "Bad Belzig", *NOVEMBER).json
    groups = [row["group"] for row in rows]
    assert groups == sorted(groups, key=["first steps", "as a partner", "large", "not now"].index)
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
    rows = {row["id"]: row for row in whole("calls", "Zossen", *NOVEMBER, "--lang", "en").json}
    fund = rows["call:interreg-bb-pl-kpf-spree-neisse-bober"]
    assert (fund["group"], fund["town"]) == ("not now", "unknown")
    assert "Probably not for you" in fund["why_not"]
