"""The report of an evaluation on the terminal: a table a task, by segment beside it, and whom the methods show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.commands.typesetting import line
from api.words.evaluation_standing import Row, standing_rows, told_first
from api.words.evaluation_words import (
    ASKED,
    ASKED_HOW,
    BEST_SIMPLE,
    BY_SEGMENT,
    DIFFERENCE,
    EXPOSURE,
    MEDIAN_PLACE,
    METHOD,
    METRICS,
    PURPOSES_TITLE,
    QUESTIONS,
    RUN,
    SEGMENT,
    SHARES,
    SKIPPED,
    STANDING,
    TASKS,
    TRUTH,
    TRUTHS,
    figure,
    segment_name,
    with_interval,
)
from graph.said import said
from matching.evaluation.document import Setting, document
from matching.evaluation.intervals import Estimate
from matching.evaluation.run import Run, TaskResult
from matching.evaluation.segments import ALL
from matching.purposes.portfolio import purpose_of
from matching.types import Language
from matching.words.told import told
from matching.words.written import as_written

#: The metrics shown; the others are in the JSON and on the page only.
SHOWN = ("ndcg@10", "recall@10", "recall@100", "mrr", "newcomers-recall@10")


def show_evaluation(console: Console, setting: Setting, run: Run, language: Language) -> None:
    """Print the whole report; countries are in the JSON and on the page only."""
    told_of = document(setting, run)
    for task, result in run.tasks.items():
        line(console, Text(told(TASKS[task], language), style="bold"))
        asked = ASKED.fill(questions=result.questions, relevant=result.relevant, ceiling=100 * result.ceiling)
        line(console, told(asked, language))
        console.print()
        console.print(_metrics(result, language))
        console.print()
        segments = _segments(result)
        if segments:
            line(console, told(BY_SEGMENT, language))
            console.print(_by_segment(result, segments, language))
            console.print()
        if result.truth is not None:
            line(console, told(EXPOSURE, language))
            console.print(_exposure(result, language))
            console.print()
        _standing(console, told_of["tasks"][task], told_of["standings"][task], None, language)
    if run.purposes:
        line(console, Text(told(PURPOSES_TITLE, language), style="bold"))
        console.print()
    for purpose, results in told_of["purposes"].items():
        line(console, Text(told(purpose_of(purpose).called, language), style="bold"))
        line(console, told(TRUTHS[purpose], language))
        for task, of_task in results.items():
            asked = ASKED.fill(**{**of_task, "ceiling": 100 * of_task["ceiling"]})
            line(console, f"{told(ASKED_HOW[task], language)}: {told(asked, language)}")
            console.print()
            _standing(console, of_task["methods"], of_task["standings"], purpose, language)
    for method, why in run.skipped.items():
        line(console, told(SKIPPED.fill(method=method, why=why), language), style="yellow")
    on = RUN.fill(split=setting.split, pool=setting.pool, seed=setting.seed, data=setting.data[:12])
    line(console, told(on, language), style="dim")


def _standing(
    console: Console,
    methods: Mapping[str, Any],
    standings: Mapping[str, Any],
    purpose: str | None,
    language: Language,
) -> None:
    rows = standing_rows(methods, standings, language, told_first(purpose))
    if rows:
        line(console, told(STANDING, language))
        console.print(_beside_the_simple(rows, language))
        console.print()


def _beside_the_simple(rows: Sequence[Row], language: Language) -> Table:
    table = _table([METHOD, SEGMENT, QUESTIONS, "nDCG@10", BEST_SIMPLE, "nDCG@10", DIFFERENCE], language)
    for row in rows:
        style = "red" if row.below else None
        table.add_row(
            *(row.method, row.segment, str(row.questions), row.figure, row.simple, row.best, row.difference),
            style=style,
        )
    return table


def _metrics(result: TaskResult, language: Language) -> Table:
    names = [name for name in SHOWN if any(name in table.get(ALL, {}) for table in result.methods.values())]
    table = _table([METHOD, *(METRICS[name] for name in names), MEDIAN_PLACE], language)
    for method, segments in result.methods.items():
        cells = [segments[ALL][name] for name in names] if ALL in segments else []
        place = result.median_places[method]
        written = [_with_interval(cells[0], language), *(figure(e.value, language) for e in cells[1:])] if cells else []
        table.add_row(method, *written, "–" if place is None else as_written(f"{place:,.0f}", language))
    return table


def _segments(result: TaskResult) -> list[str]:
    """The segments of the task but all, and countries."""
    tables: Iterable[str] = next(iter(result.methods.values()), {})
    return [segment for segment in tables if segment != ALL and not segment.startswith("country:")]


def _by_segment(result: TaskResult, segments: Sequence[str], language: Language) -> Table:
    table = _table([METHOD, *(segment_name(segment, language) for segment in segments)], language)
    for method, found in result.methods.items():
        table.add_row(method, *(figure(found[segment]["ndcg@10"].value, language) for segment in segments))
    first = next(iter(result.methods.values()))
    asked = told(said("questions"), language)
    table.add_row(asked, *(str(first[segment]["ndcg@10"].n) for segment in segments), style="dim")
    return table


def _exposure(result: TaskResult, language: Language) -> Table:
    assert result.truth is not None
    table = _table([METHOD, *SHARES.values()], language)
    for method, shown in result.exposures.items():
        ratios = shown.against(result.truth)
        shares = (figure(getattr(shown, share), language, 2) + _times(ratios[share], language) for share in SHARES)
        table.add_row(method, *shares)
    of_truth = (figure(getattr(result.truth, share), language, 2) for share in SHARES)
    table.add_row(told(TRUTH, language), *of_truth, style="dim")
    return table


def _times(ratio: float | None, language: Language) -> str:
    return "" if ratio is None else f" ({figure(ratio, language, 2)}×)"


def _with_interval(found: Estimate, language: Language) -> str:
    return with_interval(found.value, found.low, found.high, language)


def _table(columns: Sequence[str], language: Language) -> Table:
    table = Table(box=None, pad_edge=False)
    for at, column in enumerate(columns):
        table.add_column(told(column, language), justify="right" if at else "left", overflow="fold")
    return table
