"""Every error of Peerpolis that a person may see: one base class, each with the next step in its message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class PeerpolisError(Exception):
    """Base of all errors that are told to the user; the message says what is wrong and what to do next."""


class InvalidRecord(PeerpolisError, ValueError):
    """A record breaks the vocabulary of `graph.model`: a wrong id, date, number or relation end."""


class DanglingRelation(PeerpolisError):
    """A relation or a fact names a node that is neither in the store nor in the same write.

    `missing` holds the ids that were not found, sorted.
    """

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(sorted(missing))
        shown = ", ".join(self.missing[:5]) + (" …" if len(self.missing) > 5 else "")
        super().__init__(
            f"{len(self.missing)} id(s) are not in the graph: {shown}. Load these records first, or in the same file."
        )


class UnknownId(PeerpolisError, KeyError):
    """A question names a node that the graph does not have. `nearest` are ids that look alike."""

    def __init__(self, what: str, id: str, nearest: Sequence[str] = ()) -> None:
        self.what = what
        self.id = id
        self.nearest = tuple(nearest)
        hint = f" Did you mean {', '.join(self.nearest)}?" if self.nearest else ""
        super().__init__(f"There is no {what} {id!r} in the graph.{hint}")

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would show the message in quotes


class StoreUnavailable(PeerpolisError):
    """The store does not answer. `address` is the one that was tried, `reason` what the try ended with."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        self.reason = reason
        super().__init__(
            f"The graph store at {address} does not answer ({reason}). "
            "Start it, or set PEERPOLIS_GRAPH to another store (sqlite:///path or neo4j://host)."
        )


class StoreBroken(PeerpolisError):
    """The store answers, but what it holds is not a Peerpolis graph of this version."""


class EmptyGraph(PeerpolisError):
    """The graph on the server, at `address`, holds nothing yet."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"The graph at {address} is empty. Fill it: peerpolis seed")


@dataclass(frozen=True, slots=True)
class RowError:
    """One value of an input file that could not be taken: where it stands and why.

    `row` counts data rows from 1 as a spreadsheet shows them (the header is row 1); `column` is the header's name.
    """

    file: str
    row: int
    column: str
    value: str
    why: str

    def __str__(self) -> str:
        value = self.value if len(self.value) <= 60 else self.value[:57] + "…"
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}, row {self.row}{column}: {f'{value!r}: ' if value or column else ''}{self.why}"
