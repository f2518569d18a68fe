"""A complaint about a building is about the building: its renovation, not what it is used for."""

from __future__ import annotations

import pytest

from matching.need.condition import (
    RENOVATION,
    REUSE,
    REUSE_TOPIC,
    TOPIC,
    condition_before_use,
    with_its_condition,
)
from matching.types import TopicMatch

SPORTS = "topic:sports-and-pools"


@pytest.mark.parametrize(
    "need",
    [
        "Unsere Turnhalle ist zu alt und zu kalt",
        "Das Rathaus ist undicht und muss saniert werden",
        "Die Grundschule ist schlecht gedämmt, die Heizkosten steigen",
        "our village hall is draughty and expensive to heat",
        "le gymnase est trop froid",
        "la palestra comunale è vecchia e fredda",
        "el colegio es muy frío en invierno",
        "szkoła jest za zimna",
        "energetska sanacija vrtca",
        "eficiență energetică la școli",
    ],
)
def test_what_a_building_lacks_is_renovation_in_any_language(need: str) -> None:
    assert with_its_condition(need) == f"{need}. {RENOVATION}"


@pytest.mark.parametrize(
    "need",
    [
        "kalte Nahwärme",  # no building
        "zu alte Straßen",
        "Integration an der Schule",  # no complaint
        "our high street is dying",
        "renovering av simhallen",  # the field's own word: the vocabulary has it
    ],
)
def test_other_things_and_no_complaint_are_left_as_they_are(need: str) -> None:
    assert with_its_condition(need) == need


@pytest.mark.parametrize(
    "need",
    [
        *("alte Schule umnutzen", "Alte Schule steht leer, alt und kalt", "école vide et trop froide"),
        *("empty village hall", "hergebruik van leegstaande kerken", "opustená kasáreň, čo s ňou", "празно училище"),
    ],
)
def test_a_building_that_stands_empty_wants_another_use_whatever_its_condition(need: str) -> None:
    asked = with_its_condition(need)
    assert asked == f"{need}. {REUSE}"
    school = TopicMatch(topic="topic:schools-and-child-care", label="", strength=0.9, words=("Schule",))
    empty = TopicMatch(topic=REUSE_TOPIC, label="", strength=0.7, words=("Umnutzung",))
    assert condition_before_use(asked, (school, empty))[0].topic == REUSE_TOPIC


def test_its_condition_leads_in_the_words_of_the_complaint_and_its_use_keeps_half() -> None:
    need = with_its_condition("Unsere Turnhalle ist zu alt und zu kalt")
    use = TopicMatch(topic=SPORTS, label="Sport", strength=0.9, words=("Turnhalle",))
    condition = TopicMatch(topic=TOPIC, label="Energie", strength=0.8, words=("Gebäudesanierung", "building"))
    first, second = condition_before_use(need, (use, condition))
    assert (first.topic, first.words) == (TOPIC, ("ist zu alt", "zu kalt"))
    assert (second.topic, second.strength) == (SPORTS, 0.45)
    assert condition_before_use("Turnhalle", (use, condition)) == (use, condition)


def test_the_building_that_is_spoken_of_first_leads_and_its_condition_comes_second() -> None:
    """Who wants to keep the last school, whose roof leaks, asks about the school."""
    need = with_its_condition("Wie halten wir unsere Grundschule? Das Dach ist undicht")
    school = TopicMatch(topic="topic:schools-and-child-care", label="", strength=0.8, words=("Grundschule",))
    condition = TopicMatch(topic=TOPIC, label="", strength=0.9, words=("Gebäudesanierung",))
    first, second = condition_before_use(need, (condition, school))
    assert (first.topic, first.strength) == (school.topic, 0.8)
    assert (second.topic, second.strength, second.words) == (TOPIC, 0.45, ("undicht",))
