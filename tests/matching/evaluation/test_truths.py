"""What is right for each purpose, and how methods stand beside the best simple one, on the small world."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from graph.snapshot.frozen import Snapshot
from matching.evaluation.columns import columns_of
from matching.evaluation.history import History, split_history
from matching.evaluation.questions import partner_questions, peer_questions
from matching.evaluation.run import Run, World, evaluate
from matching.evaluation.standing import standings
from matching.evaluation.types import Question, Ranker, Scores, Task
from tests.matching.evaluation.small_world import SPLIT, small_world, town


@pytest.fixture(scope="module")
def history() -> History:
    return split_history(small_world(), SPLIT)


def told(history: History, question: Question) -> dict[str, str]:
    """By purpose the letters of the true towns."""
    ids = history.known.municipalities.ids
    return {purpose: "".join(ids[at].removeprefix("gn:") for at in towns) for purpose, towns in question.truths}


def test_each_purpose_has_the_partners_that_are_right_for_it(history: History) -> None:
    # Stoves (A b g) is cross-border, and a is small and German: b and g are French, g alone is not small. Lamps (D c e)
    # is URBACT's, and d is French and large: c and e are German.
    of_a, of_d = partner_questions(history)
    assert told(history, of_a) == {"neighbours": "bg", "experienced": "g"}
    assert told(history, of_d) == {"peers": "ce"}


def test_a_small_member_was_taken_along_by_the_lead_though_it_is_small(history: History) -> None:
    ids = history.known.municipalities.ids
    of_b = next(question for question in peer_questions(history) if ids[question.asker] == town("b"))
    # b's networks are stoves alone: a led it, g is not small and of b's own country.
    assert told(history, of_b) == {"nearby": "g", "neighbours": "a", "experienced": "ag"}


def test_a_method_is_not_told_what_is_right(history: History) -> None:
    assert all(question.truths and not question.put().truths for question in partner_questions(history))


@dataclass(frozen=True)
class By:
    """Ranks the towns by the letters, the first best."""

    name: str
    letters: str
    tasks: frozenset[Task] = frozenset({"partners"})

    def fit(self, known: Snapshot, seed: int) -> Ranker:
        scores = np.full(len(known.municipalities), -np.inf)
        for place, letter in enumerate(self.letters):
            scores[known.municipalities.ids.index(town(letter))] = -place
        return _Fixed(scores)


@dataclass(frozen=True)
class _Fixed:
    fixed: Scores

    def scores(self, question: Question) -> Scores:
        return self.fixed


@pytest.fixture(scope="module")
def run(history: History) -> Run:
    world = World(history.known, history.newcomers, {"partners": partner_questions(history)})
    return evaluate([world], [By("ours", "bgce"), By("good", "gbce"), By("bad", "fce")], seed=0, simple={"good", "bad"})


def test_a_purpose_is_measured_on_its_own_truth_by_the_same_answers(run: Run) -> None:
    assert set(run.purposes) == {"neighbours", "experienced", "peers"}
    experienced = run.purposes["experienced"]["partners"]
    assert (experienced.questions, experienced.relevant) == (1, 1)
    # Of a's partners only g counts: "ours" has it second, "good" first, "bad" never.
    assert {name: table["all"]["mrr"].value for name, table in experienced.methods.items()} == {
        **{"ours": 0.5, "good": 1.0, "bad": 0.0}
    }


def test_the_best_simple_method_is_named_and_how_far_one_is_from_it(run: Run) -> None:
    standing = run.purposes["experienced"]["partners"].standings["all"]
    assert (standing.simple, standing.best.value, standing.questions) == ("good", 1.0, 1)
    assert set(standing.differences) == {"ours"}
    assert standing.differences["ours"].value == pytest.approx(1 / np.log2(3) - 1)
    assert standing.differences["ours"].high == standing.differences["ours"].value  # the interval of one question
    # On the whole task "ours" has both of a's partners first, as "good" has, and the same for d.
    assert run.tasks["partners"].standings["all"].differences["ours"].value == 0


def test_a_probe_is_measured_and_neither_judged_nor_to_be_beaten(history: History) -> None:
    world = World(history.known, history.newcomers, {"partners": partner_questions(history)})
    asked = [By("ours", "bgce"), By("good", "gbce"), By("probe", "gbec")]
    result = evaluate([world], asked, seed=0, simple={"good"}, probes={"probe"}).tasks["partners"]
    assert "probe" in result.methods
    assert {(s.simple, *s.differences) for s in result.standings.values()} == {("good", "ours")}


def test_differences_are_taken_question_by_question(history: History) -> None:
    questions, newcomers = partner_questions(history), history.newcomers
    ours = columns_of(newcomers, questions, [np.array([0.0, 1.0]), np.array([8.0, 9.0])])
    simple = columns_of(newcomers, questions, [np.array([1.0, 2.0]), np.array([9.0, 10.0])])
    above = standings({"ours": ours, "simple": simple}, {"simple"}, 0)["all"].differences["ours"]
    own, other = ours.estimate("ndcg@10", "all", 0), simple.estimate("ndcg@10", "all", 0)
    assert None not in (above.low, own.low, other.high)
    assert (above.low or 0) > 0  # better in both, though the two questions differ more than the two methods do
    assert (own.low or 0) < (other.high or 0)


def test_without_a_simple_method_there_is_nothing_to_stand_beside(history: History) -> None:
    assert standings({"ours": columns_of(history.newcomers, [], [])}, {"simple"}, 0) == {}
