"""One run: every method fitted on what is known, asked every question, and measured: by task, and by purpose."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from graph.said import said
from graph.snapshot.frozen import Snapshot
from matching.best import best
from matching.evaluation.columns import Table, columns_of
from matching.evaluation.exposure import Exposure, exposure, exposure_of_truth
from matching.evaluation.metrics import ranks
from matching.evaluation.standing import Standing, standings
from matching.evaluation.types import TOWN_TASKS, Bools, Method, MethodUnavailable, Question, Ranker, Scores, Task

#: How many of the first places count for exposure.
PLACES = 10


@dataclass(frozen=True)
class World:
    """What is known, and the questions about it by task. `newcomers` marks towns without a record."""

    known: Snapshot
    newcomers: Bools
    questions: Mapping[Task, Sequence[Question]]


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One task: the tables of the methods by name, the middle place of what is relevant, and whom they show.

    `median_places` counts from 1 over all relevant answers; None where the middle one is not ranked at all.
    `ceiling` is the share of what is relevant that may be ranked at all: no method can find more. `truth` is the
    exposure of the true answers; both exposures are empty where the answers are no towns. `standings` has by segment
    how the methods stand beside the best simple one.
    """

    questions: int
    relevant: int
    ceiling: float
    methods: Mapping[str, Table]
    median_places: Mapping[str, float | None]
    exposures: Mapping[str, Exposure]
    truth: Exposure | None
    standings: Mapping[str, Standing]


@dataclass(frozen=True, slots=True)
class Run:
    """The results by task, and by purpose of partners and task: the same answers, measured on what is right for the
    purpose (`Question.truths`). `skipped` says why a method could not run, `seconds` how long each took."""

    tasks: Mapping[Task, TaskResult]
    purposes: Mapping[str, Mapping[Task, TaskResult]]
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
    simple: Collection[str] = (),
    probes: Collection[str] = (),
    progress: Callable[[str], None] = lambda text: None,
) -> Run:
    """Fit each method once a world, and measure it on the world's questions.

    `simple` names the methods that the others have to beat, `probes` those that show a leak: they are measured, and
    neither judged nor to be beaten.
    """
    tasks: dict[Task, TaskResult] = {}
    purposes: dict[str, dict[Task, TaskResult]] = {}
    skipped: dict[str, str] = {}
    seconds: dict[str, float] = {}
    for world in worlds:
        found: dict[Task, dict[str, _Asked]] = {task: {} for task in world.questions}
        for method in methods:
            answered = [task for task in world.questions if task in method.tasks]
            if not answered or method.name in skipped:
                continue
            progress(said("{method}: {tasks}", method=method.name, tasks=answered))
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
            tasks[task] = _task_result(world, world.questions[task], asked, simple, probes, seed)
            for purpose, questions, own in _by_purpose(world.questions[task], asked):
                purposes.setdefault(purpose, {})[task] = _task_result(world, questions, own, simple, probes, seed)
    return Run(tasks, purposes, skipped, seconds)


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


def _by_purpose(
    questions: Sequence[Question], asked: Mapping[str, _Asked]
) -> Iterator[tuple[str, list[Question], dict[str, _Asked]]]:
    """Each purpose with the questions that have a true answer to it, and nothing else relevant, and what was answered.

    Nobody is asked again: the ranks of the true answers among all towns stay what they are.
    """
    purposes = [dict(question.truths) for question in questions]
    for purpose in dict.fromkeys(name for truths in purposes for name in truths):
        at = [place for place, truths in enumerate(purposes) if purpose in truths]
        own = [replace(questions[place], relevant=purposes[place][purpose]) for place in at]
        right = [np.isin(questions[place].relevant, question.relevant) for place, question in zip(at, own, strict=True)]
        answers = {
            name: _Asked([a.ranks[p][r] for p, r in zip(at, right, strict=True)], [a.top[p] for p in at])
            for name, a in asked.items()
        }
        yield purpose, own, answers


def _task_result(
    world: World,
    questions: Sequence[Question],
    asked: Mapping[str, _Asked],
    simple: Collection[str],
    probes: Collection[str],
    seed: int,
) -> TaskResult:
    towns = bool(questions) and questions[0].task in TOWN_TASKS
    reachable = sum(int(allowed(world.known, q)[list(q.relevant)].sum()) for q in questions)
    relevant = sum(len(q.relevant) for q in questions)
    columns = {name: columns_of(world.newcomers, questions, result.ranks) for name, result in asked.items()}
    return TaskResult(
        questions=len(questions),
        relevant=relevant,
        ceiling=reachable / max(relevant, 1),
        methods={name: found.table(seed) for name, found in columns.items()},
        median_places={name: _median_place(result.ranks) for name, result in asked.items()},
        exposures={n: exposure(world.known, world.newcomers, questions, a.top) for n, a in asked.items()}
        if towns
        else {},
        truth=exposure_of_truth(world.known, world.newcomers, questions) if towns else None,
        standings=standings({n: c for n, c in columns.items() if n not in probes}, simple, seed),
    )


def _median_place(found: Sequence[Scores]) -> float | None:
    places = np.sort(np.concatenate(found)) + 1 if found else np.empty(0)
    middle = float(places[len(places) // 2]) if len(places) else math.inf
    return middle if math.isfinite(middle) else None
