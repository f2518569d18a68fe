"""An answer from a graph that an earlier version filled says so, and how it is brought up to date."""

from __future__ import annotations

import dataclasses

import pytest

from api.workspace.age import OUTDATED, outdated
from api.workspace.workspace import View
from graph.model import Batch, Topic
from graph.snapshot.frozen import Snapshot
from matching.engine import Engine
from matching.types import Query
from seed.files.source import OWN, bundle_date
from tests import worlds
from tests.matching.engine_world import TODAY
from tests.memory_store import snapshot_of


def filled(source: str, as_of: str | None) -> Snapshot:
    world = worlds.twelve_towns()
    nodes = [dataclasses.replace(n, source=source, as_of=as_of) if isinstance(n, Topic) else n for n in world.nodes]
    return snapshot_of(Batch(tuple(nodes), world.relations, world.facts))


@pytest.mark.parametrize(
    ("source", "as_of", "hint"),
    [(OWN, "2025-11-03", True), (OWN, None, True), (OWN, bundle_date(), False), ("somebody", "2020", False)],
)
def test_a_graph_of_an_earlier_bundle_is_told_from_one_of_this_and_of_others(
    source: str, as_of: str | None, *, hint: bool
) -> None:
    assert (outdated(filled(source, as_of), OWN, bundle_date()) is OUTDATED) is hint


@pytest.mark.parametrize(("as_of", "hint"), [("2025-11-03", True), (bundle_date(), False)])
def test_the_answer_itself_says_so_in_the_language_of_who_asks(as_of: str, *, hint: bool) -> None:
    snapshot = filled(OWN, as_of)
    view = View(1, "test", snapshot, lambda _: Engine(snapshot))
    answer = view.suggest(Query(town=worlds.BAD_BELZIG, on=TODAY, language="de"))
    assert any("peerpolis seed" in note for note in answer.notes) is hint
