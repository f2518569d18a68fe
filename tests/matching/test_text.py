from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.snapshot import UNIT
from matching.text import content_words, is_english, stem, tagged, without_places, words


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


def test_words_are_without_punctuation() -> None:
    assert words("Müll, Lärm – und l'eau (2,5 %)") == ["Müll", "Lärm", "und", "l'eau", "2", "5"]


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
    assert is_english(text) is english


def test_places_are_masked_as_whole_words_in_any_spelling() -> None:
    text = "Lodz, ŁÓDŹ and Neustadt an der Weinstraße (with Neustadtern) share heat plans with Lyon."
    masked = without_places(text, ["Łódź", "Neustadt an der Weinstraße", "Neustadt", "Lyon"])
    assert words(masked) == ["and", "with", "Neustadtern", "share", "heat", "plans", "with"]


@given(st.text(max_size=60))
def test_without_names_only_the_white_space_changes(text: str) -> None:
    assert without_places(text, []) == " ".join(text.split())


@given(st.lists(st.sampled_from(["Bonn", "Bad Ems", "plans", "heat", "Ems"]), max_size=8))
def test_no_masked_name_is_left(parts: list[str]) -> None:
    left = words(without_places(" ".join(parts), ["Bonn", "Bad Ems", "Ems"]))
    assert not {"Bonn", "Ems"} & set(left)
    assert left.count("heat") == parts.count("heat")


def test_tags_are_cut_at_the_last_at_sign() -> None:
    assert list(tagged(UNIT.join(["Wärme@de", "mail@town@en"]))) == [("Wärme", "de"), ("mail@town", "en")]
    assert list(tagged(None)) == []
