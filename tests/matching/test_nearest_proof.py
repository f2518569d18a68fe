"""The proof whose own text is nearest to the need leads: a bench for shared rides is no free town bus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.arrays import Floats32
from graph.model import Batch, Solution
from matching.engine import Engine
from matching.proofs.nearness import ABOUT_LIKELY, LEAST, ODDS, PROOF_LABELS, TOLD_LIKELY, ProofTexts
from matching.proofs.shared_words import SharedWords
from matching.ties import Ties
from matching.types import Contribution, Suggestion
from tests import worlds
from tests.factory import member_of, municipality, network, relation, topic
from tests.matching.engine_world import ask
from tests.memory_store import snapshot_of

ASKER, MOBILITY = "gn:fragt", "topic:mobility"
#: What towns did, all on one topic: German name and summary, and who did it, in which state.
THINGS: Mapping[str, tuple[str, str, str, str | None]] = {
    "prac:rides": ("Mitfahrplattform der Vereine", "Vereine vermitteln Mitfahrten.", "gn:mit", "origin"),
    "prac:bus": ("Kostenloser Stadtbus", "Alle fahren umsonst mit dem Bus der Stadt.", "gn:bus", "in-use"),
    "prac:plan": ("Mitfahrzentrale", "Eine Mitfahrzentrale ist geplant.", "gn:plant", "planned"),
    "prac:prize": ("Mitfahrpreis", "Preis für das Mitfahren.", "gn:preis", "label"),
    "prac:bikes": ("Radverleih", "Räder am Bahnhof.", "gn:rad", "origin"),
}


def _world() -> Batch:
    """Five towns as large as the asker, each with one thing on mobility; one more is in a network on shared rides."""
    towns = [
        municipality(id, id.removeprefix("gn:").title(), country="DE", lat=50 + at, lon=10, population=9_000)
        for at, id in enumerate((ASKER, *(town for *_, town, _ in THINGS.values()), "gn:netz"))
    ]
    things = [
        Solution(
            id=id,
            name=f"Thing {id[5:]}",
            kind="practice",
            labels=(f"{name}@de",),
            summaries=(f"{text}@de",),
            source="press",
        )
        for id, (name, text, _, _) in THINGS.items()
    ]
    together = network("net:rides", "Rides", kind="network", labels=("Mitfahren im Land@de",))
    relations = [
        *(relation("USES", town, id, status=status) for id, (_, _, town, status) in THINGS.items()),
        *(relation("ADDRESSES", id, MOBILITY) for id in (*THINGS, together.id)),
        member_of("gn:netz", together.id),
    ]
    return Batch([topic(MOBILITY, "Mobility"), *towns, *things, together], relations)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(snapshot_of(worlds.twelve_towns(), _world()))


def peers(engine: Engine, **wanted: Any) -> list[Suggestion]:
    asked = {"need": "Mitfahrbank", "topics": (MOBILITY,), "purposes": ("peers",), "top": 10, **wanted}
    return list(ask(engine, ASKER, kinds=("partners",), **asked).suggestions["partners"])


def reason(found: Suggestion) -> Contribution | None:
    return next((c for c in found.contributions if c.feature == "nearest_proof"), None)


def test_within_one_topic_the_nearest_text_leads_and_what_proves_less_says_less(engine: Engine) -> None:
    assert not any(map(reason, peers(engine, need=None)))  # by topics alone all are alike: what is near to ask decides
    near = peers(engine)[0]
    assert near.id == "gn:mit"
    weak = reason(near)
    assert weak is not None
    assert weak.reason == "From Mit, at least related: Thing rides."
    found = {s.id: s for s in peers(engine, need="Mitfahren")}
    told = {id: c.reason for id, s in found.items() if (c := reason(s))}
    assert told["gn:mit"] == "From Mit: Thing rides."
    assert told["gn:plant"] == "Plant plans or planned: Thing plan."
    assert told["gn:preis"].startswith("Preis holds or held a label or a prize")
    assert told["gn:netz"] == "Netz is or was in: Rides."
    assert not {"gn:bus", "gn:rad"} & told.keys()


def test_the_reason_is_told_in_german_with_the_summary_and_its_source(engine: Engine) -> None:
    first = peers(engine, need="Mitfahren", language="de")[0]
    told = reason(first)
    assert told is not None
    assert told.reason == "Aus Mit: Mitfahrplattform der Vereine."
    assert [(e.text, e.path) for e in told.evidence] == [("Vereine vermitteln Mitfahrten.", ("gn:mit", "prac:rides"))]
    assert told.proof == "own"
    assert (first.next_step or "").startswith("Fragen Sie Mit, wie es gelaufen ist")


def test_points_add_up_and_a_question_without_words_is_answered_as_before(engine: Engine) -> None:
    for found in (*peers(engine), *peers(engine, need=None)):
        assert sum(c.points for c in found.contributions) == pytest.approx(found.score, abs=1e-6)
    assert all(reason(s) is None for s in peers(engine, need=None))


def test_a_text_about_the_need_is_a_proof_where_no_topic_was_understood(engine: Engine) -> None:
    assert [s.id for s in peers(engine, topics=(), need="Mitfahrplattform")][:1] == ["gn:mit"]
    assert peers(engine, topics=(), need="Hundekot") == []


def test_of_two_things_of_a_town_the_one_nearer_to_the_need_is_told_first() -> None:
    both = Batch([], [relation("USES", "gn:mit", "prac:bus", status="in-use")])
    first = peers(Engine(snapshot_of(worlds.twelve_towns(), _world(), both)))[0]
    topical = next(c for c in first.contributions if c.feature == "topic_fit")
    assert [e.path[1] for e in topical.evidence] == ["prac:rides", "prac:bus"]


def test_a_vector_finds_what_has_no_word_of_the_need(engine: Engine) -> None:
    table = engine.snapshot.tables["Solution"].ids
    cosines = np.zeros(len(table), np.float32)
    cosines[table.index("prac:bikes")] = 0.6
    near = Engine(engine.snapshot, likeness=lambda _: {"Solution": cosines})
    assert peers(near, need="vélos en libre service")[0].id == "gn:rad"


def test_a_practice_names_the_towns_to_ask_like_the_asker_first_and_nobody_who_only_plans_it() -> None:
    twice = replace(next(n for n in _world().nodes if n.id == "prac:rides"), id="prac:rides-too")
    large = municipality("gn:gross", "Gross", country="DE", lat=50, lon=10, population=90_000)
    more = Batch(
        [twice, large], [relation("USES", "gn:gross", "prac:rides-too"), relation("ADDRESSES", twice.id, MOBILITY)]
    )
    engine = Engine(snapshot_of(worlds.twelve_towns(), _world(), more))
    answer = ask(engine, ASKER, kinds=("solutions",), need="Mitfahrplattform", topics=(MOBILITY,), top=10)
    asked = {s.name: [(t.name, t.population) for t in s.to_ask] for s in answer.suggestions["solutions"]}
    assert asked["Thing rides"] == [("Mit", 9_000), ("Gross", 90_000)]
    assert asked["Thing plan"] == []
    assert asked["Thing prize"] == [("Preis", 9_000)]  # who holds it can be asked where nobody is known to have done it


def test_words_are_found_whole_in_compounds_and_by_their_parts() -> None:
    shares = SharedWords(["Mitfahrplattform", "Mitfahren", "Parkbank", "Wärmeplan der Stadt", ""]).shares
    rides = shares("Mitfahrbank")
    assert rides[1] > rides[0] > rides[2] == rides[3] == 0
    assert shares("Wärmeplan")[3] == pytest.approx(1)
    assert shares("Wärmeplan und Feuerwehr")[3] < shares("Wärmeplan")[3]
    assert not shares("für die").any()
    assert SharedWords([]).shares("Wärmeplan").shape == (0,)


@given(st.text("abdefghimnrtäöüß -", max_size=40))
@settings(max_examples=50, deadline=None)
def test_shares_lie_between_nothing_and_all_of_the_need(need: str) -> None:
    shares = SharedWords([text for *_, text, _, _ in THINGS.values()]).shares(need)
    assert ((shares >= 0) & (shares <= 1)).all()


TIES = Ties(snapshot_of(worlds.twelve_towns(), _world()))


@pytest.mark.parametrize(
    ("cosine", "about", "told"),
    [
        (0.0, True, True),  # a text that was not compared
        (0.1, False, False),  # it has the word, and the models say that it means something else
        (0.3, True, True),
    ],
)
def test_the_words_of_a_need_say_nothing_where_the_models_say_otherwise(cosine: float, about: bool, told: bool) -> None:
    table = TIES.snapshot.tables["Solution"].ids
    likeness = {label: np.zeros(len(TIES.snapshot.tables[label]), np.float32) for label in ("Solution", "Network")}
    at = table.index("prac:bus")
    likeness["Solution"][at] = cosine
    near = ProofTexts(TIES).near("Stadtbus", likeness)
    assert (bool(near.about["Solution"][at]), bool(near.told["Solution"][at])) == (about, told)


@pytest.mark.parametrize(("cosine", "about", "told"), [(0.34, False, False), (0.36, True, False), (0.4, True, True)])
def test_a_text_without_the_words_is_about_a_need_before_it_may_be_told(cosine: float, about: bool, told: bool) -> None:
    likeness = {label: np.zeros(len(TIES.snapshot.tables[label]), np.float32) for label in ("Solution", "Network")}
    at = TIES.snapshot.tables["Solution"].ids.index("prac:bus")
    likeness["Solution"][at] = cosine
    near = ProofTexts(TIES).near("vélos en libre service", likeness)
    assert (bool(near.about["Solution"][at]), bool(near.told["Solution"][at])) == (about, told)


@pytest.mark.parametrize(
    ("cosine", "topic_fit", "about", "told"),
    [
        (0.3, 0.0, False, False),  # −5.9 + 1.8 × 0.44 + 5.1 × 0.3: 3 in 100
        (0.3, 1.0, True, False),  # the topic makes it 23 in 100
        (0.4, 1.0, True, True),  # −5.9 + 1.8 + 5.1 × 0.4 + 2.35: 43 in 100
        (0.6, 0.0, True, False),  # whatever its topic, a text so near is about it: 26 in 100
    ],
)
def test_whether_a_text_answers_a_need_its_topic_says_too(
    cosine: float, topic_fit: float, about: bool, told: bool
) -> None:
    at = TIES.snapshot.tables["Solution"].ids.index("prac:bus")
    cosines = {str(label): np.zeros(len(TIES.snapshot.tables[label]), np.float32) for label in PROOF_LABELS}
    cosines["Solution"][at] = cosine
    near = ProofTexts(TIES).near("vélos en libre service", cosines)
    near = near.answering({label: np.full(len(cosines[label]), topic_fit, np.float32) for label in PROOF_LABELS})
    assert (bool(near.about["Solution"][at]), bool(near.told["Solution"][at])) == (about, told)


def test_more_of_what_speaks_for_a_text_never_makes_it_less_likely_to_answer() -> None:
    assert all(odds > 0 for odds in ODDS.values())
    assert 0 < ABOUT_LIKELY < TOLD_LIKELY < 1


def _brute_force(ties: Ties, nearness: Mapping[str, Floats32]) -> Floats32:
    """Town by town and thing by thing."""
    best = np.zeros(len(ties.snapshot.municipalities), np.float32)
    pairs = {"Solution": (ties.uses, ties.use_shares), "Network": (ties.memberships, ties.membership_shares)}
    for label, (tied, shares) in pairs.items():
        for town, thing, share in zip(tied.towns, tied.things, shares, strict=True):
            best[town] = max(best[town], nearness[label][thing] * share)
    return best


@given(st.lists(st.floats(0.125, 1, width=32), min_size=40, max_size=40))
@settings(max_examples=10, deadline=None)
def test_the_nearest_proof_of_all_towns_is_that_of_each(cosines: list[float]) -> None:
    ties = TIES
    likeness = {
        label: np.resize(np.array(cosines, np.float32), len(ties.snapshot.tables[label]))
        for label in ("Solution", "Network")
    }
    near = ProofTexts(ties).near("Mitfahrbank", likeness)
    slow = _brute_force(ties, {label: np.where(n >= LEAST, n, 0) for label, n in near.nearness.items()})
    assert near.towns == pytest.approx(slow)
    for town in np.flatnonzero(near.towns).tolist():
        best = near.best(town)
        assert best is not None
        assert best.nearness == pytest.approx(near.towns[town])


def _points(need: str, population: int) -> dict[str, float]:
    """What the nearest proof is worth for each town, where Mit has so many inhabitants and all others 9,000."""
    world = _world()
    nodes = [replace(n, population=population) if n.id == "gn:mit" else n for n in world.nodes]  # type: ignore[call-arg]  # it is a town
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch(nodes, world.relations)))
    return {s.id: c.points for s in peers(engine, need=need) if (c := reason(s))}


def test_for_the_thing_itself_one_goes_to_a_larger_town_and_not_for_what_only_comes_nearest() -> None:
    # "Mitfahren" stands in its text; of "Mitfahrbank" its text has a part, and may not be said to come near.
    assert _points("Mitfahren", 90_000)["gn:mit"] == pytest.approx(_points("Mitfahren", 9_000)["gn:mit"])
    small, large = (_points("Mitfahrbank", size)["gn:mit"] for size in (9_000, 144_000))
    assert large == pytest.approx(small / 2)  # sixteen times the size: four times beyond what counts in full


def test_one_word_of_several_is_not_what_the_need_speaks_of() -> None:
    texts = ["Hotel bildet Jugendliche aus", "Jugendliche beteiligen sich im Parlament", "Haushalt"]
    for need, several in (("Jugendliche beteiligen", [False, True, False]), ("Jugendliche", [True, True, False])):
        assert SharedWords(texts).spoken_of(need)[1].tolist() == several
