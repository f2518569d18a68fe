"""The vectors of the texts that come along, so that the first need waits for nothing; made by `python -m api.vectors`.

They are kept by the hash of their text, as half-precision numbers: a cosine is exact to three digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats32
from graph.store.protocol import Embedding
from matching.vectors.texts import text_hash

SHIPPED = Path(__file__).parents[1] / "data" / "vectors.npz"


@cache
def _shipped() -> tuple[str, Mapping[str, int], npt.NDArray[np.float16]]:
    """The model's name, the row of each text by its hash, and the vectors."""
    if not SHIPPED.exists():
        return "", {}, np.zeros((0, 0), dtype=np.float16)
    with np.load(SHIPPED) as file:
        rows = {bytes(row).hex(): at for at, row in enumerate(file["hashes"])}
        return str(file["model"]), rows, file["vectors"]


def shipped_vectors(model: str, texts: Mapping[str, str]) -> dict[str, Embedding]:
    """The vectors that come along for those of the texts (by id) that have one of the model, by id."""
    name, rows, vectors = _shipped()
    if model != name:
        return {}
    found = {id: text_hash(text) for id, text in texts.items()}
    return {
        id: Embedding(id, hash, _unit(vectors[rows[hash]].astype(np.float32)))
        for id, hash in found.items()
        if hash in rows
    }


def _unit(vector: Floats32) -> Floats32:
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else vector


def write_shipped(model: str, embeddings: Iterable[Embedding], path: Path = SHIPPED) -> None:
    """Write the vectors, ordered by the hash of their text, so that the same vectors give the same file."""
    by_hash = {e.text_hash: e.vector for e in embeddings}
    hashes = sorted(by_hash)
    np.savez_compressed(
        path,
        model=np.array(model),
        hashes=np.array([list(bytes.fromhex(h)) for h in hashes], dtype=np.uint8),
        vectors=np.array([by_hash[h] for h in hashes], dtype=np.float16),
    )
