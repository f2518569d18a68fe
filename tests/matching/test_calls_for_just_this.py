"""Whether the calls about a need are for just that: large research has to be, and of the others it is said."""

from __future__ import annotations

import numpy as np
import pytest

from api.words.none_found import none_found
from graph.model import Batch, Call
from matching.capacity.for_asker import LARGE_NEAR
from matching.engine import Engine
from matching.kinds.calls import CALL
from matching.kinds.kind import NO_BUILDING, NOT_JUST_THIS, NOTHING_PAYS, calls_headed
from matching.proofs.nearness import TOLD_COSINE
from tests import worlds
from tests.factory import relation
from tests.matching.engine_world import ask, ids
from tests.memory_store import snapshot_of

RESEARCH = Call(
    id="call:big",
    name="Large research",
    action_type="RIA",
    status="open",
    deadline="2027-09-01",
    grant_max=9e6,
    local_authorities="named",
    relevance=4,
    source="rules",
)
SNAPSHOT = snapshot_of(
    worlds.twelve_towns(), Batch([RESEARCH], [relation("ADDRESSES", RESEARCH.id, worlds.HEAT_PLANNING, weight=1.0)])
)


def _engine(cosine: float | None) -> Engine:
    """One to which the text of each call lies so near to any need; without, no text is compared."""
    if cosine is None:
        return Engine(SNAPSHOT)
    labels = ("Network", "Solution", "Call", "Topic")
    return Engine(
        SNAPSHOT,
        likeness=lambda _: {
            label: np.full(len(SNAPSHOT.tables[label]), cosine if label == "Call" else 0, dtype=np.float32)
            for label in labels
        },
    )


@pytest.mark.parametrize(
    ("cosine", "shown", "none_just_for_this"),
    [
        (None, True, False),
        (LARGE_NEAR - 0.01, False, False),
        (LARGE_NEAR, True, True),
        (TOLD_COSINE, True, False),
    ],
)
def test_large_research_on_the_topic_is_shown_where_its_text_is_about_the_need(
    cosine: float | None, shown: bool, none_just_for_this: bool
) -> None:
    answer = ask(_engine(cosine), town=worlds.LOMZA, need="heat", topics=(worlds.HEAT_PLANNING,), kinds=("calls",))
    assert (RESEARCH.id in ids(answer, "calls")) == shown
    assert answer.none_just_for_this == none_just_for_this
    if not shown:
        assert none_found(CALL, answer) == NOTHING_PAYS


def test_who_names_a_topic_alone_is_told_nothing_of_texts() -> None:
    answer = ask(_engine(0.1), town=worlds.LOMZA, topics=(worlds.HEAT_PLANNING,), kinds=("calls",))
    assert not answer.none_just_for_this


def test_that_none_builds_weighs_more_than_that_none_is_for_just_this() -> None:
    assert calls_headed(pays_no_building=True, none_just_for_this=True) == NO_BUILDING
    assert calls_headed(pays_no_building=False, none_just_for_this=True) == NOT_JUST_THIS
    assert calls_headed(pays_no_building=False, none_just_for_this=False) is None
