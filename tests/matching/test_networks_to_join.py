"""Which networks are suggested: those that the asker can still join."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from graph.model import Admission, Batch, Fact, Network, Programme, Region, Relation
from matching.engine import Engine
from matching.types import Answer, Place, Query
from tests import worlds
from tests.factory import member_of, municipality, network
from tests.matching.engine_world import TODAY, ask, ids
from tests.memory_store import snapshot_of


def test_networks_are_those_a_town_can_still_join(engine: Engine) -> None:
    found = ids(ask(engine, topics=(worlds.HEAT_PLANNING,)), "networks")
    assert worlds.TANDEM not in found
    assert found[0] == worlds.CLIMATE_LEAGUE
    assert worlds.CLIMATE_LEAGUE not in ids(ask(engine, town=worlds.POTSDAM), "networks")


def test_a_network_that_has_ended_is_not_suggested() -> None:
    world = worlds.twelve_towns()
    for end, shown in (("2026-11-24", True), ("2026-11", True), ("2026", True), ("2026-11-23", False), ("2025", False)):
        nodes = [
            dataclasses.replace(n, end=end) if n.id == worlds.CLIMATE_LEAGUE else n  # type: ignore[call-arg]  # it is a network
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
    members += [Relation(type="ADDRESSES", start=n.id, end=worlds.HEAT_PLANNING, source="test") for n in nets]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch(nets, members)))

    def shut_out_of(**asker: Any) -> set[str]:
        answer = engine.suggest(Query(on=TODAY, kinds=("networks",), top=50, topics=(worlds.HEAT_PLANNING,), **asker))
        return {n.id for n in nets} - {s.id for s in answer.suggestions["networks"]}

    german = {"net:nordic", "net:one-each", "net:leaves"}
    assert shut_out_of(town=worlds.BAD_BELZIG) == german | {"net:slower"}
    assert shut_out_of(town=worlds.BERLIN) == german | {"net:slow", "net:slower"}
    assert shut_out_of(town=worlds.LOMZA) == {"net:nordic", "net:slow", "net:slower"}
    assert shut_out_of(town=worlds.VASLUI) == {"net:nordic", "net:baltic"}
    # No town of Denmark is in this world; that the asker is of it is known all the same.
    assert shut_out_of(place=Place(name="Vejle", country="DK")) == {"net:baltic"}


def test_a_network_of_certain_regions_is_suggested_in_these_and_where_the_region_is_not_known() -> None:
    nets = [
        network("net:brandenburg", "Brandenburg", regions=("DE4",)),
        network("net:two", "Two", regions=("FR", "PL")),
    ]
    nuts = [Fact(subject=worlds.BAD_BELZIG, key="nuts3", value="DE40E", source="list"),
            Fact(subject=worlds.LOMZA, key="nuts3", value="PL842", source="list")]  # fmt: skip
    about = [Relation(type="ADDRESSES", start=n.id, end=worlds.HEAT_PLANNING, source="test") for n in nets]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch(nets, about, nuts)))

    def found(town: str) -> set[str]:
        suggested = ids(ask(engine, town=town, topics=(worlds.HEAT_PLANNING,)), "networks")
        return {"net:brandenburg", "net:two"} & set(suggested)

    assert found(worlds.BAD_BELZIG) == {"net:brandenburg"}
    assert found(worlds.LOMZA) == {"net:two"}
    assert found(worlds.TARTU) == {"net:brandenburg", "net:two"}


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


def test_a_network_of_another_region_is_not_suggested_even_where_a_member_is_next_door() -> None:
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

    assert suggested(town=worlds.BAD_BELZIG) == {everywhere}
    unregistered = Place(name="Somewhere", country="DE", lat=52.1, lon=12.6)  # nobody knows its region
    assert suggested(place=unregistered) == {"net:saxony", "net:two", everywhere, nearby}


def test_a_project_can_be_joined_only_before_it_begins() -> None:
    world = worlds.twelve_towns()
    for start, shown in (("2026-11-25", True), ("2027", True), ("2026-11-24", False), ("2018-01", False)):
        nodes = [
            dataclasses.replace(n, start=start, end=None) if n.id == worlds.HEAT_MAPS else n  # type: ignore[call-arg]  # it is a network
            for n in world.nodes
        ]
        engine = Engine(snapshot_of(Batch(nodes, world.relations, world.facts)))
        assert (worlds.HEAT_MAPS in ids(ask(engine), "networks")) is shown, start


def _of(town: str, *nets: Network, **coastal: str) -> dict[str, tuple[str, ...]]:
    """The networks suggested to the town for heat planning, each with what is said of joining; each has Potsdam as a
    member, 40 km from Bad Belzig."""
    ties = [member_of(worlds.POTSDAM, net.id) for net in nets]
    about = [Relation(type="ADDRESSES", start=net.id, end=worlds.HEAT_PLANNING, source="test") for net in nets]
    facts = [Fact(subject=town, key=key, value=value, source="test") for key, value in coastal.items()]
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch(nets, [*ties, *about], facts)))
    answer = ask(engine, town=town, topics=(worlds.HEAT_PLANNING,), kinds=("networks",), top=50)
    return {s.id: s.joining for s in answer.suggestions["networks"] if s.id in {net.id for net in nets}}


def test_a_network_of_coastal_towns_is_no_matter_inland_and_where_the_coast_is_unknown_it_is_said() -> None:
    sea = network("net:sea", "Sea", takes=("coast",))
    assert _of(worlds.BAD_BELZIG, sea, coastal="no") == {}
    assert _of(worlds.BAD_BELZIG, sea, coastal="yes")["net:sea"][0] == "It is for towns on the coast."
    assert "we do not know" in _of(worlds.BAD_BELZIG, sea)["net:sea"][1]


def test_a_network_of_the_alps_is_no_matter_far_from_them_and_near_them_it_is_said() -> None:
    alps = Network(id="net:alps", name="Alps", kind="network", countries=("CH", "DE"), takes=("alps",), source="test")
    assert _of(worlds.BAD_BELZIG, alps) == {}  # in Germany, and in the plain
    sentences = _of(worlds.BIEL, alps)["net:alps"]
    assert sentences[0] == "It is for municipalities in the Alps."
    assert "we do not know" in sentences[1]  # Biel lies below the Jura: the frame is wider than the mountains


def test_what_a_few_neighbours_share_is_for_their_surroundings() -> None:
    circle = network("net:circle", "Circle", takes=("next-door",))
    assert "net:circle" in _of(worlds.BAD_BELZIG, circle)
    assert _of(worlds.VASLUI, circle) == {}


def test_without_a_need_no_club_of_a_special_sort_of_town_is_guessed() -> None:
    spas = network("net:spas", "Spas", takes=("spa",))
    engine = Engine(snapshot_of(worlds.twelve_towns(), Batch([spas])))
    assert "net:spas" in ids(ask(engine, top=50), "networks")  # Bad Belzig says that it is one
    assert "net:spas" not in ids(ask(engine, town=worlds.LOMZA, top=50), "networks")


def test_a_club_of_a_special_sort_is_about_a_need_by_its_topics_only_for_a_town_that_is_known_to_be_one() -> None:
    spas, weavers = network("net:spas", "Spas", takes=("spa",)), network("net:weavers", "Weavers", takes=("textile",))
    assert set(_of(worlds.BAD_BELZIG, spas, weavers)) == {"net:spas"}
    assert _of(worlds.LOMZA, spas, weavers) == {}


def test_a_club_of_a_special_sort_is_about_a_need_that_its_text_speaks_of() -> None:
    weavers = network("net:weavers", "Weavers", takes=("textile",))
    snapshot = snapshot_of(worlds.twelve_towns(), Batch([weavers]))
    at = snapshot.tables["Network"].ids.index("net:weavers")

    def suggested(near: float) -> set[str]:
        cosines = np.zeros(len(snapshot.tables["Network"]), dtype=np.float32)
        cosines[at] = near
        engine = Engine(snapshot, likeness=lambda need: {"Network": cosines})
        return set(ids(ask(engine, town=worlds.LOMZA, need="spinning mills", top=50), "networks"))

    assert "net:weavers" in suggested(0.5)
    assert "net:weavers" not in suggested(0.2)


def test_who_is_smaller_than_a_network_takes_is_shut_out_and_how_one_joins_is_told_in_both_languages() -> None:
    large = network("net:large", "Large", population_min=12_000)
    small = network("net:small", "Small", population_min=11_999, joining=("Apply.@en", "Antrag stellen.@de"))
    assert _of(worlds.BAD_BELZIG, large, small) == {"net:small": ("How one joins: Apply.",)}
