"""Ids become integers once: a sorted vocabulary, and columns of text and categories beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32

ScalarT = TypeVar("ScalarT", bound=np.generic)


def frozen(array: npt.NDArray[ScalarT]) -> npt.NDArray[ScalarT]:
    """The array itself, made read-only."""
    array.setflags(write=False)
    return array


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Sorted ids; the position of an id is its index. Look-ups are binary searches, so loading costs nothing."""

    ids: npt.NDArray[np.bytes_]

    @classmethod
    def of(cls, ids: Iterable[str]) -> Vocabulary:
        """The vocabulary of distinct ASCII ids, sorted. Raises ValueError where an id stands twice."""
        array = np.array(sorted(i.encode("ascii") for i in ids), dtype=np.bytes_)
        if array.size and bool((array[1:] == array[:-1]).any()):
            raise ValueError("an id stands twice in a vocabulary")
        return cls(frozen(array if array.size else np.empty(0, dtype="S1")))

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, index: int) -> str:
        text: str = self.ids.item(index).decode("ascii")
        return text

    def __contains__(self, id: str) -> bool:
        return self.find(id) is not None

    def find(self, id: str) -> int | None:
        """The index of `id`, None where it is not in the vocabulary."""
        # A longer one than all would be sought in a copy of them, made wide enough.
        if not id.isascii() or len(id) > self.ids.itemsize:
            return None
        key = id.encode("ascii")
        at = int(self.ids.searchsorted(key))
        return at if at < len(self.ids) and self.ids.item(at) == key else None

    def index(self, id: str) -> int:
        """The index of `id`. Raises KeyError where it is not in the vocabulary."""
        at = self.find(id)
        if at is None:
            raise KeyError(id)
        return at

    def indices(self, ids: Sequence[str]) -> Ints32:
        """The indices of `ids` as int32, -1 for those that are not in the vocabulary."""
        rows = np.full(len(ids), -1, dtype=np.int32)
        possible = [at for at, id in enumerate(ids) if id.isascii() and len(id) <= self.ids.itemsize]
        if len(self.ids) and possible:
            keys = np.array([ids[at].encode("ascii") for at in possible], dtype=self.ids.dtype)
            found = np.minimum(self.ids.searchsorted(keys), len(self.ids) - 1)
            rows[possible] = np.where(self.ids[found] == keys, found, -1)
        return rows


@dataclass(frozen=True, slots=True, eq=False)
class TextColumn:
    """Texts as one UTF-8 block with offsets (int64, one more than there are texts); an empty text is unknown."""

    block: npt.NDArray[np.uint8]
    offsets: npt.NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str | None]) -> TextColumn:
        """The column of `texts`, None for unknown."""
        encoded = [(t or "").encode() for t in texts]
        offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
        np.cumsum([len(e) for e in encoded], out=offsets[1:])
        return cls(frozen(np.frombuffer(b"".join(encoded), dtype=np.uint8).copy()), frozen(offsets))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, index: int) -> str | None:
        first, last = self.offsets.item(index), self.offsets.item(index + 1)
        return self.block[first:last].tobytes().decode() if last > first else None

    def kept(self, rows: npt.NDArray[np.bool_]) -> TextColumn:
        """The column of the rows that are marked, in their order."""
        lengths = np.diff(self.offsets)
        offsets = np.zeros(int(rows.sum()) + 1, dtype=np.int64)
        np.cumsum(lengths[rows], out=offsets[1:])
        return TextColumn(frozen(self.block[np.repeat(rows, lengths)]), frozen(offsets))

    def encoded(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.bytes_]:
        """The texts of some rows as UTF-8 (dtype S), without a loop over the rows."""
        starts = self.offsets[rows]
        sizes = self.offsets[rows + 1] - starts
        at = np.arange(max(int(sizes.max(initial=0)), 1))
        inside = at < sizes[:, None]
        letters = np.where(inside, self.block[np.where(inside, starts[:, None] + at, 0)], 0).astype(np.uint8)
        return letters.view(f"S{len(at)}").ravel()


@dataclass(frozen=True, slots=True, eq=False)
class CategoryColumn:
    """Values out of a small sorted set as codes (int32, -1 for unknown)."""

    codes: Ints32
    values: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[str | None]) -> CategoryColumn:
        """The column of `texts`, None for unknown."""
        values = tuple(sorted({t for t in texts if t is not None}))
        code = {value: at for at, value in enumerate(values)}
        return cls(frozen(np.array([-1 if t is None else code[t] for t in texts], dtype=np.int32)), values)

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, index: int) -> str | None:
        code = self.codes.item(index)
        return None if code < 0 else self.values[code]

    def code(self, value: str | None) -> int:
        """The code of `value`; -2 for a value that never occurs, so that it equals no row, not even an unknown one."""
        return self.values.index(value) if value in self.values else -2
