"""The split in time: what is known, what is hidden, and the questions, all reasoned on the small world."""

from __future__ import annotations

import pytest

from graph.model import Batch
from matching.evaluation.history import History, all_records, split_history, without_towns
from matching.evaluation.questions import network_questions, partner_questions, peer_questions
from matching.evaluation.types import Question
from matching.need.network_text import network_text
from tests.matching.evaluation.small_world import SPLIT, small_world, town


@pytest.fixture(scope="module")
def history() -> History:
    return split_history(small_world(), SPLIT)


def letters(history: History, indices: tuple[int, ...]) -> str:
    return "".join(history.known.municipalities.ids[at].removeprefix("gn:") for at in indices)


def test_known_is_what_began_before_the_day_and_undated_lists(history: History) -> None:
    table = history.known.tables["Network"]
    assert sorted(table.name(at) for at in range(len(table))) == ["Heat", "Lights", "List"]
    assert history.undated == 1
    assert [history.known.tables["Programme"].name(0)] == ["2007 - 2013 Germany - France"]
    assert len(history.known.links("MEMBER_OF")) == 6


def test_a_name_on_a_list_is_no_record(history: History) -> None:
    new = {history.known.municipalities.ids[at] for at in range(8) if history.newcomers[at]}
    assert new == {town(letter) for letter in "aefgh"}


def test_ids_and_texts_tell_no_place(history: History) -> None:
    table = history.known.tables["Network"]
    texts = " ".join(network_text(history.known, at) for at in range(len(table)))
    assert "district heating" in texts
    shown = [texts, *(item.text for item in history.items), *(table.ids[at] for at in range(len(table)))]
    assert not any(name in part for part in shown for name in ("Beville", "Dorf", "heat:", "net:heat"))
    assert history.named == (1, 0)  # of the partners of stoves, Beville is named; Dorf is none
    assert history.partners == 4


def test_partners_are_asked_for_networks_with_a_lead_and_somebody_else(history: History) -> None:
    asked = {letters(history, (q.asker,)): q for q in partner_questions(history)}
    assert set(asked) == {"a", "d"}
    assert letters(history, asked["a"].relevant) == "bg"
    assert letters(history, asked["d"].relevant) == "ce"
    assert asked["a"].programme == "prog:border"
    assert asked["d"].programme is None  # URBACT III has no network yet
    assert asked["d"].programme_name == "URBACT III"
    assert "wood stoves" in asked["a"].text
    assert set(asked["a"].segments) == {"all", "newcomer", "small", "cross-border", "country:DE"}
    assert set(asked["d"].segments) == {"all", "known", "large", "urbact", "country:FR"}


def test_peers_are_all_towns_in_common_networks_with_or_without_a_lead(history: History) -> None:
    asked = {letters(history, (q.asker,)): letters(history, q.relevant) for q in peer_questions(history)}
    assert asked == {"a": "bg", "b": "ag", "c": "de", "d": "ce", "e": "cdf", "f": "e", "g": "ab"}
    assert all(q.text == "" and q.network is None for q in peer_questions(history))


def test_networks_are_asked_by_those_who_join_and_do_not_lead(history: History) -> None:
    names = [item.name for item in history.items]
    assert sorted(names) == ["Alone", "Lamps", "Stoves"]
    asked = {letters(history, (q.asker,)): [names[at] for at in q.relevant] for q in network_questions(history)}
    assert asked == {"b": ["Stoves"], "c": ["Lamps"], "e": ["Lamps"], "g": ["Stoves"]}


def test_a_question_is_put_without_its_answer(history: History) -> None:
    question = partner_questions(history)[0]
    put = question.put()
    assert (put.relevant, put.cluster, put.segments) == ((), "", ())
    assert Question.put(put) == put
    assert (put.asker, put.text, put.network) == (question.asker, question.text, question.network)


def test_the_order_of_the_rows_does_not_matter() -> None:
    batch = small_world()
    turned = split_history(Batch(batch.nodes[::-1], batch.relations[::-1]), SPLIT)
    straight = split_history(batch, SPLIT)
    assert turned.known.digest == straight.known.digest
    assert turned.hidden == straight.hidden


def test_a_smaller_pool_loses_towns_and_what_hangs_on_them() -> None:
    batch = without_towns(small_world(), [town("a"), town("b")])
    history = split_history(batch, SPLIT)
    assert len(history.known.municipalities) == 2
    assert [letters(history, q.relevant) for q in partner_questions(history)] == ["b"]
    assert all_records(batch, batch) == batch
