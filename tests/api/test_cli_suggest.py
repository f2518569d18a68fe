"""`peerpolis suggest` and `peerpolis town`: each option does what its help says, and both languages are whole."""

from __future__ import annotations

import re
from typing import Any

import pytest

from matching.kinds.all import kind_names
from tests import worlds
from tests.command_line import CommandLine

#: Words of ours that a German answer must not have; names and texts of sources may be in any language.
ENGLISH = re.compile(
    r"\b(the|is|are|you|your|towns?|with|inhabitants|points|source|deadline|until|since|needs|offers|uses|member|"
    r"partners|networks|solutions|calls|may|open|yes|you)\b",
    re.IGNORECASE,
)


def shown(text: str, kind_heading: str) -> list[str]:
    """The ids that stand under a heading, in their order."""
    part = text.split(kind_heading)[1].split("\n\n")[0]
    return re.findall(r"(?:gn|body|net|sol|call):[\w./+-]+$", part, re.MULTILINE)


def ids(found: Any, kind: str = "partners") -> list[str]:
    return [suggestion["id"] for suggestion in found["suggestions"][kind]]


HEADINGS = {
    "partners": "Possible partner towns",
    "networks": "Networks you could join",
    "solutions": "Solutions to reuse",
    "calls": "Calls you could apply for",
}


def test_what_is_shown_is_what_programs_get(peerpolis: CommandLine) -> None:
    question = ("suggest", "Bad Belzig", "--need", "Wärmeplanung", "--top", "20")
    told, found = peerpolis(*question), peerpolis(*question, "--json").json
    for kind in kind_names():
        near = [suggestion["id"] for suggestion in found["nearest"].get(kind, ())]
        assert shown(told.out, HEADINGS[kind]) == (ids(found, kind) or near)
    assert worlds.POTSDAM in ids(found)[:3]  # it does what is wanted, and offers it


def test_a_reason_without_points_is_read_first_and_place_and_size_stand_in_one_line(peerpolis: CommandLine) -> None:
    question = ("suggest", "Bad Belzig", "--topic", "heat-planning", "--kind", "partners", "--top", "3")
    out = peerpolis(*question).out
    assert re.search(r"inhabitants · [\d,]+ km · gn:", out)
    assert "points" not in out
    assert not re.search(r"\([+−]\d", out)
    assert "km from you" not in out
    assert " is in Germany" not in out
    first = next(line for line in out.splitlines() if line.startswith("    • "))
    assert "Heat planning" in first
    assert re.search(r"\(\+\d", peerpolis(*question, "--why").out)


def test_what_is_near_only_stands_in_a_group_of_its_own(peerpolis: CommandLine) -> None:
    out = peerpolis("suggest", "Łomża", "--topic", "open-data", "--kind", "networks", "--kind", "calls").out
    networks, calls = out.split(HEADINGS["networks"])[1].split(HEADINGS["calls"])
    assert "No call that we know pays for this." in calls
    german = peerpolis("suggest", "Łomża", "--topic", "open-data", "--kind", "calls", "--lang", "de").out
    assert "Wir kennen keinen Aufruf, der das fördert." in german
    assert networks


def test_partners_for_a_call_are_judged_with_the_asker_whose_own_standing_is_told_once(peerpolis: CommandLine) -> None:
    out = peerpolis("suggest", "Bad Belzig", "--call", "Heat Together", "--kind", "partners").out
    assert out.count("Can you take part?") == 1
    assert out.index("Can you take part?") < out.index(HEADINGS["partners"])
    assert "With Łomża you are 2 of 3; missing: 1 more country." in out


def test_what_speaks_against_a_town_is_told_with_why_alone(peerpolis: CommandLine) -> None:
    question = ("suggest", "Bad Belzig", "--kind", "partners", "--call", "Heat Together", "--top", "5")
    against = [c for s in peerpolis(*question, "--json").json["suggestions"]["partners"] for c in s["contributions"]]
    assert min(c["points"] for c in against) < 0
    assert "(−" not in peerpolis(*question).out
    assert "(−" in peerpolis(*question, "--why").out


def test_the_same_question_gets_the_same_answer(peerpolis: CommandLine) -> None:
    first = peerpolis("suggest", "Łomża", "--json")
    assert peerpolis("suggest", "LOMZA", "--json").out == first.out
    assert peerpolis("suggest", worlds.LOMZA, "--json").out == first.out


def test_a_town_may_be_named_by_its_official_code(peerpolis: CommandLine) -> None:
    assert peerpolis("suggest", "DE_12069020", "--json").json["query"]["town"] == worlds.BAD_BELZIG


def test_kinds_are_those_asked_for_and_no_others(peerpolis: CommandLine) -> None:
    found = peerpolis("suggest", "Tartu", "--kind", "networks", "--kind", "calls", "--json").json
    assert set(found["suggestions"]) == {"networks", "calls"}
    told = peerpolis("suggest", "Tartu", "--kind", "networks").out
    assert HEADINGS["networks"] in told
    assert HEADINGS["partners"] not in told


@pytest.mark.parametrize("top", [1, 3])
def test_top_is_how_many_of_each_kind(peerpolis: CommandLine, top: int) -> None:
    question = ("suggest", "Bad Belzig", "--purpose", "peers", "--top")
    told = peerpolis(*question, str(top))
    assert len(shown(told.out, HEADINGS["partners"])) == top
    everything = peerpolis(*question, "50", "--json").json
    assert shown(told.out, HEADINGS["partners"]) == ids(everything)[:top]


def test_countries_exclusions_and_present_partners(peerpolis: CommandLine) -> None:
    ask = ("suggest", "Brück", "--call", "Heat Together", "--top", "50", "--json")
    assert {s["country"] for s in peerpolis(*ask, "--country", "pl").json["suggestions"]["partners"]} == {"PL"}
    assert worlds.BERLIN in ids(peerpolis(*ask).json)
    assert worlds.BERLIN not in ids(peerpolis(*ask, "--exclude", "Berlin").json)
    assert worlds.POTSDAM not in ids(peerpolis(*ask).json)
    assert worlds.POTSDAM in ids(peerpolis(*ask, "--present-partners").json)


def test_a_topic_and_a_call_are_found_by_name(peerpolis: CommandLine) -> None:
    found = peerpolis("suggest", "Vaslui", "--topic", "Offene Daten", "--call", "Heat Together", "--json").json
    assert found["query"]["topics"] == [worlds.OPEN_DATA]
    assert found["query"]["call"] == worlds.HEAT_TOGETHER


def test_why_shows_every_reason(peerpolis: CommandLine) -> None:
    wanted = ("--topic", "heat-planning", "--purpose", "peers", "--kind", "partners")
    question = ("suggest", "Bad Belzig", "--top", "1", *wanted)
    (best,) = peerpolis(*question, "--json").json["suggestions"]["partners"]
    reasons = [contribution["reason"] for contribution in best["contributions"]]
    assert len(reasons) > 3
    short, full = peerpolis(*question).out, peerpolis(*question, "--why").out
    assert any(reason in short for reason in reasons)
    assert not all(reason in short for reason in reasons)
    assert all(reason in full for reason in reasons)


def test_each_piece_of_evidence_names_its_source(peerpolis: CommandLine) -> None:
    question = ("suggest", "Brück", "--topic", "heat-planning", "--present-partners")
    found, told = peerpolis(*question, "--json").json, peerpolis(*question, "--why", "--top", "10").out
    pieces = [e for s in found["suggestions"]["partners"] for c in s["contributions"] for e in c["evidence"]]
    assert pieces
    assert all(f"{piece['text']} – source: {piece['source']}" in told for piece in pieces)


@pytest.mark.parametrize(
    "words",
    [
        ("suggest", "Bad Belzig", "--need", "Bürgerhaushalt", "--why"),
        ("suggest", "Bad Belzig", "--why"),
        ("suggest", "Łomża", "--why", "--need", "xyzzy"),
        ("suggest", "Vaslui", "--why"),
        ("suggest", "Kreuzberg"),
        ("suggest", "Tortu"),
        ("suggest", "Tartu", "--topic", "heet planning"),
        ("town", "Łomża"),
        ("town", "Bad Belzig"),
        ("town", "Tartu"),
        ("town", "Vaslui"),
    ],
)
def test_a_german_answer_has_no_english_words_of_ours(peerpolis: CommandLine, words: tuple[str, ...]) -> None:
    told = peerpolis(*words, "--lang", "de")
    text = told.out + told.err
    for name in ("Open Town Alliance", "Heat Together", "Town Tandems", "Town App", "City Lab", "Heat Maps"):
        text = text.replace(name, "")
    text = re.sub(
        r"https?:\S+|--?[a-z-]+|\w+:[\w./-]+|`.*?`|Residents vote.*|Towns that heat.*|Participatory.*", "", text
    )
    assert not ENGLISH.findall(text), text


def test_numbers_and_dates_follow_the_language(peerpolis: CommandLine) -> None:
    german, english = peerpolis("town", "Bad Belzig", "--lang", "de").out, peerpolis("town", "Bad Belzig").out
    assert "11.999 Einwohner" in german
    assert "11,999 inhabitants" in english
    calls = ("suggest", "Tartu", "--kind", "calls", "--topic", "heat-planning")
    assert "Frist 16. Februar 2027" in peerpolis(*calls, "--lang", "de").out
    assert "deadline 16 February 2027" in peerpolis(*calls).out


def test_the_language_of_the_terminal_is_the_default(peerpolis: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert "Einwohner" in peerpolis("town", "Tartu").out
    assert "inhabitants" in peerpolis("town", "Tartu", "--lang", "en").out


def test_a_town_s_portrait_has_every_statement_with_its_source(peerpolis: CommandLine) -> None:
    told = peerpolis("town", "Łomża").out
    assert "Łomża is in Climate League (since 2016)" in told
    assert "Łomża is in Tandem Łomża–Brück as twin (since 2022)" in told
    assert "Heat planning" in told
    for source in (worlds.REGISTER, worlds.RECORDS, worlds.NEWSPAPER):
        assert f"source: {source}" in told
    assert told.count("source: ") == 1 + 3 + 4  # the record itself, its facts, its ties
    assert "Town Tandems (since 2022). Its members were settled when it began." in re.sub(r"\s+", " ", told)
    assert "bis Juni 2014" in peerpolis("town", "Biel", "--lang", "de").out


def test_a_newcomer_s_portrait_says_that_our_lists_are_incomplete(peerpolis: CommandLine) -> None:
    assert "incomplete" in peerpolis("town", "Landkreis Potsdam-Mittelmark").out


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Takes new members on application."), ("de", "Nimmt auf Antrag neue Mitglieder auf.")],
)
def test_of_a_network_that_takes_members_the_answer_says_so(peerpolis: CommandLine, language: str, said: str) -> None:
    question = ("suggest", "Bad Belzig", "--kind", "networks", "--lang", language)
    found = peerpolis(*question, "--json").json["suggestions"]["networks"]
    admissions = {s["id"]: s["admission"] for s in found}
    assert admissions[worlds.OPEN_TOWN_ALLIANCE] == "open"
    assert worlds.TOWN_TANDEMS not in admissions
    assert peerpolis(*question).out.count(said) == sum(a == "open" for a in admissions.values()) == 1


def test_on_the_real_graph_a_german_need_is_understood(whole: CommandLine) -> None:
    found = whole("suggest", "Herrenberg", "--need", "digitale Bürgerbeteiligung", "--lang", "de", "--json").json
    assert found["understood"][0]["topic"] == "topic:e-participation"
    on_topic = {
        kind: [
            any(c["feature"] == "topic_fit" for c in suggestion["contributions"])
            for suggestion in found["suggestions"][kind][:3]
        ]
        for kind in kind_names()
    }
    assert all(on_topic["partners"])
    assert all(on_topic["solutions"])


@pytest.mark.parametrize(("typed", "meant"), [("Łomża", "gn:766027"), ("Lomza", "gn:766027"), ("Roma", "gn:3169070")])
def test_on_the_real_graph_a_name_is_found_as_people_type_it(whole: CommandLine, typed: str, meant: str) -> None:
    assert whole("town", typed, "--json").json["node"]["id"] == meant


@pytest.mark.parametrize("typed", ["Neustadt", "Halle", "Kreuzberg"])
def test_on_the_real_graph_a_name_of_many_is_asked_back(whole: CommandLine, typed: str) -> None:
    told = whole("suggest", typed)
    assert (told.code, told.out) == (2, "")
