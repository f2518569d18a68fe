"""How much a need reads like the descriptions of networks, solutions and calls: cosines of sentence vectors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from graph.snapshot import Snapshot, Table
from graph.store import Embedding
from matching.embedding import Embedder
from matching.ties import Floats

#: The labels whose nodes have a text to compare a need with.
LABELS = ("Network", "Solution", "Call")
#: The beginning of a publisher's long text says what it is about; the rest is costs, partners and work packages.
BEGINNING = 600


def texts(snapshot: Snapshot) -> dict[str, str]:
    """What is embedded of each network, solution and call, by id: its name, official title, summary and text."""
    return {
        table.ids[at]: _text(table, at)
        for table in map(snapshot.tables.__getitem__, LABELS)
        for at in range(len(table))
    }


def _text(table: Table, at: int) -> str:
    parts = [
        table.name(at),
        table.text("official_title")[at] if table.label == "Call" else None,
        table.text("summary")[at],
        (table.text("text")[at] or "")[:BEGINNING] if table.label == "Network" else None,
    ]
    return ". ".join(part for part in parts if part)


@dataclass(frozen=True)
class TextLikeness:
    """Compares a need with all texts at once; `vectors` has a row an item of each label, zero where there is none."""

    embedder: Embedder
    vectors: Mapping[str, Floats]

    def __call__(self, need: str) -> Mapping[str, Floats]:
        """Cosine of the need with each item, by label."""
        (vector,) = self.embedder.encode([need])
        return {label: matrix @ vector for label, matrix in self.vectors.items()}


def text_likeness(snapshot: Snapshot, embedder: Embedder, embeddings: Iterable[Embedding]) -> TextLikeness:
    """The comparison over the snapshot, from the vectors kept for the embedder's model."""
    by_id = {e.id: e.vector for e in embeddings}
    none = np.zeros(embedder.dimensions, dtype=np.float32)
    vectors = {}
    for label in LABELS:
        ids = snapshot.tables[label].ids
        rows = [by_id.get(ids[at], none) for at in range(len(ids))]
        vectors[label] = np.stack(rows) if rows else np.zeros((0, embedder.dimensions), dtype=np.float32)
    return TextLikeness(embedder, vectors)
