"""What an importer hands over: the records it read, the rows it could not take, and what it wants to be told."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import RowError
from graph.model import Batch


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A body of a list that nobody could tell for sure: where it first stands, and what it could be.

    `candidates` are ids, the likeliest first; `times` counts how often the list names it.
    """

    file: str
    row: int
    name: str
    country: str
    why: str
    candidates: tuple[str, ...] = ()
    times: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read. `name` is shown to people: the file's name, or the register's.

    `errors` are rows or values that were not taken, each with its place; everything else is in `batch`.
    `notices` are sentences about things that were taken but that a person should know.
    `replaces` are the sources whose earlier statements this reading takes the place of.
    `unresolved` are bodies whose statements were left out, because it is open which of the graph's towns they are.
    """

    name: str
    batch: Batch
    errors: tuple[RowError, ...] = ()
    notices: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
