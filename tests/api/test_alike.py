"""What is offered to who names a call or a network as the graph does not."""

from __future__ import annotations

import difflib

import pytest

from api.workspace.alike import OFFERED, _spelt_alike, alike
from api.workspace.asking import rules_asked_for
from api.workspace.known import nodes
from graph.errors import UnknownId
from graph.snapshot.frozen import Snapshot
from tests import worlds
from tests.memory_store import snapshot_of


@pytest.fixture(scope="module")
def world() -> Snapshot:
    return snapshot_of(worlds.twelve_towns())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lab", worlds.CITY_LAB),  # a word of its name
        ("heat-together", worlds.HEAT_TOGETHER),  # its id
        ("call:together", worlds.HEAT_TOGETHER),  # a part of its id
        ("Heat Togeter", worlds.HEAT_TOGETHER),  # a typing error
    ],
)
def test_whose_name_or_id_holds_what_was_typed_is_offered(world: Snapshot, typed: str, meant: str) -> None:
    assert alike(typed, world.tables["Call"], nodes(world)["Call"])[0] == meant


@pytest.mark.parametrize("typed", ["", " ", "xqz", "?"])
def test_nothing_is_offered_for_what_is_no_name(world: Snapshot, typed: str) -> None:
    assert alike(typed, world.tables["Call"], nodes(world)["Call"]) == ()


def test_who_asks_for_a_call_is_offered_programmes_as_well(world: Snapshot) -> None:
    with pytest.raises(UnknownId) as unknown:
        rules_asked_for(world, "town")
    assert worlds.TOWN_FUND in unknown.value.nearest


@pytest.mark.parametrize("text", ["heat togeter", "heat", "smart citis lab", "xqz", "a" * 200, "ö"])
def test_what_is_looked_through_first_leaves_out_nothing_that_is_spelt_alike(text: str) -> None:
    names = ["heat together", "heat", "together", "smart cities lab", "smart city", "lab of cities", "öl", "oo", "aaaa"]
    assert _spelt_alike(text, names) == difflib.get_close_matches(text, names, n=OFFERED)
