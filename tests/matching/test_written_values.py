"""How values are written in a sentence: dates at their own precision, per cent, and the region of a town."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model import Batch, Municipality, Region, Relation
from graph.said import said, said_many
from matching.types import Language
from matching.words.region import region_of
from matching.words.told import told, told_with
from matching.words.written import day
from tests.memory_store import snapshot_of


@pytest.mark.parametrize(
    ("date", "language", "written"),
    [
        ("2027-06-05", "de", "5. Juni 2027"),
        ("2027-06", "de", "Juni 2027"),
        ("2027-06", "en", "June 2027"),
        ("2027", "de", "2027"),
        ("", "de", ""),
    ],
)
def test_a_date_is_written_at_its_own_precision(date: str, language: Language, written: str) -> None:
    assert day(date, language) == written


def test_german_has_a_blank_before_per_cent_and_english_has_none() -> None:
    sentence = said("at least {own:.0%} of your own money", own=0.2)
    assert told(sentence, "en") == "at least 20% of your own money"
    assert told(said("at most {share:.1%}", share=0.125), "de").endswith("12,5\xa0%")


def test_a_region_is_told_in_the_language_and_never_by_its_code() -> None:
    register: dict[str, Any] = {"source": "register", "as_of": "2026"}
    towns = {"gn:1": "region:PL.87", "gn:2": "region:RS.SE"}
    snapshot = snapshot_of(
        Batch(
            nodes=(
                *(Municipality(id=id, name=id, country=at[7:9], **register) for id, at in towns.items()),
                Region(
                    id="region:PL.87",
                    name="zachodniopomorskie",
                    country="PL",
                    code="PL.87",
                    labels=("Westpommern@de",),
                    **register,
                ),
                Region(id="region:RS.SE", name="RS.SE", country="RS", code="RS.SE", **register),
            ),
            relations=tuple(Relation(type="IN", start=id, end=at, **register) for id, at in towns.items()),
        )
    )
    assert [region_of(snapshot, at, "de") for at in (0, 1)] == ["Westpommern", None]
    assert region_of(snapshot, 0, "pl") == "zachodniopomorskie"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("count", [1, 2000])
def test_a_sentence_is_told_with_its_values_as_if_it_were_filled_before(language: Language, count: int) -> None:
    sentence = said_many("{count} larger town lies within 20 km of it", "{count} larger towns lie within 20 km of it")
    assert told_with(sentence, {"count": count}, language) == told(sentence.fill(count=count), language)
