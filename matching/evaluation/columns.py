"""What each question is worth by each metric, one column a metric, and the segments in which columns are averaged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.evaluation.intervals import Estimate, estimate
from matching.evaluation.metrics import METRICS, recall
from matching.evaluation.segments import told
from matching.evaluation.types import TOWN_TASKS, Bools, Question, Scores

#: The depths at which the recall of newcomers, and of towns with a record, is told apart.
DEPTHS = (10, 100)

#: Segment → metric → estimate.
Table = Mapping[str, Mapping[str, Estimate]]


@dataclass(frozen=True)
class Columns:
    """One method's answers to the questions of a task: by metric a value and a weight a question.

    The recall of newcomers, and that of towns with a record, is a mean over towns, not over questions: a question
    counts as often as it has such towns.
    """

    questions: Sequence[Question]
    values: Mapping[str, Scores]
    weights: Mapping[str, Scores]

    def estimate(self, metric: str, segment: str, seed: int, *, less: Columns | None = None) -> Estimate:
        """The mean in the segment, or, `less` another method's on the same questions, the mean difference."""
        values = self.values[metric] if less is None else self.values[metric] - less.values[metric]
        inside = np.array([segment in question.segments for question in self.questions])
        clusters = [question.cluster for question in self.questions]
        return estimate(values, self.weights[metric] * inside, clusters, seed)

    def table(self, seed: int) -> Table:
        """Every metric in every segment that is told."""
        return {
            segment: {metric: self.estimate(metric, segment, seed) for metric in self.values}
            for segment in told(self.questions)
        }


def columns_of(newcomers: Bools, questions: Sequence[Question], found: Sequence[Scores]) -> Columns:
    """The columns of the ranks of what is relevant, `found[i]` those of `questions[i]`."""
    values = {name: _column(metric(ranks) for ranks in found) for name, metric in METRICS.items()}
    weights = {name: np.ones(len(questions)) for name in METRICS}
    if questions and questions[0].task in TOWN_TASKS:
        for group, among in (("newcomers", newcomers), ("known", ~newcomers)):
            chosen = [among[list(question.relevant)] for question in questions]
            for depth in DEPTHS:
                name = f"{group}-recall@{depth}"
                weights[name] = _column(c.sum() for c in chosen)
                values[name] = _column(
                    recall(r[c], depth) if c.any() else 0.0 for r, c in zip(found, chosen, strict=True)
                )
    return Columns(questions, values, weights)


def _column(values: Iterable[float]) -> Scores:
    return np.fromiter(values, dtype=np.float64)
