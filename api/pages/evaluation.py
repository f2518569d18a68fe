"""The report of an evaluation as one page: plots as inline SVG, the same numbers as tables beside; no script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from api.words.evaluation_words import EVALUATION, LABELS, SHARES
from matching.evaluation.segments import ALL
from matching.types import Language
from matching.words.written import country_name

#: What the plots of segments compare.
MAIN_METRIC = "ndcg@10"


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
    words = EVALUATION[language]
    tasks = [
        {
            "title": words[task],
            "asked": words["asked"].format(
                **{**document["questions"][task], "ceiling": f"{100 * document['questions'][task]['ceiling']:.1f}"}
            ),
            "metrics": _metrics(methods, words),
            "places": document["median-places"][task],
            "segments": _segments(methods, words, language),
            "exposure": _exposure(document["exposure"].get(task, {}), words),
        }
        for task, methods in document["tasks"].items()
    ]
    style = resources.files("api").joinpath("pages/style.css").read_text(encoding="utf-8")
    page = _environment().get_template("evaluation.html")
    return page.render(document=document, tasks=tasks, words=words, language=language, style=style)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("api", "pages"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _metrics(methods: Mapping[str, Any], words: Mapping[str, str]) -> list[Plot]:
    names = next((list(table[ALL]) for table in methods.values() if ALL in table), [])
    return [_plot(LABELS.get(name, words.get(name, name)), methods, ALL, name) for name in names]


def _segments(methods: Mapping[str, Any], words: Mapping[str, str], language: Language) -> list[Plot]:
    segments = [segment for segment in next(iter(methods.values()), {}) if segment != ALL]
    return [_plot(_segment_name(segment, words, language), methods, segment, MAIN_METRIC) for segment in segments]


def _segment_name(segment: str, words: Mapping[str, str], language: Language) -> str:
    kind, colon, code = segment.partition(":")
    return words[kind].format(country=country_name(code, language)) if colon else words[segment]


def _plot(title: str, methods: Mapping[str, Any], segment: str, metric: str) -> Plot:
    found = {name: table[segment][metric] for name, table in methods.items() if segment in table}
    bars = [Bar(name, e["value"], e["low"], e["high"]) for name, e in found.items()]
    asked = max((e["n"] for e in found.values()), default=0)
    return Plot(f"{title} (n = {asked})", tuple(bars), _top(bars))


def _exposure(shown: Mapping[str, Any], words: Mapping[str, str]) -> list[Plot]:
    if not shown:
        return []
    plots = []
    for share in SHARES:
        bars = [
            Bar(name, row[share], beside=_times(row["against-truth"][share]))
            for name, row in shown.items()
            if name != "truth"
        ]
        truth = shown["truth"][share]
        plots.append(Plot(words[share], tuple(bars), max(_top(bars), truth), truth))
    return plots


def _times(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}×"


def _top(bars: list[Bar]) -> float:
    """The largest number drawn, never 0."""
    return max((number for bar in bars for number in (bar.value, bar.high) if number is not None), default=0) or 1.0
