"""How a method stands beside the best simple one: in each segment the difference, with its interval."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from matching.evaluation.columns import Columns
from matching.evaluation.intervals import Estimate
from matching.evaluation.segments import told

#: What methods are compared by.
COMPARED = "ndcg@10"


@dataclass(frozen=True, slots=True)
class Standing:
    """A segment of `questions` questions: the simple method that is best in it, its figure, and by how much each other
    method is above it (below 0: under it), question by question, so that what is hard for both does not blur it."""

    questions: int
    simple: str
    best: Estimate
    differences: Mapping[str, Estimate]


def standings(columns: Mapping[str, Columns], simple: Collection[str], seed: int) -> Mapping[str, Standing]:
    """By segment how each method that is not `simple` stands, by COMPARED; empty where either sort is missing.

    The best simple method is chosen on the very questions that are judged, which favours the simple ones; of several
    equally good the first.
    """
    beside = {name: found for name, found in columns.items() if name in simple}
    judged = {name: found for name, found in columns.items() if name not in simple}
    if not beside or not judged:
        return {}
    result = {}
    for segment in told(next(iter(columns.values())).questions):
        figures = {name: found.estimate(COMPARED, segment, seed) for name, found in beside.items()}
        name = max(figures, key=lambda name: figures[name].value or 0.0)
        above = {m: found.estimate(COMPARED, segment, seed, less=beside[name]) for m, found in judged.items()}
        result[segment] = Standing(figures[name].n, name, figures[name], above)
    return result
