"""keep.eu: Interreg, URBACT and neighbouring programmes, their projects and partners, as the site exports them.

A workbook with the sheets Projects, Partners and Calls. Projects have no id there: programme and acronym together name
one. Of the partners only bodies that are municipalities, counties or unions of them are taken; persons, streets and
departments are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from graph.errors import InvalidRecord
from graph.model import Call, Network
from graph.said import said, said_as, said_many
from seed import values
from seed.bodies.countries import country_code
from seed.bodies.resolver import Mention
from seed.files.columns import columns_once, known_columns, missing_columns
from seed.files.heads import LAST_HEAD, head_at
from seed.files.input_files import InputFile
from seed.files.workbook import SUFFIXES, Row, stream_sheets
from seed.importers.frame import Importer, Request
from seed.importers.plain import graph_id
from seed.importers.statements import Statements
from seed.reading import Reading

#: The columns of each sheet that must be there.
REQUIRED = {
    "projects": ("Programme", "Acronym", "Project start", "Project end"),
    "partners": ("Programme", "Acronym", "Project Partner", "Lead Partner", "Town", "Country"),
    "calls": ("Programme", "Serial Number", "Start Date", "End Date"),
}
#: Columns that are read where they are there.
_OTHERS = {
    "projects": (
        *("Description EN", "Description 1", "Description 2", "Website", "Thematic1", "Thematic2", "Thematic3"),
        *("Project Name", "Project Name language 2", "Project Name language 3"),
    ),
    "partners": ("Country code", "NUTS3 (or equivalent)"),
    "calls": (),
}
#: What names a project or a call, by its column.
_NAMING = {
    "Programme": said_as("of a row", "programme"),
    "Acronym": said_as("of a row", "acronym"),
    "Serial Number": said_as("of a row", "serial number"),
}

Cells = Mapping[str, str]


def read_keep(request: Request) -> Reading:
    """Projects with FUNDED_BY, municipal partners with MEMBER_OF, and calls with UNDER, of all workbooks asked for.

    A project that stands in two rows (it has two lead partners) is one. A value that cannot be taken becomes an error
    with its sheet, row and column, and the rest is read.
    """
    return _Keep(request).read("projects", "partners", "calls")


KEEP = Importer(
    name="keep",
    what=said("Projects, municipal partners and calls of Interreg and URBACT, from a workbook of keep.eu."),
    file="workbook with the sheets Projects, Partners and Calls",
    publisher="keep.eu (Interact)",
    page="https://keep.eu/projects/",
    terms=said("free to copy and to build upon, with credit and a link to keep.eu, and a note of what was changed"),
    suffixes=SUFFIXES,
    read=read_keep,
    wanted={sheet.capitalize(): columns for sheet, columns in REQUIRED.items()},
)


def read_keep_calls(request: Request) -> Reading:
    """The calls of the workbooks alone."""
    return _Keep(request).read("calls")


class _Keep:
    """The workbooks of one request while they are read."""

    def __init__(self, request: Request) -> None:
        self.advance = request.advance
        self.files = request.files
        self.said = Statements(request)

    def read(self, *sheets: str) -> Reading:
        """What the sheets of all workbooks say."""
        for file in self.files:
            self.workbook(file, sheets)
        projects = sum(isinstance(node, Network) for node in self.said.nodes.values())
        told = said_many("{count:,} project", "{count:,} projects", count=projects)
        return self.said.reading(*([told] if projects else []))

    def workbook(self, file: InputFile, sheets: Sequence[str]) -> None:
        """Read the sheets, in the order in which they refer to each other; one that is missing is an error."""
        self.said.file, self.said.row = file.name, 1

        def wanted(names: Sequence[str]) -> Sequence[str]:
            found: dict[str, str] = {}
            for name in filter(str.strip, names):
                first = found.setdefault(_sheet(name), name)
                if first != name and _sheet(name) in sheets:
                    why = said("the workbook has this sheet twice; only {first} was read", first=first)
                    self.said.fault(name, "", why)
            for sheet in sheets:
                if sheet not in found:
                    self.said.fault("", "", said("the workbook has no sheet {name}", name=sheet.capitalize()))
            return [found[sheet] for sheet in sheets if sheet in found]

        for name, rows in stream_sheets(file, self.said.errors, wanted, self.advance):
            self.said.file = f"{file.name}/{name}"
            self.sheet(_sheet(name), rows)

    def sheet(self, sheet: str, rows: Iterator[Row]) -> None:
        """Take the rows of one sheet; without a required column it is not read."""
        first = list(islice(rows, LAST_HEAD))
        wanted = (*REQUIRED[sheet], *_OTHERS[sheet])
        heads = [known_columns(cells, wanted, {}) for _, cells in first]
        at = head_at(heads, lambda cells: len({*wanted}.intersection(cells)))
        self.said.row = first[at][0] if first else 1
        header = columns_once(self.said.file, heads[at] if first else (), wanted, self.said.errors, self.said.row)
        missing = [column for column in REQUIRED[sheet] if column not in header]
        if missing:
            self.said.errors.append(missing_columns(self.said.file, missing, REQUIRED[sheet], self.said.row))
        take = {"projects": self.project, "partners": self.partner, "calls": self.call}[sheet]
        for self.said.row, row in () if missing else chain(first[at + 1 :], rows):
            cells = {column: cell for column, cell in zip(header, row, strict=False) if column}
            if any(cells.values()):
                take(cells)

    def project(self, cells: Cells) -> None:
        """A project, with its programme."""
        id = self.named(cells, "Acronym", "keep", "net")
        if id is None or id in self.said.nodes:
            return
        english = cells.get("Description EN", "")
        taken = self.said.node(
            Network,
            id=id,
            name=cells["Acronym"],
            kind="project",
            start=self.said.day("Project start", cells["Project start"]),
            end=self.said.day("Project end", cells["Project end"]),
            url=self.said.address("Website", cells.get("Website", "")),
            summary=_first(cells, "Project Name", "Project Name language 2", "Project Name language 3"),
            keywords=tuple(dict.fromkeys(filter(None, (cells.get(f"Thematic{n}", "") for n in (1, 2, 3))))),
            text=english or _first(cells, "Description 1", "Description 2"),
            lang="en" if english else None,
        )
        if taken:
            self.said.relate("FUNDED_BY", id, self.said.programme(cells["Programme"]))

    def partner(self, cells: Cells) -> None:
        """A partner, if it is a municipal body of the graph."""
        id = self.named(cells, "Acronym", "keep", "net")
        if id is None:
            return
        if id not in self.said.nodes:
            why = said("the sheet of projects has no such acronym in this programme")
            self.said.fault("Acronym", cells["Acronym"], why)
            return
        country = country_code(cells.get("Country code", "")[:2]) or country_code(cells["Country"])
        if country is None:
            why = said("no country that we know; the partner was left out")
            self.said.fault("Country", cells["Country"], why)
            return
        region = cells.get("NUTS3 (or equivalent)", "").partition(" ")[0] or None
        mention = Mention(cells["Project Partner"], country, region=region, seat=cells["Town"] or None)
        body = self.said.body(mention) if mention.name else None
        if body is not None:
            self.said.relate("MEMBER_OF", body, id, role="lead" if self.leads(cells["Lead Partner"]) else "partner")

    def leads(self, text: str) -> bool:
        """Whether the partner leads; what says neither yes nor no is told."""
        try:
            return values.flag(text) is True
        except InvalidRecord as error:
            self.said.fault("Lead Partner", text, said("{why}; taken as no", why=error.said))
            return False

    def call(self, cells: Cells) -> None:
        """A call of a programme; the sheet gives calls a number, and no title."""
        id = self.named(cells, "Serial Number", "call", "call")
        if id is None:
            return
        taken = self.said.node(
            Call,
            id=id,
            name=f"{cells['Programme']}: call {cells['Serial Number']}",
            opening=self.said.day("Start Date", cells["Start Date"]),
            deadline=self.said.day("End Date", cells["End Date"]),
        )
        if taken:
            self.said.relate("UNDER", id, self.said.programme(cells["Programme"]))

    def named(self, cells: Cells, column: str, own: str, prefix: str) -> str | None:
        """The id of what programme and `column` name; None, and an error, where one of them is missing."""
        for needed in ("Programme", column):
            if not cells[needed]:
                self.said.fault(needed, "", said("the row has no {what}, and was left out", what=_NAMING[needed]))
                return None
        return graph_id(f"{own}:{cells['Programme']}|{cells[column]}", prefix)


def _sheet(name: str) -> str:
    """What the sheet is, by its first word: `Projects (lead partners)` is projects."""
    return name.split()[0].casefold()


def _first(cells: Cells, *columns: str) -> str | None:
    return next((cells[column] for column in columns if cells.get(column)), None)
