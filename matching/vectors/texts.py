"""Texts of the graph and their kept vectors: only what has changed is embedded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import numpy as np

from graph.arrays import Floats32
from graph.snapshot.vocabulary import Vocabulary
from graph.store.protocol import Embedding
from matching.vectors.embedder import Embedder


def text_hash(text: str) -> str:
    """SHA-256 of the text, in hex: equal for equal texts, so that a kept vector is known to be of this text."""
    return hashlib.sha256(text.encode()).hexdigest()


def changed_texts(texts: Mapping[str, str], kept: Iterable[Embedding], dimensions: int | None = None) -> dict[str, str]:
    """Those of the texts (by id, in this order) that `kept` does not hold, because they are new or have changed.

    A text without words is passed over: it gets no vector. Kept vectors of another length than `dimensions`, where it
    is given, count as of another model.
    """
    known = {e.id: e.text_hash for e in kept if dimensions is None or e.vector.shape == (dimensions,)}
    worded = {id: text for id, text in sorted(texts.items()) if text.strip()}
    return {id: text for id, text in worded.items() if known.get(id) != text_hash(text)}


def embed(embedder: Embedder, texts: Mapping[str, str]) -> list[Embedding]:
    """The vectors of the texts (by id), in their order."""
    vectors = embedder.encode([*texts.values()]) if texts else ()
    return [Embedding(id, text_hash(text), vector) for (id, text), vector in zip(texts.items(), vectors, strict=True)]


def embed_changed(embedder: Embedder, texts: Mapping[str, str], kept: Iterable[Embedding]) -> list[Embedding]:
    """The vectors of the `changed_texts`, ordered by id; empty where nothing has changed."""
    return embed(embedder, changed_texts(texts, kept, embedder.dimensions))


def matrix_of(ids: Vocabulary, embeddings: Iterable[Embedding], dimensions: int) -> Floats32:
    """The vectors of the nodes in `ids` as the rows of one matrix, shape (ids, dimensions); zeros where none is kept.

    Vectors of other nodes, and of another length, are passed over.
    """
    matrix = np.zeros((len(ids), dimensions), dtype=np.float32)
    for embedding in embeddings:
        at = ids.find(embedding.id)
        if at is not None and embedding.vector.shape == (dimensions,):
            matrix[at] = embedding.vector
    return matrix
