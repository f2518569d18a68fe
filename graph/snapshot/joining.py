"""Rows of two columns of one kind in a new order, as if the column had been made of these values at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.snapshot.frozen import Column
from graph.snapshot.vocabulary import CategoryColumn, TextColumn, frozen

Rows = npt.NDArray[np.int64]


def joined(first: Column, second: Column, rows: Rows) -> Column:
    """The rows of `first` followed by `second` (indices into both, one after the other), in the order of `rows`."""
    if isinstance(first, TextColumn) and isinstance(second, TextColumn):
        return joined_texts(first, second, rows)
    if isinstance(first, CategoryColumn) and isinstance(second, CategoryColumn):
        return joined_categories(first, second, rows)
    assert isinstance(first, np.ndarray), type(first)
    assert isinstance(second, np.ndarray), type(second)
    return frozen(np.concatenate([first, second.astype(first.dtype)])[rows])


def joined_texts(first: TextColumn, second: TextColumn, rows: Rows) -> TextColumn:
    """As `joined`; rows that lie together are copied together, so that few new ones among many cost little."""
    both = np.concatenate([first.block, second.block])
    starts = np.concatenate([first.offsets[:-1], second.offsets[:-1] + first.offsets[-1]])
    sizes = np.concatenate([np.diff(first.offsets), np.diff(second.offsets)])[rows]
    offsets = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(sizes, out=offsets[1:])
    if not len(rows):
        return TextColumn(frozen(both[:0].copy()), frozen(offsets))
    begins = np.flatnonzero(np.concatenate([[True], np.diff(rows) != 1]))
    lasts = np.concatenate([begins[1:], [len(rows)]]) - 1
    cuts = zip(starts[rows[begins]].tolist(), (starts[rows[lasts]] + sizes[lasts]).tolist(), strict=True)
    return TextColumn(frozen(np.concatenate([both[start:end] for start, end in cuts])), frozen(offsets))


def joined_categories(first: CategoryColumn, second: CategoryColumn, rows: Rows) -> CategoryColumn:
    """As `joined`; values that no row has any more are left out."""
    values = sorted({*first.values, *second.values})
    codes = np.concatenate([recoded(first.codes, first.values, values), recoded(second.codes, second.values, values)])
    codes = codes[rows]
    used = np.unique(codes[codes >= 0])
    left = tuple(values[code] for code in used.tolist())
    return CategoryColumn(frozen(recoded(codes, values, left)), left)


def recoded(codes: Ints32, values: Sequence[str], others: Sequence[str]) -> Ints32:
    """Codes of `values` as those of `others`, which are sorted; -1 stays, and is what has no other code."""
    number = {value: at for at, value in enumerate(others)}
    table = np.array([*(number.get(value, -1) for value in values), -1], dtype=np.int32)
    return table[codes]
