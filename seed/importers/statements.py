"""What an importer has read so far: records with the source and date of its request, and the faults on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.errors import InvalidRecord, RowError
from graph.model import Batch, Fact, Node, Programme, Relation
from graph.said import said
from seed import values as values_
from seed.bodies.resolver import Mention
from seed.files.input_files import InputFile
from seed.files.row_stream import Cells, stream_rows
from seed.importers.frame import Request
from seed.importers.plain import programme_id
from seed.reading import Reading

_PERIOD = re.compile(r"\s*(\d{4}) ?[-–] ?(\d{4})")
#: Of two roles that one body has in one network, and of two ways to use one solution, the first in this order holds.
_WEIGHT = ("lead", "origin")


@dataclass(slots=True)
class Statements:
    """Gathers what the files of a request say. `file` and `row` are where the importer is; faults are told there.

    `stands` tells where each node was said.
    """

    request: Request
    nodes: dict[str, Node] = field(default_factory=dict)
    relations: dict[tuple[str, str, str, str], Relation] = field(default_factory=dict)
    facts: dict[tuple[str, str, str], Fact] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    stands: dict[str, tuple[str, int]] = field(default_factory=dict)
    file: str = ""
    row: int = 1

    def rows(
        self, file: InputFile, required: Sequence[str], *, aliases: Mapping[str, str] | None = None, quoted: bool = True
    ) -> Iterator[Cells]:
        """The rows of a table, with the columns `required`; the place is that of the row given last.

        `aliases` are what other editions call them (theirs → ours).
        """
        self.file, self.row = file.name, 1
        advance = self.request.advance
        for number, cells in stream_rows(
            file, self.errors, required=required, aliases=aliases or {}, quoted=quoted, advance=advance
        ):
            self.row = number
            yield cells

    def fault(self, column: str, value: str, why: str) -> None:
        """Tell an error at the present place."""
        self.errors.append(RowError(self.file, self.row, column, value, why))

    def node(self, node_type: Callable[..., Node], **values: Any) -> bool:
        """Say a node; False, and an error, where it breaks the vocabulary. What ends before it begins has no dates.

        Of two that are not the same under one id the first holds, and that is told.
        """
        for first, last in (("start", "end"), ("opening", "deadline")):
            if not values_.in_order(values.get(first), values.get(last)):
                self.fault(last, f"{values[first]} – {values[last]}", said("ends before it begins; both were left out"))
                values[first] = values[last] = None
        try:
            node = node_type(source=self.request.source, as_of=self.request.as_of, **values)
        except InvalidRecord as error:
            self.fault("", str(values["name"]), said("{why}; left out", why=error.said))
            return False
        before = self.nodes.setdefault(node.id, node)
        if before is node:
            self.stands[node.id] = (self.file, self.row)
        elif before != node:
            file, row = self.stands[node.id]
            why = said("stands in row {row} of {file} already, not the same; the first was taken", row=row, file=file)
            self.fault("", str(values["name"]), why)
        return True

    def relate(self, type: str, start: str, end: str, *, role: str | None = None, status: str | None = None) -> None:
        """Say a relation; who leads and takes part, leads."""
        source, as_of = self.request.source, self.request.as_of
        relation = Relation(type=type, start=start, end=end, source=source, as_of=as_of, role=role, status=status)
        if role in _WEIGHT or status in _WEIGHT or relation.identity not in self.relations:
            self.relations[relation.identity] = relation

    def fact(self, subject: str, key: str, value: str) -> None:
        """Say a fact about a municipality; of two in one file the first holds."""
        fact = Fact(subject=subject, key=key, value=value, source=self.request.source, as_of=self.request.as_of)
        self.facts.setdefault(fact.identity, fact)

    def programme(self, name: str) -> str:
        """The id of the programme that its publisher calls `name`; says its node where it is the first of it."""
        id = programme_id(name)
        period = _PERIOD.match(name)
        if id not in self.nodes:
            self.node(Programme, id=id, name=name, period=f"{period[1]}-{period[2]}" if period else None)
        return id

    def body(self, mention: Mention, *others: Mention) -> str | None:
        """The municipal body that stands at the present place; see `Recognition.body`."""
        return self.request.bodies.body(self.file, self.row, mention, *others)

    def day(self, column: str, text: str) -> str | None:
        """The date in ISO form, None for an empty text; None, and an error, for anything else."""
        try:
            return values_.day(text)
        except InvalidRecord as error:
            self.fault(column, text, said("{why}; left out", why=error.said))
            return None

    def address(self, column: str, text: str) -> str | None:
        """The address of a page, None for an empty text; None, and an error, for anything else."""
        try:
            return values_.address(text)
        except InvalidRecord as error:
            self.fault(column, text, said("{why}; left out", why=error.said))
            return None

    def reading(self, *notices: str) -> Reading:
        """Everything that was said, with what the recognition of bodies has to tell."""
        bodies = self.request.bodies
        batch = Batch(tuple(self.nodes.values()), tuple(self.relations.values()), tuple(self.facts.values()))
        told = (*self.notices, *notices, *bodies.notices())
        return Reading(self.request.source, batch, tuple(self.errors), told, unresolved=bodies.unresolved)
