"""A gap report as tables: rows that are told, as CSV and as a workbook for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from api.reports.gap_words import COLUMNS, MAY_JOIN, RESTS_ON, SHORT
from graph.outputs import defused
from graph.said import said
from matching.gaps.values import Finding, Gap, GapReport
from matching.types import Language
from matching.words.told import told

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None
#: The widths of columns in a workbook, in letters; of all others 12.
_WIDTHS = {"subject": 34, "town": 24, "partner": 24, "region": 20, "partner_region": 20, "why": 70, "action": 60}


@dataclass(frozen=True, slots=True)
class Rows:
    """A finding's rows: the names of the columns, and their cells, told; None for unknown."""

    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]


def rows_of(finding: Finding, language: Language) -> Rows:
    """The rows of a finding, each with all COLUMNS, names and sentences in the language."""
    cells = tuple(
        tuple(_cells(finding, rank, gap, language)[name] for name in COLUMNS)
        for rank, gap in enumerate(finding.rows, start=1)
    )
    return Rows(tuple(COLUMNS), cells)


def _cells(finding: Finding, rank: int, gap: Gap, language: Language) -> dict[str, Cell]:
    def name(text: str | None) -> str | None:
        return None if text is None else told(text, language)

    town, partner, subject = gap.town, gap.partner, gap.subject
    return {
        "finding": told(SHORT[finding.name], language),
        "rank": rank,
        "subject": None if subject is None else name(subject.name),
        "town": None if town is None else name(town.name),
        "country": None if town is None else town.country,
        "region": None if town is None else name(town.region),
        "nuts3": None if town is None else town.nuts3,
        "population": None if town is None else town.population,
        "partner": None if partner is None else name(partner.name),
        "partner_country": None if partner is None else partner.country,
        "partner_region": None if partner is None else name(partner.region),
        "partner_population": None if partner is None else partner.population,
        "distance_km": gap.distance_km,
        "count": gap.count,
        "may_join": None if gap.may_join is None else told(MAY_JOIN[gap.may_join], language),
        "why": told(gap.why, language),
        "action": told(gap.action, language),
        "lat": None if town is None else town.lat,
        "lon": None if town is None else town.lon,
        "town_id": None if town is None else town.id,
        "partner_id": None if partner is None else partner.id,
        "subject_id": None if subject is None else subject.id,
        "towns": "|".join(gap.towns),
        "sources": " | ".join(gap.sources),
    }


def headers(language: Language) -> tuple[str, ...]:
    """What the columns are called: in English as programs know them, else in words of the language."""
    return tuple(name if language == "en" else told(called, language) for name, called in COLUMNS.items())


def to_csv(report: GapReport, language: Language) -> str:
    """All rows of all findings as one CSV table, as `graph.measures.export.to_csv` writes it, in the language."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headers(language))
    for finding in report.findings:
        for row in rows_of(finding, language).cells:
            writer.writerow(["" if cell is None else defused(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def to_workbook(report: GapReport, language: Language) -> bytes:
    """The report as an XLSX workbook: a sheet with all findings, their numbers and what is not known, then one sheet a
    finding. Texts are texts, whatever they begin with. The same report gives the same bytes."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {"title": told(report.question, language), "created": datetime.fromisoformat(report.on).replace(tzinfo=UTC)}
    )
    head, wrapped = (
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    _overview(book, report, language, head, wrapped)
    for finding in report.findings:
        sheet = book.add_worksheet(told(SHORT[finding.name], language)[:31])
        sheet.write_row(0, 0, [told(called, language) for called in COLUMNS.values()], head)
        rows = rows_of(finding, language)
        for at, row in enumerate(rows.cells, start=1):
            _write(sheet, at, row, wrapped)
        for at, name in enumerate(rows.columns):
            sheet.set_column(at, at, _WIDTHS.get(name, 12))
        sheet.freeze_panes(1, 0)
        if rows.cells:
            sheet.autofilter(0, 0, len(rows.cells), len(rows.columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def _overview(book: Workbook, report: GapReport, language: Language, head: Format, wrapped: Format) -> None:
    sheet = book.add_worksheet(told(said("Overview"), language))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 12)
    sheet.set_column(3, 5, 60)
    at = 0
    for line in overview(report):
        sheet.write_string(at, 0, told(line, language), head if at == 0 else None)
        at += 1
    words = (
        said("finding"),
        said("number"),
        said("of"),
        said("what was found"),
        said("proposed action"),
        said("not known"),
    )
    sheet.write_row(at, 0, [told(word, language) for word in words], head)
    for finding in report.findings:
        at += 1
        cells: tuple[Cell, ...] = (
            told(finding.title, language),
            finding.number,
            finding.of,
            told(finding.summary, language),
            told(finding.action, language),
            " ".join(told(line, language) for line in finding.not_known),
        )
        _write(sheet, at, cells, wrapped)
    at += 2
    for line in (RESTS_ON, *report.notes):
        sheet.write_string(at, 0, told(line, language), head if line is RESTS_ON else None)
        at += 1


def overview(report: GapReport) -> Iterator[str]:
    """What stands above the findings: the question, the scope, the day and the state of the data."""
    yield report.question
    yield from report.scope
    yield said("Towns looked at: {towns:,}", towns=report.towns)
    yield said("Day of the report: {day}", day=report.on)
    as_of = said("all that is known") if report.as_of is None else report.as_of
    yield said("state of the data: {as_of} (snapshot {digest})", digest=report.digest[:12], as_of=as_of)


def _write(sheet: Worksheet, at: int, row: tuple[Cell, ...], wrapped: Format) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(at, column, cell, wrapped)
        elif cell is not None:
            sheet.write_number(at, column, cell, wrapped)
