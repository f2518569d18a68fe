"""The packaged models of many languages side by side: where a German need meets an English, French or Polish text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.arrays import Floats32
from matching.vectors import e5
from matching.vectors.embedder import Embedder
from matching.vectors.universal import UNIVERSAL, open_universal

MULTILINGUAL = f"{UNIVERSAL}+{e5.E5}"


class JointEmbedder:
    """Two models side by side: a cosine of their vectors is the mean of the two models' cosines.

    They err on different texts: together they find more across languages than either (`benchmarks.across_languages`).
    """

    def __init__(self, one: Embedder, other: Embedder) -> None:
        self.name = f"{one.name}+{other.name}"
        self.dimensions = one.dimensions + other.dimensions
        #: Where each model's numbers stand in a vector.
        self.parts = (slice(0, one.dimensions), slice(one.dimensions, self.dimensions))
        self._models = one, other

    def encode(self, texts: Sequence[str]) -> Floats32:
        """The texts as float32 vectors, shape (texts, dimensions); of unit length where both models' are."""
        halves = [model.encode(texts) for model in self._models]
        return np.hstack(halves) * np.float32(0.5**0.5)


def usual_model() -> str:
    """The name of the model that serves where none is chosen: both, where both can run."""
    return MULTILINGUAL if e5.available() else UNIVERSAL


def kept_name(model: str | None) -> str:
    """The name under which vectors of a model are kept, by the name it is chosen by; without opening it."""
    model = model or usual_model()
    return {MULTILINGUAL: f"{UNIVERSAL}+{e5.kept_name()}", e5.E5: e5.kept_name()}.get(model, model)


def open_multilingual() -> Embedder:
    """Both packaged models, whose files are checked; the first text then takes a second. Raises ModelUnavailable."""
    return JointEmbedder(open_universal(), e5.open_e5())
