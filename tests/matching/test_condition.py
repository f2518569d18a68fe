"""A complaint about a building is about the building: its renovation, not what it is used for."""

from __future__ import annotations

import pytest

from matching.need.condition import RENOVATION, TOPIC, condition_before_use, with_its_condition
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
        "la palestra è troppo fredda",
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
        "alte Schule umnutzen",  # what it is for is asked, not its condition
        "leer stehende Schule, alt und kalt",
        "kalte Nahwärme",  # no building
        "zu alte Straßen",
        "Integration an der Schule",  # no complaint
        "our high street is dying",
        "renovering av simhallen",  # the field's own word: the vocabulary has it
        "ancienne école vide et trop froide",
    ],
)
def test_other_uses_other_things_and_no_complaint_are_left_as_they_are(need: str) -> None:
    assert with_its_condition(need) == need


def test_its_condition_leads_in_the_words_of_the_complaint_and_its_use_keeps_half() -> None:
    need = with_its_condition("Unsere Turnhalle ist zu alt und zu kalt")
    use = TopicMatch(topic=SPORTS, label="Sport", strength=0.9, words=("Turnhalle",))
    condition = TopicMatch(topic=TOPIC, label="Energie", strength=0.8, words=("Gebäudesanierung", "building"))
    first, second = condition_before_use(need, (use, condition))
    assert (first.topic, first.words) == (TOPIC, ("ist zu alt", "zu kalt"))
    assert (second.topic, second.strength) == (SPORTS, 0.45)
    assert condition_before_use("Turnhalle", (use, condition)) == (use, condition)
