"""A need of two parts is taken apart where each leads to a topic of its own, and both parts get their seats."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from graph.model import Batch, Node, Solution
from matching.engine import Engine
from matching.need.parts import parts_of
from matching.need.reading import read_need
from matching.types import Query, SuggestionKind, TopicMatch
from tests.factory import municipality, relation, topic
from tests.matching.engine_world import TODAY
from tests.memory_store import snapshot_of

ASKER = "gn:asker"
#: What single words name, as the vocabulary would.
NAMES: Mapping[str, str] = {
    **{"rain": "topic:rain", "flood": "topic:rain", "Starkregen": "topic:rain", "deštěm": "topic:rain"},
    **{"trees": "topic:trees", "Bäume": "topic:trees", "stromy": "topic:trees"},
    **{"library": "topic:culture", "young": "topic:youth", "pool": "topic:pool"},
}
TOPICS = {"topic:rain": "Rain", "topic:trees": "Trees", "topic:culture": "Culture", "topic:youth": "Youth"}
TOPICS |= {"topic:pool": "Pool"}


class _Words:
    """Reads each word that names a topic."""

    def read(self, text: str, language: str = "en") -> tuple[TopicMatch, ...]:
        found: dict[str, TopicMatch] = {}
        for word in text.replace(",", " ").split():
            if id := NAMES.get(word):
                found.setdefault(id, TopicMatch(topic=id, label=TOPICS[id], strength=0.9, words=(word,), outright=1.0))
        return tuple(found.values())


def _world() -> Batch:
    """Towns with one deed each: three against rain, and one that plants trees, farther away."""
    deeds = {
        "wet": ("Rain basin", "topic:rain"),
        "damp": ("Rain map", "topic:rain"),
        "soak": ("Rain alarm", "topic:rain"),
    }
    deeds |= {"green": ("Street trees", "topic:trees")}
    nodes: list[Node] = [topic(id, label) for id, label in TOPICS.items()]
    nodes += [municipality(ASKER, "Asker", country="DE", lat=50, lon=6, population=5_000)]
    relations = []
    for at, (name, (thing, about)) in enumerate(deeds.items()):
        nodes.append(municipality(f"gn:{name}", name.title(), country="AT", lat=48, lon=9 + at, population=5_000))
        nodes.append(Solution(id=f"prac:{name}", name=thing, kind="practice", source=name))
        relations.append(relation("USES", f"gn:{name}", f"prac:{name}", status="origin"))
        relations.append(relation("ADDRESSES", f"prac:{name}", about))
    return Batch(nodes, relations)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(snapshot_of(_world()), reader=_Words())


@pytest.mark.parametrize(
    ("need", "tongues", "parts"),
    [
        ("flood after rain and more trees", {"en"}, ("flood after rain", "more trees")),
        ("Schutz vor Starkregen und mehr Bäume", {"de"}, ("Schutz vor Starkregen", "mehr Bäume")),
        ("ochrana před deštěm a stromy", {"cs", "en"}, ("ochrana před deštěm", "stromy")),
        ("ochrana před deštěm a stromy", {"de"}, ()),  # "a" is no "and" in German
        ("heavy rain, street trees, indoor pool", {"en"}, ("heavy rain", "street trees", "indoor pool")),
        ("rain, trees and pool steered together", {"en"}, ()),  # counted up: one verb for all
        ("flood and rain", {"en"}, ()),  # one topic
        ("more trees for rain", {"en"}, ()),
        ("a library for residents and the young", {"en"}, ()),  # whom it is for
        ("more trees and something else", {"en"}, ()),
    ],
)
def test_a_need_is_cut_where_both_sides_lead_to_topics_of_their_own(
    engine: Engine, need: str, tongues: set[str], parts: tuple[str, ...]
) -> None:
    topics = engine.snapshot.tables["Topic"].ids
    reading = read_need(_Words(), need, topics, None)
    assert parts_of(need, reading, _Words(), topics, tongues, "en") == parts


def _names(engine: Engine, need: str, kind: SuggestionKind) -> list[str]:
    query = Query(town=ASKER, need=need, on=TODAY, kinds=(kind,), purposes=("peers",), top=4)
    return [s.name for s in engine.suggest(query).suggestions[kind]]


def test_seats_and_solutions_go_to_both_parts_in_turn_the_first_named_first(engine: Engine) -> None:
    assert _names(engine, "more rain and more trees", "partners")[1] == "Green"
    assert _names(engine, "more trees and more rain", "partners")[0] == "Green"
    assert set(_names(engine, "more trees and more rain", "partners")) == {"Wet", "Damp", "Soak", "Green"}
    assert _names(engine, "more rain and more trees", "solutions")[1] == "Street trees"
    assert _names(engine, "more trees and more rain", "solutions")[0] == "Street trees"


def test_each_is_told_by_its_own_part(engine: Engine) -> None:
    query = Query(town=ASKER, need="more trees and more rain", on=TODAY, kinds=("partners",), purposes=("peers",))
    first = engine.suggest(query).suggestions["partners"][0]
    assert any("Trees" in c.reason and "Rain" not in c.reason for c in first.contributions)


def test_of_which_part_nothing_is_known_is_said_once(engine: Engine) -> None:
    query = Query(town=ASKER, need="indoor pool and more trees", on=TODAY)
    notes = engine.suggest(query).notes
    assert notes.count("On “indoor pool” we know of no town yet.") == 1
    assert not any("“more trees”" in note for note in notes)
