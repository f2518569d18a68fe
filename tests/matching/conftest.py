"""The engine on the twelve-town world, for whoever asks it."""

from __future__ import annotations

import pytest

from matching.engine import Engine
from tests import worlds
from tests.memory_store import snapshot_of


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(snapshot_of(worlds.twelve_towns()))
