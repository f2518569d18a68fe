"""The report of an evaluation on the terminal: a table a task, by segment beside it, and whom the methods show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.commands.typesetting import line
from api.words.evaluation_words import EVALUATION, LABELS, SHARES
from matching.evaluation.document import Setting
from matching.evaluation.intervals import Estimate
from matching.evaluation.run import Run, TaskResult
from matching.evaluation.segments import ALL
from matching.types import Language

METRICS = ("ndcg@10", "recall@10", "recall@100", "mrr", "newcomers-recall@10")


def show_evaluation(console: Console, setting: Setting, run: Run, language: Language) -> None:
    """Print the whole report; countries are in the JSON and on the page only."""
    words = EVALUATION[language]
    for task, result in run.tasks.items():
        line(console, Text(words[task], style="bold"))
        ceiling = f"{100 * result.ceiling:.1f}"
        line(console, words["asked"].format(questions=result.questions, relevant=result.relevant, ceiling=ceiling))
        console.print()
        console.print(_metrics(result, words))
        console.print()
        segments = _segments(result)
        if segments:
            line(console, words["by-segment"])
            console.print(_by_segment(result, segments, words))
            console.print()
        if result.truth is not None:
            line(console, words["exposure"])
            console.print(_exposure(result, words))
            console.print()
    for method, why in run.skipped.items():
        line(console, words["skipped"].format(method=method, why=why), style="yellow")
    told = words["run"].format(split=setting.split, pool=setting.pool, seed=setting.seed, data=setting.data[:12])
    line(console, told, style="dim")


def _metrics(result: TaskResult, words: Mapping[str, str]) -> Table:
    names = [name for name in METRICS if any(name in table.get(ALL, {}) for table in result.methods.values())]
    table = _table(
        words["method"], [LABELS.get(name, words.get(name, name)) for name in names] + [words["median-place"]]
    )
    for method, segments in result.methods.items():
        cells = [segments[ALL][name] for name in names] if ALL in segments else []
        place = result.median_places[method]
        told = [_with_interval(cells[0]), *map(number, cells[1:])] if cells else []
        table.add_row(method, *told, "–" if place is None else f"{place:,.0f}")
    return table


def _segments(result: TaskResult) -> list[str]:
    """The segments of the task but all, and countries."""
    tables: Iterable[str] = next(iter(result.methods.values()), {})
    return [segment for segment in tables if segment != ALL and not segment.startswith("country:")]


def _by_segment(result: TaskResult, segments: Sequence[str], words: Mapping[str, str]) -> Table:
    table = _table(words["method"], [words[segment] for segment in segments])
    for method, found in result.methods.items():
        table.add_row(method, *(number(found[segment]["ndcg@10"]) for segment in segments))
    first = next(iter(result.methods.values()))
    table.add_row(words["questions"], *(str(first[segment]["ndcg@10"].n) for segment in segments), style="dim")
    return table


def _exposure(result: TaskResult, words: Mapping[str, str]) -> Table:
    assert result.truth is not None
    table = _table(words["method"], [words[share] for share in SHARES])
    for method, shown in result.exposures.items():
        ratios = shown.against(result.truth)
        table.add_row(method, *(f"{getattr(shown, share):.2f}{_times(ratios[share])}" for share in SHARES))
    table.add_row(words["truth"], *(f"{getattr(result.truth, share):.2f}" for share in SHARES), style="dim")
    return table


def _times(ratio: float | None) -> str:
    return "" if ratio is None else f" ({ratio:.2f}×)"


def number(found: Estimate) -> str:
    """The value with three digits, a dash where there is nothing to average."""
    return "–" if found.value is None else f"{found.value:.3f}"


def _with_interval(found: Estimate) -> str:
    return number(found) if found.low is None else f"{number(found)} [{found.low:.3f}–{found.high:.3f}]"


def _table(first: str, columns: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(first, overflow="fold")
    for column in columns:
        table.add_column(column, justify="right", overflow="fold")
    return table
