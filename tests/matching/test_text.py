from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.snapshot.frozen import UNIT, tagged
from matching.need.text import content_words, cut, stem, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Beteiligung", "beteiligen"),
        ("Beteiligungen", "BETEILIGUNG"),
        ("Bürger", "Buerger"),
        ("Straßenlaterne", "Strassenlaternen"),
        ("Melder", "melden"),
        ("Wärmeplanung", "Waermeplanungen"),
        ("Gebäude", "Gebäuden"),
        ("network", "networks"),
        ("planning", "plan"),
        ("city", "cities"),
    ],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Wärme", "Wasser"), ("Verkehr", "Verein"), ("Daten", "Dorf"), ("heat", "health"), ("Ehrenamt", "Ernährung")],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(alphabet="abcdeghinrstuyäöüß", min_size=4, max_size=20))
def test_a_stem_of_a_long_word_keeps_four_letters(word: str) -> None:
    cut = stem(word)
    assert len(cut) >= 4 or "e" in word  # ae, oe and ue become one letter
    assert cut.isascii()


def test_small_words_say_nothing_and_the_others_keep_their_order_and_spelling() -> None:
    said = [word for word, _ in content_words("Wir wollen für die Bürger eine Open-Source-App in 3D!")]
    assert said == ["Bürger", "Open", "Source", "App", "3D"]


def test_in_capitals_it_is_information_technology() -> None:
    assert [word for word, _ in content_words("IT-Sicherheit, as it is")] == ["IT", "Sicherheit"]
    assert not cut("IT für Schulen").is_english


def test_words_are_without_punctuation() -> None:
    assert words("Müll, Lärm – und l'eau (2,5 %)") == ["Müll", "Lärm", "und", "eau", "2", "5"]


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("We want to involve our citizens", True),
        ("Wir wollen unsere Bürger in das Smart City Lab holen", False),
        ("Wärmeplanung", False),
        ("", False),
    ],
)
def test_english_is_told_by_its_small_words(text: str, english: bool) -> None:
    assert cut(text).is_english is english


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Le projet aide les communes de montagne dans la transition", True),
        ("Il progetto aiuta i comuni di montagna nella transizione verde", True),
        ("The project helps municipalities in the mountains with their transition", False),
        ("Das Projekt hilft den Gemeinden in den Bergen bei ihrem Wandel", False),
        ("transition des communes", False),
        ("", False),
    ],
)
def test_a_longer_text_without_german_or_english_small_words_is_in_another_language(text: str, foreign: bool) -> None:
    assert cut(text).is_foreign is foreign


@pytest.mark.parametrize("text", ["E-Akte", "eAkte", "e-akten"])
def test_the_letter_before_the_hyphen_belongs_to_its_word(text: str) -> None:
    assert [stem(word) for word in words(text)] == [stem("eAkte")]
    assert stem("eAkte") != stem("Akte")


def test_tags_are_cut_at_the_last_at_sign() -> None:
    assert list(tagged(UNIT.join(["Wärme@de", "mail@town@en"]))) == [("Wärme", "de"), ("mail@town", "en")]
    assert list(tagged(None)) == []


@pytest.mark.parametrize(
    ("written", "meant"), [("mitzureden", "mitreden"), ("anzuwerben", "anwerben"), ("zurückzuholen", "zurückholen")]
)
def test_an_infinitive_with_its_zu_inside_is_that_without_it(written: str, meant: str) -> None:
    assert [found for _, found in content_words(written)] == [found for _, found in content_words(meant)]


def test_what_only_looks_so_keeps_its_zu() -> None:
    assert [found for _, found in content_words("Aufzügen")] == [stem("Aufzügen")]
