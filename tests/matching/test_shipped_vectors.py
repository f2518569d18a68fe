"""The vectors that come along are those of the texts that come along, so that the first need waits for nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from api.vectors import bundle_texts
from graph.store.protocol import Embedding
from matching.vectors import shipped
from matching.vectors.multilingual import kept_name
from matching.vectors.opening import open_embedder
from matching.vectors.shipped import SHIPPED, shipped_vectors, write_shipped
from matching.vectors.texts import text_hash


def test_each_text_of_the_bundle_has_its_vector_of_the_default_models_and_all_are_small() -> None:
    texts = bundle_texts()
    found = shipped_vectors(kept_name(None), texts)
    assert sorted(texts.keys() - found.keys()) == [], "python -m api.vectors makes them anew"
    assert SHIPPED.stat().st_size <= 15 * 2**20
    lengths = np.linalg.norm(np.array([e.vector for e in found.values()]), axis=1)
    assert np.allclose(lengths, 1.0, atol=1e-5)


def test_a_text_that_has_changed_and_another_model_have_none() -> None:
    (id, text), *_ = bundle_texts().items()
    assert shipped_vectors(kept_name(None), {id: f"{text} changed"}) == {}
    assert shipped_vectors("another model", {id: text}) == {}


def test_what_is_written_is_read_again_and_the_order_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [Embedding(f"net:{text}", text_hash(text), np.eye(3, dtype=np.float32)[at]) for at, text in enumerate("abc")]
    path, other = tmp_path / "one.npz", tmp_path / "other.npz"
    write_shipped("model", kept, path)
    write_shipped("model", kept[::-1], other)
    monkeypatch.setattr(shipped, "SHIPPED", path)
    shipped._shipped.cache_clear()
    try:
        found = shipped_vectors("model", {"net:x": "b", "net:y": "d"})
    finally:
        shipped._shipped.cache_clear()
    assert [(e.id, e.vector.tolist()) for e in found.values()] == [("net:x", [0.0, 1.0, 0.0])]
    with np.load(path) as one, np.load(other) as two:
        assert all(np.array_equal(one[name], two[name]) for name in ("hashes", "vectors", "model"))


@pytest.mark.models
def test_the_vectors_are_those_that_the_models_give() -> None:
    texts = dict([*bundle_texts().items()][::40])
    embedder = open_embedder(None)
    made = embedder.encode([*texts.values()])
    found = np.array([shipped_vectors(embedder.name, texts)[id].vector for id in texts])
    assert ((made * found).sum(axis=1) > 0.999).all()
