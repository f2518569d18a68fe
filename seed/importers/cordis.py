"""CORDIS: who took part in the projects of the EU's framework programmes, as the Publications Office offers it.

Two tables for each programme: `organization.csv` (a row a participation) and, beside it if at hand, `project.csv`.
Of the organisations only public bodies are looked at, and only municipal ones taken; a project without one is none of
ours. The participant's code (PIC) is a fact about the town: rules ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from graph.errors import InvalidRecord
from graph.model import Network
from graph.said import Noun, counted, said, said_many
from seed import values
from seed.bodies.countries import country_code
from seed.bodies.resolver import Mention
from seed.files.input_files import InputFile
from seed.files.row_stream import Cells
from seed.importers.frame import Importer, Request
from seed.importers.statements import Statements
from seed.reading import Reading

_ORGANISATIONS = ("projectID", "projectAcronym", "organisationID", "name", "activityType", "city", "country", "role")
_PROJECTS = ("id", "acronym", "title", "startDate", "endDate", "objective")
#: What earlier editions call the columns.
_ALIASES: Mapping[str, str] = {
    **{
        "projectReference": "projectID",
        "projectId": "projectID",
        "id": "organisationID",
        "organizationID": "organisationID",
    },
    **{"organisationName": "name", "acronym": "projectAcronym"},
}
_ALIASES_OF_PROJECTS: Mapping[str, str] = {"reference": "id", "projectID": "id", "projectReference": "id"}
#: What CORDIS calls the activity of public bodies that are neither research nor schools, and those of others.
_PUBLIC = "PUB"
_ACTIVITIES = (_PUBLIC, "HES", "REC", "PRC", "OTH")
ROLES: Mapping[str, str] = {
    "coordinator": "lead",
    "participant": "partner",
    "partner": "partner",
    "internationalPartner": "partner",
    "thirdParty": "associated",
    "associatedPartner": "associated",
}
_ROLES = {name.casefold(): role for name, role in ROLES.items()}
_COUNTED_PROJECTS = Noun(said("no projects"), said_many("{count:,} project", "{count:,} projects"))
PROGRAMMES: Mapping[str, str] = {
    "FP7": "7th Framework Programme",
    "H2020": "Horizon 2020",
    "HORIZON": "Horizon Europe",
}


def read_cordis(request: Request) -> Reading:
    """Municipal bodies with MEMBER_OF and their PIC, and their projects; FUNDED_BY where `project.csv` is at hand.

    Without it a project is known by its acronym alone. Other tables of the publisher's archive are passed over.
    """
    projects = [file for file in request.files if _stem(file) == "project"]
    others = [file for file in request.files if _stem(file).startswith(("organization", "organisation"))]
    if not projects and not others:  # somebody gave the table another name
        others = list(request.files)
    return _Cordis(request).read(others, projects)


CORDIS = Importer(
    name="cordis",
    what=said(
        "Municipal bodies in the projects of Horizon Europe and its forerunners, from organization.csv and "
        "project.csv of CORDIS."
    ),
    file="`organization.csv` and, if at hand, `project.csv`, or the ZIP archive that holds them",
    publisher=said("CORDIS (Publications Office of the European Union)"),
    page="https://data.europa.eu/data/datasets?query=CORDIS",
    terms=said("CC BY 4.0, © European Union"),
    suffixes=(".csv",),
    common_names=frozenset({"organization.csv", "project.csv"}),
    read=read_cordis,
    wanted={"organization.csv": _ORGANISATIONS, "project.csv": _PROJECTS},
)


class _Cordis:
    """The tables of one request while they are read."""

    def __init__(self, request: Request) -> None:
        self.said = Statements(request)
        self.acronyms: dict[str, str] = {}
        self.left = 0

    def read(self, organisations: Sequence[InputFile], projects: Sequence[InputFile]) -> Reading:
        """What both tables say."""
        for file in organisations:
            for cells in self.said.rows(file, _ORGANISATIONS, aliases=_ALIASES):
                self.participation(cells)
        for file in projects:
            for cells in self.said.rows(file, _PROJECTS, aliases=_ALIASES_OF_PROJECTS):
                project = self.code(cells, "id")
                if project in self.acronyms:
                    self.project(project, cells)
        bare = [id for id in self.acronyms if _network(id) not in self.said.nodes]
        for id in bare:
            self.said.node(Network, id=_network(id), name=self.acronyms[id], kind="project")
        ours = counted(len(self.acronyms), _COUNTED_PROJECTS)
        if self.left:
            left = said_many("{count:,} participation", "{count:,} participations", count=self.left)
            why = said(
                "{participations} ended before the project did, and left out (endOfParticipation)", participations=left
            )
            self.said.notices.append(why)
        if not bare:
            return self.said.reading(said("{projects} with a municipal body", projects=ours))
        return self.said.reading(
            said("{projects} with a municipal body, {bare:,} of them known by name only", projects=ours, bare=len(bare))
        )

    def participation(self, cells: Cells) -> None:
        """A row of organisations, if it is a municipal body's."""
        activity = cells["activityType"].upper()
        if activity and activity not in _ACTIVITIES:
            why = said("not one of {known}; the row was left out", known=_ACTIVITIES)
            self.said.fault("activityType", cells["activityType"], why)
        if activity != _PUBLIC:
            return
        for column in ("projectID", "name", "projectAcronym"):
            if not cells[column]:
                self.said.fault(column, "", said("the row has none, and was left out"))
                return
        country = country_code(cells["country"])
        if country is None:
            self.said.fault("country", cells["country"], said("no country that we know; the row was left out"))
            return
        role = _ROLES.get(cells["role"].casefold())
        if role is None and cells["role"]:
            why = said("not one of {known}; the role was left out", known=tuple(ROLES))
            self.said.fault("role", cells["role"], why)
        body = self.said.body(self.mention(cells, country))
        if body is None:
            return
        pic = self.code(cells, "organisationID")
        if pic and re.fullmatch("[0-9]{9}", pic):
            self.said.fact(body, "pic", pic)
        if self.ended(cells):
            self.left += 1
            return
        project = self.code(cells, "projectID")
        if project:
            self.acronyms.setdefault(project, cells["projectAcronym"])
            self.said.relate("MEMBER_OF", body, _network(project), role=role)

    def code(self, cells: Cells, column: str) -> str | None:
        """The code of a project or body; None, and an error, where a spreadsheet has spoilt it."""
        try:
            return values.code(cells[column])
        except InvalidRecord as error:
            self.said.fault(column, cells[column], said("{why}; left out", why=error.said))
            return None

    def ended(self, cells: Cells) -> bool:
        """Whether the body left the project before its end; when, CORDIS does not say."""
        text = cells.get("endOfParticipation", "")
        try:
            return values.flag(text) is True
        except InvalidRecord as error:
            self.said.fault("endOfParticipation", text, said("{why}; left out", why=error.said))
            return False

    def mention(self, cells: Cells, country: str) -> Mention:
        """How the row names the body: its region where it has one, its place where CORDIS has found it."""
        place = self.place(cells.get("geolocation", ""))
        return Mention(
            cells["name"],
            country,
            region=cells.get("nutsCode") or None,
            lat=place[0] if place else None,
            lon=place[1] if place else None,
            seat=cells["city"] or None,
        )

    def place(self, text: str) -> tuple[float, float] | None:
        """Degrees as `48.5952,8.8665` or `(48.5952, 8.8665)`; None for unknown, and, with an error, for no place."""
        parts = text.strip("() ").split(",")
        try:
            lat, lon = (values.degrees(part, most) for part, most in zip(parts, (90, 180), strict=True))
        except (InvalidRecord, ValueError):
            if not values.is_unknown(text):
                self.said.fault("geolocation", text, said("no place in degrees; left out"))
            return None
        return None if lat is None or lon is None else (lat, lon)

    def project(self, project: str, cells: Cells) -> None:
        """A project in which a municipal body takes part."""
        id = _network(project)
        taken = self.said.node(
            Network,
            id=id,
            name=cells["acronym"] or self.acronyms[project],
            kind="project",
            start=self.said.day("startDate", cells["startDate"]),
            end=self.said.day("endDate", cells["endDate"]),
            url=f"https://cordis.europa.eu/project/id/{project}",
            summary=cells["title"] or None,
            text=cells["objective"] or None,
            lang="en" if cells["objective"] else None,
        )
        programme = cells.get("frameworkProgramme", "")
        if taken and programme:
            self.said.relate("FUNDED_BY", id, self.said.programme(PROGRAMMES.get(programme, programme)))


def _network(project: str) -> str:
    return f"net:cordis-{re.sub('[^A-Za-z0-9]', '-', project)}"


def _stem(file: InputFile) -> str:
    return file.name.rpartition("/")[2].rpartition(".")[0].casefold()
