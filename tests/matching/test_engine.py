"""The engine on the twelve-town world: answers reasoned on paper."""

from __future__ import annotations

import dataclasses
import random
import re
from datetime import date
from typing import Any

import numpy as np
import pytest

from graph.errors import InvalidRecord, UnknownId
from graph.model import Admission, Batch, Municipality, Network, Programme, Region, Relation
from matching.engine import Engine
from matching.topics import TopicReader
from matching.types import SUGGESTION_KINDS, Answer, Language, Place, Query, SuggestionKind
from tests import worlds
from tests.factory import fact, member_of, municipality, network, relation, topic
from tests.memory_store import snapshot_of

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(snapshot_of(worlds.twelve_towns()))


def ask(engine: Engine, town: str | None = worlds.BAD_BELZIG, **wanted: Any) -> Answer:
    return engine.suggest(Query(town=town, on=TODAY, **wanted))


def ids(answer: Answer, kind: SuggestionKind = "partners") -> list[str]:
    return [s.id for s in answer.suggestions[kind]]


def test_a_newcomer_that_needs_heat_planning_is_led_to_the_near_town_that_offers_it(engine: Engine) -> None:
    # Potsdam offers heat planning, made the Heat Atlas, leads Heat Maps and is 43 km away. Manresa offers it too and
    # is abroad, but far; Brück is nearer and its own size, pilots the atlas, but offers nothing. Berlin does nothing on
    # heat planning beyond a league of five.
    found = ids(ask(engine, topics=(worlds.HEAT_PLANNING,)))
    assert found[0] == worlds.POTSDAM
    assert set(found[1:3]) == {worlds.MANRESA, worlds.BRUECK}
    assert worlds.BERLIN not in found[:5]


def test_without_a_need_place_and_size_decide_not_fame(engine: Engine) -> None:
    # Nobody does anything about what Zambrów needs. Its neighbour Łomża is of like size and has experience, Brück is a
    # small town abroad with which Łomża works; Berlin is 150 times as large, however many meet it.
    zambrow = ids(ask(engine, town=worlds.ZAMBROW))
    assert {worlds.LOMZA, worlds.BRUECK} <= set(zambrow[:4])
    assert zambrow.index(worlds.BERLIN) > zambrow.index(worlds.LOMZA)
    assert worlds.BERLIN not in zambrow[:5]


def test_neither_itself_nor_a_quarter_nor_an_excluded_town_is_ever_suggested(engine: Engine) -> None:
    for town in (worlds.BAD_BELZIG, worlds.BERLIN, worlds.LOMZA):
        found = ids(ask(engine, town=town, exclude=(worlds.POTSDAM,), top=50))
        assert not {town, worlds.KREUZBERG, worlds.POTSDAM} & set(found)


def test_present_partners_come_only_if_wanted(engine: Engine) -> None:
    # Brück works with Potsdam and Manresa (Heat Maps), Tartu and Łomża (Town Tandems).
    present = {worlds.POTSDAM, worlds.MANRESA, worlds.TARTU, worlds.LOMZA}
    assert not present & set(ids(ask(engine, town=worlds.BRUECK, top=50)))
    assert present <= set(ids(ask(engine, town=worlds.BRUECK, top=50, present_partners=True)))


def test_countries_keep_partners_from_these_countries_only(engine: Engine) -> None:
    answer = ask(engine, countries=("PL", "EE"), top=50)
    assert {s.country for s in answer.suggestions["partners"]} == {"PL", "EE"}


def test_contributions_add_up_to_the_score_and_stand_in_their_order(engine: Engine) -> None:
    answer = ask(engine, topics=(worlds.HEAT_PLANNING, worlds.E_PARTICIPATION), top=50)
    for suggestions in answer.suggestions.values():
        assert [s.score for s in suggestions] == sorted((s.score for s in suggestions), reverse=True)
        for suggestion in suggestions:
            points = [c.points for c in suggestion.contributions]
            assert sum(points) == pytest.approx(suggestion.score, abs=1e-9)
            assert points == sorted(points, reverse=True)
            assert all(c.points == pytest.approx(c.value * c.weight) for c in suggestion.contributions)
            assert all(0 < c.value <= 1 for c in suggestion.contributions)


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
    for kind in SUGGESTION_KINDS:
        assert ids(english, kind) == ids(german, kind)
    assert "Wärmeplanung" in german.suggestions["partners"][0].contributions[0].reason
    assert "Heat planning" in english.suggestions["partners"][0].contributions[0].reason


def test_a_town_outside_the_register_is_answered_like_its_twin_inside(engine: Engine) -> None:
    place = Place(name="Bad Belzig", country="DE", lat=52.14184, lon=12.59272, population=11_999)
    # The register's Bad Belzig has stated needs; asked with the same topic, both are the same question.
    inside = ask(engine, topics=(worlds.E_PARTICIPATION,), exclude=(worlds.BAD_BELZIG,), top=50)
    outside = ask(
        engine, town=None, place=place, topics=(worlds.E_PARTICIPATION,), exclude=(worlds.BAD_BELZIG,), top=50
    )
    assert ids(inside) == ids(outside)
    for mine, theirs in zip(inside.suggestions["partners"], outside.suggestions["partners"], strict=True):
        assert mine.score == pytest.approx(theirs.score, abs=1e-4)


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
        return any("left out below" in note for note in ask(engine, town=town, **wanted).notes)

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
        (evidence,) = contribution.evidence
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


def test_where_nothing_of_a_kind_is_about_what_is_wanted_the_answer_says_so() -> None:
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch([topic("topic:smart-lighting", "Smart lighting")])))

    def said(language: Language = "en", **wanted: Any) -> set[str]:
        answer = ask(engine, kinds=SUGGESTION_KINDS, language=language, **wanted)
        assert all(answer.suggestions.values())
        return {n for n in answer.notes if "what you want" in n or "was Sie suchen" in n}

    assert len(said(topics=("topic:smart-lighting",))) == 3  # partners have a note of their own
    assert any(n.startswith("Keine der Lösungen") for n in said("de", topics=("topic:smart-lighting",)))
    # A network, a solution and a call are about heat planning.
    assert said(topics=(worlds.HEAT_PLANNING,)) == set()
    assert said() == set()


def test_networks_are_those_a_town_can_still_join(engine: Engine) -> None:
    found = ids(ask(engine, topics=(worlds.HEAT_PLANNING,)), "networks")
    assert worlds.TANDEM not in found
    assert found[0] == worlds.CLIMATE_LEAGUE
    assert worlds.CLIMATE_LEAGUE not in ids(ask(engine, town=worlds.POTSDAM), "networks")


def test_a_network_that_has_ended_is_not_suggested() -> None:
    world = worlds.twelve_towns()
    for end, shown in (("2026-11-24", True), ("2026-11", True), ("2026", True), ("2026-11-23", False), ("2025", False)):
        nodes = [
            dataclasses.replace(n, end=end) if n.id == worlds.CLIMATE_LEAGUE else n  # type: ignore[call-arg]
            for n in world.nodes
        ]
        engine = Engine(snapshot_of(Batch(nodes, world.relations, world.facts)))
        assert (worlds.CLIMATE_LEAGUE in ids(ask(engine), "networks")) is shown, end


def test_a_network_that_chose_its_members_once_is_not_suggested_and_still_counts_as_experience() -> None:
    world = worlds.twelve_towns()

    def answers(admission: Admission | None, **asker: Any) -> Answer:
        nodes = [
            dataclasses.replace(n, admission=admission)
            if isinstance(n, Network) and n.id == worlds.CLIMATE_LEAGUE
            else n
            for n in world.nodes
        ]
        return ask(
            Engine(snapshot_of(Batch(nodes, world.relations, world.facts))), topics=(worlds.HEAT_PLANNING,), **asker
        )

    unknown, opened, chosen = answers(None), answers("open"), answers("chosen")
    assert worlds.CLIMATE_LEAGUE not in ids(chosen, "networks")
    known, taking = (
        next(s for s in a.suggestions["networks"] if s.id == worlds.CLIMATE_LEAGUE) for a in (unknown, opened)
    )
    assert (known.admission, taking.admission) == (None, "open")
    assert known.score == taking.score  # that it takes members adds no points
    partners = [[(s.id, s.score) for s in a.suggestions["partners"]] for a in (unknown, opened, chosen)]
    assert partners[0] == partners[1] == partners[2]


def test_a_directory_is_nothing_to_join() -> None:
    nets = [network("net:list", "List", admission="listed"), network("net:league", "League", admission="open")]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch(nets)))
    found = ids(ask(engine, top=50), "networks")
    assert "net:league" in found
    assert "net:list" not in found


def test_a_network_that_the_asker_cannot_join_by_its_rules_is_not_suggested() -> None:
    # Bad Belzig (DE) has 11,999 inhabitants, Berlin (DE) millions, Łomża (PL) 60,000; Vaslui's (RO) are not known.
    nets = [
        network("net:nordic", "Nordic", countries=("DK", "SE")),
        network("net:baltic", "Baltic", countries=("DE", "PL")),
        network("net:slow", "Slow", population_max=11_999),
        network("net:slower", "Slower", population_max=11_998),
        network("net:one-each", "One each", one_per_country="yes"),
        network("net:left", "One each, a seat is free", one_per_country="yes"),
        network("net:leaves", "One each, a seat will be free", one_per_country="yes"),
        network("net:many", "As many as come"),
    ]
    seated = ("net:one-each", "net:many")
    members = [member_of(worlds.POTSDAM, n) for n in seated]
    members += [
        member_of(worlds.POTSDAM, "net:left", until="2026-11-23"),
        member_of(worlds.POTSDAM, "net:leaves", until="2026-11-24"),
    ]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch(nets, members)))

    def shut_out_of(**asker: Any) -> set[str]:
        answer = engine.suggest(Query(on=TODAY, kinds=("networks",), top=50, **asker))
        return {n.id for n in nets} - {s.id for s in answer.suggestions["networks"]}

    german = {"net:nordic", "net:one-each", "net:leaves"}
    assert shut_out_of(town=worlds.BAD_BELZIG) == german | {"net:slower"}
    assert shut_out_of(town=worlds.BERLIN) == german | {"net:slow", "net:slower"}
    assert shut_out_of(town=worlds.LOMZA) == {"net:nordic", "net:slow", "net:slower"}
    assert shut_out_of(town=worlds.VASLUI) == {"net:nordic", "net:baltic"}
    # No town of Denmark is in this world; that the asker is of it is known all the same.
    assert shut_out_of(place=Place(name="Vejle", country="DK")) == {"net:baltic"}


def test_a_network_of_another_country_is_not_suggested() -> None:
    world = worlds.twelve_towns()
    poles = [municipality(f"gn:{i}", f"Miasto {i}", country="PL", population=9_000) for i in range(50, 54)]
    nets = [network("net:poles", "Poles together"), network("net:three", "Three"), network("net:all", "All")]
    ties = [member_of(p.id, "net:poles") for p in poles] + [member_of(p.id, "net:three") for p in poles[:3]]
    ties += [member_of(p.id, "net:all") for p in poles] + [member_of(worlds.TARTU, "net:all")]
    # What Poland's ministry pays for is Poland's, however few of its members are known; not so what Europe pays for.
    nets += [network("net:few", "Few"), network("net:more", "More"), network("net:two", "Two"), network("net:eu", "EU")]
    ties += [member_of(p.id, "net:few") for p in poles[:2]] + [member_of(p.id, "net:more") for p in poles[:3]]
    ties += [member_of(p.id, "net:two") for p in poles[:2]] + [
        member_of(i, "net:eu") for i in (poles[0].id, worlds.TARTU)
    ]
    # What two programmes pay for is Poland's by the one of which more is known; what Europe pays for is nobody's own,
    # though the known members are all Poles.
    nets += [network("net:both", "Both"), network("net:alpine", "Alpine"), network("net:rural", "Rural")]
    ties += [member_of(poles[0].id, "net:both")]
    ties += [member_of(p.id, n) for p in poles for n in ("net:alpine", "net:rural")]
    ties += [
        Relation(type="FUNDED_BY", start="net:both", end="prog:ministry", source="s"),
        Relation(type="FUNDED_BY", start="net:both", end="prog:voivodeship", source="s"),
    ]
    programmes = [Programme(id=f"prog:{name}", name=name, source="s") for name in ("ministry", "europe", "voivodeship")]
    programmes.append(Programme(id="prog:alpine", name="Interreg Alpine Space 2014–2020", source="s"))
    programmes.append(Programme(id="prog:rural", name="Rural", managing_body="European Commission", source="s"))
    paid = {"net:few": "ministry", "net:more": "ministry", "net:two": "europe", "net:eu": "europe"}
    paid |= {"net:alpine": "alpine", "net:rural": "rural"}
    ties += [Relation(type="FUNDED_BY", start=n, end=f"prog:{name}", source="s") for n, name in paid.items()]
    engine = Engine(snapshot_of(world, Batch([*poles, *nets, *programmes], ties)))

    def suggested(town: str) -> set[str]:
        answer = engine.suggest(Query(town=town, on=TODAY, kinds=("networks",), top=50))
        return {s.id for s in answer.suggestions["networks"]} & {n.id for n in nets}

    # Of three members, and nothing of who pays, too little is known to say.
    assert suggested(worlds.BAD_BELZIG) == {"net:three", "net:all", "net:two", "net:eu", "net:alpine", "net:rural"}
    assert suggested(worlds.LOMZA) == {n.id for n in nets}


def test_a_network_of_another_region_is_not_suggested_unless_a_member_is_next_door() -> None:
    # Four towns of Saxony, some 150 km from Bad Belzig; of one network a fifth is just behind the border.
    world = worlds.twelve_towns()
    saxony, everywhere, nearby = "region:DE-SN", "net:everywhere", "net:nearby"
    towns = [municipality(f"gn:{i}", f"Stadt {i}", country="DE", lat=51.0, lon=13.7) for i in range(50, 54)]
    border = municipality("gn:54", "Grenzstadt", country="DE", lat=52.0, lon=12.6)
    nets = [network("net:saxony", "Saxony"), network(everywhere, "All"), network(nearby, "Nearby")]
    ties = [member_of(t.id, n.id) for t in towns for n in nets]
    # A network of two known members, which the land pays for as it does for that of Saxony's four.
    nets.append(network("net:two", "Two"))
    ties += [member_of(t.id, "net:two") for t in towns[:2]]
    ties += [Relation(type="FUNDED_BY", start=n, end="prog:land", source="s") for n in ("net:two", "net:saxony")]
    ties += [member_of(worlds.POTSDAM, everywhere), member_of(border.id, nearby)]
    places = [Relation(type="IN", start=t.id, end=saxony, source="register") for t in (*towns, border)]
    region = Region(id=saxony, name="Saxony", country="DE", code="DE-SN", source="register")
    land = Programme(id="prog:land", name="Free State", source="s")
    engine = Engine(snapshot_of(world, Batch([*towns, border, *nets, region, land], [*ties, *places])))

    def suggested(**asker: Any) -> set[str]:
        answer = engine.suggest(Query(on=TODAY, kinds=("networks",), top=50, **asker))
        return {s.id for s in answer.suggestions["networks"]} & {n.id for n in nets}

    assert suggested(town=worlds.BAD_BELZIG) == {everywhere, nearby}
    unregistered = Place(name="Somewhere", country="DE", lat=52.1, lon=12.6)  # nobody knows its region
    assert suggested(place=unregistered) == {"net:saxony", "net:two", everywhere, nearby}


def test_a_population_is_told_with_the_source_that_states_it() -> None:
    stated = fact(worlds.BRUECK, "population", "4100", source="profiles.csv", as_of="2026")
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch((), (), (stated,))))
    query = Query(town=worlds.BAD_BELZIG, on=TODAY, kinds=("partners",), present_partners=True, top=12)
    (brueck,) = [s for s in engine.suggest(query).suggestions["partners"] if s.id == worlds.BRUECK]
    (size,) = [c for c in brueck.contributions if c.feature == "similar_size"]
    assert [(e.source, e.as_of) for e in size.evidence] == [("profiles.csv", "2026")]
    assert "4,100" in size.evidence[0].text


def test_a_project_can_be_joined_only_before_it_begins() -> None:
    world = worlds.twelve_towns()
    for start, shown in (("2026-11-25", True), ("2027", True), ("2026-11-24", False), ("2018-01", False)):
        nodes = [
            dataclasses.replace(n, start=start, end=None) if n.id == worlds.HEAT_MAPS else n  # type: ignore[call-arg]
            for n in world.nodes
        ]
        engine = Engine(snapshot_of(Batch(nodes, world.relations, world.facts)))
        assert (worlds.HEAT_MAPS in ids(ask(engine), "networks")) is shown, start


def test_what_nobody_asked_for_is_never_called_wanted(engine: Engine) -> None:
    answer = ask(engine, town=worlds.VASLUI, kinds=("networks", "solutions", "calls"), need="Zzyzx")
    reasons = {c.feature for found in answer.suggestions.values() for s in found for c in s.contributions}
    assert "topic_fit" not in reasons


def test_solutions_start_with_what_serves_the_need_and_leave_out_those_in_use(engine: Engine) -> None:
    assert ids(ask(engine, topics=(worlds.HEAT_PLANNING,)), "solutions")[0] == worlds.HEAT_ATLAS
    assert worlds.HEAT_ATLAS not in ids(ask(engine, town=worlds.BRUECK), "solutions")


def test_a_call_whose_deadline_has_passed_is_not_suggested(engine: Engine) -> None:
    assert ids(ask(engine), "calls") == [worlds.HEAT_TOGETHER]
    earlier = engine.suggest(Query(town=worlds.BAD_BELZIG, on=date(2024, 1, 15)))
    assert set(ids(earlier, "calls")) == {worlds.HEAT_TOGETHER, worlds.CITY_LAB}


def test_partners_for_a_call_work_on_what_it_pays_for(engine: Engine) -> None:
    answer = ask(engine, call=worlds.HEAT_TOGETHER)
    assert ids(answer)[0] == worlds.POTSDAM
    assert all(s.eligibility is not None for s in answer.suggestions["partners"])


@pytest.mark.parametrize(
    "wanted",
    [{"town": "gn:1"}, {"topics": ("topic:none",)}, {"call": "call:none"}, {"exclude": ("gn:1",)}],
)
def test_unknown_ids_are_named_in_the_error(engine: Engine, wanted: dict[str, Any]) -> None:
    with pytest.raises(UnknownId, match=r"gn:1|none"):
        ask(engine, **{"town": worlds.BAD_BELZIG, **wanted})


def test_a_question_needs_exactly_one_asker(engine: Engine) -> None:
    with pytest.raises(InvalidRecord):
        ask(engine, town=None)
    with pytest.raises(InvalidRecord):
        ask(engine, place=Place(name="Twice", country="DE"))


def test_the_order_of_the_records_changes_nothing(engine: Engine) -> None:
    world = worlds.twelve_towns()
    for seed in range(3):
        draw = random.Random(seed)
        shuffled = Batch(
            draw.sample(list(world.nodes), len(world.nodes)),
            draw.sample(list(world.relations), len(world.relations)),
            draw.sample(list(world.facts), len(world.facts)),
        )
        again = Engine(snapshot_of(shuffled))
        assert again.snapshot.digest == engine.snapshot.digest
        assert ask(again, topics=(worlds.HEAT_PLANNING,)) == ask(engine, topics=(worlds.HEAT_PLANNING,))


def test_each_thing_told_makes_the_answer_better(engine: Engine) -> None:
    # Tartu alone offers e-participation: the more of it Bad Belzig says, the higher it comes.
    def rank_of_tartu(**wanted: Any) -> int:
        return ids(ask(engine, top=50, **wanted)).index(worlds.TARTU)

    silent = rank_of_tartu()
    told = rank_of_tartu(topics=(worlds.E_PARTICIPATION,))
    assert told < silent
    assert told == 0


def test_names_and_summaries_are_in_the_language_of_the_question_and_english_where_nobody_has_written_german() -> None:
    def said(language: Language) -> str:
        engine = Engine(snapshot_of(worlds.twelve_towns()), likeness=lambda _: {"Network": np.ones(5, np.float32)})
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
        dataclasses.replace(n, name_de=german[n.id]) if isinstance(n, Municipality) and n.id in german else n
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
