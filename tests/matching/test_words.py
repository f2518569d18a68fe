"""The words of matching, as they are told."""

from __future__ import annotations

import pytest

from graph.errors import InvalidRecord
from graph.model import ADMISSIONS
from graph.said import said
from matching.kinds.all import kind_of as kind_of_suggestion
from matching.rules.judging.all import kind_of as kind_of_clause
from matching.words.taking_part import admission
from matching.words.told import told


def test_how_a_network_takes_members_is_told_of_every_kind_of_admission() -> None:
    assert len({told(admission(kind), language) for kind in ADMISSIONS for language in ("en", "de")}) == 6


def test_what_is_wrong_with_a_rule_is_told_in_german_with_what_is_typed_as_it_stands() -> None:
    with pytest.raises(InvalidRecord) as error:
        kind_of_clause("clause:a/it", "fee")
    german = told(error.value.said, "de")
    assert german.startswith("clause:a/it: unbekannte Art von Regel „fee“; bekannt sind applicant_type, country_set, ")
    with pytest.raises(InvalidRecord) as error:
        kind_of_suggestion("festivals")
    assert (
        told(error.value.said, "de") == "„festivals“ gibt es nicht; möglich sind partners, networks, solutions, calls"
    )


@pytest.mark.parametrize(
    ("topics", "german"),
    [
        ("Freitag, dem 13.", "Thema: Freitag, dem 13."),
        ("Tourismus", "Thema: Tourismus."),
        ("und so …", "Thema: und so …."),
    ],
)
def test_a_sentence_ends_in_one_full_stop(topics: str, german: str) -> None:
    assert told(said("Topic: {topics}.", topics=topics), "de") == german
