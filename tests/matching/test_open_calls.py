"""Where no call pays for a need, those are named that pay for working together, whatever it is about."""

from __future__ import annotations

from graph.model import Batch, Call
from matching.capacity.listing import open_to_any_subject
from tests import worlds
from tests.factory import relation, topic
from tests.memory_store import snapshot_of


def test_calls_for_meeting_are_open_to_any_subject_and_those_for_one_are_not() -> None:
    calls = [Call(id=f"call:{name}", name=name, source="register") for name in ("twin", "both", "heat", "silent")]
    about = [
        relation("ADDRESSES", "call:twin", "topic:volunteering", weight=1.0),
        relation("ADDRESSES", "call:twin", worlds.HEAT_PLANNING, weight=0.5),
        relation("ADDRESSES", "call:both", "topic:volunteering", weight=1.0),
        relation("ADDRESSES", "call:both", worlds.HEAT_PLANNING, weight=1.0),
        relation("ADDRESSES", "call:heat", worlds.HEAT_PLANNING, weight=1.0),
    ]
    world = Batch([*calls, topic("topic:volunteering", "Volunteering")], about)
    assert open_to_any_subject(snapshot_of(worlds.twelve_towns(), world)) == {"call:twin"}
