"""The bodies that ask or apply, as columns: towns of the register, and at most one that is not in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from graph.arrays import Floats64, Ints32
from graph.errors import InvalidRecord
from graph.model import FACT_KEYS
from graph.said import said
from graph.snapshot.frozen import Snapshot
from graph.snapshot.vocabulary import CategoryColumn, TextColumn, frozen
from matching.types import Place


@dataclass(frozen=True)
class Applicants:
    """Rows are `place`, where it is given, then the municipalities at `index`."""

    snapshot: Snapshot
    index: Ints32
    place: Place | None = None

    @classmethod
    def of(cls, snapshot: Snapshot, town: int | Place, partners: Sequence[int] = ()) -> Applicants:
        """The town first, then its partners, each once."""
        others = dict.fromkeys(int(p) for p in partners)
        if isinstance(town, Place):
            return cls(snapshot, np.array(list(others), dtype=np.int32), town)
        others.pop(int(town), None)
        return cls(snapshot, np.array([int(town), *others], dtype=np.int32))

    @classmethod
    def everyone(cls, snapshot: Snapshot) -> Applicants:
        """All municipalities of the snapshot, in its order."""
        return cls(snapshot, np.arange(len(snapshot.municipalities), dtype=np.int32))

    def __len__(self) -> int:
        return len(self.index) + (self.place is not None)

    @property
    def first(self) -> Applicants:
        """The first row alone: who asks."""
        return Applicants(self.snapshot, self.index[: 0 if self.place else 1], self.place)

    def name(self, language: str) -> str:
        """The name of the first row, in the language where it has one."""
        return self.place.name if self.place else self.snapshot.municipalities.name(int(self.index[0]), language)

    @property
    def country(self) -> CategoryColumn:
        """Two-letter codes of the countries."""
        return self._category("country", self.place.country if self.place else None)

    @property
    def kind(self) -> CategoryColumn:
        """Kinds of bodies (`graph.model.MunicipalityKind`)."""
        return self._category("kind", self.place.kind if self.place else None)

    @property
    def population(self) -> Floats64:
        """Inhabitants, NaN for unknown."""
        of_towns = self.snapshot.population[self.index]
        if self.place is None:
            return of_towns
        return np.concatenate([[math.nan if self.place.population is None else self.place.population], of_towns])

    def fact(self, key: str) -> CategoryColumn:
        """The newest value of a fact, unknown where nobody states it; a place outside the register has none.

        Raises InvalidRecord for a key that is none of `graph.model.FACT_KEYS`.
        """
        if key not in FACT_KEYS:
            raise InvalidRecord(said("unknown fact {wrong!r}; known are {known}", wrong=key, known=tuple(FACT_KEYS)))
        facts = self.snapshot.facts
        rows = self._fact_rows(key)
        # Facts are ordered by subject, the newest first: the first row of a subject is the one that holds.
        subjects, newest = np.unique(facts.subject[rows], return_index=True)
        codes = np.full(len(self.snapshot.municipalities), -1, dtype=np.int32)
        values, codes[subjects] = _distinct(facts.value, rows[newest])
        taken = codes[self.index]
        return CategoryColumn(np.concatenate([[-1], taken]).astype(np.int32) if self.place else taken, values)

    def _fact_rows(self, key: str) -> npt.NDArray[np.int64]:
        """The rows of the facts with the key, at least those about these towns."""
        facts = self.snapshot.facts
        code = facts.key.code(key)
        if len(self.index) > 1000:
            return np.flatnonzero(facts.key.codes == code)
        first, last = np.searchsorted(facts.subject, [self.index, self.index + 1])
        spans = [np.arange(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True)]
        rows: npt.NDArray[np.int64] = np.concatenate([np.empty(0, dtype=np.int64), *spans])
        of_key: npt.NDArray[np.int64] = rows[facts.key.codes[rows] == code]
        return of_key

    def _category(self, name: str, of_place: str | None) -> CategoryColumn:
        column = self.snapshot.municipalities.category(name)
        codes = column.codes[self.index]
        if of_place is None:
            return CategoryColumn(codes, column.values)
        return CategoryColumn(
            np.concatenate([[len(column.values)], codes]).astype(np.int32), (*column.values, of_place)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What rules are judged on: for which applicants, and on which day."""

    applicants: Applicants
    on: date

    @property
    def size(self) -> int:
        """How many applicants."""
        return len(self.applicants)

    @property
    def first(self) -> Asked:
        """The question for the first applicant alone."""
        return Asked(self.applicants.first, self.on)

    def those(self, chosen: npt.NDArray[np.bool_]) -> Asked:
        """The question for the first applicant and those chosen of the others."""
        kept = np.append(True, chosen[1:])
        place = self.applicants.place
        rows = kept[1:] if place is not None else kept
        return Asked(Applicants(self.applicants.snapshot, self.applicants.index[rows], place), self.on)


def _distinct(column: TextColumn, rows: npt.NDArray[np.int64]) -> tuple[tuple[str, ...], Ints32]:
    """The distinct texts of some rows, and for each row which of them it holds, without a loop over the rows."""
    if not len(rows):
        return (), np.empty(0, dtype=np.int32)
    starts = column.offsets[rows]
    sizes = column.offsets[rows + 1] - starts
    at = np.arange(int(sizes.max()))
    inside = at < sizes[:, None]
    letters = np.where(inside, column.block[np.where(inside, starts[:, None] + at, 0)], 0).astype(np.uint8)
    texts, codes = np.unique(letters.view(f"S{len(at)}").ravel(), return_inverse=True)
    return tuple(text.decode() for text in texts.tolist()), frozen(codes.astype(np.int32))
