"""What turns texts into unit vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from graph.arrays import Floats32
from graph.errors import PeerpolisError


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

    def encode(self, texts: Sequence[str]) -> Floats32:
        """The texts as float32 vectors of unit length, shape (texts, dimensions)."""
        ...
