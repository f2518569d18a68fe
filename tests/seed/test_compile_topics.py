from __future__ import annotations

import pytest

from graph.errors import PeerpolisError
from seed.bundle.compile_practices import READ_ON, Practices, with_german_texts, with_their_doers
from seed.bundle.compile_topics import TopicWords

TABLE = [
    {"word": "cycling, walking", "topic": "topic:cycling-walking", "weight": "1.0"},
    {"word": "cycling-walking", "topic": "topic:cycling-walking", "weight": "1.0"},
    {"word": "smart city", "topic": "topic:strategy-impact-measurement", "weight": "0.5"},
    {"word": "sports and pools", "topic": "topic:sports-and-pools", "weight": "1.0"},
    {"word": "technology", "topic": "", "weight": ""},
]
VOCABULARY = ("topic:cycling-walking", "topic:strategy-impact-measurement")


def words() -> TopicWords:
    return TopicWords(TABLE, VOCABULARY)


def test_a_label_its_slug_and_a_free_word_mean_topics() -> None:
    assert words().of("net:a", ["smart city", "cycling, walking"]) == {
        "topic:strategy-impact-measurement": 0.5,
        "topic:cycling-walking": 1.0,
    }
    assert words().of("net:a", ["cycling-walking", ""]) == {"topic:cycling-walking": 1.0}


def test_a_word_that_was_judged_to_mean_none_is_told_from_one_that_nobody_judged() -> None:
    assert words().of("net:a", ["technology"]) == {}
    with pytest.raises(PeerpolisError, match=r"sol:b: no row for the word 'ferries'"):
        words().of("sol:b", ["ferries"])


def test_a_topic_that_the_vocabulary_does_not_have_yet_is_left_out_and_told() -> None:
    read = words()
    assert read.of("prac:pool", ["sports and pools"]) == {}
    assert read.skipped == {"topic:sports-and-pools": {"prac:pool"}}


def row(**values: str) -> dict[str, str]:
    standing = {"id": "prac:a", "name": "Pool", "municipality": "Ulm", "country": "DE", "role": "user", "year": "2005"}
    return {**standing, "topics": "", "summary_en": "", "url": "u", "source": "s", "as_of": "2010-01", **values}


def judged(practice: str, strength: str, into: str = "") -> dict[str, str]:
    return {"practice": practice, "strength": strength, "into": into, "why": "it says so"}


@pytest.mark.parametrize(
    ("values", "judgements", "status"),
    [
        ({}, [], "in-use"),
        ({"role": "origin"}, [], "origin"),
        ({"year": ""}, [], "in-use"),
        ({"year": "2010"}, [], "in-use"),
        ({"year": "2011"}, [], "planned"),  # its year lies after its source
        ({"role": "origin"}, [judged("Pool", "label")], "label"),
        ({}, [judged("prac:a", "ended"), judged("Pool", "label")], "ended"),  # one is judged before all of its name
        ({"year": "2011"}, [judged("prac:a", "did")], "in-use"),
    ],
)
def test_a_use_says_what_its_source_proves(
    values: dict[str, str], judgements: list[dict[str, str]], status: str
) -> None:
    (use,) = Practices([row(**values)], judgements).uses()
    assert use["status"] == status


HONOURS = (
    {"strength": "nominated", "words": r"\b[Ff]inalist\b", "why": ""},
    {"strength": "joined", "words": "^Alliance", "why": ""},
)


@pytest.mark.parametrize(
    ("name", "sentence", "strength", "status"),
    [
        ("Pool", "Finalist for the prize.", "label", "nominated"),
        ("Pool", "Won, as one of 42 finalists.", "label", "label"),
        ("Alliance for pools", "", "label", "joined"),
        ("Alliance for pools", "Finalist for the prize.", "did", "in-use"),  # only a label is told apart
        ("Pool", "", "nominated", "nominated"),
    ],
)
def test_which_honour_it_is_its_own_words_say(name: str, sentence: str, strength: str, status: str) -> None:
    others = [
        row(id="prac:b", name="Club", summary_en="Finalist."),
        row(id="prac:c", name="Alliance of clubs"),
    ]
    judgements = [judged("prac:a", strength), judged("prac:b", "label"), judged("prac:c", "label")]
    uses = Practices([row(name=name, summary_en=sentence), *others], judgements, [], HONOURS).uses()
    assert [use["status"] for use in uses] == [status, "nominated", "joined"]


def test_a_practice_is_that_of_the_body_that_did_it_and_one_undertaking_is_told_once() -> None:
    rows = [row(id=f"prac:{n}", name=n) for n in "abc"]
    doers = [
        {"practice": "prac:a", "municipality": "District of Spa", "why": ""},
        {"practice": "prac:b", "municipality": "", "why": ""},
    ]
    told = {one["id"]: one["municipality"] for one in with_their_doers(rows, doers)}
    assert told == {"prac:a": "District of Spa", "prac:c": rows[2]["municipality"]}
    with pytest.raises(PeerpolisError, match="prac:b"):
        with_their_doers(rows[:1], doers)


def test_a_german_sentence_takes_the_place_of_one_that_told_less() -> None:
    rows = [row(summary_de="Ein Bad."), row(id="prac:b", summary_de="Noch ein Bad.")]
    texts = [{"practice": "prac:a", "text_de": "Ein Bad, das 300 Menschen bauten."}]
    assert [one["summary_de"] for one in with_german_texts(rows, texts)] == [texts[0]["text_de"], "Noch ein Bad."]
    with pytest.raises(PeerpolisError, match="prac:a"):
        with_german_texts(rows[1:], texts)


def test_an_expression_that_tells_of_no_practice_is_refused() -> None:
    with pytest.raises(PeerpolisError, match="tells of none"):
        Practices([row(summary_en="Finalist.")], [judged("Pool", "label")], [], HONOURS)


@pytest.mark.parametrize(
    ("year", "as_of", "said"),
    [
        ("2012", "2026-11-29", "2012"),  # a page without a date tells of an award of 2012
        ("2012-05", "2026-11-30", "2012-05"),
        *(("", day, day) for day in sorted(READ_ON)),
        ("2012", "2013-02", "2013-02"),  # the page has a date of its own
        ("2028", "2026-11-29", "2026-11-29"),  # planned: nobody could say so in 2028
    ],
)
def test_a_page_without_a_date_is_as_of_the_year_that_it_tells(year: str, as_of: str, said: str) -> None:
    read = Practices([row(year=year, as_of=as_of)], [])
    assert [use["as_of"] for use in read.uses()] == [practice["as_of"] for practice in read.solutions()] == [said]


def test_one_practice_of_many_towns_is_one_solution() -> None:
    rows = [row(), row(id="prac:b", municipality="Aalen", url="v"), row(id="prac:c", name="Parking")]
    read = Practices(rows, [judged("Pool", "did", "prac:pools"), judged("Parking", "did", "sol:parkapi")])
    assert [(s["id"], s["url"], s["kind"]) for s in read.solutions()] == [("prac:pools", "", "practice")]
    assert [u["solution"] for u in read.uses()] == ["prac:pools", "prac:pools", "sol:parkapi"]


def test_a_judgement_that_fits_no_practice_is_a_mistake() -> None:
    with pytest.raises(PeerpolisError, match="fits no practice"):
        Practices([row()], [judged("Bath", "did")])
    with pytest.raises(PeerpolisError, match="fits no practice"):
        Practices([row()], [judged("Pool", "loved")])


def test_a_practice_has_its_german_name_and_none_beside_where_it_is_the_english_one() -> None:
    rows = [row(), row(id="prac:b", name="LiMux")]
    german = [{"id": "prac:a", "name_de": "Bad"}, {"id": "prac:b", "name_de": "LiMux"}]
    read = Practices(rows, [], german)
    assert [read.in_german(s)["name_de"] for s in read.solutions()] == ["Bad", ""]


def test_a_practice_without_a_german_name_and_a_name_without_a_practice_are_mistakes() -> None:
    with pytest.raises(PeerpolisError, match=r"prac:a: no German name in seed/curation/practice_names_de\.csv"):
        Practices([row()], [], []).in_german(row())
    with pytest.raises(PeerpolisError, match="'prac:x' fits no practice"):
        Practices([row()], [], [{"id": "prac:x", "name_de": "Bad"}])


def test_the_practice_that_many_towns_share_has_a_german_name_of_its_own() -> None:
    read = Practices([row()], [judged("Pool", "did", "prac:pools")], [{"id": "prac:pools", "name_de": "Bäder"}])
    assert [read.in_german(s)["name_de"] for s in read.solutions()] == ["Bäder"]
