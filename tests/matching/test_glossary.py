"""Needs in other languages, told in English word for word by the glossary."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.need.glossary import in_english
from matching.need.text import content_words
from matching.types import TopicMatch

TEXT = resources.files("matching").joinpath("data/glossary.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TEXT.splitlines()))


@pytest.mark.parametrize(
    ("need", "english"),
    [
        ("covoiturage et navettes", "ride-sharing, shuttle bus"),
        ("désert médical", "shortage of doctors"),
        ("car pooling per pendolari", "ride-sharing, commuters"),
        ("mayores solos en casa", "older people, care for older people"),
        ("brakuje lekarzy", "shortage of doctors"),
        ("komunitní energetika", "energy community"),
        ("leegstaande winkels in het centrum", "empty shops, town centre"),
        ("dostupné bývanie pre mladé rodiny", "affordable housing, young families"),
        ("Hitzeschutz für ältere Menschen", "heat wave protection shade, older people"),
    ],
)
def test_a_need_is_told_in_english(need: str, english: str) -> None:
    told = in_english(need)
    assert told is not None
    assert (told.text, told.whole) == (english, True)


@pytest.mark.parametrize(
    ("need", "english"),
    [
        ("het zwembad is te duur", "swimming pool, high costs"),  # of English it has "is" as well
        ("drewniany most", "drewniany, bridge"),  # "most" is an English small word, no Polish one
        ("kůrovec a obecní les", "kůrovec, forest"),  # and "les" a French one
        ("falta de agua en verano", "drought water shortage, summer"),
        ("agua de la fuente", "agua, benches drinking fountains"),  # water alone is no drought
    ],
)
def test_small_words_are_those_of_the_language(need: str, english: str) -> None:
    told = in_english(need)
    assert told is not None
    assert told.text == english


@pytest.mark.parametrize(
    ("need", "english"),
    [
        ("Solaranlagen auf Schuldächern", "solar power, roof, school building"),  # the thing, and whose it is
        ("Gemeindestraßen ausbessern", "roads, ausbessern"),  # that it is the town's says nothing
        ("Grundschule", "school building"),  # no school of founders (Gründung)
    ],
)
def test_a_compound_names_the_two_things_it_is_made_of(need: str, english: str) -> None:
    told = in_english(need)
    assert told is not None
    assert told.text == english


@pytest.mark.parametrize(
    ("need", "not_said"),
    [
        ("Fachkräfte gewinnen", "heavy rain"),  # Gewitter
        ("Die Keller laufen voll", "restaurants hotels"),  # Kellner
        ("Unser Burggraben ist grün", "cemetery"),  # Grab
    ],
)
def test_a_stem_of_four_letters_is_told_from_others_by_how_the_word_is_written(need: str, not_said: str) -> None:
    told = in_english(need)
    assert told is None or not_said not in told.text


def test_what_the_glossary_does_not_have_stays_as_it_is_written() -> None:
    told = in_english("cloches de l'église")
    assert told is not None
    assert (told.text, told.whole) == ("cloches, church", False)


@pytest.mark.parametrize(
    ("need", "english"),
    [
        ("nové střechy školy", "roof, school building"),  # new is left aside
        ("noví obyvatelé", "new residents"),  # but not where it is a part of the thing's name
        ("mladi odlaze u Irsku", "people who moved away, returnees"),  # nor does the country tell what is wanted
    ],
)
def test_what_tells_nothing_is_left_aside(need: str, english: str) -> None:
    told = in_english(need)
    assert told is not None
    assert (told.text, told.whole) == (english, True)


@pytest.mark.parametrize("need", ["town centre vacancy", "school renovation", "smart city", "parking", "", "Xyzzy"])
def test_english_is_left_as_it_is(need: str) -> None:
    assert in_english(need) is None


def test_what_every_town_says_of_itself_is_left_out() -> None:
    told = in_english("bezpłatna komunikacja w mieście")
    assert told is not None
    assert "town" not in told.text.split(", ")


def test_a_topic_read_in_english_is_told_by_the_words_of_the_need() -> None:
    told = in_english("covoiturage et navettes")
    assert told is not None
    match = TopicMatch(topic="topic:mobility", label="Mobility", strength=0.9, words=("ride", "shuttle"), outright=1.0)
    assert told.as_written(match).words == ("covoiturage", "navettes")


@given(st.text(max_size=200))
def test_any_text_has_a_telling_or_none(need: str) -> None:
    told = in_english(need)
    assert told is None or told.text


def test_every_word_is_written_composed_and_without_blanks_around() -> None:
    cells = [(row["en"], language, word) for row in ROWS for language in row for word in row[language].split("|")]
    wrong = [cell for cell in cells if cell[2] != unicodedata.normalize("NFC", cell[2].strip())]
    assert not wrong


@pytest.mark.parametrize("language", list(ROWS[0]))
def test_a_word_stands_for_one_thing(language: str) -> None:
    words = Counter(word.casefold() for row in ROWS for word in filter(None, row[language].split("|")))
    assert [word for word, count in words.items() if count > 1] == []


def test_every_thing_has_english_words_that_say_something() -> None:
    silent = [row["en"] for row in ROWS if not list(content_words(row["en"]))]
    assert silent == ["lack", "too"]  # what is lacking, or too much, stands beside them
