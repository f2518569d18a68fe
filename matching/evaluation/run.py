"""One run: every method fitted on what is known, asked every question, and measured."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from graph.snapshot.frozen import Snapshot
from matching.best import best
from matching.evaluation.exposure import Exposure, exposure, exposure_of_truth
from matching.evaluation.intervals import Estimate, estimate
from matching.evaluation.metrics import METRICS, ranks, recall
from matching.evaluation.segments import told
from matching.evaluation.types import TOWN_TASKS, Bools, Method, MethodUnavailable, Question, Ranker, Scores, Task

#: How many of the first places count for exposure.
PLACES = 10
#: The depths at which the recall of newcomers, and of towns with a record, is told apart.
DEPTHS = (10, 100)


@dataclass(frozen=True)
class World:
    """What is known, and the questions about it by task. `newcomers` marks towns without a record."""

    known: Snapshot
    newcomers: Bools
    questions: Mapping[Task, Sequence[Question]]


#: Segment → metric → estimate.
Table = Mapping[str, Mapping[str, Estimate]]


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One task: the tables of the methods by name, the middle place of what is relevant, and whom they show.

    `median_places` counts from 1 over all relevant answers; None where the middle one is not ranked at all.
    `ceiling` is the share of what is relevant that may be ranked at all: no method can find more. `truth` is the
    exposure of the true answers; both exposures are empty where the answers are no towns.
    """

    questions: int
    relevant: int
    ceiling: float
    methods: Mapping[str, Table]
    median_places: Mapping[str, float | None]
    exposures: Mapping[str, Exposure]
    truth: Exposure | None


@dataclass(frozen=True, slots=True)
class Run:
    """The results by task; `skipped` says why a method could not run, `seconds` how long each took."""

    tasks: Mapping[Task, TaskResult]
    skipped: Mapping[str, str]
    seconds: Mapping[str, float]


def allowed(known: Snapshot, question: Question) -> Bools:
    """What may be ranked: towns that can be partners, without the asker; networks it does not lead; new solutions."""
    if question.task in TOWN_TASKS:
        towns = np.array(known.partners)
        towns[question.asker] = False
        return towns
    if question.task == "networks":
        return np.array([item.lead != question.asker for item in question.items], dtype=np.bool_)
    solutions = np.ones(len(known.tables["Solution"]), dtype=np.bool_)
    solutions[known.links("USES").ends(question.asker)] = False
    return solutions


def ask(ranker: Ranker, question: Question, size: int) -> Scores:
    """The ranker's scores, float64 with −inf for NaN. Raises ValueError where there are not `size` of them."""
    scores = np.asarray(ranker.scores(question.put()), dtype=np.float64)
    if scores.shape != (size,):
        raise ValueError(f"{question.id}: {scores.shape} scores for {size} answers")
    return np.where(np.isnan(scores), -np.inf, scores)


def evaluate(
    worlds: Iterable[World],
    methods: Sequence[Method],
    *,
    seed: int,
    progress: Callable[[str], None] = lambda text: None,
) -> Run:
    """Fit each method once a world, and measure it on the world's questions."""
    tasks: dict[Task, TaskResult] = {}
    skipped: dict[str, str] = {}
    seconds: dict[str, float] = {}
    for world in worlds:
        found: dict[Task, dict[str, _Asked]] = {task: {} for task in world.questions}
        for method in methods:
            answered = [task for task in world.questions if task in method.tasks]
            if not answered or method.name in skipped:
                continue
            progress(f"{method.name}: {', '.join(answered)}")
            began = perf_counter()
            try:
                ranker = method.fit(world.known, seed)
            except MethodUnavailable as reason:
                skipped[method.name] = reason.said
                continue
            for task in answered:
                found[task][method.name] = _ask_all(world, ranker, world.questions[task])
            seconds[method.name] = seconds.get(method.name, 0.0) + perf_counter() - began
        for task, asked in found.items():
            tasks[task] = _task_result(world, world.questions[task], asked, seed)
    return Run(tasks, skipped, seconds)


@dataclass(frozen=True)
class _Asked:
    """What came of asking one method all questions of a task: the ranks of the relevant answers, the first places."""

    ranks: list[Scores]
    top: list[np.ndarray]


def _ask_all(world: World, ranker: Ranker, questions: Sequence[Question]) -> _Asked:
    found, top = [], []
    for question in questions:
        may = allowed(world.known, question)
        scores = ask(ranker, question, len(may))
        found.append(ranks(scores, question.relevant, may))
        shown = np.flatnonzero(may & (scores > -np.inf)).astype(np.int32)
        top.append(shown[best(scores[shown], shown, PLACES)])
    return _Asked(found, top)


def _task_result(world: World, questions: Sequence[Question], asked: Mapping[str, _Asked], seed: int) -> TaskResult:
    towns = bool(questions) and questions[0].task in TOWN_TASKS
    reachable = sum(int(allowed(world.known, q)[list(q.relevant)].sum()) for q in questions)
    relevant = sum(len(q.relevant) for q in questions)
    return TaskResult(
        questions=len(questions),
        relevant=relevant,
        ceiling=reachable / max(relevant, 1),
        methods={name: _table(world, questions, result.ranks, seed) for name, result in asked.items()},
        median_places={name: _median_place(result.ranks) for name, result in asked.items()},
        exposures={n: exposure(world.known, world.newcomers, questions, a.top) for n, a in asked.items()}
        if towns
        else {},
        truth=exposure_of_truth(world.known, world.newcomers, questions) if towns else None,
    )


def _median_place(found: Sequence[Scores]) -> float | None:
    places = np.sort(np.concatenate(found)) + 1 if found else np.empty(0)
    middle = float(places[len(places) // 2]) if len(places) else math.inf
    return middle if math.isfinite(middle) else None


def _table(world: World, questions: Sequence[Question], found: Sequence[Scores], seed: int) -> Table:
    clusters = [question.cluster for question in questions]
    columns = {name: _column(metric(r) for r in found) for name, metric in METRICS.items()}
    weights = {name: np.ones(len(questions)) for name in METRICS}
    if questions and questions[0].task in TOWN_TASKS:
        for group, among in (("newcomers", world.newcomers), ("known", ~world.newcomers)):
            chosen = [among[list(question.relevant)] for question in questions]
            for depth in DEPTHS:
                name = f"{group}-recall@{depth}"
                # A mean over towns, not over questions: a question counts as often as it has such towns.
                weights[name] = _column(c.sum() for c in chosen)
                columns[name] = _column(
                    recall(r[c], depth) if c.any() else 0.0 for r, c in zip(found, chosen, strict=True)
                )
    table = {}
    for segment in told(questions):
        inside = np.array([segment in question.segments for question in questions])
        table[segment] = {
            name: estimate(values, weights[name] * inside, clusters, seed) for name, values in columns.items()
        }
    return table


def _column(values: Iterable[float]) -> Scores:
    return np.fromiter(values, dtype=np.float64)
