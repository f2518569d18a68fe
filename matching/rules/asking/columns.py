"""What the graph states of every municipality, as columns: codes, and the values that they stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from graph.arrays import Ints32
from graph.errors import InvalidRecord
from graph.model import FACT_KEYS
from graph.said import said
from graph.snapshot.frozen import Snapshot
from graph.snapshot.vocabulary import CategoryColumn, TextColumn, frozen
from matching.rules.asking.fields import OF_GRAPH
from matching.rules.asking.stored import KEPT, value_of

Codes = npt.NDArray[np.int64]
FoundT = TypeVar("FoundT")


@dataclass(frozen=True)
class Columns:
    """The facts of all municipalities of a snapshot, by the names that questions have for them; each is made once."""

    snapshot: Snapshot

    @cached_property
    def _made(self) -> dict[str, tuple[Codes, list[object]]]:
        return {}

    @cached_property
    def _found(self) -> dict[str, Any]:
        return {}

    def once(self, name: str, find: Callable[[], FoundT]) -> FoundT:
        """What is found out about all municipalities under the name, which stands for `find`: each is found once."""
        if name not in self._found:
            self._found[name] = find()
        found: FoundT = self._found[name]
        return found

    def column(self, name: str) -> tuple[Codes, list[object]]:
        """The code of every municipality, shape (municipalities,), and the values that the codes stand for; None is
        one of them."""
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def _make(self, name: str) -> tuple[Codes, list[object]]:
        if name == "population":
            sizes, codes = np.unique(np.nan_to_num(self.snapshot.population, nan=-1.0), return_inverse=True)
            return codes.astype(np.int64), [None if size < 0 else float(size) for size in sizes]
        if name == "region":
            return self._regions()
        of_graph = next((key for key in KEPT if OF_GRAPH.get(key, key) == name), None)
        if of_graph is None:
            column = self.snapshot.municipalities.category({"legal_type": "kind"}.get(name, name))
            values: list[object] = [*column.values, None]
        else:
            column = fact_column(self.snapshot, of_graph)
            values = [*(value_of(name, str(value)) for value in column.values), None]
        return column.codes.astype(np.int64) % len(values), values  # code −1, unknown, takes the last

    def _regions(self) -> tuple[Codes, list[object]]:
        table, links = self.snapshot.tables["Region"], self.snapshot.links("IN", "Municipality")
        values: list[object] = [*(table.name(at, "en") for at in range(len(table))), None]
        codes = np.full(len(self.snapshot.municipalities), len(table), dtype=np.int64)
        codes[links.start[::-1]] = links.end[::-1]
        return codes, values


def fact_column(snapshot: Snapshot, key: str) -> CategoryColumn:
    """The newest value of a fact for every municipality, unknown where nobody states it.

    Raises InvalidRecord for a key that is none of `graph.model.FACT_KEYS`.
    """
    if key not in FACT_KEYS:
        raise InvalidRecord(said("unknown fact {wrong!r}; known are {known}", wrong=key, known=tuple(FACT_KEYS)))
    facts = snapshot.facts
    rows = np.flatnonzero(facts.key.codes == facts.key.code(key))
    # Facts are ordered by subject, the newest first: the first row of a subject is the one that holds.
    subjects, newest = np.unique(facts.subject[rows], return_index=True)
    codes = np.full(len(snapshot.municipalities), -1, dtype=np.int32)
    values, codes[subjects] = _distinct(facts.value, rows[newest])
    return CategoryColumn(codes, values)


def _distinct(column: TextColumn, rows: npt.NDArray[np.int64]) -> tuple[tuple[str, ...], Ints32]:
    """The distinct texts of some rows, and for each row which of them it holds."""
    if not len(rows):
        return (), np.empty(0, dtype=np.int32)
    texts, codes = np.unique(column.encoded(rows), return_inverse=True)
    return tuple(text.decode() for text in texts.tolist()), frozen(codes.astype(np.int32))
