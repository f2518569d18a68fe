"""What would be otherwise: as drawn by hand, and as the same records freeze."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InvalidRecord, UnknownId
from graph.measures.what_if import Difference, what_if
from graph.model import Batch, Network, Relation
from graph.snapshot.build import named_arrays
from graph.snapshot.changed import SUPPOSED, with_members, with_tandems, without
from graph.snapshot.frozen import Snapshot
from tests import worlds
from tests.memory_store import snapshot_of
from tests.worlds import members_only, twelve_towns

#: Two networks of three towns each, and nothing between them.
APART = members_only({"net:one": (0, 1, 2), "net:two": (3, 4, 5)})


def by_figure(rows: tuple[Difference, ...], id: str = "") -> dict[str, Any]:
    return {row.figure: (row.before, row.after) for row in rows if row.id == id}


def test_a_tie_between_two_parts_makes_them_one_and_its_ends_brokers() -> None:
    found = what_if(snapshot_of(APART), ties=[("gn:2", "gn:3")])
    whole, town = by_figure(found.rows), by_figure(found.rows, "gn:2")
    assert whole["components"] == (2, 1)
    assert whole["largest_component"] == (3, 6)
    assert whole["ties"] == (6, 7)
    assert town["degree"] == (2, 3)
    # Between two of its own and three of the others: 6 of the 10 pairs of the other five towns.
    assert town["betweenness"][1] == pytest.approx(6 / 10)
    assert found.summary == "The network is in 2 parts, and would be in 1; its largest has 3 towns, and would have 6."


def test_a_member_more_is_tied_to_all_of_the_network() -> None:
    found = what_if(snapshot_of(APART), members=[("gn:6", "net:one")])
    assert by_figure(found.rows)["memberships"] == (6, 7)
    assert by_figure(found.rows, "gn:6")["degree"] == (0, 3)
    assert by_figure(found.rows, "gn:6")["constraint"][0] is None


def test_without_its_hub_a_star_falls_apart() -> None:
    star = members_only({"net:one": (0, 1), "net:two": (0, 2), "net:three": (0, 3)})
    found = what_if(snapshot_of(star), removed=["gn:0"])
    assert by_figure(found.rows)["largest_component"] == (4, 1)
    assert by_figure(what_if(snapshot_of(star), removed=["net:one"]).rows)["ties"] == (3, 2)


def test_the_graph_itself_stays_as_it_is() -> None:
    snapshot = snapshot_of(twelve_towns())
    what_if(snapshot, ties=[(worlds.BAD_BELZIG, worlds.ZAMBROW)], removed=[worlds.CLIMATE_LEAGUE])
    assert snapshot.digest == snapshot_of(twelve_towns()).digest


def test_what_is_asked_for_wrongly_is_told() -> None:
    snapshot = snapshot_of(APART)
    with pytest.raises(InvalidRecord):
        what_if(snapshot)
    with pytest.raises(InvalidRecord):
        what_if(snapshot, ties=[("gn:1", "gn:1")])
    with pytest.raises(UnknownId):
        what_if(snapshot, members=[("gn:1", "net:none")])
    with pytest.raises(UnknownId):
        what_if(snapshot, removed=["sol:none"])
    towns = snapshot_of(twelve_towns())
    with pytest.raises(InvalidRecord, match="is no town and no network"):  # it is known, and nothing that ties here
        what_if(towns, removed=[towns.tables["Solution"].ids[0]])


def same(one: Snapshot, other: Snapshot) -> None:
    """Both say the same; sources are numbered in their own order."""
    arrays = [dict(named_arrays(snapshot)) for snapshot in (one, other)]
    assert arrays[0].keys() == arrays[1].keys()
    for name, array in arrays[0].items():
        if "source" not in name and "values" not in name:
            assert np.array_equal(array, arrays[1][name], equal_nan=array.dtype.kind == "f"), name


TOWNS = st.sampled_from([worlds.BAD_BELZIG, worlds.BERLIN, worlds.VASLUI, worlds.TARTU])


@settings(max_examples=20, deadline=None)
@given(TOWNS, st.sampled_from([worlds.HEAT_MAPS, worlds.TOWN_TANDEMS]))
def test_a_member_more_is_as_if_it_stood_in_the_records(town: str, network: str) -> None:
    world = twelve_towns()
    snapshot = snapshot_of(world)
    at = snapshot.municipalities.ids.index(town), snapshot.tables["Network"].ids.index(network)
    row = Relation(type="MEMBER_OF", start=town, end=network, source=SUPPOSED)
    member = any((r.type, r.start, r.end) == ("MEMBER_OF", town, network) for r in world.relations)
    wanted = snapshot if member else snapshot_of(replace(world, relations=[*world.relations, row]))
    same(with_members(snapshot, [at]), wanted)


def test_a_tandem_more_is_as_if_it_stood_in_the_records() -> None:
    world = twelve_towns()
    snapshot = snapshot_of(world)
    towns = worlds.BAD_BELZIG, worlds.ZAMBROW
    tandem = Network(id="net:what-if-1", name="net:what-if-1", kind="tandem", source=SUPPOSED)
    rows = [Relation(type="MEMBER_OF", start=town, end=tandem.id, source=SUPPOSED) for town in towns]
    pair = tuple(snapshot.municipalities.ids.index(town) for town in towns)
    same(with_tandems(snapshot, [(pair[0], pair[1])]), snapshot_of(world, Batch([tandem], rows)))


def test_a_node_that_is_gone_is_in_no_relation() -> None:
    world = twelve_towns()
    snapshot = snapshot_of(world)
    gone = worlds.CLIMATE_LEAGUE
    kept = [r for r in world.relations if gone not in (r.start, r.end)]
    copy = without(snapshot, "Network", snapshot.tables["Network"].ids.index(gone))
    wanted = snapshot_of(replace(world, relations=kept))
    for key, links in wanted.all_links.items():
        assert np.array_equal(links.start, copy.all_links[key].start)
        assert np.array_equal(links.end, copy.all_links[key].end)
        assert np.array_equal(links.end_indptr, copy.all_links[key].end_indptr)
