"""A gap report as one page to print: it needs nothing else, and no script."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from api.reports.gap_table import overview
from api.reports.gap_words import COLUMNS, MAY_JOIN, RESTS_ON
from graph.said import Said, said
from matching.gaps.values import FindingName, GapReport, Town
from matching.types import Language
from matching.words.inhabitants import INHABITANTS
from matching.words.told import told
from matching.words.written import country_name, day, number


def gap_page(report: GapReport, language: Language, data: Mapping[FindingName, str] | None = None) -> str:
    """The report as HTML with rules for printing, in the language. `data` is the way to the rows of each finding."""

    def say(template: str, /, **values: object) -> str:
        return told(Said(template, values=values), language)

    def tell(text: str) -> str:
        return told(text, language)

    def place(town: Town) -> str:
        parts = (told(town.region, language) if town.region else None, country_name(town.country, language))
        people = None if town.population is None else tell(INHABITANTS.fill(count=town.population))
        return ", ".join(part for part in (*dict.fromkeys(parts), people) if part)

    return (
        _environment()
        .get_template("gap_report.html")
        .render(
            language=language,
            say=say,
            tell=tell,
            number=lambda value: number(value, language),
            kilometres=lambda value: tell(said("{km:.0f} km", km=value)),
            place=place,
            day=day(report.on, language),
            columns=COLUMNS,
            may_join=MAY_JOIN,
            rests_on=RESTS_ON,
            report=report,
            overview=list(overview(report))[1:],
            data=data or {},
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("api", "reports"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
