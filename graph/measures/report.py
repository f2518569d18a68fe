"""The answer of a measurement: rows that explain themselves, and everything that is needed to cite and repeat it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph import dates
from graph.errors import UnknownId
from graph.said import Noun, said, said_many
from graph.snapshot.frozen import Snapshot

RowT = TypeVar("RowT", covariant=True)
#: What a measurement may be asked with.
Parameter = str | int | float | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What a `source` says of ties of a `type` in a country: of how many towns."""

    type: str
    source: str
    country: str
    towns: int


@dataclass(frozen=True, slots=True)
class Report(Generic[RowT]):
    """The rows of one question over one snapshot. `rows` are dataclasses of one type; there may be none.

    `summary` says in a sentence what was found, or why there is nothing. `digest` names the snapshot, `as_of` its day
    (None: all that is known) and `parameters` the question, so that the same call gives the same rows. `notes` tell
    what was counted and what was not, `sources` what the ties rest on, and how far each reaches in a country.
    """

    question: str
    summary: str
    rows: tuple[RowT, ...]
    digest: str
    as_of: str | None
    parameters: Mapping[str, Parameter]
    notes: tuple[str, ...] = ()
    sources: tuple[Reach, ...] = ()


def report(
    snapshot: Snapshot,
    question: str,
    summary: str,
    rows: tuple[RowT, ...],
    *,
    notes: tuple[str, ...] = (),
    sources: tuple[Reach, ...] = (),
    **parameters: Parameter,
) -> Report[RowT]:
    """The report of `rows` found in the snapshot."""
    as_of = dates.from_code(snapshot.as_of)
    if as_of is not None:
        parameters["undated"] = "in" if snapshot.undated_in else "out"
    return Report(question, summary, rows, snapshot.digest, as_of, parameters, notes, sources)


def index_of(snapshot: Snapshot, label: str, id: str) -> int:
    """The index of the node in its table. Raises UnknownId, with the ids that look alike, where there is none."""
    table = snapshot.tables[label]
    at = table.ids.find(id)
    if at is None:
        known = [table.ids[i] for i in range(len(table))]
        raise UnknownId(label.lower(), id, difflib.get_close_matches(id, known, n=3))
    return at


TOWNS = Noun(said("no towns"), said_many("{count:,} town", "{count:,} towns"))
TIES = Noun(said("no ties"), said_many("{count:,} tie", "{count:,} ties"))
NETWORKS = Noun(said("no networks"), said_many("{count:,} network", "{count:,} networks"))
SOLUTIONS = Noun(said("no solutions"), said_many("{count:,} solution", "{count:,} solutions"))
MEMBERS = Noun(said("no members"), said_many("{count:,} member", "{count:,} members"))
