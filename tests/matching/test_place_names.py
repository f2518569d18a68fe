"""Names of places go out of a text, in whatever spelling; common words of the same letters stay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matching.need.place_names import PlaceMask
from matching.need.text import words

MASK = PlaceMask(["Łódź", "Neustadt an der Weinstraße", "Neustadt", "Lyon", "Bath", "L'Aquila", "'s-Hertogenbosch"])


def test_places_are_masked_as_whole_words_in_any_spelling_the_longest_first() -> None:
    text = "Lodz, ŁÓDŹ and Neustadt an der Weinstraße (with Neustadtern) share heat plans with Lyon."
    assert words(MASK.masked(text)) == ["and", "with", "Neustadtern", "share", "heat", "plans", "with"]


def test_a_word_in_small_letters_is_no_place() -> None:
    assert MASK.masked("a bath in Bath") == "a bath in"
    assert not MASK.names_any("a bath")
    assert MASK.names_any("BATH")


def test_apostrophes_and_hyphens_do_not_hide_a_name() -> None:
    assert words(MASK.masked("La ville d'Aquila, L’Aquila et 's-Hertogenbosch")) == ["La", "ville", "Aquila", "et"]
    assert words(MASK.masked("Lyon-Neustadt, près d'Lyon")) == ["près", "d"]


@given(st.text(max_size=60))
def test_without_names_only_the_white_space_changes(text: str) -> None:
    assert PlaceMask([]).masked(text) == " ".join(text.split())


@given(st.lists(st.sampled_from(["Bonn", "Bad Ems", "plans", "heat", "Ems"]), max_size=8))
def test_no_masked_name_is_left(parts: list[str]) -> None:
    left = words(PlaceMask(["Bonn", "Bad Ems", "Ems"]).masked(" ".join(parts)))
    assert not {"Bonn", "Ems"} & set(left)
    assert left.count("heat") == parts.count("heat")
