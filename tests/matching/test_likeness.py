"""What is embedded of an item: what is said of it in either language, in one text."""

from __future__ import annotations

import pytest

from graph.model import Batch, Call, Solution
from matching.need.likeness import texts
from tests.factory import network
from tests.memory_store import snapshot_of


def test_the_text_of_an_item_holds_its_german_and_stays_as_it_was_where_there_is_none() -> None:
    both = network(
        "net:a", "Heat League", summary="Towns that heat.", labels=("Wärmebund@de",), summaries=("Sie heizen.@de",)
    )
    english = network("net:b", "Cold League", summary="Towns that cool.", text="At length.")
    call = Call(id="call:c", name="Heat", labels=("Wärme@de",), official_title="Heat pilots", source="portal")
    assert texts(snapshot_of(Batch(nodes=(both, english, call)))) == {
        "net:a": "Heat League. Towns that heat.. Wärmebund. Sie heizen.",
        "net:b": "Cold League. Towns that cool.. At length.",
        "call:c": "Heat. Heat pilots. Wärme",
    }


@pytest.mark.parametrize(
    ("id", "text"),
    [("sol:a", "Heat. It heats.. Wärme. Es heizt."), ("prac:a", "Heat. It heats.. Es heizt.")],
)
def test_the_german_name_of_a_practice_is_no_part_of_its_text(id: str, text: str) -> None:
    heat = Solution(
        id=id,
        name="Heat",
        kind="practice",
        summary="It heats.",
        labels=("Wärme@de",),
        summaries=("Es heizt.@de",),
        source="page",
    )
    assert texts(snapshot_of(Batch(nodes=(heat,)))) == {id: text}
