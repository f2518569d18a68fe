from __future__ import annotations

import re
import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from graph.names import normal_form
from graph.store.name_search import (
    BEGINS,
    CONTAINS,
    LEAST_SIMILARITY,
    SURROUNDS,
    TYPING_ERROR,
    UNFINISHED,
    Candidate,
    best_matches,
    candidates_of,
    likeness,
    likenesses,
)
from graph.text import UNSEEN
from tests.factory import municipality

forms = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)


@given(forms, forms)
def test_one_is_for_the_very_name_only(query: str, form: str) -> None:
    assert likeness(form, form) == 1.0
    assert 0.0 <= likeness(query, form) <= 1.0
    assert (likeness(query, form) == 1.0) == (query == form)


@given(st.text(string.ascii_lowercase, min_size=5, max_size=20), st.data())
def test_one_missing_letter_keeps_the_likeness_high(form: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(form) - 1))
    assert likeness(form[:at] + form[at + 1 :], form) >= 0.7


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("rothenburg", "rothenburg ob der tauber", "rothenberg"),  # a whole word before a typing error
        ("belzig", "belzig mark", "bad belzig"),  # the first word before a later one
        ("belzig", "bad belzig", "belziger heide"),  # a word before the beginning of another
        ("herenberg", "herrenberg", "herrenburg"),  # one error before two
        ("herrneberg", "herrenberg", "hernneburg"),  # a swap of neighbours is one error
        ("bad belzigg", "bad belzig", "bad"),  # the whole name before one of its words
    ],
)
def test_the_nearer_name_has_the_higher_score(query: str, better: str, worse: str) -> None:
    assert likeness(query, better) > likeness(query, worse) >= 0.0


def _by_the_letter(query: str, form: str) -> float:
    """The likeness as its description has it, one name after the other."""
    if query == form:
        return 1.0
    if len(query) < 2:
        return 0.0
    if f" {form} ".startswith(f" {query} "):
        return BEGINS
    if f" {query} " in f" {form} ":
        return CONTAINS
    words, typed = form.split(), len(query.split())
    windows = [" ".join(words[at : at + typed]) for at in range(len(words) - typed + 1)] if len(words) > typed else []
    alike = {text: OSA.normalized_similarity(query, text, score_cutoff=LEAST_SIMILARITY) for text in (form, *windows)}
    inside = SURROUNDS if len(form) > 2 and f" {form} " in f" {query} " else 0.0
    begun = UNFINISHED if f" {query}" in f" {form} " else 0.0
    return max(inside or begun, TYPING_ERROR * max(alike[form], *(0.95 * alike[w] for w in windows), 0.0))


few_letters = st.lists(st.text("abc", min_size=1, max_size=6), min_size=1, max_size=4).map(" ".join)


@given(few_letters, st.lists(few_letters, max_size=20))
def test_many_names_at_once_are_as_alike_as_one_by_one(query: str, forms: list[str]) -> None:
    assert likenesses(query, forms) == pytest.approx([_by_the_letter(query, form) for form in forms])


def test_different_names_are_not_alike() -> None:
    assert likeness("potsdam", "tartu") == 0.0
    assert likeness("x", "xanten") == 0.0


@given(st.permutations(range(6)))
def test_the_order_of_candidates_does_not_matter(order: list[int]) -> None:
    towns = [
        Candidate("gn:1", "neustadt", "Neustadt", True, 10),
        Candidate("gn:2", "neustadt", "Neustadt", True, 20),
        Candidate("gn:3", "neustadt", "Neustadt", False, 30),
        Candidate("gn:4", "neustadt an der aisch", "Neustadt an der Aisch", True, 40),
        Candidate("gn:4", "neustadt", "Neustadt", True, 40),
        Candidate("gn:5", "neustad", "Neustad", True, 50),
    ]
    found = best_matches(["neustadt"], [towns[i] for i in order], limit=10)
    assert [m.id for m in found] == ["gn:4", "gn:2", "gn:1", "gn:3", "gn:5"]
    assert best_matches(["neustadt"], [towns[i] for i in order], limit=2) == found[:2]


def test_each_form_of_a_town_comes_once_with_its_spelling() -> None:
    town = municipality(name="Köln", names=("Koeln", "KÖLN", "Cologne"))
    assert {(c.form, c.name) for c in candidates_of(town)} == {
        ("koln", "Köln"),
        ("koeln", "Köln"),
        ("cologne", "Cologne"),
    }


@given(st.text(max_size=20))
def test_a_normal_form_is_lower_case_without_accents_and_signs(name: str) -> None:
    """The twin takes the name apart as a whole, where the product looks up sign by sign."""
    letters: dict[str, str | int | None] = {
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ı": "i",
    }
    letters |= {"ħ": "h", "ŋ": "n"}
    folded = unicodedata.normalize("NFKD", UNSEEN.sub("", name).casefold().translate(str.maketrans(letters)))
    bare = "".join(c for c in folded if not unicodedata.combining(c)).translate(str.maketrans(letters))
    words = re.sub(r"[^\w]+", " ", bare.replace("'", "").replace("’", "")).split()
    assert normal_form(name) == " ".join(words)
