"""What is embedded of an item: what is said of it in either language, in one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from graph.arrays import Floats32
from graph.model import Batch, Call, Solution
from matching.need.likeness import TextLikeness, texts
from matching.vectors.multilingual import JointEmbedder
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


@dataclass
class _Model:
    """Gives every text the same vector of two numbers."""

    vector: tuple[float, float]
    name: str = "model"
    dimensions: int = 2

    def encode(self, texts: Sequence[str]) -> Floats32:
        return np.array([self.vector] * len(texts), dtype=np.float32)


def test_of_two_models_the_one_that_knows_the_need_decides() -> None:
    half = np.float32(0.5**0.5)
    # The first text is near to the need for the one model, the second for the other.
    texts_of_both = np.array([[1, 0, 0, 1], [0, 1, 1, 0]], dtype=np.float32) * half
    vectors = {"Solution": texts_of_both, "Network": texts_of_both[:0], "Topic": texts_of_both}
    clear, dim = _Model((0.8, 0.1)), _Model((0.1, 0.05))
    found = TextLikeness(JointEmbedder(clear, dim), vectors)("need")
    assert found["Solution"] == pytest.approx([0.8, 0.1], abs=0.001)
    assert found["Topic"] == pytest.approx(found["Solution"])
    alike = TextLikeness(JointEmbedder(clear, _Model((0.1, 0.8))), vectors)("need")
    assert alike["Solution"] == pytest.approx([0.8, 0.1])  # both find it: their mean
    blind = TextLikeness(JointEmbedder(_Model((0, 0)), _Model((0, 0))), vectors)("need")
    assert blind["Solution"] == pytest.approx([0, 0])
