"""Requests to importers, over a handful of towns that every list names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from graph.model import Batch, Municipality, Node
from graph.store.protocol import Store
from seed.bodies.recognition import Recognition
from seed.bodies.resolver import Resolver
from seed.files.input_files import input_files
from seed.importers.frame import Request
from tests.factory import municipality
from tests.memory_store import MemoryStore

TOWNS: tuple[Municipality, ...] = (
    municipality("gn:1", "Herrenberg", population=31_000, lat=48.6, lon=8.87),
    municipality("gn:2", "Torino", country="IT", names=("Turin",), population=870_000, lat=45.07, lon=7.69),
    municipality("gn:3", "Łomża", country="PL", population=62_945, lat=53.18, lon=22.06),
    municipality("gn:4", "Neustadt", population=5_000, lat=50.0, lon=8.0),
    municipality("gn:5", "Neustadt", population=6_000, lat=53.0, lon=11.0),
    municipality("gn:6", "Amsterdam", country="NL", population=741_000, lat=52.37, lon=4.89),
)
SOURCE = "test:file"


def request(where: Path, *suffixes: str, known: Sequence[Node] = (), likely: bool = False) -> Request:
    """A request to read `where` over a graph of TOWNS and what else is `known`."""
    store = cast(Store, MemoryStore(Batch([*TOWNS, *known])))
    bodies = Recognition(Resolver(TOWNS), likely=likely)
    return Request(input_files(where, suffixes), SOURCE, bodies, store, as_of="2026-08")
