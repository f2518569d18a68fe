"""Who reaches whom for all towns at once, against each pair by itself."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Batch
from matching.gaps.reach import ABROAD, SIZE_SPREAD, UNKNOWN_SIZE, reached
from tests.matching.gap_world import town
from tests.memory_store import snapshot_of

PLACES = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 300)),
        st.one_of(st.none(), st.integers(100, 100_000)),
        st.sampled_from(["DE", "PL"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=9,
)


@settings(max_examples=40, deadline=None)
@given(PLACES)
def test_the_best_reached_is_the_best_of_all_pairs(places: list[tuple[int | None, int | None, str, bool]]) -> None:
    towns = [town(f"t{at}", km, people, country) for at, (km, people, country, _) in enumerate(places)]
    snapshot = snapshot_of(Batch(towns))
    others = [at for at, place in enumerate(places) if place[3]]
    found = reached(snapshot, np.arange(len(places)), np.array(others, dtype=np.int64), near_km=30.0)
    for at, (km, people, country, _) in enumerate(places):
        worth = {}
        for other in others:
            there, size, where, _ = places[other]
            if other != at and km is not None and there is not None:
                like = UNKNOWN_SIZE
                if people is not None and size is not None:
                    like = math.exp(-(math.log(people / size) ** 2) / (2 * SIZE_SPREAD**2))
                worth[other] = math.exp(-abs(km - there) / 30.0) * like * (1.0 if where == country else ABROAD)
        if not worth:
            assert found.other[at] == -1
        else:
            assert found.score[at] == pytest.approx(max(worth.values()), rel=1e-3, abs=1e-6)
            assert worth[int(found.other[at])] == pytest.approx(max(worth.values()), rel=1e-3, abs=1e-6)
