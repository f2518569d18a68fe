"""Groups, and the plans of a format, as an XLSX workbook: a sheet for each, in the reader's language."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from api.workspace.group_tables import GROUP_COLUMNS, PLAN_COLUMNS, group_rows, plan_rows
from graph.said import Said, said
from graph.snapshot.frozen import Snapshot
from matching.groups.grouped import Grouped
from matching.plans.plan import Plan
from matching.types import Language
from matching.words.told import told

if TYPE_CHECKING:
    from xlsxwriter import Workbook

#: The same groups give the same bytes: no workbook has the moment of writing in it.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
_WIDE = {"town": 28, "common_topics": 40, "experience_in": 40, "what": 60, "members": 50, "shows": 50, "learns": 50}


def to_workbook(snapshot: Snapshot, found: Grouped, plans: Sequence[Plan], language: Language) -> bytes:
    """A sheet with a row for each member of a group, and, where there are plans, one with a row for each step.

    Texts are texts, whatever they begin with; what is not known is an empty cell.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": told(said("Groups"), language), "created": _MADE})
    _sheet(book, told(said("Groups"), language), group_rows(snapshot, found, language), GROUP_COLUMNS, language)
    if plans:
        _sheet(book, told(said("Plans"), language), plan_rows(plans, language), PLAN_COLUMNS, language)
    book.close()
    return out.getvalue()


def _sheet(
    book: Workbook,
    name: str,
    rows: Sequence[Mapping[str, object]],
    columns: Mapping[str, Said],
    language: Language,
) -> None:
    head, wrapped = (book.add_format({"text_wrap": True, "valign": "top", "bold": bold}) for bold in (True, False))
    sheet = book.add_worksheet(name[:31])
    sheet.write_row(0, 0, [told(column, language) for column in columns.values()], head)
    for at, row in enumerate(rows, start=1):
        for column, key in enumerate(columns):
            value = row[key]
            if isinstance(value, int | float):
                sheet.write_number(at, column, value, wrapped)
            elif value is not None:
                text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
                sheet.write_string(at, column, text, wrapped)
    for column, key in enumerate(columns):
        sheet.set_column(column, column, _WIDE.get(key, 14))
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
