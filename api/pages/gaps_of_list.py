"""The gap report of a coordinator's own list of towns, typed or as a file: what cannot be read is told with its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from api.http.answers import XLSX, answer
from api.http.routes.gaps import MOST_MEMBERS
from api.http.schemas import LONGEST_NAME, ToldIn
from api.pages.filled_in import READ_AS, Fields, filled_in
from api.pages.gaps import CARRIED, FILES, ROWS, OfList, asked_of, shown
from api.pages.groups import NO_LIST
from api.pages.rendering import language_of
from api.reports.gap_document import document
from api.reports.gap_page import gap_page
from api.reports.gap_table import to_csv, to_workbook
from api.workspace.gap_question import NamedTown, gaps_found, scope_of
from api.workspace.town_tables import has_header, rows_pasted
from api.workspace.waiting import Busy, Queue
from api.workspace.workspace import Workspace
from graph.errors import InvalidRecord, PeerpolisError, RowError, UnknownId
from graph.nuts import iso_country
from graph.said import said
from matching.gaps.values import GapReport
from matching.types import Language
from matching.words.told import told

router = APIRouter(include_in_schema=False)
#: A report takes seconds, and a list is nobody else's: nothing is kept.
_QUEUE = Queue(at_once=1, waiting=8, seconds=60)
#: How many rows of each finding the files have.
_IN_FILE = 500
_MEDIA_TYPES: Mapping[str, str] = {
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8; header=present",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


@router.post("/gaps")
def gaps_of_list(
    request: Request, fields: Annotated[Fields, Depends(filled_in)], lang: ToldIn | None = None
) -> Response:
    """The report of the towns of the list, within the country, region, network and topic that are named beside."""
    language = language_of(request, lang)
    space: Workspace = request.app.state.workspace
    carried = {name: fields[name][:LONGEST_NAME] for name in CARRIED if name in fields}
    text = fields.get("file") or fields.get("members", "")
    faults: Sequence[RowError] = ()
    asked = asked_of(carried, _IN_FILE if fields.get("answer") in FILES else ROWS)
    nothing = scope_of(space, asked_of({}, ROWS))
    of_list = OfList(members=text, read_as=fields.get(READ_AS, ""))
    try:
        if not text:
            raise InvalidRecord(NO_LIST)
        with _QUEUE.turn():
            members, faults = read_members(space, text, told(said("your list"), language))
            if not members:
                raise InvalidRecord(said("None of these towns is known to us."))
            asked = replace(asked, members=members)
            scope, found = scope_of(space, asked), gaps_found(space, asked)
    except Busy:
        raise
    except PeerpolisError as error:
        status = 404 if isinstance(error, UnknownId) else 422
        wrong = replace(of_list, faults=faults, trouble=error.said, status=status)
        return shown(request, language, carried, asked, nothing, None, wrong)
    if fields.get("answer") in FILES:
        return _file(request, found, fields["answer"], language)
    return shown(request, language, carried, asked, scope, found, replace(of_list, faults=faults))


def read_members(space: Workspace, text: str, called: str) -> tuple[tuple[NamedTown, ...], tuple[RowError, ...]]:
    """The towns of a list that are known, and of the others which row, what stands there, and why it was not read.

    One town a line, or a table whose first row names its columns. Raises InvalidRecord for a table without towns, and
    for more than `MOST_MEMBERS`.
    """
    rows, faults = rows_pasted(text, called, most=MOST_MEMBERS, longest=LONGEST_NAME)
    found: dict[str, NamedTown] = {}
    for number, row in enumerate(rows, start=2 if has_header(text) else 1):
        try:
            id = space.names.town(row.town, iso_country(row.country.strip().upper()) or None).id
        except PeerpolisError as error:
            faults.append(RowError(called, number, "town", row.town, error.said))
        else:
            found.setdefault(id, NamedTown(town=id, where=f"{called}, {number}"))
    return tuple(found.values()), tuple(faults)


def _file(request: Request, found: GapReport, kind: str, language: Language) -> Response:
    make: Mapping[str, Callable[[], Any]] = {
        "xlsx": lambda: to_workbook(found, language),
        "csv": lambda: to_csv(found, language),
        "html": lambda: gap_page(found, language),
        "json": lambda: document(found, language),
    }
    headers = {"Content-Disposition": f'attachment; filename="gaps-{found.digest[:12]}.{kind}"'}
    return answer(request, "", make[kind], media_type=_MEDIA_TYPES[kind], headers=headers)
