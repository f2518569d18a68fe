"""The simple methods on the small world, where the best answer is plain to see."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from graph.errors import PeerpolisError
from graph.snapshot.frozen import Snapshot
from matching.evaluation.history import History, split_history
from matching.evaluation.methods import FEATURES, METHODS, methods
from matching.evaluation.methods.announced import Announced
from matching.evaluation.methods.profiles import Remembering
from matching.evaluation.questions import network_questions, partner_questions, peer_questions
from matching.evaluation.run import World, allowed, ask, evaluate
from matching.evaluation.types import MethodUnavailable, Question
from matching.ranking.features import GROUPS
from matching.ties import Ties
from tests.matching.evaluation.small_world import SPLIT, small_world, town


@pytest.fixture(scope="module")
def history() -> History:
    return split_history(small_world(), SPLIT)


def order(name: str, known: Snapshot, question: Question) -> str:
    """The towns in the order of the method, by their letters; those that it scores nothing are left out."""
    (method,) = methods([name])
    may = allowed(known, question)
    scores = ask(method.fit(known, 1), question, len(may))
    ranked = np.lexsort((np.arange(len(scores)), -scores))
    return "".join(known.municipalities.ids[int(at)][-1] for at in ranked if may[at] and scores[at] != 0)


def of(history: History, letter: str) -> Question:
    at = history.known.municipalities.ids.index(town(letter))
    return next(q for q in partner_questions(history) if q.asker == at)


def test_places_order_towns_as_the_map_does(history: History) -> None:
    known, from_a = history.known, of(history, "a")
    assert order("nearest", known, from_a) == "bcdefg"
    assert order("nearest abroad", known, from_a) == "bdfgce"
    # d has sixty times the inhabitants, four factors of e, 120 km more: still nearer than f, whose size is unknown.
    assert order("same size, nearest abroad", known, from_a) == "bdfgce"
    # The programme joins Germany and France: all are inside, so abroad decides.
    assert order("nearest in programme", known, from_a) == "bdfgce"
    assert order("leak probe", known, from_a) == "efgbcd"


def test_the_record_orders_towns_by_networks(history: History) -> None:
    known = history.known
    assert order("popularity", known, of(history, "a"))[:2] == "cd"  # two networks each, b has one
    # d was in lights with c, and on the list with a: both lists have two towns, and c and a are level.
    assert order("Adamic-Adar", known, of(history, "d")) == "ac"


def test_texts_find_the_towns_whose_networks_spoke_alike(history: History) -> None:
    question = of(history, "a")  # stoves and heating plans: no common word in two texts but energy and small words
    energy = Question(id="q", task="partners", asker=question.asker, text="energy that is saved")
    assert set(order("TF-IDF profile", history.known, energy)) == set("bcd")


def test_networks_are_found_by_their_leads(history: History) -> None:
    (method,) = methods(["nearest"])
    asked = {history.known.municipalities.ids[q.asker]: q for q in network_questions(history)}
    question = asked[town("b")]
    scores = ask(method.fit(history.known, 1), question, len(question.items))
    assert question.items[int(scores.argmax())].name == "Stoves"  # led by a, one degree away


def test_what_is_announced_stands_behind_what_is_known_with_its_lead(history: History) -> None:
    known, leads = history.known, [item.lead for item in history.items]
    announced, before = Announced(known, history.items), Ties(known)
    assert announced.networks.tolist() == [len(before.memberships.sizes) + at for at in range(len(leads))]
    assert [announced.memberships.towns_of(n).tolist() for n in announced.networks] == [[lead] for lead in leads]
    for at in range(len(known.municipalities)):
        led = [int(n) for n, lead in zip(announced.networks, leads, strict=True) if lead == at]
        assert announced.memberships.things_of(at).tolist() == [*before.memberships.things_of(at), *led]
    for network in range(len(before.memberships.sizes)):
        assert np.array_equal(announced.memberships.towns_of(network), before.memberships.towns_of(network))


def test_a_lead_is_never_offered_its_own_network(history: History) -> None:
    question = network_questions(history)[0]
    lead = question.items[0].lead
    own = Question(id="q", task="networks", asker=lead, items=question.items)
    assert not allowed(history.known, own)[0]


def test_quarters_and_the_asker_take_no_place(history: History) -> None:
    question = of(history, "a")
    may = allowed(history.known, question)
    assert not may[question.asker]
    assert not may[history.known.municipalities.ids.index("gn:h")]
    assert may.sum() == 6


@pytest.mark.parametrize("name", [name for name in METHODS if name != "MiniLM profile"])
def test_each_method_answers_each_of_its_tasks_the_same_way_twice(name: str, history: History) -> None:
    if name == "ALS":
        pytest.importorskip("implicit", reason='ALS needs pip install ".[bench]"')
    (method,) = methods([name])
    questions = {"partners": partner_questions(history), "networks": network_questions(history)}
    world = World(history.known, history.newcomers, {t: q for t, q in questions.items() if t in method.tasks})
    one, two = (evaluate([world], [method], seed=5).tasks for _ in range(2))
    assert one == two
    for result in one.values():
        for estimates in result.methods[name].values():
            values = [e.value for e in estimates.values() if e.value is not None]
            assert all(0 <= value <= 1 for value in values)


def test_a_missing_library_is_told_and_the_others_run(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "implicit.cpu.als", None)
    world = World(history.known, history.newcomers, {"partners": partner_questions(history)})
    run = evaluate([world], methods(["ALS", "nearest"]), seed=1)
    assert "pip install" in run.skipped["ALS"]
    assert set(run.tasks["partners"].methods) == {"nearest"}
    with pytest.raises(MethodUnavailable):
        methods(["ALS"])[0].fit(history.known, 1)


def test_an_unknown_method_is_told_with_those_there_are() -> None:
    with pytest.raises(PeerpolisError, match="there are learned, "):
        methods(["magic"])


def test_an_ablation_stands_after_the_method_that_has_the_feature(history: History) -> None:
    names = [method.name for method in methods(["recipe", "nearest"], ablate=["abroad"])]
    assert names == ["recipe", "recipe − abroad", "nearest"]
    question = of(history, "a")
    whole, without, _ = methods(["recipe", "nearest"], ablate=["abroad"])
    one, other = (ask(m.fit(history.known, 1), question, 8) for m in (whole, without))
    codes = history.known.municipalities.category("country")
    for at in np.flatnonzero(one > -np.inf):
        assert one[at] - other[at] == pytest.approx(10 if codes[int(at)] == "FR" else 0)


def test_all_features_are_left_out_one_by_one() -> None:
    made = methods(["recipe"], ablate=["all"])
    assert [method.name for method in made[1:]] == [f"recipe − {feature}" for feature in FEATURES["recipe"]()]


def test_of_the_learned_method_groups_are_left_out_in_turn_and_single_features_by_name(history: History) -> None:
    assert [m.name for m in methods(["learned"], ablate=["all"])[1:]] == [f"learned − {group}" for group in GROUPS]
    whole, *without = methods(["learned"], ablate=["abroad", "distance", "distance & rank_in_country", "size"])
    assert len(without) == 4
    peers = next(q for q in peer_questions(history) if len(q.relevant))
    answers = [ask(method.fit(history.known, 0), peers, 8) for method in (whole, *without)]
    assert all((answers[0] != other).any() for other in (answers[1], answers[2]))


def test_an_unknown_feature_is_told_with_those_there_are() -> None:
    with pytest.raises(PeerpolisError, match=r"there are .*experience"):
        methods(["recipe"], ablate=["magic"])


def test_no_text_is_embedded_twice_and_an_empty_one_says_nothing() -> None:
    class Counting:
        name, dimensions = "counting", 2

        def __init__(self) -> None:
            self.read: list[str] = []

        def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
            self.read += texts
            return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(-1, 2)

    embedder = Counting()
    remembering = Remembering(embedder)
    assert remembering.encode(["heat", "", "light"]).tolist() == [[4, 1], [0, 0], [5, 1]]
    assert remembering.encode(["light", "heat", "road"]).tolist() == [[5, 1], [4, 1], [4, 1]]
    assert sorted(embedder.read) == ["heat", "light", "road"]
    assert remembering.encode([]).shape == (0, 2)
