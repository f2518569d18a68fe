"""The real records, where they are at hand: few questions, and what the measurements say must come out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.workspace.evaluation import read_records
from matching.evaluation.history import History, split_history
from matching.evaluation.methods import methods
from matching.evaluation.questions import partner_questions
from matching.evaluation.run import TaskResult, World, evaluate

RECORDS = Path(__file__).parents[4] / "shared" / "data" / "benchmark"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not RECORDS.is_dir(), reason=f"the records are not at {RECORDS}"),
]


@pytest.fixture(scope="module")
def history() -> History:
    batch, _ = read_records(RECORDS)
    return split_history(batch, date(2015, 1, 1))


@pytest.fixture(scope="module")
def partners(history: History) -> TaskResult:
    world = World(history.known, history.newcomers, {"partners": partner_questions(history)})
    names = ["random", "popularity", "nearest", "nearest abroad", "nearest in programme", "leak probe"]
    return evaluate([world], methods(names), seed=1).tasks["partners"]


def test_the_pool_is_the_register_joined_with_the_file(history: History) -> None:
    assert 100_000 < len(history.known.municipalities) < 105_000
    assert history.known.partners.sum() < len(history.known.municipalities)


def test_texts_no_longer_name_the_partners(history: History) -> None:
    before, after = history.named
    assert before > 0.08 * history.partners
    assert after <= 0.01 * history.partners


def test_all_that_is_relevant_can_be_ranked(partners: TaskResult) -> None:
    assert partners.questions > 100
    assert partners.ceiling > 0.97


def test_methods_stand_as_they_were_measured(partners: TaskResult) -> None:
    found = {name: table["all"]["ndcg@10"].value or 0.0 for name, table in partners.methods.items()}
    assert found["random"] < 0.005
    assert found["random"] < found["popularity"] < found["nearest abroad"]
    assert found["nearest"] < found["nearest abroad"] < found["nearest in programme"]
    # The first leak is closed: to have no record is no merit among all of Europe's towns.
    assert found["leak probe"] < found["nearest abroad"] / 2
    newcomers = partners.methods["popularity"]["all"]["newcomers-recall@10"].value
    assert newcomers == 0, "a newcomer has no record to be popular by"


def test_a_question_out_of_the_real_ones_is_put_without_the_network_s_name(history: History) -> None:
    for question in partner_questions(history)[:20]:
        assert question.network is not None
        assert question.network.startswith("net:")
        assert "|" not in question.network
        assert replace(question, relevant=(), truths=(), cluster="", segments=()) == question.put()
