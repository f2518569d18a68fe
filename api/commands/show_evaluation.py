"""The report of an evaluation on the terminal: a table a task, by segment beside it, and whom the methods show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.commands.typesetting import line
from api.words.evaluation_words import (
    ASKED,
    BY_SEGMENT,
    EXPOSURE,
    MEDIAN_PLACE,
    METHOD,
    METRICS,
    RUN,
    SHARES,
    SKIPPED,
    TASKS,
    TRUTH,
    figure,
    interval,
    segment_name,
)
from graph.said import said
from matching.evaluation.document import Setting
from matching.evaluation.intervals import Estimate
from matching.evaluation.run import Run, TaskResult
from matching.evaluation.segments import ALL
from matching.types import Language
from matching.words.told import told
from matching.words.written import as_written

#: The metrics shown; the others are in the JSON and on the page only.
SHOWN = ("ndcg@10", "recall@10", "recall@100", "mrr", "newcomers-recall@10")


def show_evaluation(console: Console, setting: Setting, run: Run, language: Language) -> None:
    """Print the whole report; countries are in the JSON and on the page only."""
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
    for method, why in run.skipped.items():
        line(console, told(SKIPPED.fill(method=method, why=why), language), style="yellow")
    on = RUN.fill(split=setting.split, pool=setting.pool, seed=setting.seed, data=setting.data[:12])
    line(console, told(on, language), style="dim")


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
    value = figure(found.value, language)
    if found.low is None or found.high is None:
        return value
    return f"{value} [{interval(found.low, found.high, language)}]"


def _table(columns: Sequence[str], language: Language) -> Table:
    table = Table(box=None, pad_edge=False)
    for at, column in enumerate(columns):
        table.add_column(told(column, language), justify="right" if at else "left", overflow="fold")
    return table
