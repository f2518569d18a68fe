"""What an answer says of itself: what it rests on, what would make it better, in which language."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from graph.model import Batch, Municipality
from matching.engine import Engine
from matching.kinds.all import kind_names
from matching.need.reading import NEAR_AT_ALL
from matching.need.topics import TopicReader
from matching.types import Language, Place, Query
from tests import worlds
from tests.factory import fact, municipality, network, relation, topic
from tests.matching.engine_world import TODAY, ask, ids
from tests.memory_store import snapshot_of


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("town", [worlds.BAD_BELZIG, worlds.BRUECK, worlds.TARTU, worlds.VASLUI, worlds.LOMZA])
def test_every_piece_of_evidence_is_a_statement_of_the_world_with_its_source(
    engine: Engine, town: str, language: str
) -> None:
    world = worlds.twelve_towns()
    stated = {(r.start, r.end, r.source) for r in world.relations}
    sourced = {(n.id, n.source) for n in world.nodes}
    answer = ask(engine, town=town, topics=(worlds.HEAT_PLANNING,), language=language, present_partners=True, top=50)
    evidence = [e for found in answer.suggestions.values() for s in found for c in s.contributions for e in c.evidence]
    assert evidence
    for e in evidence:
        assert (*e.path, e.source) in (stated if len(e.path) == 2 else sourced)
        assert "{" not in e.text
        assert "None" not in e.text


def test_both_languages_give_the_same_ranking_in_other_words(engine: Engine) -> None:
    english = ask(engine, topics=(worlds.HEAT_PLANNING,), top=50)
    german = ask(engine, topics=(worlds.HEAT_PLANNING,), language="de", top=50)
    for kind in kind_names():
        assert ids(english, kind) == ids(german, kind)
    assert "Wärmeplanung" in german.suggestions["partners"][0].contributions[0].reason
    assert "Heat planning" in english.suggestions["partners"][0].contributions[0].reason


def test_what_is_not_known_is_asked_for(engine: Engine) -> None:
    place = Place(name="Somewhere", country="DE")
    answer = ask(engine, town=None, place=place)
    assert any("population" in sentence for sentence in answer.advice)
    assert any("latitude" in sentence for sentence in answer.advice)
    assert any("what you need" in sentence for sentence in answer.advice)
    assert ids(answer)  # the experienced towns still come


@pytest.mark.parametrize(
    ("wanted", "advised"),
    [
        # A network and two solutions work on e-participation, one network on open data (the call counts for neither).
        ({"topics": (worlds.DIGITAL_ADMINISTRATION,)}, "a whole field{}of its topics: E-participation, Open data."),
        ({"need": "E-Government"}, "a whole field{}of its topics: E-participation, Open data."),
        ({"need": "E-Government", "language": "de"}, "ein ganzes Feld{}: Digitale Bürgerbeteiligung, Offene Daten."),
        # Two networks and a solution work on heat planning, and nobody on energy communities. Of equal ones, by id.
        (
            {"topics": (worlds.DIGITAL_ADMINISTRATION, worlds.CLIMATE_ENERGY)},
            "whole fields{}of their topics: E-participation, Heat planning, Open data, Energy communities.",
        ),
        ({"topics": (worlds.DIGITAL_ADMINISTRATION, worlds.HEAT_PLANNING)}, None),
        ({"topics": (worlds.OPEN_DATA,)}, None),
        ({}, None),
    ],
)
def test_who_asks_for_a_whole_field_is_told_the_topics_in_it(wanted: dict[str, Any], advised: str | None) -> None:
    snapshot = snapshot_of(worlds.twelve_towns())
    answer = ask(Engine(snapshot, TopicReader(snapshot)), town=worlds.TARTU, **wanted)
    about_fields = [sentence for sentence in answer.advice if re.search("whole field|ganze", sentence)]
    if advised is None:
        assert about_fields == []
    else:
        (sentence,) = about_fields
        assert all(part in sentence for part in advised.split("{}"))


@pytest.mark.parametrize(
    ("need", "language", "advised"),
    [
        ("find funding", "en", "Funding is found as calls."),
        ("Fördermittel finden", "de", "Fördermittel finden Sie als Aufrufe."),
        ("a swimming pool", "en", "No topic was recognised"),
    ],
)
def test_who_asks_for_funding_alone_is_led_to_the_calls(need: str, language: Language, advised: str) -> None:
    snapshot = snapshot_of(worlds.twelve_towns())
    first = ask(Engine(snapshot, TopicReader(snapshot)), need=need, language=language).advice[0]
    assert first.startswith(advised)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "We have little on “quilting bees”; nearest are: Climate and energy; Digital administration; "),
        ("de", "Zu „quilting bees“ haben wir wenig; am nächsten liegen: "),
    ],
)
def test_no_topic_is_forced_on_a_need_that_none_fits_and_the_nearest_are_told(language: Language, said: str) -> None:
    snapshot = snapshot_of(worlds.twelve_towns())
    nearness = np.linspace(0.5, 0.3, len(snapshot.tables["Topic"]), dtype=np.float32)
    engine = Engine(snapshot, TopicReader(snapshot), likeness=lambda need: {"Topic": nearness})
    answer = ask(engine, town=worlds.TARTU, need="quilting bees", language=language)
    assert answer.notes[0].startswith(said)
    assert answer.understood == ()
    assert answer.confidence == 0
    assert not any(
        c.feature == "topic_fit" for found in answer.suggestions.values() for s in found for c in s.contributions
    )


def test_topics_that_lie_far_from_a_need_are_not_named_as_nearest() -> None:
    snapshot = snapshot_of(worlds.twelve_towns())
    far = np.full(len(snapshot.tables["Topic"]), NEAR_AT_ALL - 0.01, dtype=np.float32)
    engine = Engine(snapshot, TopicReader(snapshot), likeness=lambda need: {"Topic": far})
    answer = ask(engine, town=worlds.TARTU, need="quilting bees")
    assert answer.notes[0] == "We have little on “quilting bees”; no topic of ours is near it."


def test_of_a_need_of_no_topic_that_texts_come_near_to_these_are_said_to_follow() -> None:
    snapshot = snapshot_of(worlds.twelve_towns())
    texts = {label: np.zeros(len(snapshot.tables[label]), np.float32) for label in ("Network", "Solution", "Topic")}
    texts["Solution"][0] = 0.6
    engine = Engine(snapshot, TopicReader(snapshot), likeness=lambda need: texts)
    answer = ask(engine, town=worlds.TARTU, need="quilting bees")
    assert (
        answer.notes[0]
        == "“quilting bees” is none of our topics; by their descriptions these towns and solutions fit it."
    )
    assert [s.id for s in answer.suggestions["solutions"]] == [snapshot.tables["Solution"].ids[0]]


def test_who_names_a_topic_outright_is_not_told_that_we_have_little_on_it() -> None:
    snapshot = snapshot_of(worlds.twelve_towns())
    answer = ask(Engine(snapshot, TopicReader(snapshot)), town=worlds.TARTU, need="heat planning")
    assert answer.understood[0].topic == worlds.HEAT_PLANNING
    assert answer.confidence is not None
    assert answer.confidence > 0.9
    assert not any("little" in note for note in answer.notes)


def test_of_a_large_field_the_five_topics_that_most_work_on_are_named() -> None:
    # Seven topics: 0 to 6 networks address them, so the five best are those of six down to two.
    parts = [topic(f"topic:part-{n}", f"Part {n}") for n in range(7)]
    nets = [network(f"net:n{n}", f"Network {n}") for n in range(6)]
    ties = [relation("BROADER", part.id, "topic:field") for part in parts]
    ties += [relation("ADDRESSES", nets[k].id, parts[n].id) for n in range(7) for k in range(n)]
    world = Batch([municipality(), topic("topic:field", "Field"), *parts, *nets], ties)
    answer = ask(Engine(snapshot_of(world)), town="gn:1", topics=("topic:field",))
    assert any(s.endswith(": Part 6, Part 5, Part 4, Part 3, Part 2.") for s in answer.advice)


def test_a_newcomer_is_told_what_the_answer_rests_on(engine: Engine) -> None:
    assert any("no network" in note for note in ask(engine).notes)
    (known,) = ask(engine, town=worlds.TARTU).notes
    assert "Climate League; Open Town Alliance; Town Tandems; Town App" in known


def test_only_where_nothing_is_wanted_place_and_size_are_said_to_decide() -> None:
    world = worlds.twelve_towns()
    engine = Engine(snapshot_of(Batch([*world.nodes, municipality("gn:1", "Newtown")], world.relations, world.facts)))

    def rests_on_place(town: str, **wanted: Any) -> bool:
        return any("rest on its place and size" in note for note in ask(engine, town=town, **wanted).notes)

    assert rests_on_place("gn:1")
    assert not rests_on_place("gn:1", topics=(worlds.HEAT_PLANNING,))
    assert not rests_on_place("gn:1", call=worlds.HEAT_TOGETHER)
    assert not rests_on_place(worlds.BAD_BELZIG)  # in no network, but it has said what it needs
    assert not rests_on_place(worlds.TARTU)


def test_only_where_partners_are_left_out_the_answer_says_so(engine: Engine) -> None:
    def says_so(town: str, **wanted: Any) -> bool:
        return any("not suggested again" in note for note in ask(engine, town=town, **wanted).notes)

    assert says_so(worlds.BRUECK)  # works with Łomża in a tandem
    assert not says_so(worlds.BRUECK, present_partners=True)
    assert not says_so(worlds.BRUECK, kinds=("networks", "calls"))
    assert not says_so(worlds.BAD_BELZIG)  # works with nobody


def test_what_fits_a_whole_field_names_the_topic_in_it_that_a_source_says(engine: Engine) -> None:
    answer = ask(engine, topics=(worlds.CLIMATE_ENERGY,), top=20)
    fits = [
        (item, contribution)
        for kind in ("networks", "solutions", "calls")
        for item in answer.suggestions[kind]
        for contribution in item.contributions
        if contribution.feature == "topic_fit"
    ]
    # The world's sources say "heat planning" of each, and of none the field.
    assert {item.id for item, _ in fits} >= {worlds.CLIMATE_LEAGUE, worlds.HEAT_ATLAS, worlds.HEAT_TOGETHER}
    for item, contribution in fits:
        *does, evidence = contribution.evidence
        assert [text.text for text in does] in ([], [item.summary])  # what a network does stands before it
        assert evidence.path == (item.id, worlds.HEAT_PLANNING)
        assert evidence.text.startswith(f"{item.name} addresses Heat planning")
        assert evidence.source


def test_where_no_town_is_known_to_do_what_is_wanted_the_answer_says_so() -> None:
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch([topic("topic:smart-lighting", "Smart lighting")])))
    assert any(
        "no town yet" in n and "Smart lighting" in n for n in ask(engine, topics=("topic:smart-lighting",)).notes
    )
    for known in (worlds.HEAT_PLANNING, worlds.OPEN_DATA):
        assert not any("no town yet" in note for note in ask(engine, topics=("topic:smart-lighting", known)).notes)
    assert not any("no town yet" in note for note in ask(engine).notes)


def test_where_nothing_of_a_kind_is_about_what_is_wanted_none_is_suggested_and_at_most_two_come_near() -> None:
    lighting = topic("topic:smart-lighting", "Smart lighting")
    energy = relation("BROADER", "topic:smart-lighting", worlds.CLIMATE_ENERGY)
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch([lighting], [energy])))
    others = ("networks", "solutions", "calls")
    answer = ask(engine, topics=("topic:smart-lighting",))
    assert answer.on_subject
    assert [answer.suggestions[kind] for kind in others] == [(), (), ()]
    # Heat planning is of the same field, and no nearer than that: it is not listed as if it came near.
    assert answer.nearest == {}
    # A text that comes near is, two of a kind at most; no club is, for to join one is no small step.
    tables = engine.snapshot.tables
    texts = {label: np.full(len(tables[label]), 0.36, np.float32) for label in ("Network", "Solution", "Call")}
    near = replace(engine, likeness=lambda _: texts)
    found = ask(near, need="lamps", topics=(lighting.id,)).nearest
    assert {kind: len(things) for kind, things in found.items()} == {"solutions": 2}
    # The one call is large, and for something else: it is no help.
    # A network, a solution and a call are about heat planning: only these are suggested, and nothing is near only.
    about = ask(engine, topics=(worlds.HEAT_PLANNING,))
    assert about.nearest == {}
    assert ids(about, "solutions") == [worlds.HEAT_ATLAS]
    # Where nothing is named, nothing is left out.
    assert not ask(engine).on_subject
    assert len(ids(ask(engine), "solutions")) > 1


def test_a_population_is_told_with_the_source_that_states_it() -> None:
    stated = fact(worlds.BRUECK, "population", "4100", source="profiles.csv", as_of="2026")
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch((), (), (stated,))))
    query = Query(town=worlds.BAD_BELZIG, on=TODAY, kinds=("partners",), present_partners=True, top=12)
    (brueck,) = [s for s in engine.suggest(query).suggestions["partners"] if s.id == worlds.BRUECK]
    (size,) = [c for c in brueck.contributions if c.feature == "similar_size"]
    assert [(e.source, e.as_of) for e in size.evidence] == [("profiles.csv", "2026")]
    assert "4,100" in size.evidence[0].text


def test_what_nobody_asked_for_is_never_called_wanted(engine: Engine) -> None:
    answer = ask(engine, town=worlds.VASLUI, kinds=("networks", "solutions", "calls"), need="Zzyzx")
    reasons = {c.feature for found in answer.suggestions.values() for s in found for c in s.contributions}
    assert "topic_fit" not in reasons


def test_each_thing_told_makes_the_answer_better(engine: Engine) -> None:
    # Tartu alone offers e-participation: the more of it Bad Belzig says, the higher it comes.
    def rank_of_tartu(**wanted: Any) -> int:
        found = ids(ask(engine, top=50, **wanted))
        return found.index(worlds.TARTU) if worlds.TARTU in found else len(found) + 1

    silent = rank_of_tartu()
    told = rank_of_tartu(topics=(worlds.E_PARTICIPATION,))
    assert told < silent
    assert told == 0


def test_names_and_summaries_are_in_the_language_of_the_question_and_english_where_nobody_has_written_german() -> None:
    def said(language: Language) -> str:
        snapshot = snapshot_of(worlds.twelve_towns())
        alike = {label: np.ones(len(snapshot.tables[label]), np.float32) for label in ("Network", "Solution")}
        engine = Engine(snapshot, likeness=lambda _: alike)
        answer = ask(engine, town=worlds.BRUECK, need="heat", language=language, present_partners=True)
        (league,) = [s for s in answer.suggestions["networks"] if s.id == worlds.CLIMATE_LEAGUE]
        (app,) = [s for s in answer.suggestions["solutions"] if s.id == worlds.TOWN_APP]
        (text,) = [c.evidence[0].text for c in league.contributions if c.feature == "text_likeness"]
        assert text == league.summary
        assert (app.name, app.summary) == ("Town App", "Residents vote on their town's budget.")  # no German of its own
        words = [league.name, text, *(e.text for c in league.contributions for e in c.evidence)]
        return " | ".join((*words, *(c.reason for c in league.contributions)))

    english, german = said("en"), said("de")
    assert "Klimaliga" in german
    assert "Kommunen, die ohne Kohle und Gas heizen." in german
    assert "Climate League" not in german
    assert "Towns that heat" not in german
    assert "Climate League" in english
    assert "Towns that heat without coal and gas." in english
    assert "Klimaliga" not in english
    assert "Kommunen" not in english


def test_the_town_that_another_works_with_is_named_in_the_language_of_the_question() -> None:
    # Zambrów's neighbour and like Łomża is in a tandem with Brück, which is a reason for Brück.
    world = worlds.twelve_towns()
    german = {worlds.LOMZA: "Lomscha", worlds.BRUECK: "Brügg"}
    nodes = [
        dataclasses.replace(n, labels=(f"{german[n.id]}@de",)) if isinstance(n, Municipality) and n.id in german else n
        for n in world.nodes
    ]
    engine = Engine(snapshot_of(Batch(nodes, world.relations, world.facts)))

    def reason(language: Language) -> str:
        answer = ask(engine, town=worlds.ZAMBROW, language=language, top=50)
        (brueck,) = [s for s in answer.suggestions["partners"] if s.id == worlds.BRUECK]
        return next(c.reason for c in brueck.contributions if c.feature == "works_with_your_like")

    tandem = "Tandem Łomża–Brück"
    assert reason("en") == f"Among the towns most like yours, Łomża works with Brück in {tandem}."
    assert reason("de") == f"Von den Kommunen, die Ihrer gleichen, arbeitet Lomscha mit Brügg in „{tandem}“."


def test_how_a_need_was_understood_is_told_in_the_language_of_the_question_whatever_the_need_is_in() -> None:
    snapshot = snapshot_of(worlds.twelve_towns())
    engine = Engine(snapshot, TopicReader(snapshot))
    asked = (("Wärmeplan", "en"), ("Wärmeplan", "de"), ("heat planning", "en"), ("heat planning", "de"))
    labels = [ask(engine, need=need, language=language).understood[0].label for need, language in asked]
    assert labels == ["Heat planning", "Wärmeplanung"] * 2
