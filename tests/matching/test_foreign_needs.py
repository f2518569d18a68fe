"""Needs in fifteen languages beside the seven that are read best: read right, or not read; never bent."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from benchmarks.short_needs import ShortNeed, calibration_error, heard, left_alone, understood
from matching.need.confidence import confidence
from matching.need.text import writes
from tests.matching.test_topics import bundle_topics, reader

DATA = Path(__file__).parents[1] / "data"


def needs(half: str, table: str = "foreign_needs") -> list[ShortNeed]:
    """Those of a half: the development half was written before the words; nobody looked at what the test half of
    `ordinary_needs` is read as, written before them as well; the others were written after them, and not looked at."""
    with (DATA / f"{table}.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["half"] == half]
    return [ShortNeed(r["language"], r["need"], frozenset(filter(None, r["topics"].split("|")))) for r in rows]


def first_topics(asked: list[ShortNeed]) -> list[str | None]:
    return [answer.first for answer in heard(bundle_topics(), reader(), asked, with_models=False)]


@pytest.mark.parametrize(("half", "least"), [("development", 0.9), ("test", 0.6)])
def test_most_needs_in_other_languages_lead_to_an_accepted_topic(half: str, least: float) -> None:
    asked = needs(half)
    assert understood(asked, first_topics(asked)) >= least


@pytest.mark.parametrize(("half", "least"), [("development", 0.95), ("test", 0.9), ("unseen", 0.5)])
def test_ordinary_matters_are_read_in_fifteen_languages(half: str, least: float) -> None:
    asked = needs(half, "ordinary_needs")
    first = first_topics(asked)
    assert len({need.language for need in asked}) == 15
    assert understood(asked, first) >= least
    assert left_alone(asked, first) >= 0.85
    wrong = [topic for need, topic in zip(asked, first, strict=True) if topic not in (None, *need.accepted)]
    assert len(wrong) <= 0.1 * len(asked)


def test_of_needs_that_nobody_looked_at_the_confidence_keeps_what_it_says() -> None:
    asked = [*needs("test", "ordinary_needs"), *needs("unseen", "ordinary_needs"), *needs("test")]
    answers = heard(bundle_topics(), reader(), asked, with_models=False)
    sure = np.array([confidence(need.text, answer.matches) for need, answer in zip(asked, answers, strict=True)])
    right = np.array([answer.guess in need.accepted for need, answer in zip(asked, answers, strict=True)])
    assert len(asked) >= 120
    assert calibration_error(sure, right) <= 0.1


@pytest.mark.parametrize("half", ["development", "test"])
def test_a_need_whose_words_are_not_known_is_bent_into_no_topic(half: str) -> None:
    asked = needs(half)
    first = first_topics(asked)
    wrong = [
        (need.text, topic) for need, topic in zip(asked, first, strict=True) if topic not in (None, *need.accepted)
    ]
    assert len(wrong) <= 0.06 * len(asked), wrong
    assert left_alone(asked, first) >= 0.8


def test_a_hungarian_car_park_is_no_german_park() -> None:
    assert reader().read("okos parkolás")[0].topic == "topic:smart-parking"
    assert not [match for match in reader().read("parkőr") if match.topic == "topic:green-infrastructure"]


def test_words_are_told_by_the_letters_that_a_language_writes() -> None:
    assert writes("de", "Café")
    assert writes("de", "Größe")
    assert writes("cs", "Škola")
    assert not writes("de", "parkolás")
    assert not writes("en", "łódka")
