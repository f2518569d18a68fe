"""The snapshot of an earlier day is the same, to the byte, whether taken from all that is known or built anew."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Batch, Fact
from graph.snapshot.build import freeze
from graph.snapshot.frozen import Snapshot
from graph.snapshot.past import as_of
from tests import worlds

_TWELVE = worlds.twelve_towns()
WORLD = Batch(
    _TWELVE.nodes,
    _TWELVE.relations,
    [*_TWELVE.facts, Fact(subject=worlds.TARTU, key="nuts3", value="EE008", source="list", as_of="2019")],
)


def frozen_on(day: date | None, undated: bool = False) -> Snapshot:
    return freeze(WORLD.nodes, WORLD.relations, WORLD.facts, as_of=day, undated=undated)


WHOLE = frozen_on(None)


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.booleans())
@settings(max_examples=40)
def test_it_is_the_same_by_both_ways(day: date, undated: bool) -> None:
    taken, built = as_of(WHOLE, day, undated=undated), frozen_on(day, undated)
    assert taken.digest == built.digest
    assert (taken.as_of, taken.undated, taken.undated_in) == (built.as_of, built.undated, built.undated_in)


@pytest.mark.parametrize("day", ["2014-05-31", "2014-06-30", "2014-07-01", "2008-12-31", "2018-01-01", "2018-01-31"])
def test_on_the_days_on_which_something_begins_or_ends(day: str) -> None:
    assert as_of(WHOLE, date.fromisoformat(day)).digest == frozen_on(date.fromisoformat(day)).digest


def test_a_day_is_not_taken_back_to_another() -> None:
    with pytest.raises(ValueError, match="all that is known"):
        as_of(as_of(WHOLE, date(2015, 12, 31)), date(2014, 12, 31))
