"""A whole run on the small world, every figure reasoned on paper."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest

from graph.snapshot.frozen import Snapshot
from matching.evaluation.exposure import Exposure
from matching.evaluation.history import split_history
from matching.evaluation.questions import partner_questions
from matching.evaluation.run import TaskResult, World, evaluate
from matching.evaluation.segments import told
from matching.evaluation.types import Question, Ranker, Scores, Task
from tests.matching.evaluation.small_world import SPLIT, small_world, town


@dataclass(frozen=True)
class InOrder:
    """Ranks the towns in the order of their ids, and rules Gross out."""

    name: str = "in order"
    tasks: frozenset[Task] = frozenset({"partners"})

    def fit(self, known: Snapshot, seed: int) -> Ranker:
        scores = -np.arange(len(known.municipalities), dtype=np.float64)
        scores[known.municipalities.ids.index(town("g"))] = np.nan
        return _Fixed(scores)


@dataclass(frozen=True)
class _Fixed:
    fixed: Scores

    def scores(self, question: Question) -> Scores:
        return self.fixed


@pytest.fixture(scope="module")
def result() -> TaskResult:
    history = split_history(small_world(), SPLIT)
    world = World(history.known, history.newcomers, {"partners": partner_questions(history)})
    return evaluate([world], [InOrder()], seed=2).tasks["partners"]


def test_metrics(result: TaskResult) -> None:
    # a asks for b and g and is shown b c d e f; d asks for c and e and is shown a b c e f.
    best = 1 + 1 / math.log2(3)
    of_a, of_d = 1 / best, (1 / math.log2(4) + 1 / math.log2(5)) / best
    found = {name: e.value for name, e in result.methods["in order"]["all"].items()}
    assert found["ndcg@10"] == pytest.approx((of_a + of_d) / 2)
    assert found["recall@10"] == pytest.approx((1 / 2 + 1) / 2)
    assert found["mrr"] == pytest.approx((1 + 1 / 3) / 2)
    # Newcomers among the relevant are g, not found, and e, found; those with a record are b and c, both found.
    assert found["newcomers-recall@10"] == 0.5
    assert found["known-recall@100"] == 1
    assert (result.questions, result.relevant, result.ceiling) == (2, 4, 1)
    assert result.median_places == {"in order": 4}  # places 1, 3 and 4, and one that is never ranked


def test_segments(result: TaskResult) -> None:
    table = result.methods["in order"]
    assert set(table) == {"all", "newcomer", "known", "small", "large", "cross-border", "urbact"}
    assert table["newcomer"]["mrr"].value == table["small"]["mrr"].value == table["cross-border"]["mrr"].value == 1
    assert table["urbact"]["mrr"].value == pytest.approx(1 / 3)
    assert table["urbact"]["mrr"].n == 1


def test_exposure(result: TaskResult) -> None:
    # Shown are b c d e f and a b c e f: c twice and d over 100,000, d over 500,000; newcomers e f, a e f; DE to a: c e,
    # FR to d: b f.
    assert result.exposures["in order"] == Exposure(3 / 10, 1 / 10, 5 / 10, 4 / 10)
    assert result.truth == Exposure(1 / 4, 0, 2 / 4, 0)
    assert result.exposures["in order"].against(result.truth) == {
        "over_100k": pytest.approx(1.2),
        "over_500k": None,
        "newcomers": pytest.approx(1.0),
        "own_country": None,
    }


def test_countries_with_few_questions_are_not_told() -> None:
    many = [Question(id=str(i), task="peers", asker=0, segments=("all", "country:DE")) for i in range(10)]
    few = [Question(id=str(i), task="peers", asker=0, segments=("all", "known", "country:FR")) for i in range(9)]
    assert told([*few, *many]) == ("all", "known", "country:DE")


def test_a_ranker_with_too_few_scores_is_a_fault_that_names_the_question() -> None:
    @dataclass(frozen=True)
    class Short(InOrder):
        def fit(self, known: Snapshot, seed: int) -> Ranker:
            return _Fixed(np.zeros(3))

    history = split_history(small_world(), SPLIT)
    world = World(history.known, history.newcomers, {"partners": partner_questions(history)})
    with pytest.raises(ValueError, match=r"partners:net:\w+: \(3,\) scores for 8 answers"):
        evaluate([world], [Short()], seed=2)
