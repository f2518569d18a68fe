"""Every error of Peerpolis that a person may see: one base class, each with the next step in its message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.said import Said, listed, said, said_as


class PeerpolisError(Exception):
    """Base of all errors that are told to the user; the message says what is wrong and what to do next."""

    @property
    def said(self) -> str:
        """The message with its template and values, where it was made of some (`graph.said`)."""
        message = self.args[0] if self.args else ""
        return message if isinstance(message, str) else str(message)


class InvalidRecord(PeerpolisError, ValueError):
    """A record breaks the vocabulary of `graph.model`: a wrong id, date, number or relation end."""


class DanglingRelation(PeerpolisError):
    """A relation or a fact names a node that is neither in the store nor in the same write.

    `missing` holds the ids that were not found, sorted.
    """

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(sorted(missing))
        super().__init__(
            said(
                "{number} id(s) are not in the graph: {ids}. Load these records first, or in the same file.",
                number=len(self.missing),
                ids=listed(self.missing, 5),
            )
        )


#: What may be asked for by id, as the subject of "… is not in the graph".
_SOUGHT: Mapping[str, str] = {
    str(sought): sought
    for sought in (
        said_as("sought", "municipality"),
        said_as("sought", "topic"),
        said_as("sought", "network"),
        said_as("sought", "solution"),
        said_as("sought", "call"),
        said_as("sought", "programme"),
        said_as("sought", "strategy"),
        said_as("sought", "region"),
        said_as("sought", "format"),
        said_as("sought", "imported source"),
        said_as("sought", "node"),
    )
}


class UnknownId(PeerpolisError, KeyError):
    """A question names a node that the graph does not have. `nearest` are ids that look alike."""

    def __init__(self, what: str, id: str, nearest: Sequence[str] = ()) -> None:
        self.what = what
        self.id = id
        self.nearest = tuple(nearest)
        about = {"what": _SOUGHT.get(what, what), "id": id, "nearest": self.nearest}
        if self.nearest:
            message = said("We do not know the {what} {id!r}. Did you mean {nearest}?", **about)
        else:
            message = said("We do not know the {what} {id!r}.", **about)
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would show the message in quotes


class StoreUnavailable(PeerpolisError):
    """The store does not answer. `address` is the one that was tried, `reason` what the try ended with."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        self.reason = reason
        super().__init__(
            said(
                "The graph store at {address} does not answer ({reason}). "
                "Start it, or set PEERPOLIS_GRAPH to another store (sqlite:///path or neo4j://host).",
                address=address,
                reason=reason,
            )
        )


class StoreBroken(PeerpolisError):
    """The store answers, but what it holds is not a Peerpolis graph of this version."""


class EmptyGraph(PeerpolisError):
    """The graph on the server, at `address`, holds nothing yet."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(said("The graph at {address} is empty. Fill it: peerpolis seed", address=address))


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

    @property
    def said(self) -> Said:
        """The error as a sentence."""
        if not self.column and not self.value:
            return said("{file}, row {row}: {why}", file=self.file, row=self.row, why=self.why)
        value = self.value if len(self.value) <= 60 else self.value[:57] + "…"
        values = {"file": self.file, "row": self.row, "value": value, "why": self.why}
        if not self.column:
            return said("{file}, row {row}: {value!r}: {why}", **values)
        return said("{file}, row {row}, column {column}: {value!r}: {why}", column=self.column, **values)

    def __str__(self) -> str:
        return str(self.said)
