"""Who did a thing itself comes before who holds a label for it; neighbours that did one thing together stand once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from graph.model import Batch, Solution
from matching.advice import notes
from matching.engine import Engine
from matching.kinds.items import BESIDE_IT, SURE
from matching.kinds.own_proof import reads_nearest
from matching.kinds.solutions import SOLUTIONS
from matching.proofs.nearness import NAMED_TOO
from matching.purposes.together import apart, seats
from matching.ties import MANY_USERS
from matching.types import Query, TopicMatch
from tests import worlds
from tests.factory import member_of, municipality, network, relation, topic
from tests.matching.engine_world import TODAY, ask, ids
from tests.memory_store import snapshot_of

ASKER, GREEN, JOINTLY = "gn:fragt", "topic:green", "topic:intermunicipal-cooperation"
#: Towns with their inhabitants, kilometres east of the asker, and the status in which each has its own thing on GREEN.
TOWNS: Mapping[str, tuple[int, float, str | None]] = {
    ASKER: (5_000, 0, None),
    "gn:label": (5_000, 20, "label"),
    "gn:plans": (5_000, 20, "planned"),
    "gn:did": (5_000, 180, "origin"),
    "gn:far": (5_000, 400, "origin"),
    "gn:city": (200_000, 60, "origin"),
    "gn:member": (5_000, 30, None),
    "gn:one": (5_000, 500, None),
    "gn:two": (4_000, 505, None),
}
KM_A_DEGREE = 71.5  # of longitude, at 50° north


def _world() -> Batch:
    towns = [
        municipality(id, id[3:].title(), country="DE", lat=50, lon=6 + east / KM_A_DEGREE, population=population)
        for id, (population, east, _) in TOWNS.items()
    ]
    things = [
        Solution(id=f"prac:{id[3:]}", name=f"Green of {id[3:]}", kind="practice", source="press")
        for id, (*_, status) in TOWNS.items()
        if status
    ]
    office = [
        Solution(id=f"prac:office-{at}", name="One office", kind="practice", source="press") for at in ("one", "two")
    ]
    relations = [
        *(relation("USES", id, f"prac:{id[3:]}", status=status) for id, (*_, status) in TOWNS.items() if status),
        *(relation("ADDRESSES", thing.id, GREEN) for thing in (*things, *office)),
        *(relation("USES", f"gn:{at}", f"prac:office-{at}", status="in-use") for at in ("one", "two")),
        relation("ADDRESSES", "net:green", GREEN),
        member_of("gn:member", "net:green"),
    ]
    nodes = [topic(GREEN, "Green"), topic(JOINTLY, "Together"), network("net:green", "Green Net", kind="network")]
    return Batch([*nodes, *towns, *things, *office], relations)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(snapshot_of(worlds.twelve_towns(), _world()))


def _rows(engine: Engine, *towns: str) -> list[int]:
    return [engine.snapshot.municipalities.ids.index(town) for town in towns]


def test_a_label_a_plan_and_a_place_among_many_are_nothing_done_oneself(engine: Engine) -> None:
    asker = engine._asker(Query(town=ASKER, topics=(GREEN,), on=TODAY))
    did = asker.did_it
    assert did[_rows(engine, "gn:did", "gn:far", "gn:city", "gn:one")].all()
    assert not did[_rows(engine, ASKER, "gn:label", "gn:plans", "gn:member")].any()


def test_near_by_who_did_it_stands_before_who_holds_a_label_up_to_a_reach(engine: Engine) -> None:
    near = ids(ask(engine, ASKER, topics=(GREEN,), kinds=("partners",), purposes=("nearby",)))
    assert near.index("gn:did") < near.index("gn:label")  # 180 km away, and 20
    assert "gn:far" not in near


def test_of_neighbours_who_did_one_thing_together_one_is_a_partner(engine: Engine) -> None:
    found = ids(ask(engine, ASKER, topics=(GREEN,), kinds=("partners",), top=10))
    assert len({"gn:one", "gn:two"} & set(found)) == 1
    asker = engine._asker(Query(town=ASKER, topics=(GREEN,), on=TODAY))
    one, two, did = _rows(engine, "gn:one", "gn:two", "gn:did")
    assert apart(asker, [one, did, two]) == [0, 1]
    assert apart(asker, [two, did, one]) == [2, 1]  # the larger of the two, in the place of the better
    assert apart(asker, [two], shown=[one]) == []


def test_a_third_town_with_one_practice_stands_behind_who_did_another() -> None:
    names = {"one": "Free bus", "two": "Free bus", "three": "Free bus", "other": "Bus on call"}
    things = [Solution(id=f"prac:{at}", name=name, kind="practice", source="press") for at, name in names.items()]
    towns = [municipality(f"gn:{at}", at.title()) for at in ("asks", *names)]
    uses = [relation("USES", f"gn:{at}", f"prac:{at}", status="in-use", source=at) for at in names]
    engine = Engine(snapshot_of(Batch([*towns, *things], uses)))
    rows = _rows(engine, *(f"gn:{at}" for at in names))
    asker = engine._asker(Query(town="gn:asks", need="free bus", on=TODAY))
    assert seats(asker, rows) == [0, 1, 3, 2]
    assert seats(engine._asker(Query(town="gn:asks", on=TODAY)), rows) == [0, 1, 2, 3]  # nothing is told of a need


def test_of_what_fits_alike_a_town_of_ones_size_comes_before_a_city(engine: Engine) -> None:
    found = ids(ask(engine, ASKER, topics=(GREEN,), kinds=("solutions",), top=10), "solutions")
    assert found.index("prac:did") < found.index("prac:city")
    large = ids(ask(engine, "gn:city", topics=(GREEN,), kinds=("solutions",), top=10), "solutions")
    assert "prac:did" in large  # to a city a small town's work is of use as well


def test_on_one_topic_the_text_that_reads_nearest_is_told_apart(engine: Engine) -> None:
    solutions = engine.snapshot.tables["Solution"].ids
    cosines = np.zeros(len(solutions), dtype=np.float32)
    cosines[solutions.index("prac:far")], cosines[solutions.index("prac:city")] = 0.2, 0.1
    asker = replace(engine._asker(Query(town=ASKER, topics=(GREEN,), on=TODAY)), likeness={"Solution": cosines})
    far, city, did = _rows(engine, "gn:far", "gn:city", "gn:did")
    near = reads_nearest(asker, np.array([far, city, did], dtype=np.int32))
    # The city is 40 times as large, and ten times what counts in full: 0.5 of its nearness, times 2^(−log₄ 10).
    assert near.tolist() == pytest.approx([1, 0.5 * 2 ** -(np.log(10) / np.log(4)), 0], abs=1e-5)
    same = replace(asker, likeness={"Solution": cosines * np.float32(0.1)})
    assert not reads_nearest(same, np.array([far], dtype=np.int32)).any()  # too much alike to tell


class _Reader:
    """Reads every need as the same two topics, named outright in different words."""

    def read(self, text: str, language: str = "en") -> tuple[TopicMatch, ...]:
        return (
            TopicMatch(topic=JOINTLY, label="Together", strength=0.9, words=("joint",), outright=0.5),
            TopicMatch(topic=GREEN, label="Green", strength=0.9, words=("park",), outright=0.5),
        )


def test_who_wants_a_thing_jointly_is_told_when_nobody_did_both(engine: Engine) -> None:
    reading = Engine(engine.snapshot, reader=_Reader())
    asker = reading._asker(Query(town=ASKER, need="joint park", on=TODAY))
    assert notes(asker)[0] == (
        "We know of nobody who did this together with neighbours: “park”. What follows comes nearest."
    )
    both = Batch([], [relation("ADDRESSES", "prac:office-one", JOINTLY)])
    some = Engine(snapshot_of(worlds.twelve_towns(), _world(), both), reader=_Reader())
    asker = some._asker(Query(town=ASKER, need="joint park", on=TODAY))
    assert not any("together with neighbours" in note for note in notes(asker))


def test_that_nothing_on_the_topic_comes_near_to_the_need_is_told(engine: Engine) -> None:
    reading = Engine(engine.snapshot, reader=_OneTopic())
    asker = reading._asker(Query(town=ASKER, need="orchard", on=TODAY))
    only_near = "Nothing that we know of reads just like your need; what follows comes nearest."
    assert only_near in notes(asker)
    assert asker.near is not None

    def where_told(solution: str) -> tuple[str, ...]:
        near = asker.near
        assert near is not None
        told = {label: which.copy() for label, which in near.told.items()}
        told["Solution"][engine.snapshot.tables["Solution"].ids.index(solution)] = True
        return notes(replace(asker, near=replace(near, told=told)))

    assert only_near not in where_told("prac:did")
    solutions, topics = (engine.snapshot.tables[label].ids for label in ("Solution", "Topic"))
    on_it = engine.ties.solution_topics[:, topics.index(GREEN)] > 0
    assert only_near in where_told(solutions[int(np.argmin(on_it))])
    named = reading._asker(Query(town=ASKER, need="green", on=TODAY))
    assert only_near not in notes(named)  # whatever addresses the topic is what its name asks for


class _OneTopic:
    """Reads every need as the same topic."""

    def read(self, text: str, language: str = "en") -> tuple[TopicMatch, ...]:
        return (TopicMatch(topic=GREEN, label="Green", strength=0.9, words=("orchard",), outright=0.5),)


@pytest.mark.parametrize(
    ("inhabitants", "told"),
    [
        (2_000, "Erfahrung damit hat eine Kommune, die kleiner ist als Ihre: Fern."),
        (4_900, "Erfahrung damit hat eine Kommune, die kleiner ist als Ihre: Fern."),
        (7_400, "Erfahrung damit hat eine Kommune, die nicht viel größer ist als Ihre: Fern."),
        (9_900, "Erfahrung damit hat eine Kommune mit 9.900 Einwohnern: Fern."),
        (19_000, "Erfahrung damit hat eine Kommune mit 19.000 Einwohnern: Fern."),
        (21_000, "Erfahrung damit haben größere Kommunen; unter ihnen kommt Fern Ihrer Größe am nächsten."),
    ],
)
def test_only_up_to_half_as_large_again_is_a_town_not_much_larger(inhabitants: int, told: str) -> None:
    there = Batch(
        [
            municipality("gn:fern", "Fern", country="DE", lat=50, lon=9, population=inhabitants),
            Solution(id="prac:fern", name="Green of fern", kind="practice", source="press"),
        ],
        [relation("USES", "gn:fern", "prac:fern", status="origin"), relation("ADDRESSES", "prac:fern", GREEN)],
    )
    engine = Engine(snapshot_of(worlds.twelve_towns(), _world(), there))
    query = Query(town=ASKER, topics=(GREEN,), on=TODAY, kinds=("solutions",), top=20, language="de")
    (fern,) = [s for s in engine.suggest(query).suggestions["solutions"] if s.id == "prac:fern"]
    assert [c.reason for c in fern.contributions if c.feature == "done_in_your_size"] == [told]


@pytest.mark.parametrize(
    ("thing", "told"),
    [
        ("prac:did", None),  # 5,000 inhabitants, as the asker has
        ("prac:city", "It was done by larger towns; of these {town} comes nearest to yours in size."),  # forty times
    ],
)
def test_a_city_is_never_said_to_be_not_much_larger(engine: Engine, thing: str, told: str | None) -> None:
    asker = engine._asker(Query(town=ASKER, topics=(GREEN,), on=TODAY))
    (feature,) = [one for one in SOLUTIONS if one.name == "done_in_your_size"]
    assert feature.ground is not None
    assert feature.ground(asker, engine.snapshot.tables["Solution"].ids.index(thing)).sentence == told


def test_of_a_town_of_unknown_size_nothing_is_said_of_its_size(engine: Engine) -> None:
    asker = engine._asker(Query(town=worlds.VASLUI, topics=(GREEN,), on=TODAY))
    (feature,) = [one for one in SOLUTIONS if one.name == "done_in_your_size"]
    assert feature.ground is not None
    sentence = feature.ground(asker, engine.snapshot.tables["Solution"].ids.index("prac:did")).sentence
    assert sentence == "It was done by: {town}."


def test_what_addresses_other_topics_alone_is_less_near_though_it_has_the_words(engine: Engine) -> None:
    at = engine.snapshot.tables["Solution"].ids.index(worlds.HEAT_ATLAS)
    question = Query(town=ASKER, need=engine.snapshot.tables["Solution"].name(at), on=TODAY)
    unread = engine._asker(question).near
    assert unread is not None
    assert unread.nearness["Solution"][at] > 0.9
    surely = Engine(engine.snapshot, reader=_OneTopic())._asker(question)
    assert surely.near is not None
    assert surely.confidence is not None
    assert surely.confidence >= SURE
    assert surely.near.nearness["Solution"][at] == pytest.approx(BESIDE_IT * unread.nearness["Solution"][at])
    assert not surely.near.about["Solution"][at]


def test_what_very_many_use_joins_nobody() -> None:
    towns = [municipality(f"gn:user-{at}", f"User {at}", country="DE", lat=51, lon=8) for at in range(MANY_USERS)]
    few, many = (Solution(id=f"sol:{name}", name=name, kind="software", source="list") for name in ("few", "many"))
    uses = [
        *(relation("USES", town.id, many.id, status="in-use") for town in towns),
        *(relation("USES", id, thing.id, status="in-use") for id in (ASKER, "gn:did") for thing in (few, many)),
    ]
    told = Engine(snapshot_of(worlds.twelve_towns(), _world(), Batch([*towns, few, many], uses)))
    reasons = [
        c.reason
        for s in ask(told, ASKER, kinds=("partners",), top=50).suggestions["partners"]
        for c in s.contributions
        if c.feature == "shared_solutions"
    ]
    assert "You both use few." in reasons
    assert not any("many" in reason for reason in reasons)


def test_what_addresses_all_topics_that_a_need_names_apart_is_nearer() -> None:
    snapshot = snapshot_of(worlds.twelve_towns(), _world(), _school())
    solutions = snapshot.tables["Solution"].ids
    asker = Engine(snapshot, reader=_GreenSchool())._asker(Query(town=ASKER, need="vert école", on=TODAY))
    assert asker.near is not None
    near = asker.near.nearness["Solution"]
    assert near[solutions.index("prac:yard")] == pytest.approx(NAMED_TOO)  # no word of it stands in its text
    assert near[solutions.index("prac:did")] == 0


SCHOOLS = "topic:schools"


def _school() -> Batch:
    yard = Solution(id="prac:yard", name="Yard", kind="practice", source="press")
    return Batch(
        [topic(SCHOOLS, "Schools"), yard],
        [relation("ADDRESSES", yard.id, GREEN), relation("ADDRESSES", yard.id, SCHOOLS)],
    )


class _GreenSchool:
    """Reads every need as two topics, each named outright in a word of its own."""

    def read(self, text: str, language: str = "en") -> tuple[TopicMatch, ...]:
        return (
            TopicMatch(topic=SCHOOLS, label="Schools", strength=0.9, words=("école",), outright=0.5),
            TopicMatch(topic=GREEN, label="Green", strength=0.8, words=("vert",), outright=0.5),
        )
