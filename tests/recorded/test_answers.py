"""What a change of the code alone must not change: answers, word for word, and every field of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.snapshot.frozen import Snapshot
from tests.recorded.answers import differences, recorded, told


@pytest.mark.models
def test_thirty_questions_are_answered_as_they_were_in_both_languages(seeded: Path) -> None:
    assert list(differences(recorded(), told(seeded)))[:20] == []


def test_the_record_is_of_the_graph_that_peerpolis_brings_along(seeded_snapshot: Snapshot) -> None:
    # Told by the quick tests too: a fact or a topic's word was changed, and the record not made anew.
    assert {answer["digest"] for answer in recorded()} == {seeded_snapshot.digest}


def test_a_difference_is_told_with_its_place() -> None:
    before = [{"name": "Zittau", "score": 1.0, "reasons": ["a", "b"]}]
    assert list(differences(before, [{"name": "Zittau", "score": 1.000001, "reasons": ["a", "b"]}])) == []
    assert list(differences(before, [{"name": "Zitta", "score": 1.1, "reasons": ["a"], "new": 1}])) == [
        "[0].name: 'Zittau' before, 'Zitta' after",
        "[0].new: only after",
        "[0].reasons: 2 before, 1 after",
        "[0].score: 1.0 before, 1.1 after",
    ]
