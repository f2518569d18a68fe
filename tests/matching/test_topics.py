from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from benchmarks.short_needs import by_words, calibration_error, heard, left_alone, read_short_needs, understood
from graph.arrays import Floats32
from graph.model import Batch, Relation, Topic
from graph.snapshot.frozen import Snapshot
from matching.need.confidence import CONFIDENT, confidence
from matching.need.text import SPOKEN
from matching.need.topics import UNDERSTOOD, TopicReader, asks_for_funding, similarity, topic_texts
from tests.beginnings import curated
from tests.memory_store import snapshot_of

PARAPHRASES = Path(__file__).parents[1] / "data" / "paraphrases.csv"


def topic(id: str, name: str, labels: tuple[str, ...], synonyms: tuple[str, ...] = ()) -> Topic:
    return Topic(id=id, name=name, labels=labels, synonyms=synonyms, source="test")


FIELD = topic("topic:energy", "Energy", ("Energy@en", "Energie@de"))
HEAT = topic("topic:heat", "Heat planning", ("Heat planning@en", "Wärmeplanung@de"), ("plan de chaleur@fr",))
LIGHT = topic("topic:light", "Smart lighting", ("Smart lighting@en", "Beleuchtung@de"), ("street lamp@en",))
SMALL = snapshot_of(
    Batch(
        nodes=(FIELD, HEAT, LIGHT),
        relations=tuple(Relation(type="BROADER", start=t.id, end=FIELD.id, source="test") for t in (HEAT, LIGHT)),
    )
)


@cache
def bundle_topics() -> Snapshot:
    batch = curated().batch
    nodes = tuple(n for n in batch.nodes if isinstance(n, Topic))
    return snapshot_of(Batch(nodes=nodes, relations=tuple(r for r in batch.relations if r.type == "BROADER")))


@cache
def reader() -> TopicReader:
    return TopicReader(bundle_topics())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wir wollen unsere Bürgerinnen und Bürger online beteiligen", "topic:e-participation"),
        ("Bürgerbeteiligungsplattform", "topic:e-participation"),
        ("kommunale Wärmeplanung für kleine Gemeinden", "topic:heat-planning"),
        ("Schlaglöcher melden", "topic:city-app-defect-reporting"),
        ("Buergerbeteiligung", "topic:e-participation"),
        ("We need help with municipal heat planning", "topic:heat-planning"),
        ("éclairage public intelligent", "topic:smart-lighting"),
        ("Verwaltung digitalisieren", "topic:field-digital-administration"),
        ("digitale Verwaltung", "topic:field-digital-administration"),
        ("Digitalisierung der Verwaltung", "topic:field-digital-administration"),
        ("digital administration", "topic:field-digital-administration"),
        ("Digitalisierung", "topic:field-digital-administration"),
        ("Digitalisierung voranbringen", "topic:field-digital-administration"),
        ("Radverkehr stärken", "topic:cycling-walking"),
        ("digitalisation", "topic:field-digital-administration"),
        ("Fördermittel für Radwege", "topic:cycling-walking"),
        ("Baugenehmigungen schneller", "topic:digital-building-permits"),
        ("schnelles Internet", "topic:broadband-5g"),
        ("alte Leute", "topic:ageing-well"),
        ("Hausarzt fehlt", "topic:health-staff"),
    ],
)
def test_the_question_of_a_town_is_understood(text: str, expected: str) -> None:
    assert reader().read(text)[0].topic == expected


@pytest.mark.parametrize(
    ("text", "misread"),
    [
        ("zu wenig Personal", "topic:data-governance-ethics"),  # no "personal data"
        ("Personal schulen", "topic:data-governance-ethics"),
        ("Schwimmbad sanieren", "topic:telemedicine-care"),  # no "sanidad", health in Spanish
        ("Brücke sanieren", "topic:telemedicine-care"),
        ("Rathaus modernisieren", "topic:field-data-and-infrastructure"),  # its IT is not all that can be modernised
    ],
)
def test_a_word_of_one_language_is_not_taken_for_a_part_of_a_phrase_of_another(text: str, misread: str) -> None:
    assert misread not in [match.topic for match in reader().read(text)][:1]
    assert misread not in [m.topic for m in reader().read(text) if m.strength >= UNDERSTOOD]


def test_a_whole_phrase_of_another_language_is_read_in_a_short_text() -> None:
    assert TopicReader(SMALL).read("Ein plan de chaleur")[0].topic == "topic:heat"
    assert TopicReader(SMALL).read("Unsere street lamp")[0].topic == "topic:light"


NO_TOPIC = [
    "die Bürgerinnen und Bürger unserer Stadt",
    "our town and its citizens",
    "Gemeinde",
    "Stadt",
    "Hilfe",
    "Kontakt",
    "Bürgermeister",
    "Verwaltung",
    "digital",
    "help",
    "contact us",
    "services",
    "Uns fehlen Leute im Rathaus",
    "Leute",
    "people",
    "schneller werden",
    "faster",
    "Fördermittel finden",
    "EU-Fördermittel",
    "find funding",
]


@pytest.mark.parametrize("text", NO_TOPIC)
def test_what_every_town_says_of_itself_is_no_topic(text: str) -> None:
    assert reader().read(text) == ()


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Fördermittel finden", True),
        ("Fördermittel für unsere Gemeinde", True),
        ("EU funding", True),
        ("Fördermittel für Radwege", False),
        ("Gemeinde", False),
        ("", False),
    ],
)
def test_who_asks_for_money_and_says_nothing_of_what_it_is_for_is_told_apart(text: str, *, alone: bool) -> None:
    assert asks_for_funding(text) is alone


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_clerks_write_leads_to_the_right_topic_among_the_first_three_in_four_of_five_cases(language: str) -> None:
    with PARAPHRASES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[1::2]
    ids = bundle_topics().tables["Topic"].ids
    ranked = (np.argsort(-reader().vector(row[language]), kind="stable")[:3] for row in rows)
    right = [ids.index(row["topic"]) in first for row, first in zip(rows, ranked, strict=True)]
    assert np.mean(right) >= 0.8


@pytest.mark.parametrize("language", SPOKEN)
def test_the_short_needs_that_nothing_was_mended_with_lead_to_an_accepted_topic_first(language: str) -> None:
    needs = [need for need in read_short_needs(half=1) if need.language == language]
    assert understood(needs, by_words(reader(), needs)) >= 0.85


def test_most_needs_that_no_topic_fits_are_forced_into_none_and_the_confidence_keeps_what_it_says() -> None:
    needs = read_short_needs(half=1)
    answers = heard(bundle_topics(), reader(), needs, with_models=False)
    assert left_alone(needs, [answer.first for answer in answers]) >= 0.75
    sure = np.array([confidence(need.text, answer.matches) for need, answer in zip(needs, answers, strict=True)])
    right = np.array([answer.guess in need.accepted for need, answer in zip(needs, answers, strict=True)])
    assert calibration_error(sure, right) <= 0.1


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("basen", "topic:sports-and-pools"),
        ("dobrovolní hasiči", "topic:fire-brigade-and-civil-protection"),
        ("l'eau potable", "topic:water-and-wastewater"),
        ("commerces de proximité", "topic:villages-and-local-shops"),
        ("alquiler asequible", "topic:housing"),
        ("asilo nido", "topic:schools-and-child-care"),
        ("Wohnungsnot", "topic:housing"),
    ],
)
def test_who_names_a_topic_in_any_of_the_seven_languages_may_be_sure_of_it(text: str, topic: str) -> None:
    read = reader().read(text)
    assert read[0].topic == topic
    assert confidence(text, read) >= 0.9


@pytest.mark.parametrize("text", ["tassa sui cani", "multas de tráfico", "cloches de l'église", "karta wędkarska"])
def test_what_a_citizen_settles_with_the_town_hall_is_forced_into_no_topic(text: str) -> None:
    assert confidence(text, reader().read(text)) < CONFIDENT


def test_the_short_needs_name_topics_and_some_fit_none() -> None:
    ids = bundle_topics().tables["Topic"].ids
    for half in (0, 1):
        needs = read_short_needs(half)
        assert all(ids.find(topic) is not None for need in needs for topic in need.accepted)
        for language in SPOKEN:
            fitting = [bool(need.accepted) for need in needs if need.language == language]
            assert any(fitting)
            assert not all(fitting)


def test_each_topic_has_three_paraphrases_in_both_languages() -> None:
    with PARAPHRASES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    snapshot = bundle_topics()
    narrow = snapshot.links("BROADER", "Topic").start_degrees > 0
    topics = [row["topic"] for row in rows]
    assert all(row["de"].strip() and row["en"].strip() for row in rows)
    table = snapshot.tables["Topic"]
    assert all(topics.count(table.ids[at]) >= 3 for at in np.flatnonzero(narrow).tolist())


def test_a_match_names_the_words_of_the_text_and_the_label_in_the_language_of_the_answer() -> None:
    german = TopicReader(SMALL).read("Wir brauchen eine Wärmeplanung", "de")[0]
    english = TopicReader(SMALL).read("We need plans for the heat", "en")[0]
    assert (german.topic, german.label, german.words) == ("topic:heat", "Wärmeplanung", ("Wärmeplanung",))
    assert (english.label, english.words) == ("Heat planning", ("plans", "heat"))


def test_a_third_language_is_read_where_german_and_english_understand_nothing() -> None:
    assert TopicReader(SMALL).read("un plan de chaleur")[0].topic == "topic:heat"


def test_a_longer_text_in_a_third_language_is_read_by_its_own_words_as_well() -> None:
    text = "le plan de chaleur éclaire chaque street lamp publique"
    assert {match.topic for match in TopicReader(SMALL).read(text)} == {"topic:heat", "topic:light"}


def test_of_a_long_text_what_it_says_least_of_is_left_out() -> None:
    said = "Die Beleuchtung, die street lamp und smart lighting; ferner Energie"
    assert [match.topic for match in TopicReader(SMALL).read(said)] == ["topic:light"]


def test_what_of_a_need_names_the_topic_outright_is_told() -> None:
    (whole,), (half,) = (TopicReader(SMALL).read(text) for text in ("Wärmeplanung", "Wärmeplanung Hundehaltung"))
    assert (whole.outright, half.outright) == (1.0, 0.5)


def test_a_topic_named_outright_comes_before_its_field_named_outright() -> None:
    found = [match.topic for match in TopicReader(SMALL).read("Energie, Beleuchtung")]
    assert found == ["topic:light", "topic:energy"]


def test_equal_strengths_are_ordered_by_id() -> None:
    found = TopicReader(SMALL).read("Beleuchtung und Wärmeplanung")
    assert [match.topic for match in found] == ["topic:heat", "topic:light"]
    assert found[0].strength == found[1].strength


@pytest.mark.parametrize("text", ["", "   ", "?!", "Der Hund bellt im Hof", "the and of"])
def test_a_text_of_none_of_the_topics_matches_none(text: str) -> None:
    assert TopicReader(SMALL).read(text) == ()
    assert not TopicReader(SMALL).understood(text)


def test_a_label_is_understood_without_a_sentence_model() -> None:
    assert TopicReader(SMALL).understood("Wir suchen Hilfe bei der Wärmeplanung")


@given(st.text(max_size=200))
def test_any_text_is_read_with_strengths_between_0_and_1_the_strongest_first(text: str) -> None:
    vector = TopicReader(SMALL).vector(text)
    matches = TopicReader(SMALL).read(text)
    assert vector.dtype == np.float32
    assert vector.shape == (3,)
    assert ((vector >= 0) & (vector <= 1)).all()
    strengths = [match.strength for match in matches]
    assert strengths == sorted(strengths, reverse=True)


VECTORS = np.eye(3, dtype=np.float32)


def test_the_sentence_tells_what_the_words_of_an_english_text_do_not() -> None:
    text, toward_light = "It is too dark for us in the evening", VECTORS[2]
    assert TopicReader(SMALL).read(text) == ()
    (match,) = TopicReader(SMALL, VECTORS).read(text, sentence_vector=toward_light)
    assert (match.topic, match.words) == ("topic:light", ())


def test_the_sentence_does_not_overrule_german_words() -> None:
    text = "Die Wärmeplanung ist für uns neu"
    with_vector = TopicReader(SMALL, VECTORS).vector(text, sentence_vector=VECTORS[2])
    np.testing.assert_array_equal(with_vector, TopicReader(SMALL).vector(text))


def test_vectors_of_another_vocabulary_are_refused() -> None:
    with pytest.raises(ValueError, match="3 topics"):
        TopicReader(SMALL, np.eye(4, dtype=np.float32))


def test_a_topic_is_embedded_by_its_english_words() -> None:
    assert topic_texts(SMALL.tables["Topic"])["topic:light"] == "Smart lighting, street lamp"


def test_similarity_is_half_sentence_and_half_topics() -> None:
    need, items = np.array([1, 0], dtype=np.float32), np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
    topics, item_topics = np.array([0, 2], dtype=np.float32), np.array([[0, 1], [0, 3], [0, 0]], dtype=np.float32)
    np.testing.assert_allclose(similarity(need, items, topics, item_topics), [1.0, 0.5, 0.3], atol=1e-6)


def test_similarity_without_sentences_is_that_of_the_topics() -> None:
    topics, item_topics = np.array([3, 4], dtype=np.float32), np.array([[1, 0], [3, 4]], dtype=np.float32)
    np.testing.assert_allclose(similarity(None, None, topics, item_topics), [0.6, 1.0], atol=1e-6)


UNIT_ROWS = hnp.arrays(np.float32, (4, 3), elements=st.floats(0, 1, width=32))


@given(UNIT_ROWS, st.integers(0, 3))
def test_nothing_is_more_similar_than_the_thing_itself(topics: Floats32, at: int) -> None:
    alike = similarity(topics[at], topics, topics[at], topics)
    assert alike.dtype == np.float32
    assert alike[at] >= alike.max() - 1e-5
