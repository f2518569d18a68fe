"""Nothing from after the split reaches what a method learns: the future can be another one, the scores stay."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from graph.model import Batch, Municipality, Network, Solution
from graph.snapshot.frozen import Snapshot
from matching.evaluation.curated import curated_world, telling
from matching.evaluation.history import known_records, split_history
from matching.evaluation.masking import masked_records, place_mask
from matching.evaluation.methods import METHODS, methods
from matching.evaluation.questions import HISTORY_TASKS
from matching.evaluation.run import World, allowed, ask, evaluate
from matching.evaluation.types import Method, Question, Ranker, Scores, Task
from matching.need.place_names import PlaceMask
from matching.ties import WORKING_SIZE
from seed.register.geonames import Register
from tests.beginnings import curated
from tests.factory import member_of, municipality, network, relation
from tests.matching.evaluation.small_world import SPLIT, another_future, small_world

#: The sentence model has seen none of our texts, learns nothing here, and takes seconds to load.
QUICK = [name for name in METHODS if name != "MiniLM profile"]


def scores(method: Method, known: Snapshot, questions: list[Question]) -> list[Scores]:
    ranker = method.fit(known, 1)
    return [ask(ranker, question, len(allowed(known, question))) for question in questions]


def questions_of(batch: Batch) -> list[Question]:
    history = split_history(batch, SPLIT)
    return [question for make in HISTORY_TASKS.values() for question in make(history)]


def leaks(method: Method, batch: Batch) -> bool:
    """Whether the method's scores for the questions of this future change when another one comes."""
    asked = [question for question in questions_of(batch) if question.task in method.tasks]
    one, other = (split_history(b, SPLIT).known for b in (batch, another_future(batch)))
    return not all(map(np.array_equal, scores(method, one, asked), scores(method, other, asked)))


def test_another_future_leaves_what_is_known_as_it_was() -> None:
    one, other = split_history(small_world(), SPLIT), split_history(another_future(small_world()), SPLIT)
    assert other.known.digest == one.known.digest
    assert other.hidden != one.hidden
    assert (
        known_records(another_future(small_world()), SPLIT).relations == known_records(small_world(), SPLIT).relations
    )


def test_no_place_is_left_in_what_is_said_in_either_language() -> None:
    said: dict[str, Any] = {
        "summary": "Heat for Bonn.",
        "labels": ("Wärme in Bonn@de",),
        "summaries": ("Wärme für Bonn.@de",),
    }
    solution = Solution(id="sol:a", name="Heat in Bonn", kind="software", source="list", **said)
    masked = masked_records(Batch(nodes=(network(name="Heat in Bonn", **said), solution)), PlaceMask(["Bonn"]))
    for node in masked.nodes:
        assert isinstance(node, Network | Solution)
        assert (node.name, node.labels) == ("Heat in", ("Wärme in@de",))
        assert "Bonn" not in f"{node.summary} {node.summaries}"
        assert node.summaries != ()


def test_a_town_has_one_name_for_the_methods_and_none_is_left_in_a_text() -> None:
    vienna = municipality(name="Vienna", country="AT", population=1_691_468, names=("Bécs",), labels=("Wien@de",))
    said = network(name="Heat in Vienna", summary="Bécs heats.", labels=("Wärme in Wien@de",))
    town, league = masked_records(Batch(nodes=(vienna, said)), place_mask([vienna])).nodes
    assert isinstance(town, Municipality)
    assert isinstance(league, Network)
    assert (town.name, town.names, town.labels) == ("Vienna", (), ())
    assert (league.name, league.summary, league.labels) == ("Heat in", "heats.", ("Wärme in@de",))


@pytest.mark.parametrize("name", QUICK)
def test_no_method_knows_the_future(name: str) -> None:
    if name == "ALS":
        pytest.importorskip("implicit", reason='ALS needs pip install ".[bench]"')
    (method,) = methods([name])
    assert not leaks(method, small_world())


def test_a_word_that_only_the_future_uses_means_nothing() -> None:
    (method,) = methods(["TF-IDF profile"])
    known = split_history(another_future(small_world()), SPLIT).known
    question = Question(id="q", task="partners", asker=0, text="quasar", relevant=(1,))
    assert not scores(method, known, [question])[0].any()
    energy = Question(id="q", task="partners", asker=0, text="energy", relevant=(1,))
    assert scores(method, known, [energy])[0].any()


@dataclass(frozen=True)
class Cheat:
    """Counts the networks of each town in all the records that it was given behind the evaluation's back."""

    batch: Batch
    name: str = "cheat"
    tasks: frozenset[Task] = frozenset({"partners", "peers"})

    def fit(self, known: Snapshot, seed: int) -> Ranker:
        # The folder as it is on the disk: the next run would read another one.
        degrees = np.zeros(len(known.municipalities))
        for row in self.batch.relations:
            if row.type == "MEMBER_OF":
                degrees[known.municipalities.ids.index(row.start)] += 1
        return _Degrees(degrees)


@dataclass(frozen=True)
class _Degrees:
    degrees: Scores

    def scores(self, question: Question) -> Scores:
        return self.degrees


def test_a_method_that_looks_ahead_is_caught() -> None:
    one, other = small_world(), another_future(small_world())
    asked = [question for question in questions_of(one) if question.task in ("partners", "peers")]
    known = split_history(one, SPLIT).known
    # The same method, run on each future: what it answers to the same questions differs.
    assert not all(map(np.array_equal, scores(Cheat(one), known, asked), scores(Cheat(other), known, asked)))


def test_no_method_hears_the_answer() -> None:
    heard: list[Question] = []

    @dataclass(frozen=True)
    class Listening:
        name: str = "listening"
        tasks: frozenset[Task] = frozenset(HISTORY_TASKS)

        def fit(self, known: Snapshot, seed: int) -> Ranker:
            @dataclass(frozen=True)
            class _Ear:
                def scores(self, question: Question) -> Scores:
                    heard.append(question)
                    return np.zeros(len(question.items) if question.task == "networks" else len(known.municipalities))

            return _Ear()

    history = split_history(small_world(), SPLIT)
    asked = {task: make(history) for task, make in HISTORY_TASKS.items()}
    evaluate([World(history.known, history.newcomers, asked)], [Listening()], seed=1)
    assert len(heard) == sum(map(len, asked.values()))
    assert all(question.relevant == () and question.cluster == "" and question.segments == () for question in heard)


def test_the_pool_leak_shows_in_the_probe_and_is_closed_by_the_register() -> None:
    """A file holds the newcomers who will take part and few others: there the probe finds them, among all it cannot."""
    file = small_world()
    crowd = [
        replace(node, id=f"{node.id}{copy}", name=f"Place {copy}", lat=50.0 + copy / 1000)
        for node in file.nodes
        if isinstance(node, Municipality)
        for copy in range(1, 20)
    ]
    probe = methods(["leak probe"])
    found = {}
    for pool, batch in (("file", file), ("register", Batch((*file.nodes, *crowd), file.relations))):
        history = split_history(batch, SPLIT)
        asked: dict[Task, list[Question]] = {"peers": HISTORY_TASKS["peers"](history)}
        run = evaluate([World(history.known, history.newcomers, asked)], probe, seed=1)
        found[pool] = run.tasks["peers"].methods["leak probe"]["all"]["ndcg@10"].value or 0.0
    assert found["file"] > 0.5 > 0.1 > found["register"]


def test_towns_that_a_file_adds_to_the_register_cannot_be_told_from_the_others() -> None:
    batch = small_world()
    first = next(node for node in batch.nodes if isinstance(node, Municipality))
    others = tuple(node for node in batch.nodes if node is not first)
    added = replace(first, source="plain:file", as_of="2016", names=("Another name",))
    joined = Batch((*others, added), batch.relations)
    assert split_history(joined, SPLIT).known.digest == split_history(batch, SPLIT).known.digest


def test_what_two_towns_of_a_tandem_are_in_together_tells_the_pair_and_what_half_of_europe_is_in_does_not() -> None:
    tandem = network("net:tandem", "Tandem", kind="tandem", umbrella="net:initiative")
    both, many = ("gn:one", "gn:two"), [f"gn:{at}" for at in range(WORKING_SIZE)]
    relations = [member_of(town, net) for net in ("net:tandem", "net:small", "net:large") for town in both]
    relations += [member_of("gn:one", "net:alone"), *(member_of(town, "net:large") for town in many)]
    relations += [relation("USES", town, "prac:common", status="in-use") for town in both]
    hidden, twos = telling(Batch((), tuple(relations)), {tandem.id: tandem})
    assert hidden == {"net:tandem", "net:initiative", "net:small", "prac:common"}
    assert twos == {frozenset(both)}


@pytest.mark.real
def test_tandems_are_hidden_with_the_lists_that_would_tell_them(register: Register) -> None:
    bundle = curated().batch
    world = curated_world(register.reading.batch, bundle, ("solutions", "tandems"), 1)
    known = world.known
    kinds = known.tables["Network"].category("kind")
    assert "tandem" not in {kinds[at] for at in range(len(kinds))}
    members = known.links("MEMBER_OF")
    for question in world.questions["tandems"]:
        for other in question.relevant:
            common = np.intersect1d(members.ends(question.asker), members.ends(other))
            sizes = members.end_degrees[common]
            assert not (sizes <= WORKING_SIZE).any(), "a network small enough to work together still ties the pair"
            assert other not in known.links("TWINNED_WITH").ends(question.asker)
            assert other not in known.links("TWINNED_WITH").starts(question.asker)
    assert len({question.cluster for question in world.questions["tandems"]}) == 20
    uses = known.links("USES")
    used = {(r.start, r.end) for r in bundle.relations if r.type == "USES"}
    count = Counter(town for town, _ in used)
    assert len(world.questions["solutions"]) == sum(many >= 2 for many in count.values())
    for question in world.questions["solutions"]:
        assert question.relevant[0] not in uses.ends(question.asker)
        assert len(uses.ends(question.asker)) >= 1
