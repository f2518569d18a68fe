"""keep.eu: Interreg, URBACT and neighbouring programmes, their projects and partners, as the site exports them.

A workbook with the sheets Projects, Partners and Calls. Projects have no id there: programme and acronym together name
one. Of the partners only bodies that are municipalities, counties or unions of them are taken; persons, streets and
departments are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graph import dates
from graph.errors import InvalidRecord, RowError
from graph.model import Batch, Call, Network, Node, Programme, Relation
from graph.report import counted
from seed.countries import country_code
from seed.importing import Request
from seed.input_files import InputFile
from seed.plain import graph_id
from seed.reading import Reading
from seed.resolver import Mention

_REQUIRED = {
    "projects": ("Programme", "Acronym", "Project start", "Project end"),
    "partners": ("Programme", "Acronym", "Project Partner", "Lead Partner", "Town", "Country"),
    "calls": ("Programme", "Serial Number", "Start Date", "End Date"),
}
_PERIOD = re.compile(r"\s*(\d{4}) ?[-–] ?(\d{4})")
#: Rows between two reports of progress.
_REPORT = 500

Cells = Mapping[str, str]


def read_keep(request: Request) -> Reading:
    """Projects with FUNDED_BY, municipal partners with MEMBER_OF, and calls with UNDER, of all workbooks asked for.

    A project that stands in two rows (it has two lead partners) is one. A value that cannot be taken becomes an error
    with its sheet, row and column, and the rest is read.
    """
    return Keep(request, ("projects", "partners", "calls")).reading()


def read_keep_calls(request: Request) -> Reading:
    """The calls of the workbooks alone."""
    return Keep(request, ("calls",)).reading()


@dataclass(slots=True)
class Keep:
    """The workbooks of one request while their `sheets` are read."""

    request: Request
    sheets: Sequence[str]
    nodes: dict[str, Node] = field(default_factory=dict)
    relations: dict[tuple[str, str, str, str], Relation] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)
    file: str = ""
    row: int = 0

    def reading(self) -> Reading:
        """Everything that the workbooks say."""
        for file in self.request.files:
            self.workbook(file)
        bodies = self.request.bodies
        projects = sum(isinstance(node, Network) for node in self.nodes.values())
        notices = (counted(projects, "project"), *bodies.notices()) if projects else bodies.notices()
        batch = Batch(tuple(self.nodes.values()), tuple(self.relations.values()))
        return Reading(self.request.source, batch, tuple(self.errors), notices, unresolved=bodies.unresolved)

    def workbook(self, file: InputFile) -> None:
        """Read the sheets that are asked for, in the order in which they refer to each other."""
        from python_calamine import CalamineError, CalamineWorkbook

        with file.open() as stream:
            try:
                book = CalamineWorkbook.from_filelike(stream)
                found = {name.split()[0].casefold(): name for name in book.sheet_names if name.strip()}
                for sheet in self.sheets:
                    if sheet not in found:
                        self.fault_in(file.name, 1, "", "", f"the workbook has no sheet {sheet.capitalize()}")
                        continue
                    self.file = f"{file.name}/{found[sheet]}"
                    rows = book.get_sheet_by_name(found[sheet])
                    self.sheet(sheet, rows.iter_rows(), rows.height)
            except CalamineError as error:
                self.fault_in(file.name, 1, "", "", f"this is no workbook, or damaged ({error})")

    def sheet(self, sheet: str, rows: Iterator[Sequence[object]], height: int) -> None:
        """Take the rows of one sheet, of which there are `height`; without a required column it is not read."""
        header = [_text(cell) for cell in next(rows, ())]
        self.row = 1
        missing = [column for column in _REQUIRED[sheet] if column not in header]
        for column in missing:
            self.fault(column, "", "there is no such column, and the sheet was not read")
        take = {"projects": self.project, "partners": self.partner, "calls": self.call}[sheet]
        for self.row, row in enumerate(() if missing else rows, start=2):
            cells = {column: _text(cell) for column, cell in zip(header, row, strict=False) if column}
            if any(cells.values()):
                take(cells)
            if self.row % _REPORT == 0:
                self.request.advance(self.row, height)

    def project(self, cells: Cells) -> None:
        """A project, with its programme."""
        id = self.named(cells, "Acronym", "keep", "net")
        if id is None or id in self.nodes:
            return
        english = cells.get("Description EN", "")
        network = self.made(
            Network,
            id=id,
            name=cells["Acronym"],
            kind="project",
            start=self.day(cells, "Project start"),
            end=self.day(cells, "Project end"),
            url=_web_address(cells.get("Website", "")),
            summary=_first(cells, "Project Name", "Project Name language 2", "Project Name language 3"),
            keywords=tuple(dict.fromkeys(filter(None, (cells.get(f"Thematic{n}", "") for n in (1, 2, 3))))),
            text=english or _first(cells, "Description 1", "Description 2"),
            lang="en" if english else None,
        )
        if network:
            self.relate("FUNDED_BY", id, self.programme(cells))

    def partner(self, cells: Cells) -> None:
        """A partner, if it is a municipal body of the graph."""
        id = self.named(cells, "Acronym", "keep", "net")
        if id is None:
            return
        if id not in self.nodes:
            self.fault("Acronym", cells["Acronym"], "the sheet of projects has no such acronym in this programme")
            return
        country = country_code(cells.get("Country code", "")[:2]) or country_code(cells["Country"])
        if country is None:
            self.fault("Country", cells["Country"], "no country that we know; the partner was left out")
            return
        region = cells.get("NUTS3 (or equivalent)", "").partition(" ")[0] or None
        mention = Mention(cells["Project Partner"], country, region=region, seat=cells["Town"] or None)
        body = self.request.bodies.body(mention, self.file, self.row) if mention.name else None
        if body is not None:
            self.relate("MEMBER_OF", body, id, role="lead" if cells["Lead Partner"] == "Yes" else "partner")

    def call(self, cells: Cells) -> None:
        """A call of a programme; the sheet gives calls a number, and no title."""
        id = self.named(cells, "Serial Number", "call", "call")
        if id is None:
            return
        programme = self.programme(cells)
        name = f"{self.nodes[programme].name}: call {cells['Serial Number']}"
        opening, deadline = self.day(cells, "Start Date"), self.day(cells, "End Date")
        if self.made(Call, id=id, name=name, opening=opening, deadline=deadline):
            self.relate("UNDER", id, programme)

    def named(self, cells: Cells, column: str, own: str, prefix: str) -> str | None:
        """The id of what programme and `column` name; None, and an error, where one of them is missing."""
        for needed in ("Programme", column):
            if not cells[needed]:
                self.fault(needed, "", f"the row has no {needed.lower()}, and was left out")
                return None
        return graph_id(f"{own}:{cells['Programme']}|{cells[column]}", prefix)

    def programme(self, cells: Cells) -> str:
        """The id of the row's programme; its node is made where it is the first of it."""
        name = cells["Programme"]
        id = graph_id(f"prog:{name}", "prog")
        period = _PERIOD.match(name)
        if id not in self.nodes:
            self.made(Programme, id=id, name=name, period=f"{period[1]}-{period[2]}" if period else None)
        return id

    def made(self, node_type: type[Node], **values: Any) -> bool:
        """Make a node; False, and an error, where it breaks the vocabulary."""
        try:
            node = node_type(source=self.request.source, as_of=self.request.as_of, **values)
        except InvalidRecord as error:
            self.fault("", values["name"], f"{error}; left out")
            return False
        self.nodes[node.id] = node
        return True

    def relate(self, type: str, start: str, end: str, role: str | None = None) -> None:
        """Say a relation; of two roles in one project the lead holds."""
        source, as_of = self.request.source, self.request.as_of
        relation = Relation(type=type, start=start, end=end, source=source, as_of=as_of, role=role)
        if role == "lead" or relation.identity not in self.relations:
            self.relations[relation.identity] = relation

    def day(self, cells: Cells, column: str) -> str | None:
        """The date in ISO form; None, and an error, for anything else."""
        text = cells[column].replace("/", "-") or None
        try:
            dates.to_code(text)
        except InvalidRecord as error:
            self.fault(column, cells[column], f"{error}; left out")
            return None
        return text

    def fault(self, column: str, value: str, why: str) -> None:
        """Tell an error at the present row."""
        self.fault_in(self.file, self.row, column, value, why)

    def fault_in(self, file: str, row: int, column: str, value: str, why: str) -> None:
        """Tell an error."""
        self.errors.append(RowError(file, row, column, value, why))


def _text(cell: object) -> str:
    """A cell as text: whole numbers without a decimal point, days in ISO form, blanks collapsed at both ends."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _first(cells: Cells, *columns: str) -> str | None:
    return next((cells[column] for column in columns if cells.get(column)), None)


def _web_address(text: str) -> str | None:
    return text if re.match(r"https?://\S+$", text) else None
