"""Items that are known by their texts alone, ranked for a need as the product ranks networks by need and texts."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32
from graph.model import Batch, Network, Relation
from graph.snapshot.build import build_snapshot
from graph.store.sqlite_store import SqliteStore
from matching.asker import understand
from matching.best import Points
from matching.kinds.networks import NETWORKS
from matching.kinds.scoring import Recipe, points
from matching.need.likeness import TextLikeness, text_likeness, texts
from matching.need.reading import asked_in
from matching.need.topics import TopicReader
from matching.ties import Ties
from matching.types import Place, Query
from matching.vectors.embedder import Embedder
from matching.vectors.texts import embed_changed
from seed.bundle.curated import read_bundle

#: An item is found when it is among so many.
FIRST = 10

#: A need, the items that are right for it, and those that count as neither right nor wrong.
Case = tuple[str, frozenset[int], Collection[int]]
#: What a network earns by: either half of the recipe that a need speaks to, and both, as the product has it.
WAYS: Mapping[str, Recipe] = {
    "topics": [f for f in NETWORKS if f.name == "topic_fit"],
    "texts": [f for f in NETWORKS if f.name == "text_likeness"],
    "both": [f for f in NETWORKS if f.name in ("topic_fit", "text_likeness")],
}


class Remembering:
    """An embedder that embeds no text twice: the pools of a set share most of theirs."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimensions = embedder.name, embedder.dimensions
        self._embedder = embedder
        self._vectors: dict[str, Floats32] = {}

    def encode(self, texts: Sequence[str]) -> Floats32:
        """The texts as float32 vectors of unit length, shape (texts, dimensions)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        self._vectors.update(zip(new, self._embedder.encode(new), strict=True))
        return np.array([self._vectors[text] for text in texts], dtype=np.float32).reshape(-1, self.dimensions)


@dataclass(frozen=True)
class Pool:
    """Items that are known by their texts, as networks of a graph with the product's topics."""

    ties: Ties
    reader: TopicReader
    likeness: TextLikeness

    def points(self, need: str) -> dict[str, Points]:
        """The points of each item for the need, by way, shape (items,)."""
        query = Query(place=Place(name="Musterstadt", country="DE"), need=need, on=date(2026, 1, 1))
        asker = understand(self.ties, query, asked_in(query, self.reader), dict(self.likeness(need)))
        everyone = np.arange(len(self.ties.snapshot.tables["Network"]), dtype=np.int32)
        return {way: points(recipe, asker, everyone).sum(axis=0) for way, recipe in WAYS.items()}


def pool_of(items: Sequence[tuple[str, str | None]], embedder: Embedder) -> Pool:
    """The pool of items, each a name and a text, in their order; their topics are read from their words."""
    topics = read_bundle().batch
    vocabulary = Batch(
        nodes=tuple(n for n in topics.nodes if n.label == "Topic"),
        relations=tuple(r for r in topics.relations if r.type == "BROADER"),
    )
    nodes = [
        Network(id=f"net:{at:05}", name=name, kind="project", text=text, source="benchmark")
        for at, (name, text) in enumerate(items)
    ]
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "pool.db")
        store.write([vocabulary])
        reader = TopicReader(build_snapshot(store))
        addresses = [
            Relation(type="ADDRESSES", start=node.id, end=m.topic, source="benchmark", weight=m.strength)
            for node in nodes
            for m in reader.read(f"{node.name}. {node.text or ''}")
        ]
        store.write([Batch(nodes=tuple(nodes), relations=tuple(addresses))])
        snapshot = build_snapshot(store)
        store.close()
    likeness = text_likeness(snapshot, embedder, embed_changed(embedder, texts(snapshot), ()))
    return Pool(Ties(snapshot), TopicReader(snapshot), likeness)


def is_found(scores: npt.NDArray[np.floating], right: frozenset[int], neither: Collection[int]) -> bool:
    """Whether a right item is among the first ten; those that count as neither stand aside, ties count against it."""
    best = scores[list(right)].max()
    as_high = set(np.flatnonzero(scores >= best).tolist()) - right - set(neither)
    return bool(best > 0 and len(as_high) < FIRST)


def shares(pool: Pool, cases: Sequence[Case]) -> dict[str, float]:
    """The share of needs that find a right item, by way."""
    found: dict[str, list[bool]] = {way: [] for way in WAYS}
    for need, right, neither in cases:
        for way, earned in pool.points(need).items():
            found[way].append(is_found(earned, right, neither))
    return {way: float(np.mean(hits)) for way, hits in found.items()}
