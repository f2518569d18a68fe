"""The report of an evaluation as one page: plots as inline SVG, the same numbers as tables beside; no script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from api.pages.saying import saying
from api.words import evaluation_words
from api.words.evaluation_standing import standing_rows
from api.words.evaluation_words import ASKED, ASKED_HOW, METRICS, SHARES, TASKS, TRUTHS, figure, interval, segment_name
from graph.said import Said, said, said_as
from matching.evaluation.segments import ALL
from matching.purposes.portfolio import purpose_of
from matching.types import Language
from matching.words.told import told

#: What the plots of segments compare.
MAIN_METRIC = "ndcg@10"
#: What was read (`counts` of the document), as the document has it in English.
_COUNTED: Mapping[str, Said] = {
    str(what): what
    for what in (
        said_as("what was read", "towns"),
        said_as("what was read", "candidates"),
        said_as("what was read", "known networks"),
        said_as("what was read", "hidden networks"),
        said_as("what was read", "hidden networks with a municipal lead"),
        said_as("what was read", "networks left out for want of a date"),
        said_as("what was read", "true partners of hidden networks"),
        said_as("what was read", "true partners named in the texts"),
        said_as("what was read", "true partners named in the masked texts"),
        said_as("what was read", "values that could not be read"),
    )
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a plot and of its table; `low` and `high` are None where there is no interval."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot with its table. `top` is the right end of the scale; `truth` a line to compare with, None for none."""

    title: str
    bars: tuple[Bar, ...]
    top: float
    truth: float | None = None


def evaluation_page(document: Mapping[str, Any], language: Language) -> str:
    """The page of an evaluation's document (`matching.evaluation.document`), as HTML that needs nothing else."""
    tasks = [
        {
            "title": told(TASKS[task], language),
            "asked": told(_asked(document["questions"][task]), language),
            "metrics": _metrics(methods, language),
            "places": document["median-places"][task],
            "segments": _segments(methods, language),
            "exposure": _exposure(document["exposure"].get(task, {}), language),
            "standings": standing_rows(methods, document["standings"][task], language),
        }
        for task, methods in document["tasks"].items()
    ]
    purposes = [
        {
            "title": told(purpose_of(purpose).called, language),
            "right": told(TRUTHS[purpose], language),
            "tasks": [
                {
                    "asked": f"{told(ASKED_HOW[task], language)}: {told(_asked(found), language)}",
                    "metric": _plot(METRICS[MAIN_METRIC], found["methods"], ALL, MAIN_METRIC, language),
                    "standings": standing_rows(found["methods"], found["standings"], language),
                }
                for task, found in results.items()
            ],
        }
        for purpose, results in document["purposes"].items()
    ]
    style = resources.files("api").joinpath("pages/static/report.css").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("evaluation.html")
        .render(
            language=language,
            **saying(language),
            figure=lambda value: figure(value, language),
            interval=lambda low, high: interval(low, high, language),
            words=evaluation_words,
            document=document,
            tasks=tasks,
            purposes=purposes,
            counted=_COUNTED,
            style=style,
        )
    )


def _asked(questions: Mapping[str, Any]) -> Said:
    return ASKED.fill(
        questions=questions["questions"], relevant=questions["relevant"], ceiling=100 * questions["ceiling"]
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("api", "pages/templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _metrics(methods: Mapping[str, Any], language: Language) -> list[Plot]:
    names = next((list(table[ALL]) for table in methods.values() if ALL in table), [])
    return [_plot(METRICS.get(name, name), methods, ALL, name, language) for name in names]


def _segments(methods: Mapping[str, Any], language: Language) -> list[Plot]:
    segments = [segment for segment in next(iter(methods.values()), {}) if segment != ALL]
    return [_plot(segment_name(segment, language), methods, segment, MAIN_METRIC, language) for segment in segments]


def _plot(title: str, methods: Mapping[str, Any], segment: str, metric: str, language: Language) -> Plot:
    found = {name: table[segment][metric] for name, table in methods.items() if segment in table}
    bars = [Bar(name, e["value"], e["low"], e["high"]) for name, e in found.items()]
    asked = max((e["n"] for e in found.values()), default=0)
    return Plot(told(said("{title} (n = {number})", title=title, number=asked), language), tuple(bars), _top(bars))


def _exposure(shown: Mapping[str, Any], language: Language) -> list[Plot]:
    if not shown:
        return []
    plots = []
    for share, title in SHARES.items():
        bars = [
            Bar(name, row[share], beside=_times(row["against-truth"][share], language))
            for name, row in shown.items()
            if name != "truth"
        ]
        truth = shown["truth"][share]
        plots.append(Plot(told(title, language), tuple(bars), max(_top(bars), truth), truth))
    return plots


def _times(ratio: float | None, language: Language) -> str:
    return "" if ratio is None else f"{figure(ratio, language, 2)}×"


def _top(bars: list[Bar]) -> float:
    """The largest number drawn, never 0."""
    return max((number for bar in bars for number in (bar.value, bar.high) if number is not None), default=0) or 1.0
